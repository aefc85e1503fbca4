"""What "him", "her" and "it" stand for inside a clause about the user, so that it stands alone."""

from __future__ import annotations

from engine.learning.grammar.lexicon import ADVERBS, CLOCK_WORDS, FUNCTION, PREPOSITIONS
from engine.learning.grammar.words import Word
from engine.learning.telling.story import Story

_PARTED = frozenset("sold scrapped binned returned replaced swapped gave traded ditched donated cancelled kept fixed mended repaired".split())
_WHO = {"him": "he", "his": "he", "her": "she"}


def referred(rest: list[Word], story: Story) -> list[Word]:
    """ "We're throwing her a party" -> "…the user's mum a party"; "picking it up on Sunday" -> "picking their van up…"."""
    here = rest[0].start if rest else 0
    out: list[Word] = []
    for place, word in enumerate(rest):
        if word.low == "it" and place and (thing := _thing(rest, place, story)):
            out.append(Word(thing, thing.lower(), word.start, word.stop))
            continue
        person = story.who(_WHO[word.low]) if word.low in _WHO else None
        if person is None or person.start >= here or any(p.start >= here for p in story.people):
            out.append(word)
            continue
        following = rest[place + 1].low if place + 1 < len(rest) else ""
        owns = word.low == "his" or (word.low == "her" and following.isalpha() and following not in FUNCTION | PREPOSITIONS | ADVERBS | CLOCK_WORDS)
        told = person.told + ("'s" if owns else "")
        out.append(Word(told, told.lower(), word.start, word.stop))
    return out


def _thing(rest: list[Word], place: int, story: Story) -> str:
    """The thing that was spoken of just before, where nothing else in this clause can be meant: "sold it", "picking it up"."""
    last = story.last
    before = [w.low for w in rest[:place] if w.low not in ADVERBS | FUNCTION]
    if last is None or len(before) > 1:
        return ""
    if last.thing and story.named and before and before[0] in _PARTED:
        return story.named  # "The Hymer has failed its test. We sold it"
    if not last.about_user or not story.thing.startswith("The user's "):
        return ""
    noun = story.thing.removeprefix("The user's ")
    if len(noun.split()) > 3 or any(c.isdigit() for c in noun):
        return ""
    return f"their {noun}" if noun.split()[-1].lower() in last.rest.lower() else ""
