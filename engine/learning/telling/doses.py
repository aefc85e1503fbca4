"""A dose told without its medicine: "doctor made it 1000 mg", "they put her up to 10 mg". What is taken is known from before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from engine.learning.grammar.lexicon import RELATION_PATTERN
from engine.learning.reconciling.statement import kin
from engine.learning.records import Candidate, Learned
from engine.memory.records import Memory

_AMOUNT = (
    r"(?P<dose>\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|ml|g|units?|iu|tablets?)\b(?:[^.;!?]{0,40}?\b(?:daily|"
    r"a day|a week|weekly|mornings?|nights?|evening))?)"
)
_CHANGED = re.compile(
    r"\b(?:made|put|upped|raised|increased|changed|bumped|cut|dropped|lowered|reduced|doubled|halved|moved|switched|want|wants|has|have)\s+"
    r"(?P<what>it|that|the dose|her|him|me|them)\b(?:\s+(?:dose|up|down|back|now|on|to|at|is))*\s+" + _AMOUNT,
    re.IGNORECASE,
)
_KIN = re.compile(rf"\b(?P<relation>{RELATION_PATTERN})(?:'s)?\b", re.IGNORECASE)
_CONFIDENCE = 0.75
_CARERS = frozenset("doctor gp dentist nurse vet consultant surgeon physio therapist psychiatrist".split())
_TAKEN = re.compile(r"^(?P<lead>.*?\b(?:takes?|taking|on)\s+(?:an? |the )?)(?P<drug>[A-Za-z][\w-]{3,}),?\s+(?P<dose>\d.*?)\.?$")


def completed(candidates: Sequence[Candidate], text: str, taken: Sequence[Memory], read: Callable[[str], Learned]) -> list[Candidate]:
    """The candidates of a message, the dose in it said of what its bearer is known to take (`taken`: active memories of that, latest first).

    `read` learns from a text. Nothing changes when no dose is told so, or two medicines could be meant.
    """
    match = _CHANGED.search(text)
    if match is None or re.search(r"\bof (?:the )?[a-z]{4,}", text[match.end("dose") :][:20]):
        return list(candidates)
    named = [kin(m["relation"]) for m in _KIN.finditer(text[: match.start()]) if kin(m["relation"]) not in _CARERS]
    mine = match["what"].lower() == "me"
    whose = [m for m in taken if _TAKEN.match(m.text) and (mine or not named) == m.text.startswith("The user ")]
    if named and not mine:
        whose = [
            m
            for m in whose
            if kin((m.subject or "").removeprefix("user's ")) in named or any(f"user's {name}" in _kin_text(m.text) for name in named)
        ]
    if len(whose) != 1 or not (known := _TAKEN.match(whose[0].text)) or known["drug"].lower() in text.lower():
        return list(candidates)
    old = whose[0]
    dose = match["dose"].strip()
    lead = "I take " if old.text.startswith("The user ") else known["lead"].replace("The user's ", "my ")
    made = [c for c in read(f"{lead}{known['drug']} {dose}").candidates if c.predicate == "takes"]
    if len(made) != 1:
        return list(candidates)
    kept = [c for c in candidates if not (c.start < match.end() and match.start() < c.stop and dose.split()[0] in c.text)]
    return [*kept, msgspec.structs.replace(made[0], start=match.start(), stop=match.end(), confidence=_CONFIDENCE, corrects=old.text)]


def _kin_text(text: str) -> str:
    return re.sub(r"user's ([\w-]+)", lambda m: f"user's {kin(m[1])}", text.lower())
