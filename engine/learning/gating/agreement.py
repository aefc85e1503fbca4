"""Does a candidate say the same as the clause that it stands on: of the same one, not the opposite, and no more surely?"""

from __future__ import annotations

from engine.learning.gating.attribution import Said, misattributed, predicate
from engine.learning.gating.polarity import flipped, surer

__all__ = ["Said", "disagreement", "predicate"]


def disagreement(text: str, said: Said) -> str:
    """`negation`, `uncertain` or `wrong subject`; "" when a candidate's sentence agrees with its clause."""
    if flipped(text, said.clause):
        return "negation"
    if surer(text, said.clause):
        return "uncertain"
    return "wrong subject" if misattributed(text, said) else ""
