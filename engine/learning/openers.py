"""What stands around a statement: "btw", "I think", "…lol", a time put first, "it's my aunt who…"."""

from __future__ import annotations

import re

from engine.learning.lexicon import PREPOSITIONS, WORN
from engine.learning.sentences import starts_with_subject
from engine.learning.words import Word

_OPENERS = re.compile(
    r"^(?:(?:i (?:just )?(?:wish|want|wanted|would like|have) to (?:inform|tell|let|mention to|share with) you(?: know)?|"
    r"and|but|so|well|oh|ah|btw|fyi|by the way|also|hi|hello|hey|hiya|ok|okay|yes|yeah|yep|nope|anyway|anyways|right|"
    r"honestly|tbh|random|lol|haha|ugh|update|news|good news|bad news|"
    r"quick update|turns out|just so you know|for the record|the thing is|thing is|apparently|i think|i guess|i reckon|i "
    r"believe|i mean|i should mention|i should say|as i said|like i said|"
    r"as you know|you know|just to say|to be honest|not gonna lie|not going to lie|no lie|real talk|believe it or not|in "
    r"fact|fun fact|confession|context|background|plus|look|listen|please|thanks|thank you|guess what|did i mention|"
    r"one more thing|another thing|ps|p\.s\.|note|reminder|about me|the fact is|i must say|i have to say|it turns out|it "
    r"turns out that|because|though|good morning|"
    r"morning|good evening|dear assistant|my friend|i found out|i forgot to say|forgot to say|forgot to mention|i forgot to "
    r"mention|for context|for info|heads up|in case it matters)\b(?!\s+(?:is|was|are|were|has|had)\b)"
    r"(?:\s+that\b(?!\s+(?:is|was)))?[\s,:!.-]*)+",
    re.IGNORECASE,
)


_CLOSERS = re.compile(
    r"(?:[\s,]+(?:lol|haha+|tbh|btw|imo|imho|i reckon|i think|i guess|i suppose|you know|though|ugh|xx?|pls|please|ok|"
    r"okay|right|innit|fyi|sadly|yay|woo+|"
    r"if that helps|if it helps|by the way|just so you know|for the record|hehe|omg|wow|smh|ngl|fr|thanks|thank you))+\s*$",
    re.IGNORECASE,
)


_LEADING = frozenset("today yesterday tomorrow tonight since last next this every on in at after before from during until when for as by".split())


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


def uncleft(tokens: list[Word]) -> list[Word]:
    """ "It's my aunt who lives in Toronto" -> "my aunt lives in Toronto"; "name's Seun" -> "my name is Seun"."""
    while len(tokens) > 3 and tokens[0].low in ("actually", "now", "also", "no", ","):
        tokens = tokens[1:]
    low = [w.low for w in tokens]
    if low[:1] == ["name's"] and len(low) > 1:
        name = tokens[0]
        return [
            Word("my", "my", name.start, name.start),
            Word("name", "name", name.start, name.stop),
            Word("is", "is", name.start, name.stop),
            *tokens[1:],
        ]
    if low[:2] == ["my", "name's"] and len(low) > 2:
        return [tokens[0], *uncleft(tokens[1:])[1:]]
    described = low[:1] and low[0] in ("favourite", "new", "current") and tokens[0].text.islower()
    if described and any(w in ("is", "are", "was") for w in low[2:5]):  # "favourite fruit is mango", "new flatmate is Joe"
        return [Word("my", "my", tokens[0].start, tokens[0].start), *tokens]
    if low[:1] == ["name"] and low[1:2] == ["is"]:
        return [Word("my", "my", tokens[0].start, tokens[0].start), *tokens]
    if low[:1] == ["before"] and low[1:3] in (["i", "was"], ["i", "worked"], ["i", "lived"], ["i", "had"], ["we", "lived"], ["i", "did"]):
        return [Word("previously", "previously", tokens[0].start, tokens[0].stop), *tokens[1:]]
    calling = next((n for n in range(1, min(len(low) - 2, 6)) if low[n] in ("call", "calls", "called") and low[n + 1] == "me"), 0)
    if calling and low[0] not in ("i", "we", "you", "he", "she") and len(low) - calling <= 5 and tokens[calling + 2].low.isalpha():
        called = tokens[calling]  # "the lads call me Spud", "everyone at work calls me Bash"
        return [Word("I", "i", tokens[0].start, called.start), Word("go", "go", called.start, called.stop), Word("by", "by", called.start, called.stop),
                *tokens[calling + 2 :]]  # fmt: skip
    if low[:2] in (["it", "is"], ["it", "was"]) and "birthday" in low[2:5]:
        end = low.index("birthday") + 1
        return [*tokens[2:end], tokens[1], *tokens[end:]]
    if low[:2] in (["it", "is"], ["it", "was"]):
        for place in range(3, min(len(low), 8)):
            if low[place] in ("who", "that") and (low[2] in ("my", "our") or tokens[2].text[:1].isupper()):
                return [*tokens[2:place], *tokens[place + 1 :]]
    return tokens


def moved_back(tokens: list[Word]) -> list[Word]:
    """ "Since May I work here" -> "I work here since May"; "shirts I take a 16 collar" -> "I take a 16 collar for shirts"."""
    topic = 1 if tokens and tokens[0].low in ("my", "our") else 0
    if len(tokens) > topic + 3 and tokens[topic].low in WORN and tokens[topic + 1].low == "i" and tokens[topic + 2].low in ("take", "wear", "need"):
        worn = tokens[topic]
        return [*tokens[topic + 1 :], Word("for", "for", worn.start, worn.stop), Word(worn.low, worn.low, worn.start, worn.stop)]
    if not tokens or tokens[0].low not in _LEADING | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}:
        return tokens
    for place in range(1, min(len(tokens), 9)):
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
            return tokens[place:] + adjunct
    return tokens
