"""What stands around a statement: "btw", "I think", "…lol", a time put first, "it's my aunt who…"."""

from __future__ import annotations

import re

from engine.learning.grammar.lexicon import PREPOSITIONS, WORN
from engine.learning.grammar.phrases import starts_with_subject
from engine.learning.grammar.words import Word

_OPENERS = re.compile(
    r"^(?:(?:(?:kindly|please|pls|do|just) (?:note|be (?:informed|aware|advised)|take note|know)(?! (?:if|what|how|whether"
    r"|when|where|why|who|you|me|u)\b)|i (?:just )?(?:wish|want|wanted|would like|have) to (?:inform|tell|let|mention to"
    r"|share with) you(?: know)?|"
    r"and|but|so|well|oh|ah|btw|fyi|by the way|also|hi|hello|hey|hiya|ok|okay|yes|yeah|yep|nope|anyway|anyways|right|"
    r"honestly|funnily enough|weirdly(?: enough)?|oddly(?: enough)?|strangely(?: enough)?|incidentally|meanwhile|admittedly"
    r"|ironically|surprisingly|interestingly|fortunately|unfortunately|except(?: that)?|tbh|random|lol|haha|ugh"
    r"|update|news|good news|bad news|"
    r"(?:(?:an? )?(?:very )?important(?: one| thing| point| note)?|remember|note)(?:,? this(?: one)?)?(?=\s*[:!]\s)|"
    r"quick update|turns out|just so you know|for the record|the thing is|thing is|apparently|i think|i guess|i reckon|i "
    r"believe|i mean|i should mention|i should say|as i said|like i said|"
    r"as you know|you know|just to say|to be honest|not gonna lie|not going to lie|no lie|real talk|believe it or not|in "
    r"fact|fun fact|confession|context|background|plus|look|listen|please|thanks|thank you|guess what|did i mention|"
    r"one more thing|another thing|ps|p\.s\.|here(?=,? (?:i|we|my|our)\b)|note|reminder|about me|the fact is|i must say"
    r"|i have to say|it turns out|it "
    r"turns out that|because|though|good morning|"
    r"morning|good evening|dear assistant|my friend|i found out|i forgot to say|forgot to say|forgot to mention|i forgot to "
    r"mention|for context|for info|heads up|in case it matters|no cap|quick(?=:)|from now on(?=,?\s+(?:the|my|our|i|we|he|she)\b)|no,? i "
    r"said(?=\s+(?:my|our|he|she|the|it)\b)|kinda random|bit random|random one|so update|quick one|quick note|quick q|namaste|hola|abeg|"
    r"pour la petite histoire|pour info(?:rmation)?|au fait|en fait|entre nous|d'ailleurs|por cierto|por si acaso|übrigens|(?:nur )?zur info|"
    r"comunque|"
    r"for what it'?s worth|fwiw|full disclosure|no word of a lie|true story|small world|long story short|for reference|for your (?:records|files)|"
    r"(?:on a )?side note|"
    r"(?:do not|don'?t|dont) (?:you )?(?:let me )?forget(?: that)?(?= (?:the|my|our|his|her|we|i|\w+'s) .*\b(?:is|are|was|has|have|comes?|needs?|"
    r"starts?|gets?)\b)|"
    r"righto|alright|arvo(?: mate)?|"
    r"evening|hello there|real talk|lowkey|ngl|tbf|"
    r"actually|anyhow|for future(?: reference)?|correction(?: to earlier)?|i (?:must|have to|need to|should) (?:make a correction|correct myself|"
    r"correct that)|therefore|for your info|you see|the truth is|truth is|actually yeah|"
    r"(?:sir|madam|ma'?am|mate|bro|dude|man|folks|guys|yo|love|dear|oga|boss|bestie|girl|babe|chat)(?=\s*,|\s+(?:i|i'm|im|i've|ive|my|we|"
    r"we're|our|he|she|they|it|"
    r"please|so|just)\b))\b(?!\s+(?:is|was|are|were|has|had)\b)"
    r"(?:\s+that\b(?!\s+(?:is|was)))?[\s,:!.-]*)+",
    re.IGNORECASE,
)


_CLOSERS = re.compile(
    r"(?:[\s,]+(?:lol|haha+|tbh|btw|imo|imho|i reckon|i think|i guess|i suppose|you know|though|ugh|xx?|pls|please|ok|"
    r"okay|right|innit|fyi|sadly|yay|woo+|"
    r"if (?:(?:anyone|anybody|you|u)(?:'s| is|'re| are)? (?:asking|interested|wondering|curious)|(?:we|you|i|they) (?:ever )?needs? (?:one|it|"
    r"him|her|any))|"
    r"(?:just )?in case (?:i|you|it|that|we)\b[^.;]{0,60}|god help (?:me|us)|wish me luck|send help|pray for me|fingers crossed|thank god|no "
    r"joke|can you believe it|sigh|so yeah|so yea|lucky me|poor thing|"
    r"bless (?:him|her|them)|touch wood|as usual|or something|or so|tho|noted|(?<!no )ta|cheers|kind regards|ikr|yikes|phew"
    r"|hooray|whoop+|i swear|rip|"
    r"if that helps|if it helps|by the way|just so you know|for the record|hehe|omg|wow|smh|ngl|fr|thanks|thank you))+\s*$",
    re.IGNORECASE,
)


_LEADING = frozenset(
    "today yesterday tomorrow tonight since last next this every on in at after before from during until when for as by earlier lately "
    "nowadays sometimes usually normally originally currently these".split()
)


def unwrapped(text: str, base: int) -> tuple[str, int, bool]:
    """The statement without what stands around it, its place, and whether it was only thought or guessed."""
    hedged = False
    opener = _OPENERS.match(text)
    if opener:
        hedged = re.search(r"\bi (?:think|guess|reckon|believe)\b|apparently", opener.group(), re.IGNORECASE) is not None
        text, base = text[opener.end() :], base + opener.end()
    closer = _CLOSERS.search(text)
    if closer:
        hedged = hedged or re.search(r"reckon|think|guess|suppose", closer.group(), re.IGNORECASE) is not None
        text = text[: closer.start()]
    return text, base, hedged


def hedges(text: str) -> bool:
    """Whether what stands around a statement makes it a guess."""
    return unwrapped(text, 0)[2]


#: They have a capital only because they open a sentence.
_WITH_SMALL = frozenset(
    "every each in on at since from after before most some once twice until till during last next this these for by lately recently nowadays "
    "sometimes usually normally originally currently today tomorrow yesterday".split()
)


def moved_back(tokens: list[Word]) -> list[Word]:
    """ "Since May I work here" -> "I work here since May"; "shirts I take a 16 collar" -> "I take a 16 collar for shirts"."""
    topic = 1 if tokens and tokens[0].low in ("my", "our") else 0
    if len(tokens) > topic + 3 and tokens[topic].low in WORN and tokens[topic + 1].low == "i" and tokens[topic + 2].low in ("take", "wear", "need"):
        worn = tokens[topic]
        return [*tokens[topic + 1 :], Word("for", "for", worn.start, worn.stop), Word(worn.low, worn.low, worn.start, worn.stop)]
    if not tokens or tokens[0].low not in _LEADING | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}:
        return tokens
    if tokens[0].low == "these" and [w.low for w in tokens[1:2]] not in (["days"], ["mornings"], ["nights"], ["weeks"]):  # "these figurines I bought"
        return tokens
    since = tokens[0].low in ("since", "before", "after") and tokens[1].low in ("i", "we", "he", "she", "they") if len(tokens) > 1 else False
    for place in range(3 if since else 1, min(len(tokens), 9)):  # "since we last spoke I am…": what follows the clause
        word = tokens[place].low
        if (
            (
                word in ("i", "we", "he", "she", "my", "our", "they")
                or (word == "me" and tokens[place + 1 : place + 2] and tokens[place + 1].low == "and")
            )
            and tokens[place - 1].low not in PREPOSITIONS - {"since"} | {"when", "and"}
            and starts_with_subject(tokens[place:])
        ):
            adjunct = [w for w in tokens[:place] if w.low != ","]
            if [w.low for w in adjunct] == ["before", "that"] and {w.low for w in tokens[place:][:3]} & {"lived", "worked", "studied"}:
                return tokens[place:]  # "that" is not in a statement that stands alone, and the verb says that it is past
            opening = adjunct[0]
            if opening.text.istitle() and opening.low in _WITH_SMALL:  # "Every Thursday I play…"
                adjunct[0] = Word(opening.low, opening.low, opening.start, opening.stop)
            return tokens[place:] + adjunct
    return tokens
