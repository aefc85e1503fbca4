"""The shape of a turn of phrase: a way of putting something that leaves out who or what, and the same in full."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from engine.learning.telling.presumed import Presumed


class Turn(msgspec.Struct, frozen=True):
    """`pattern` finds it in a sentence (group `all`, or the whole match). `told`: whole clauses in the first person, filled with its groups; a
    clause with an empty group is left out, unless the group's name ends in "_". `whole`: nothing else is to be read where it stands.
    `hint`: what the sentence must have to be worth the search. `example`: a message, and a memory that must come of it."""

    pattern: str
    told: tuple[str, ...]
    whole: bool = True
    hint: str = ""
    example: tuple[str, str] = ("", "")


def tellings(turns: tuple[Turn, ...], text: str) -> list[Presumed]:
    """What the sentence says in these ways; no place is read twice."""
    found: list[Presumed] = []
    for turn in turns:
        if turn.hint and not _compiled(turn.hint).search(text):
            continue
        for match in _compiled(turn.pattern).finditer(text):
            start, stop = match.span("all") if "all" in match.groupdict() else match.span()
            if any(start < other.stop and other.start < stop for other in found):
                continue
            groups = {name: (value or "").strip(" ,;:-").removesuffix("'s") for name, value in match.groupdict().items()}
            groups |= {f"low_{name}": value.lower() for name, value in groups.items()} | {
                f"cap_{name}": " ".join(word[:1].upper() + word[1:] for word in value.split()) for name, value in groups.items()
            }
            groups |= {f"a_{name}": f"{'an' if value[:1].lower() in 'aeio' else 'a'} {value}" for name, value in groups.items() if value}
            for told in turn.told:
                if all(groups[name] for name in re.findall(r"{(?:a_)?(?:low_|cap_)?(\w+)}", told) if not name.endswith("_")):
                    found.append(Presumed(" ".join(told.format(**groups).split()), start, stop, whole=turn.whole))
    return found


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
