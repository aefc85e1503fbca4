"""How models are spoken of."""

from __future__ import annotations

from desktop.models.state import Installed, Offered, State
from models.fitting import Fit, Verdict, gigabytes

#: Icon and colour of each verdict, and what it says.
VERDICTS = {
    Verdict.FITS: ("check", "accent", "Fits this computer"),
    Verdict.TIGHT: ("warning", "warning", "Tight"),
    Verdict.TOO_LARGE: ("close", "danger", "Too large"),
    Verdict.UNKNOWN: ("info", "text-3", "Memory unknown"),
}
STEPS = {"download": "Downloading", "check": "Checking", "wait": "Waiting for another download", "copy": "Copying", "unpack": "Unpacking"}


def machine(state: State) -> str:
    """What is free on this computer."""
    disk = f"{gigabytes(state.disk)} of disk space"
    free = f"{gigabytes(state.memory.available)} of {gigabytes(state.memory.total)} of memory and {disk}" if state.memory is not None else disk
    return f"Everything runs on this computer, which has {free} free."


def purpose(what: str) -> str:
    """What a model is for."""
    return "Answers you" if what == "chat" else "Finds related memories"


def facts(row: Installed) -> str:
    """Size, licence, context, speed and memory of an installed model."""
    entry = row.entry
    parts = [purpose(entry.purpose), gigabytes(entry.size), entry.licence]
    if row.context:
        parts.append(f"context of {row.context:,} tokens")
    if row.speed is not None:
        parts.append(f"{row.speed.write:.0f} tokens per second")
    if row.resident:
        parts.append(f"{gigabytes(row.resident)} of memory in use")
    return " · ".join(parts)


def trouble(row: Installed) -> str:
    """What is to be known of its fit; "" when it fits."""
    if row.shortened:
        return f"Little memory is free: its context was cut to {row.context:,} tokens. Close other programs, and choose it again."
    if row.fit is None or row.fit.verdict is Verdict.FITS or row.context:
        return ""
    return fit(row.fit)


def fit(found: Fit) -> str:
    """Why a model is tight or too large; "" when it fits."""
    if found.verdict is Verdict.TIGHT:
        size = f"a context of {found.context:,} tokens"
        return f"Takes about {gigabytes(found.needs)} of the {gigabytes(found.available)} of memory that are free, with {size}."
    if found.verdict is Verdict.TOO_LARGE:
        return f"Takes about {gigabytes(found.needs)} of memory; {gigabytes(found.available)} are free."
    return ""


def offer(row: Offered) -> str:
    """Size, licence and speed of a model that can be downloaded."""
    parts = [gigabytes(row.offer.size), row.offer.licence]
    parts.append(f"{row.offer.parameters / 1e9:.1f} billion weights" if row.offer.purpose == "chat" else f"{row.offer.dimension} numbers a vector")
    if row.writes is not None:
        parts.append(f"about {row.writes:.0f} tokens per second here" if row.writes >= 1 else "less than a token per second here")
    if row.missing:
        parts.append(f"{gigabytes(row.missing)} of disk space are missing for it")
    return " · ".join(parts)
