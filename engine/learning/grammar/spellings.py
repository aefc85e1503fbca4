"""Contractions, chat shorthand and common misspellings, with what they stand for."""

from __future__ import annotations


def _read(pairs: str) -> dict[str, str]:
    return dict(pair.strip().split(": ") for pair in pairs.split(" | "))


#: Two words become one here, or one two: "im", "dont", "w/".
SHORT = _read(
    "im: i am | ive: i have | i'm: i am | i've: i have | i'd: i would | i'll: i will | we're: we are | we've: we have | weve: we have | "
    "we'd: we would | we'll: we will | hes: he is | shes: she is | theyre: they are | they're: they are | theyve: they have | they've: "
    "they have | they'll: they will | youre: you are | you're: you are | you've: you have | you'll: you will | it'll: it will | he'll: "
    "he will | she'll: she will | dont: do not | doesnt: does not | didnt: did not | cant: can not | couldnt: could not | wont: will "
    "not | wouldnt: would not | isnt: is not | arent: are not | wasnt: was not | werent: were not | hasnt: has not | havent: have not | "
    "hadnt: had not | shouldnt: should not | can't: can not | won't: will not | cannot: can not | ain't: is not | aint: is not | thats: "
    "that is | whats: what is | wheres: where is | whos: who is | theres: there is | gonna: going to | wanna: want to | gotta: got to | "
    "w/: with | &: and | bday: birthday | b-day: birthday | bf: boyfriend | gf: girlfriend | fav: favourite | fave: favourite | pls: "
    "please | plz: please | u: you | ur: your | tmrw: tomorrow | tmr: tomorrow | appt: appointment | bc: because | cuz: because | cos: "
    "because | coz: because | n: and | sis: sister | bro: brother | y/o: years-old | yo: years-old | yrs: years | yr: year | wk: week | "
    "wks: weeks | w: with | abt: about | rn: right now | tho: though | thru: through | prob: probably | ppl: people | wknd: weekend | wkend: "
    "weekend | hv: have | havnt: have not | tryna: trying to | imma: i am going to | ima: i am going to | itll: it will | theyll: they will | "
    "dnt: do not | dint: did not | "
    "wd: would | shd: should | cld: could | arvo: afternoon | ovr: over | hubs: husband | mths: months | mth: month | approx: about | bfast: "
    "breakfast |  hrs: hours | mins: minutes "
)
#: Also American forms of words that rules know in their British form.
MISSPELT = _read(
    "favorite: favourite | wich: which | recieve: receive | tomorow: tomorrow | tommorow: tomorrow | tommorrow: tomorrow | alergic: "
    "allergic | allergc: allergic | allergik: allergic | definately: definitely | freind: friend | freinds: friends | collegue: "
    "colleague | coleague: colleague | apointment: appointment | appoinment: appointment | teh: the | anniversery: anniversary | "
    "birtday: birthday | brithday: birthday | becouse: because | wendesday: wednesday | wensday: wednesday | febuary: february | "
    "vegitarian: vegetarian | vegeterian: vegetarian | hav: have | livin: living | workin: working | prefere: prefer | dislke: dislike "
    "| studing: studying | wrk: work "
)
#: All of them.
MENDED = SHORT | MISSPELT
