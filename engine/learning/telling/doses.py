"""A dose that is another one now: "doctor made it 1000 mg", "put her up to 10 mg", "my ramipril is up to 40". What is taken is known from before."""

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
_TAKEN = re.compile(
    r"^(?P<lead>.*?\b(?:takes?|taking|on)\s+(?:an? |the )?)(?:(?P<drug>[A-Za-z][\w-]{3,}),?\s+(?P<dose>\d.*?)"
    r"|\d+(?:[.,]\d+)?\s?(?P<unit>mg|mcg|µg|ml|units?|iu)\s+(?:of )?(?:the |my )?(?P<of>[A-Za-z][\w-]{3,})\b.*?)\.?$"
)
_UNIT = re.compile(r"\d\s?(?P<unit>mg|mcg|µg|ml|units?|iu)\b")
#: "increased my {drug} to 40 mg", "put {drug} up to 100", "halved my dose of {drug} to 5 mg", "my {drug} is back down to 75".
_NAMED = (
    r"\b(?:(?:upped|raised|increased|changed|bumped|cut|dropped|lowered|reduced|doubled|halved|moved|switched)\b(?:\s+(?:the|my|his|her|their|"
    r"dose|of|up|down|back))*\s+{drug}\b(?:\s+(?:dose|up|down|back|now))*|put\b(?:\s+(?:the|my|his|her|their))*\s+{drug}\b(?:\s+(?:dose|back))*"
    r"\s+(?:up|down)|{drug}\b(?:\s+(?:dose|is|was|has|went|gone|been|now|just|upped|raised|increased|changed|cut|dropped|lowered|reduced|doubled|"
    r"halved))*(?:\s+(?:back|up|down))+|{drug}\b(?:\s+dose)?\s+(?:was|is|has been|got)\s+(?:upped|raised|increased|changed|cut|dropped|lowered|"
    r"reduced|doubled|halved))\s+to\s+(?P<dose>\d+(?:[.,]\d+)?(?:\s?(?P<unit>mg|mcg|µg|ml|g|units?|iu))?)(?![\w%:.,]*\d)\b"
)
#: "back down to 50 on the sertraline", "bumped me to 20 on the lisinopril".
_ON_IT = (
    r"\b(?:(?:back|up|down) )+to (?P<dose>{n}(?:\s?(?P<unit>mg|mcg|µg|ml|units?|iu))?) (?:of|on|for) (?:the |my )?{drug}\b|"
    r"\b(?:put|bumped|upped|cut|took|moved|dropped) (?:me|him|her) (?:back |up |down )*to (?P<dose2>{n}(?:\s?(?P<unit2>mg|mcg|µg|ml|units?|iu))?) "
    r"(?:of|on|for) (?:the |my )?{drug}\b"
)
_NUMBER = r"(?:\d+(?:[.,]\d+)?|five|ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_NO_CHANGE = re.compile(r"\?|\b(?:not|n't|never|might|may|could|would|should|if|wants?|going|will|refused|almost|nearly)\b|n't\b", re.IGNORECASE)


def completed(candidates: Sequence[Candidate], text: str, taken: Sequence[Memory], read: Callable[[str], Learned]) -> list[Candidate]:
    """The candidates of a message, the dose in it said of what its bearer is known to take (`taken`: active memories of that, latest first).

    `read` learns from a text. Nothing changes when no dose is told so, or two medicines could be meant.
    """
    if named_now := _renamed(candidates, text, taken, read):
        return named_now
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
    if len(whose) != 1 or not (known := _TAKEN.match(whose[0].text)) or _drug(known).lower() in text.lower():
        return list(candidates)
    old = whose[0]
    dose = match["dose"].strip()
    lead = "I take " if old.text.startswith("The user ") else known["lead"].replace("The user's ", "my ")
    made = [c for c in read(f"{lead}{_drug(known)} {dose}").candidates if c.predicate == "takes"]
    if len(made) != 1:
        return list(candidates)
    kept = [c for c in candidates if not (c.start < match.end() and match.start() < c.stop and dose.split()[0] in c.text)]
    return [*kept, msgspec.structs.replace(made[0], start=match.start(), stop=match.end(), confidence=_CONFIDENCE, corrects=old.text)]


def _renamed(candidates: Sequence[Candidate], text: str, taken: Sequence[Memory], read: Callable[[str], Learned]) -> list[Candidate] | None:
    """The same where the medicine is named: its known dose gives the unit. None when no known medicine's dose has changed, or two could be meant."""
    found = []
    for memory in taken:
        known = _TAKEN.match(memory.text)
        drug = re.escape(_drug(known)) if known else ""
        if known and (
            match := re.search(_NAMED.format(drug=drug), text, re.IGNORECASE) or re.search(_ON_IT.format(drug=drug, n=_NUMBER), text, re.IGNORECASE)
        ):
            found.append((memory, known, match))
    if len(found) != 1:
        return None
    old, known, match = found[0]
    clause = re.split(r"[.!;]\s", text[: match.start()])[-1] + text[match.start() :].split("?")[0]
    named = [kin(m["relation"]) for m in _KIN.finditer(clause) if kin(m["relation"]) not in _CARERS]
    mine = old.text.startswith("The user ")
    others = bool(named) or re.search(r"\b(?:his|her|their)\b", match.group(), re.IGNORECASE) is not None
    if mine == others or _NO_CHANGE.search(clause) or text.rstrip().endswith("?") or (named and not any(n in _kin_text(old.text) for n in named)):
        return None
    unit = _UNIT.search(old.text)
    told_of = {name.rstrip("2"): value for name, value in match.groupdict().items() if value}
    dose = told_of["dose"] if "unit" in told_of or unit is None else f"{told_of['dose']} {unit['unit']}"
    lead = "I take " if mine else known["lead"].replace("The user's ", "my ")
    made = [c for c in read(f"{lead}{_drug(known)} {dose}").candidates if c.predicate == "takes"]
    if len(made) != 1:
        return None
    kept = [c for c in candidates if not (c.start < match.end() and match.start() < c.stop and told_of["dose"].split()[0] in c.text)]
    return [*kept, msgspec.structs.replace(made[0], start=match.start(), stop=match.end(), confidence=_CONFIDENCE, corrects=old.text)]


def _drug(known: re.Match[str]) -> str:
    return known["drug"] or known["of"]


def _kin_text(text: str) -> str:
    return re.sub(r"user's ([\w-]+)", lambda m: f"user's {kin(m[1])}", text.lower())
