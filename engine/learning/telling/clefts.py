"""Sentences turned round for stress, turned back: "it's my aunt who lives in Toronto", "it's lupin I react to", "Hastings is where I live now"."""

from __future__ import annotations

from collections.abc import Sequence

from engine.learning.grammar.lexicon import PREPOSITIONS
from engine.learning.grammar.phrases import starts_with_subject
from engine.learning.grammar.states import STATES
from engine.learning.grammar.verbs import AUXILIARY
from engine.learning.grammar.words import Word
from engine.learning.jottings.jot import article
from engine.learning.telling.fragments import ROLES

_BE = ("is", "was")
_POSSESSIVE = {"her": "she", "his": "he", "its": "it"}
_HEADS = frozenset("i we my our he she they".split())


def uncleft(tokens: list[Word]) -> list[Word]:
    """The plain order of words; the same list when it is plain."""
    plain = begun(tokens)
    return _here(plain) or _done_to_me(plain) or _name(plain) or _called(plain) or _it_is(plain) or _is_where(plain) or _the_one(plain) or tokens


def begun(tokens: list[Word]) -> list[Word]:
    """Without the "actually, no," in front."""
    while len(tokens) > 3 and (tokens[0].low in ("actually", "now", "also", ",") or (tokens[0].low == "no" and tokens[1].low == ",")):
        tokens = tokens[1:]
    return tokens


def _made(text: str, at: Word) -> Word:
    return Word(text, text.lower(), at.start, at.start)


def _name(tokens: list[Word]) -> list[Word]:
    """ "Name's Seun", "favourite fruit is mango": the user's own."""
    low = [w.low for w in tokens]
    if low[:1] == ["name's"] and len(low) > 1:
        name = tokens[0]
        return [_made("my", name), Word("name", "name", name.start, name.stop), Word("is", "is", name.start, name.stop), *tokens[1:]]
    if low[:2] == ["my", "name's"] and len(low) > 2:
        return [tokens[0], *_name(tokens[1:])[1:]]
    described = low[:1] and low[0] in ("favourite", "new", "current") and tokens[0].text.islower()
    if described and any(w in ("is", "are", "was") for w in low[2:5]):
        return [_made("my", tokens[0]), *tokens]
    if low[:1] == ["name"] and low[1:2] == ["is"]:
        return [_made("my", tokens[0]), *tokens]
    if low[:1] and low[0] in _POSSESSIVE and low[1:3] == ["name", "is"] and len(low) == 4:  # "her name's Pickle"
        return [Word(_POSSESSIVE[low[0]], _POSSESSIVE[low[0]], tokens[0].start, tokens[0].stop), tokens[2], _made("called", tokens[3]), tokens[3]]
    if low[:1] == ["before"] and low[1:3] in (
        ["i", "was"],
        ["i", "worked"],
        ["i", "lived"],
        ["i", "had"],
        ["we", "lived"],
        ["we", "was"],
        ["i", "did"],
    ):
        return [Word("previously", "previously", tokens[0].start, tokens[0].stop), *tokens[1:]]
    return []


def _here(tokens: list[Word]) -> list[Word]:
    """ "Bernard here again": who writes."""
    if tokens and tokens[0].low in ("it", "this") and len(tokens) > 3 and tokens[1].low == "is":
        return _here(tokens[2:])
    low = [w.low for w in tokens]
    if low[1:] == ["here"] and low[0] in ROLES:  # "chef here"
        return [
            _made("I", tokens[0]),
            _made("am", tokens[0]),
            _made(article(low[0]), tokens[0]),
            Word(low[0], low[0], tokens[0].start, tokens[0].stop),
        ]
    if low[1:2] == ["here"] and low[0] in STATES:  # "coeliac here"
        return [_made("I", tokens[0]), _made("am", tokens[0]), tokens[0], *(w for w in tokens[2:] if w.low != ",")]
    if low[1:] in (["here"], ["here", "again"], ["here", "now"]) and tokens[0].text[:1].isupper() and low[0] not in _NOT_NAMES:
        at = tokens[0]
        return [_made("my", at), _made("name", at), _made("is", at), at]
    return []


_NOT_NAMES = frozenset(
    "nothing nobody me i all everything everyone same still back new is it that not over out good fine raining today christmas".split()
)


_DEEDS = frozenset(
    "put moved given gave offered made told promoted sent signed cut kept booked diagnosed changed switched transferred let laid".split()
)
_PARTICIPLES = {"gave": "given"}


def _done_to_me(tokens: list[Word]) -> list[Word]:
    """ "They've put me on tues to fri": I have been put on them, whoever they are."""
    low = [w.low for w in tokens]
    deed = 2 if low[:2] == ["they", "have"] else 1
    if low[:1] != ["they"] or len(low) < deed + 3 or low[deed] not in _DEEDS or low[deed + 1] != "me":
        return []
    at = tokens[deed]
    done = _PARTICIPLES.get(at.low, at.low)
    be = [_made("have", at), _made("been", at)] if deed == 2 else [_made("was", at)]
    return [_made("I", tokens[0]), *be, Word(done, done, at.start, at.stop), *tokens[deed + 2 :]]


_SEE = frozenset(
    "dentist doctor gp optician vet physio hairdresser barber surgery hospital clinic garage hygienist therapist osteopath midwife consultant "
    "orthodontist nurse salon chiropodist surgeon".split()
)
_PUTS = frozenset("moved move pushed push changed change put rescheduled reschedule switched switch shifted shift brought bring bumped bump".split())


def rebooked(tokens: list[Word], spoken_of: Sequence[str]) -> list[Word]:
    """ "(The dentist rang.) They've had to move me to the 8th": my appointment with them has been moved. `spoken_of`: who or what was."""
    low = [w.low for w in tokens]
    who = next((last for thing in spoken_of if (last := (thing.lower().split() or [""])[-1]) in _SEE), "")
    deed = next((n for n, word in enumerate(low[:6]) if word in _PUTS), 0)
    if not who or low[:1] != ["they"] or not deed or not set(low[1:deed]) <= {"have", "had", "to", "just", "now", "also"}:
        return tokens
    if low[deed + 1 : deed + 2] not in (["me"], ["us"]) or not any(word in ("to", "till", "until") for word in low[deed + 2 : deed + 4]):
        return tokens
    begin, at = tokens[0], tokens[deed]
    return [
        _made("my", begin),
        _made(who, begin),
        _made("appointment", begin),
        _made("has", at),
        _made("been", at),
        _made("moved", at),
        *tokens[deed + 2 :],
    ]


def _called(tokens: list[Word]) -> list[Word]:
    """ "The lads call me Spud", "everyone at work calls me Bash"."""
    low = [w.low for w in tokens]
    calling = next((n for n in range(1, min(len(low) - 2, 6)) if low[n] in ("call", "calls", "called") and low[n + 1] == "me"), 0)
    if (
        not calling
        or low[0] in ("i", "we", "you", "he", "she", "only", "nobody", "not", "no")
        or len(low) - calling > 5
        or not tokens[calling + 2].low.isalpha()
    ):
        return []
    called = tokens[calling]
    return [Word("I", "i", tokens[0].start, called.start), Word("go", "go", called.start, called.stop), Word("by", "by", called.start, called.stop),
            *tokens[calling + 2 :]]  # fmt: skip


def _it_is(tokens: list[Word]) -> list[Word]:
    """ "It was my uncle who taught me", "it's Derby I was born in, not Nottingham", "it is mum's birthday tomorrow"."""
    if tokens and tokens[0].low == "its" and len(tokens) > 3 and tokens[1].text[:1].isupper() and tokens[2].low in ("who", "that"):
        tokens = [_made("it", tokens[0]), _made("is", tokens[0]), *tokens[1:]]
    low = [w.low for w in tokens]
    if low[:1] not in (["it"], ["that"]) or low[1:2] not in (["is"], ["was"]):
        return []
    if "birthday" in low[2:5]:
        end = low.index("birthday") + 1
        return [*tokens[2:end], tokens[1], *tokens[end:]]
    for place in range(3, min(len(low) - 1, 10)):
        if (
            low[place] in ("who", "that")
            and low[place + 1] not in _HEADS
            and (low[2] in ("my", "our", "his", "her", "the") or tokens[2].text[:1].isupper())
        ):
            helper = 1 if low[place + 1] in AUXILIARY else 0
            if low[2] == "the" and not helper and not low[place + 1].endswith(("s", "ed")):
                return []
            return [*tokens[2:place], *tokens[place + 1 :]]
        gap = place + (low[place] in ("that", "which", "who", "where", "when"))
        if (
            gap < len(low) - 1
            and low[gap] in _HEADS
            and (gap > place or low[place - 1] not in ("when", "where", "that", "how"))
            and low[2] not in ("a", "an", "just", "not", "so", "like", "all", "only", "how", "what", "because")
            and (low[place] != "when" or any(w[:1].isdigit() or w in _TIMES or w.removesuffix("s").endswith("day") for w in low[2:place]))
        ):
            return _gap_filled(tokens[2:place], tokens[gap:])
        if low[place] in (",", ";", ":"):
            return []
    return []


_TIMES = frozenset(
    "january february march april may june july august september october november december spring summer autumn winter christmas easter then "
    "noon midnight night morning evening year month week".split()
)


def _gap_filled(thing: list[Word], rest: list[Word]) -> list[Word]:
    """ "lupin" + "I react to, weirdly" -> "I react to lupin, weirdly"."""
    if not starts_with_subject(rest) or any(w.low in ("and", "but", ",") or w.low.endswith("ing") for w in thing):
        return []
    ends = (",", ";", "(", "-", "and", "but", "because")
    stop = next((n for n in range(2, len(rest)) if rest[n].low in ends), len(rest))
    said, after = rest[:stop], rest[stop:]
    if len(said) < 2:
        return []
    tail: list[Word] = []
    while len(said) > 2 and said[-1].low in ("now", "today", "then", "anyway", "actually"):
        tail.insert(0, said[-1])
        said = said[:-1]
    if said[-1].low in PREPOSITIONS or len(said) <= 5:
        return [*said, *thing, *tail, *after]
    return []


def _is_where(tokens: list[Word]) -> list[Word]:
    """ "Hastings is where I live now", "Tuesdays are when I swim"."""
    low = [w.low for w in tokens]
    for place in range(1, min(6, len(low) - 3)):
        if low[place] not in ("is", "was", "are") or low[place + 1] not in ("where", "when", "what", "who") or low[place + 2] not in _HEADS:
            continue
        thing, said = tokens[:place], tokens[place + 2 :]
        if low[0] in ("that", "this", "it", "here", "there", "which", "what", "where"):
            return []
        joint = {"where": "in", "when": "on"}.get(low[place + 1], "")
        tail = [said.pop()] if said[-1].low in ("now", "today") and len(said) > 2 else []
        if said[-1].low in PREPOSITIONS:
            joint = ""
        return [*said, *([_made(joint, tokens[place])] if joint else []), *thing, *tail]
    return []


def _the_one(tokens: list[Word]) -> list[Word]:
    """ "Ronke is the one handling the visas", "my stepdad's the one who cooks"."""
    low = [w.low for w in tokens]
    for place in range(1, min(6, len(low) - 4)):
        if low[place] in _BE and low[place + 1 : place + 3] == ["the", "one"]:
            if low[place + 3] in ("who", "that"):
                return [*tokens[:place], *tokens[place + 4 :]]
            if low[place + 3].endswith("ing"):
                return [*tokens[: place + 1], *tokens[place + 3 :]]
    return []
