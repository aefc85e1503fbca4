"""The printed recovery key: 160 random bits as eight groups of five characters, the fifth a check against typing errors."""

from __future__ import annotations

import re
import secrets

from engine.errors import BadInput

#: Crockford's base 32: no I, L, O, U, which are read as 1, 1, 0 and V when typed.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
_SEPARATED = re.compile(r"[\s_.\-–—]+")
_TYPED = str.maketrans("ILOU", "110V", " -\t\r\n_.–—")


def new() -> bytes:
    """160 random bits."""
    return secrets.token_bytes(20)


def to_text(key: bytes) -> str:
    """`ABCDE-FGHJK-…`: as it is printed."""
    number = int.from_bytes(key, "big")
    values = [number >> shift & 31 for shift in range(155, -1, -5)]
    groups = [values[start : start + 4] for start in range(0, 32, 4)]
    return "-".join("".join(ALPHABET[value] for value in (*group, _check(index, group))) for index, group in enumerate(groups))


def from_text(text: str) -> bytes:
    """The bits back, whatever the case, spaces or dashes. Raises BadInput, naming each group that holds a typing error."""
    typed = text.upper().translate(_TYPED)
    if strange := sorted({letter for letter in typed if letter not in ALPHABET}):
        raise BadInput(f"A recovery key has no {' '.join(strange)} in it.", "It is made of letters and digits, in eight groups of five.")
    if len(typed) != GROUPS * 5:
        told = f"A recovery key has {GROUPS * 5} characters; this has {len(typed)}."
        raise BadInput(" ".join(filter(None, (told, _where(text, typed)))), "Type all eight groups, each of five characters.")
    values = [ALPHABET.index(letter) for letter in typed]
    groups = [values[start : start + 5] for start in range(0, len(values), 5)]
    if wrong := [str(index + 1) for index, group in enumerate(groups) if _check(index, group[:4]) != group[4]]:
        if len(wrong) == 1:
            raise BadInput(f"There is a typing error in group {wrong[0]} of the recovery key.", "Compare it with what you wrote down.")
        raise BadInput(f"There are typing errors in groups {', '.join(wrong)} of the recovery key.", "Compare it with what you wrote down.")
    number = 0
    for group in groups:
        for value in group[:4]:
            number = number << 5 | value
    return number.to_bytes(20, "big")


def plain(text: str) -> str:
    """What is typed of a key, as it is printed; without dashes and spaces."""
    return text.upper().translate(_TYPED)


def looks_like(text: str) -> bool:
    """Whether what was typed has the length of a recovery key, with its dashes or without."""
    return len(text.upper().translate(_TYPED)) == GROUPS * 5


def resembles(text: str) -> bool:
    """Whether what was typed must have been meant as a recovery key, though characters may be missing or too many."""
    groups = [plain(group) for group in _SEPARATED.split(text.strip()) if group]
    if looks_like(text) or (len(groups) in range(GROUPS - 1, GROUPS + 2) and sum(len(group) == 5 for group in groups) >= GROUPS - 3):
        return True
    return len(groups) == 1 and abs(len(groups[0]) - GROUPS * 5) <= 4 and sum(letter.isdigit() for letter in text) >= 4


def typing_error(text: str) -> str:
    """What is wrong with what must have been meant as a recovery key, and in which group; else empty."""
    if not resembles(text):
        return ""
    try:
        from_text(text)
    except BadInput as error:
        return error.message
    return ""


def _where(text: str, typed: str) -> str:
    """Which group has too few or too many characters: as it was parted, or else by the first check that fails."""
    groups = [plain(group) for group in _SEPARATED.split(text.strip()) if group]
    if len(groups) == GROUPS:
        return " ".join(f"Group {number} has {len(group)} instead of 5." for number, group in enumerate(groups, 1) if len(group) != 5)
    if len(groups) > 1:
        return f"There are {len(groups)} groups instead of {GROUPS}."
    for index in range(len(typed) // 5):
        values = [ALPHABET.index(letter) for letter in typed[index * 5 : index * 5 + 5]]
        if _check(index, values[:4]) != values[4]:
            return f"Look at group {index + 1} first."
    return ""


def _check(index: int, values: list[int]) -> int:
    """A weighted sum in GF(32): every single wrong character and every swap of two is noticed, and of two groups too."""
    check = _times(index + 1, 16)
    for place, value in enumerate(values):
        check ^= _times(value, place + 2)
    return check


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = a << 1 ^ (0b100101 if a & 16 else 0)  # x^5 + x^2 + 1
        b >>= 1
    return product
