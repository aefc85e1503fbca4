"""Do two memories say the same? Strict on purpose: a duplicate is a nuisance that can be mended, a wrong merge is not."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from engine.learning.reconciling.slots import single
from engine.memory.records import Memory
from engine.memory.words import fold

#: Cosines of the bundled embedder (MiniLM). They are the last check, never the first: "Anna visited Beth" and "Beth visited Anna" lie at 0.995,
#: two ages at 0.96, "lives in Berlin" and "works in Berlin" at 0.91. The order of names, numbers and slots tell those apart.
#: The same words in another order: 0.98.
REORDERED = 0.95
#: Another verb for the same predicate ("resides in"): 0.95.
REWORDED = 0.9
#: The same slot, told more fully ("a small flat in Berlin"): 0.80 to 0.96; what is not about the same lies below 0.3.
FULLER = 0.75

#: Words that change nothing. Not "very" or "really": how strongly something is liked is part of what was said.
_EMPTY = frozenset("a an the that also actually currently now indeed".split())
_SAME_VERB = {"resides": "lives", "enjoys": "likes", "owns": "has", "named": "called"}
#: A word that one has and the other lacks: the two are then different things.
_TELLING = frozenset(
    "not no never none nobody nothing neither nor without hardly barely cannot can't won't don't doesn't didn't isn't wasn't aren't "
    "is was were had did used will would shall should may might could must plans wants hopes intends thinks believes maybe perhaps "
    "probably possibly all every each some any only most many few several always often sometimes rarely usually more less than before "
    "after since until if unless because former formerly previously ex old new temporarily".split()
)
#: Words, with what ties them inside ("10:30", "e-mail"), and signs that mean something: currencies, per cent, minus, emoji.
_TOKEN = re.compile(r"[^\W_]+(?:['’.,:/@&-][^\W_]+)*|-(?=\d)|[^\w\s.,;:!?\"'“”‘’«»()\[\]…–—-]")
_TRUST = {"typed": 0, "confirmed": 0, "inferred": 0, "document": 1, "import": 2}


class Said(msgspec.Struct, frozen=True):
    """A memory with whom it speaks of. `entities`: their rows, the user's left out; `shared_names`: those of them whose name another bears too."""

    memory: Memory
    entities: frozenset[int] = frozenset()
    shared_names: frozenset[int] = frozenset()


class Word(msgspec.Struct, frozen=True):
    """A word as it counts here. `name`: written with a capital or a digit where a sentence doesn't ask for one."""

    text: str
    name: bool = False


def words_of(text: str) -> tuple[Word, ...]:
    """The words that count, in order. Neither stemmed ("lives" and "lived" differ) nor without their capitals ("Turkey", "turkey")."""
    kept = [match.group() for match in _TOKEN.finditer(text) if fold(match.group()) not in _EMPTY]
    return tuple(Word(fold(word), any(c.isdigit() for c in word) or (n > 0 and word[0].isupper())) for n, word in enumerate(kept))


def alike(one: Said, other: Said, similarity: float | None = None) -> bool:
    """Whether they say the same. `similarity`: the cosine of their vectors, None where there are none: then only the same words count."""
    if not _comparable(one.memory, other.memory) or _others(one, other):
        return False
    mine, theirs = words_of(one.memory.text), words_of(other.memory.text)
    if mine == theirs:
        return bool(mine)
    if similarity is None or not _one_claim(one.memory, other.memory):
        return False
    if similarity >= REWORDED and [_verb(word) for word in mine] == [_verb(word) for word in theirs]:
        return True
    names = [word.text for word in mine if word.name] == [word.text for word in theirs if word.name]
    if similarity >= REORDERED and names and Counter(w.text for w in mine) == Counter(w.text for w in theirs):
        return True
    return similarity >= FULLER and single(one.memory.predicate) and (_fuller(mine, theirs) or _fuller(theirs, mine))


def better(one: Said, other: Said) -> bool:
    """Whether `one` should be kept rather than `other`: pinned, then the fuller text, then the user's own, then the older."""
    return _rank(one.memory) < _rank(other.memory)


def _rank(memory: Memory) -> tuple[object, ...]:
    own = ("typed", "confirmed", "inferred", "document", "import").index(memory.source)
    return (not memory.pinned, -len(words_of(memory.text)), memory.valid_from is None, own, memory.mentioned_at, memory.row)


def _comparable(one: Memory, other: Memory) -> bool:
    """Nothing but the wording may differ."""
    if one.status != "active" or other.status != "active" or one.kind != other.kind or one.kind == "summary":
        return False
    if (one.scope, one.enabled, one.recurrence, one.valid_to) != (other.scope, other.enabled, other.recurrence, other.valid_to):
        return False
    if _TRUST[one.source] != _TRUST[other.source] or fold(one.trigger_words or "") != fold(other.trigger_words or ""):
        return False
    if (one.steps or "") != (other.steps or ""):
        return False
    if one.valid_from != other.valid_from and (one.kind != "semantic" or (one.valid_from and other.valid_from)):
        return False
    # Two visits without a date, told of on different days, are two visits.
    return one.kind != "episodic" or one.valid_from is not None or one.mentioned_at[:10] == other.mentioned_at[:10]


def _others(one: Said, other: Said) -> bool:
    """Whether they speak of different ones, or of a name that two bear and only one of them says whose."""
    mine, theirs = one.entities - other.entities, other.entities - one.entities
    return bool(mine and theirs) or bool((mine | theirs) & (one.shared_names | other.shared_names))


def _one_claim(one: Memory, other: Memory) -> bool:
    """Same subject, predicate and object, all three known."""
    return all(
        mine and theirs and words_of(f". {mine}") == words_of(f". {theirs}")
        for mine, theirs in ((one.subject, other.subject), (one.predicate, other.predicate), (one.object, other.object))
    )


def _fuller(long: tuple[Word, ...], short: tuple[Word, ...]) -> bool:
    """Whether `long` is `short` with more said, nothing of which could make it another thing."""
    rest = iter(long)
    extra = Counter(long) - Counter(short)
    return (
        len(long) > len(short)
        and all(any(word == found for found in rest) for word in short)
        and not any(word.name or word.text in _TELLING or not word.text[0].isalpha() for word in extra)
    )


def _verb(word: Word) -> Word:
    return Word(_SAME_VERB.get(word.text, word.text), word.name)
