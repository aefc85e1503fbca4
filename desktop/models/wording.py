"""How models are spoken of."""

from __future__ import annotations

from desktop.i18n import decimal, number, phrase, size, tr, trn
from desktop.models.state import Installed, Offered, State
from models.fitting import Fit, Verdict

#: Icon and colour of each verdict, and what it says.
VERDICTS = {
    Verdict.FITS: ("check", "accent", phrase("Fits this computer")),
    Verdict.TIGHT: ("warning", "warning", phrase("Tight")),
    Verdict.TOO_LARGE: ("close", "danger", phrase("Too large")),
    Verdict.UNKNOWN: ("info", "text-3", phrase("Memory unknown")),
}
STEPS = {
    "download": phrase("Downloading"), "check": phrase("Checking"), "wait": phrase("Waiting for another download"), "copy": phrase("Copying"),
    "unpack": phrase("Unpacking"),
}  # fmt: skip
WORKING = phrase("Working")


def machine(state: State) -> str:
    """What is free on this computer."""
    disk = size(state.disk)
    if state.memory is None:
        return tr("Everything runs on this computer, which has {disk} of disk space free.", disk=disk)
    free, total = size(state.memory.available), size(state.memory.total)
    return tr(
        "Everything runs on this computer, which has {free} of {total} of memory and {disk} of disk space free.", free=free, total=total, disk=disk
    )


def purpose(what: str) -> str:
    """What a model is for."""
    return tr("Answers you") if what == "chat" else tr("Finds related memories")


def facts(row: Installed) -> str:
    """Size, licence, context, speed and memory of an installed model."""
    entry = row.entry
    parts = [purpose(entry.purpose), size(entry.size), entry.licence]
    if row.context:
        parts.append(tr("context of {n} tokens", n=number(row.context)))
    if row.speed is not None:
        parts.append(trn("{n} token per second", "{n} tokens per second", round(row.speed.write)))
    if row.resident:
        parts.append(tr("{size} of memory in use", size=size(row.resident)))
    return " · ".join(parts)


def trouble(row: Installed) -> str:
    """What is to be known of its fit; "" when it fits."""
    if row.shortened:
        return tr("Little memory is free: its context was cut to {n} tokens. Close other programs, and choose it again.", n=number(row.context))
    if row.fit is None or row.fit.verdict is Verdict.FITS or row.context:
        return ""
    return fit(row.fit)


def fit(found: Fit) -> str:
    """Why a model is tight or too large; "" when it fits."""
    if found.verdict is Verdict.TIGHT:
        return tr(
            "Takes about {needs} of the {free} of memory that are free, with a context of {n} tokens.",
            needs=size(found.needs), free=size(found.available), n=number(found.context),
        )  # fmt: skip
    if found.verdict is Verdict.TOO_LARGE:
        return tr("Takes about {needs} of memory; {free} are free.", needs=size(found.needs), free=size(found.available))
    return ""


def offer(row: Offered) -> str:
    """Size, licence and speed of a model that can be downloaded."""
    parts = [size(row.offer.size), row.offer.licence]
    if row.offer.purpose == "chat":
        parts.append(tr("{n} billion weights", n=decimal(row.offer.parameters / 1e9)))
    else:
        parts.append(tr("{n} numbers a vector", n=number(row.offer.dimension)))
    if row.writes is not None:
        here = trn("about {n} token per second here", "about {n} tokens per second here", round(row.writes))
        parts.append(here if row.writes >= 1 else tr("less than a token per second here"))
    if row.missing:
        parts.append(tr("{size} of disk space are missing for it", size=size(row.missing)))
    return " · ".join(parts)
