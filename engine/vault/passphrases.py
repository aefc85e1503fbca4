"""How long a passphrase would hold out against who has the vault's files: an estimate, for a warning; nothing is refused for it.

zxcvbn (Wheeler, USENIX Security 2016) counts the guesses that lists of words and names, keyboard rows, dates and repeats leave to make. How fast
they can be made is ours to say: Argon2id costs each about a second of a computer like this one.
"""

from __future__ import annotations

import msgspec

PER_SECOND = 1_000.0  # guesses: some hundred rented computers
LONGEST = 72  # characters; what comes after only makes it better
#: Guesses from which a passphrase is fair, good, strong: at that rate a day, a few months, some thirty years.
FAIR, GOOD, STRONG = 1e8, 1e10, 1e12
_SPANS = ((1.0, "second"), (60.0, "minute"), (3600.0, "hour"), (86_400.0, "day"), (2_592_000.0, "month"), (31_536_000.0, "year"))


class Estimate(msgspec.Struct, frozen=True):
    """`level`: 0 nothing, 1 weak, 2 fair, 3 good, 4 strong. `why`: what makes it easy to guess, where that can be said, as an English sentence."""

    level: int
    guesses: float = 0.0
    why: str = ""


def estimate(passphrase: str) -> Estimate:
    """The strength of a passphrase. Keeps and logs nothing."""
    if not passphrase:
        return Estimate(0)
    from zxcvbn import zxcvbn  # type: ignore[import-untyped,unused-ignore]

    found = zxcvbn(passphrase[:LONGEST])
    guesses = float(found["guesses"])
    level = 1 + sum(guesses >= least for least in (FAIR, GOOD, STRONG))
    return Estimate(level, guesses, str(found["feedback"]["warning"] or ""))


def strength(passphrase: str) -> int:
    """0 nothing, 1 weak, 2 fair, 3 good, 4 strong: for a meter."""
    return estimate(passphrase).level


def warning(passphrase: str) -> str:
    """What to tell of a weak one; empty when there is nothing to say."""
    found = estimate(passphrase)
    if found.level != 1:
        return ""
    soon = _duration(found.guesses / PER_SECOND)
    parts = (
        "This passphrase is weak.", found.why,
        f"Somebody with a copy of the vault's files and many computers could guess it in about {soon} (an estimate).",
        "Four or five words that have nothing to do with each other hold out far longer.",
    )  # fmt: skip
    return " ".join(filter(None, parts))


def _duration(seconds: float) -> str:
    size, name = next((span for span in reversed(_SPANS) if seconds >= span[0]), _SPANS[0])
    count = max(1, round(seconds / size))
    return f"{count} {name}{'' if count == 1 else 's'}"
