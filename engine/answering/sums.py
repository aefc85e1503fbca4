"""Sums, worked out by code: a small model gets them wrong ("17 times 23", "15% of 80")."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from fractions import Fraction

_WORDS = (
    (r"\b(?:multiplied by|times)\b|×|(?<=[\d)]) ?x ?(?=[\d(])", "*"),
    (r"\b(?:divided by|over)\b|÷", "/"),
    (r"\bplus\b", "+"),
    (r"\bminus\b|−|–", "-"),
    (r"\bto the power of\b|\^", "**"),
    (r"\bsquared\b", "**2"),
    (r"\bcubed\b", "**3"),
    (r"\bhalf of\b", "0.5*"),
    (r"\b(?:a )?third of\b", "1/3*"),
    (r"\b(?:a )?quarter of\b", "0.25*"),
    (r"(\d) ?(?:%|per ?cent)(?: of)?(?= ?[\d(])", r"\1/100*"),
    (r"(?<=\d),(?=\d{3}\b)", ""),
)
_ASKED = re.compile(
    r"^[^\w(-]*(?:(?:so|and|ok|please|hey)\W+)*(?P<lead>what(?:'s|s| is| are)|how much (?:is|are)|calculate|compute|work out|solve)?\s*"
    r"(?P<sum>[^a-z]+?)\s*(?P<end>[?=.! ]*)$"
)
#: "24/7" and "2026-11-22" alone are no sums.
_BARE = re.compile(r"[*+]|\d\s+[-/]\s+[\d(]")
_DONE: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
#: Beyond these a result is no everyday sum, and takes long.
_LONGEST, _POWER, _LARGEST = 80, 64, 10**15


def sum_of(text: str) -> str | None:
    """ "17 times 23" -> "17 × 23 = 391."; None when the message is no sum, or one without a result."""
    low = " ".join(text.casefold().replace("’", "'").split())
    if len(low) > _LONGEST:
        return None
    for pattern, sign in _WORDS:
        low = re.sub(pattern, sign, low)
    match = _ASKED.match(low)
    if match is None or not re.search(r"\d\W*[-+*/]\W*\d", match["sum"]):
        return None
    said = match["sum"].strip()
    if not match["lead"] and "=" not in match["end"] and not _BARE.search(said):
        return None
    try:
        result = _value(ast.parse(said, mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, RecursionError):
        return None
    if abs(result) > _LARGEST:
        return None
    shown = re.sub(r"\s*([*/+]|(?<=[\d)] )-|(?<=\d)-)\s*", r" \1 ", said.replace("**", "^")).replace("*", "×").replace("/", "÷")
    return f"{' '.join(shown.split())} = {_number(result)}."


def _value(node: ast.expr) -> Fraction:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return Fraction(str(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left), _value(node.right)
        if isinstance(node.op, ast.Pow):
            if right.denominator != 1 or abs(right) > _POWER or abs(left) > _LARGEST:
                raise ValueError("no everyday power")
            return Fraction(left ** int(right))
        if (done := _DONE.get(type(node.op))) is not None:
            return done(left, right)
    raise ValueError("no sum")


def _number(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{value.numerator:,}"
    told = f"{float(value):,.6f}".rstrip("0")
    return told if Fraction(told.replace(",", "")) == value else f"{float(value):,.4f}".rstrip("0") + " (rounded)"
