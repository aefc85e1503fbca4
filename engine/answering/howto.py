"""Which procedure a message asks for: in other words than it was told in, and none that is about something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from engine.answering.second_person import to_second_person
from engine.memory.procedures import is_case, lead, steps_of, trigger_of
from engine.memory.records import Memory
from engine.memory.words import surfaces

if TYPE_CHECKING:
    from engine.recall.embedder import Embedder

Way = Literal["asks", "about to", "tells", ""]
#: Procedures that are compared at most; where there are more, recall names the likeliest.
COMPARED = 12
# Measured on 100 hand-written messages with and without a procedure (default embedder). Cosines of …
LIKE = 0.42  # … message and trigger: below it is another matter,
LIKE_LEAST, THING_THEN = 0.34, 0.55  # unless the things named are nearly the same ("stove" and "wood burner");
LIKE_ENOUGH = 0.75  # here the things need not be compared,
LIKE_ANYWAY = 0.64  # nor the verbs;
SAME_THING, SAME_DOING = 0.48, 0.40  # … the things that both name, and the verbs.
SHARED, SURE = 0.35, 0.70  # What words in common add to the first cosine; and from which sum on it is told without "I'm not sure".
SURE_UNASKED, LIKE_UNASKED = 0.85, 0.68  # Who does not ask must come nearer: in the sum, or in the cosine.

_DO = r"(?:i|you|we|one|people|u)\b\s*(?:usually |always |have to |need to |best |go about )*"
_HOW = re.compile(
    rf"\bhow (?:do|does|did|can|could|should|would|must) {_DO}(?P<verb>\w+)|\bhow to (?P<verb2>\w+)|\bhow (?:one|i|we|you|to) (?P<verb3>\w+)"
    r"|\bhow (?:is|was|did|does) (?:that|it|this)\b(?! (?:possible|work\b))|\bhow again\b"
    r"|\bwhat(?:['’]?s| is| was| were| are|['’]?re)?\b[^?.!]*\b(?:steps?|procedure|tricks?|drill|routine|process|method|knack|instructions|way "
    r"(?:to|of)|(?:thing|stuff) (?:we|i|you) (?:do|did))\b"
    r"|\bwhat (?:do|should|must|can|did) (?:i|we|you|one) (?:do|press|type|turn|have to do|need to do|use)\b|\bwhat (?:now|next|to do)\b|\bnow "
    r"what\b|\bwhat was it (?:again )?(?:i|we|you)\b"
    r"|\b(?:walk|talk|take|run|guide) (?:me|us) through\b|\b(?:steps|instructions|procedure|recipe|routine|drill|trick) (?:for|to|with|of|please|"
    r"pls)\b"
    r"|\bremind me (?:how|(?:of|about) (?:the|that|my|our) [\w ]*(?:steps?|trick|way|procedure|routine|thing))\b|\b(?:tell|show|explain to|teach) "
    r"me (?:again )?how\b|\bhelp (?:me )?(?:with|to)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:i['’]?m|we['’]?re|i am|we are|im)? ?(?:about to|going to|gonna|off to|ready to|trying to|fixing to)\s+(?P<verb>\w+)"
    r"|(?:\b(?:i|we) |^\W*)(?:need|have|want|ought|got) to\s+(?P<verb2>\w+)|\b(?:time|have) to (?P<verb3>\w+)|\b(?:i['’]?ll|let['’]?s|lets|gotta|"
    r"must|"
    r"should) (?P<verb4>\w+)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:again|help|stuck|broken|dead|down|leak(?:s|ing)|(?:won['’]?t|wont|can['’]?t|cant|cannot|doesn['’]?t|isn['’]?t|not) \w+|(?:is|are|['’]s|"
    r"keeps?) \w+ing)\b",
    re.IGNORECASE,
)
_WORLD = re.compile(
    r"\bhow (?:does|do) (?:an?|the|\w+s)\b.* work\b|\bhow (?:much|many|old|far|long|big|tall|often|late|come)\b|\bhow do (?:you|u|i|we) (?:spell|"
    r"say|pronounce|feel|like)\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:yesterday|last (?:week|night|month|year)|ago|used to)\b", re.IGNORECASE)
#: Verbs that say nothing about what is to be done.
_LIGHT = frozenset("do get let go use fix sort handle deal start have take put be work manage solve go about make that it this the".split()) - {
    "make"
}


class Match(msgspec.Struct, frozen=True):
    """A procedure that answers, by its place in what was given. Without `sure` it is the nearest that there is."""

    index: int
    sure: bool
    score: float


def way(text: str) -> Way:
    """How a message calls for a procedure: it asks, says that the thing is about to be done, or tells that something is the matter."""
    if len(text) > 400 or _WORLD.search(text):
        return ""
    if _HOW.search(text):
        return "asks"
    if _OVER.search(text) or len(text.split()) > 25:
        return ""
    if _ABOUT.search(text):
        return "about to"
    return "tells" if _TELLS.search(text) else ""


def only_asks_how(text: str) -> bool:
    """Whether the message asks how something is done or works, so that no procedure for another thing is an answer."""
    return re.search(r"\bhow (?:do|does|can|could|should|to|one)\b", text, re.IGNORECASE) is not None


def find(text: str, procedures: Sequence[Memory], embedder: Embedder | None) -> Match | None:
    """The procedure that the message calls for. What worked goes before what failed, where two fit alike."""
    called = way(text)
    said = list(surfaces(text))
    if not called or not procedures or not said:
        return None
    triggers = [trigger_of(memory) for memory in procedures]
    keys = [list(surfaces(trigger)) for trigger in triggers]
    covered = [len(set(key) & set(said)) / len(key) if key else 0.0 for key in keys]
    like = _likeness(
        text, [trigger if is_case(memory) else f"how to {trigger}" for trigger, memory in zip(triggers, procedures, strict=True)], embedder
    )
    near = like if like is not None else covered
    scores = [near[n] + SHARED * covered[n] + _record(memory) for n, memory in enumerate(procedures)]
    best = max(range(len(procedures)), key=lambda n: scores[n])
    case = is_case(procedures[best])
    if embedder is None:
        things = set(keys[best][-1:] if case else keys[best][1:] or keys[best])
        fits = things <= set(said) and (called == "asks" or covered[best] >= 0.99)
        return Match(best, covered[best] >= 0.6, scores[best]) if fits else None
    if near[best] < LIKE_LEAST:
        return None
    thing, doing = _compared(text, triggers[best], case, embedder)
    value = near[best] + SHARED * covered[best]
    if not _fits(called, near[best], value, thing, doing):
        return None
    return Match(best, value >= SURE and doing >= SAME_DOING, scores[best])


def _fits(called: Way, near: float, value: float, thing: float, doing: float) -> bool:
    """Whether the likeness of message and trigger, of what they name and of what is done is enough for the way in which it is called for."""
    if near < LIKE and thing < THING_THEN:
        return False
    if thing < SAME_THING and near < LIKE_ENOUGH:
        return False
    if called == "asks":
        return doing >= SAME_DOING or near >= LIKE_ANYWAY
    return doing >= SAME_DOING and (value >= SURE_UNASKED or near >= LIKE_UNASKED)


def _likeness(text: str, triggers: Sequence[str], embedder: Embedder | None) -> list[float] | None:
    if embedder is None:
        return None
    return [float(value) for value in embedder.embed_documents(list(triggers)) @ embedder.embed_query(text)]


def _compared(text: str, trigger: str, case: bool, embedder: Embedder) -> tuple[float, float]:
    """How near the things named come to those of the trigger (cosines: on the whole, or nearly one of them), and the verb asked about to its verb."""
    wanted, said = list(surfaces(trigger).values()), list(surfaces(text).values())
    things = wanted if case or len(wanted) == 1 else wanted[1:]
    verb = _verb(text)
    own = trigger.split()[0].lower()
    extra = [verb, own] if verb and not case and own not in _LIGHT else []
    vectors = embedder.embed_documents([*things, *said, *extra])
    near = vectors[: len(things)] @ vectors[len(things) : len(things) + len(said)].T
    best = near.max(axis=1)
    return float(max(best.mean(), 0.85 * best.max())), float(vectors[-2] @ vectors[-1]) if extra else 1.0


def _verb(text: str) -> str:
    for pattern in (_HOW, _ABOUT):
        match = pattern.search(text)
        if match:
            found = next((value for name, value in match.groupdict().items() if value), "").lower()
            return "" if found in _LIGHT else found
    return ""


def _record(memory: Memory) -> float:
    """A little for what worked, a little off for what failed."""
    return 0.1 * ((memory.successes + 1) / (memory.successes + memory.failures + 2) - 0.5)


def remark(memory: Memory) -> str:
    """How it turned out so far, where it ever failed."""
    if not memory.failures:
        return ""
    if not memory.successes:
        return "This did not work last time." if memory.failures == 1 else f"This did not work the last {memory.failures} times."
    return f"So far this worked {_times(memory.successes)} and failed {_times(memory.failures)}."


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def numbered(memory: Memory) -> str:
    """The procedure as it is told to the user: what it is for, then the steps with their numbers; its text where it has no steps."""
    steps = steps_of(memory)
    if not steps:
        return to_second_person(memory.text)
    lines = (f"{n}. {step[:1].upper()}{step[1:]}" for n, step in enumerate((to_second_person(step) for step in steps), 1))
    return f"{to_second_person(lead(memory))}:\n" + "\n".join(lines)


def told(memory: Memory, *, sure: bool = True) -> str:
    """The answer to whoever asks for it."""
    opening = "" if sure else "I'm not sure that this is it. The nearest I have noted:\n"
    return "\n\n".join(part for part in (opening + numbered(memory), remark(memory)) if part)
