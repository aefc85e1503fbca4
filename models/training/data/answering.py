"""Examples made of facts: a question, what answers it, and what only seems to: of the same person, of the same kind, or what no longer holds."""

from __future__ import annotations

from dataclasses import dataclass

from models.training.data import lexicon as words
from models.training.data.facts import FACTS, Fact
from models.training.data.fillers import filler
from models.training.data.lexicon import Choice
from models.training.data.lives import OVER
from models.training.data.people import USER, Subject, somebody
from models.training.data.register import typed
from models.training.form import Example

#: Facts whose index leaves this remainder are asked in held-out examples alone.
HELD_OUT, OF = 7, 8


@dataclass(frozen=True)
class Told:
    fact: Fact
    subject: Subject
    kind: str
    value: str
    over: bool = False


#: Memories that stand beside the one that answers, at most.
BESIDE = 4


def examples(c: Choice) -> list[Example]:
    """What is asked of one list of up to eight memories: two to six questions, half of them without an answer."""
    told = _told(c)
    lines = {one: _line(one, c) for one in told}
    current = [one for one in told if not one.over]
    c.random.shuffle(current)
    asked = [(_asked(one.fact, one.subject, one.kind, c), one) for one in current[: c.random.randint(1, 3)]]
    made: list[tuple[str, Told | None]] = [*asked]
    made += [(question, None) for question in (_unanswerable(told, c) for _ in range(c.random.randint(1, 3))) if question]
    ties = tuple(dict.fromkeys(one.subject.tie for one in told if one.subject.tie))
    return [_shown(question, answer, lines, ties, c) for question, answer in made]


def _shown(question: str, answer: Told | None, lines: dict[Told, str], ties: tuple[str, ...], c: Choice) -> Example:
    others = [one for one in lines if one is not answer]
    c.random.shuffle(others)
    beside = [(lines[one], False) for one in others[: BESIDE - 1]]
    beside += [(filler(c), False) for _ in range(c.random.randint(0, BESIDE - len(beside)))]
    memories = [*beside, *([(lines[answer], True)] if answer else [])]
    c.random.shuffle(memories)
    return Example(question, tuple(dict(memories).items()), ties)


def _fact(c: Choice, who: str = "") -> Fact:
    facts = [f for n, f in enumerate(FACTS) if (c.held_out or n % OF != HELD_OUT) and (not who or who in f.who)]
    return c.random.choice(facts)


def _kind(fact: Fact, c: Choice) -> str:
    return c.one(fact.kinds) if fact.kinds else ""


def _told(c: Choice) -> list[Told]:
    """Facts of several forms: at random, of one thing, of one kind about several people, of one kind about several things."""
    people = [USER, *(somebody(c) for _ in range(c.random.randint(1, 2)))]
    count, form = c.random.randint(1, 6), c.random.random()
    found: dict[tuple[str, str, str], Told] = {}
    first = _fact(c)
    shared = _kind(first, c)
    beside = [f for n, f in enumerate(FACTS) if shared and shared in f.kinds and (c.held_out or n % OF != HELD_OUT)]
    for n in range(count):
        fact = first
        if form < 0.35 and n:
            fact = _fact(c)
        elif form < 0.55 and beside:
            fact = c.random.choice(beside)
        kind = _kind(fact, c) if form >= 0.75 or shared not in fact.kinds else shared
        fitting = [p for p in people if ("u" if p.user else "p") in fact.who]
        if not fitting:
            fitting = [somebody(c)]
        subject = c.random.choice(fitting)
        if not any(t.fact.family == fact.family and t.kind == kind and t.subject == subject for t in found.values()):
            found[fact.key, kind, subject.told] = Told(fact, subject, kind, fact.value(c))
    told = list(found.values())
    if c.chance(0.12):
        now = c.random.choice(told)
        told.append(Told(now.fact, now.subject, now.kind, now.fact.value(c), over=True))
    return told


def _line(told: Told, c: Choice) -> str:
    if c.chance(0.12) and not told.over and not told.subject.tie:
        text = told.subject.fill(c.one(told.fact.said), c, raw=True)
        return f'[{c.random.randint(2021, 2027)}-{c.random.randint(1, 12):02}-{c.random.randint(1, 28):02}] The user said: "{_filled(text, told)}"'
    return (OVER if told.over else "") + _filled(told.subject.fill(c.one(told.fact.told), c), told)


def _filled(text: str, told: Told) -> str:
    text = text.replace("{v}", told.value).replace("{k}", told.kind)
    return text[0].upper() + text[1:]


def _asked(fact: Fact, subject: Subject, kind: str, c: Choice) -> str:
    return typed(subject.fill(c.one(fact.asked), c).replace("{k}", kind), c)


def _unanswerable(told: list[Told], c: Choice) -> str:
    """Another attribute of the same, the same of another, the same of another kind: none of them told."""
    one = c.random.choice(told)
    fact, subject, kind = one.fact, one.subject, one.kind
    form = c.random.random()
    if form < 0.3 and fact.kinds:
        kind = _kind(fact, c)
    elif form < 0.6:
        who = "u" if subject.user else "p"
        same = [f for n, f in enumerate(FACTS) if kind and kind in f.kinds and who in f.who and (c.held_out or n % OF != HELD_OUT)]
        fact = c.random.choice(same) if same and c.chance(0.6) else _fact(c, who)
        kind = kind if kind in fact.kinds else _kind(fact, c)
    else:
        others = [t.subject for t in told if t.subject != subject]
        subject = c.random.choice(others) if others and c.chance(0.5) else somebody(c) if subject.user or c.chance(0.5) else USER
        if subject.tie or ("u" if subject.user else "p") not in fact.who:
            return ""
    shares = {name for name in subject.told.split() if name in words.NAMES}
    for t in told:
        same_one = t.subject == subject or t.subject.said == subject.said or shares & set(t.subject.told.split()) or (
            not subject.user and not t.subject.user and set(subject.asked) & set(t.subject.asked)
        )  # fmt: skip
        if t.fact.family == fact.family and t.kind == kind and same_one:
            return ""
        if t.fact.family == fact.family and t.kind == kind and (not t.subject.user and t.subject.tie):
            return ""
    return _asked(fact, subject, kind, c)
