"""Findings as cards: a sign for how each is, what it is, and what there is to say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.diagnostics.findings import Finding, Findings
from desktop.i18n import phrase, said, tr, trn
from desktop.widgets.basic import Frame, Label, Picture, fill
from desktop.widgets.scaling import wide

SIGNS = {"ok": ("check", "accent"), "note": ("info", "text-3"), "warning": ("warning", "warning"), "failed": ("close", "danger")}
SAID = {"ok": phrase("fine"), "note": phrase("note"), "warning": phrase("warning"), "failed": phrase("failed")}
SUBJECT_WIDTH = 150


def cards(found: Findings) -> Iterator[QWidget]:
    """A heading and a card for each section."""
    for section, rows in groupby(found.rows, lambda row: row.section):
        yield Label(said(section), "section")
        card = Frame("card", margins=(18, 14, 18, 14), spacing=9)
        for row in rows:
            card.box.addWidget(_line(row))
        yield card


def summary(found: Findings) -> tuple[str, str]:
    """One sentence about all of them, and the state of the worst."""
    count = {state: sum(row.state == state for row in found.rows) for state in SIGNS}
    if count["failed"]:
        return trn("{n} thing is wrong.", "{n} things are wrong.", count["failed"]), "failed"
    if count["warning"]:
        return trn("Everything works; {n} thing to look at.", "Everything works; {n} things to look at.", count["warning"]), "warning"
    return tr("Everything is whole, encrypted and on this computer."), "ok"


def _line(row: Finding) -> QWidget:
    holder = QWidget()
    name, about = said(row.subject), said(row.detail)
    holder.setAccessibleName(f"{name}, {tr(SAID[row.state])}: {about}")
    picture = Picture(*SIGNS[row.state], 16)
    subject = Label(name[:1].upper() + name[1:], "small", wrap=True)
    wide(subject, subject.setFixedWidth, SUBJECT_WIDTH)
    detail = Label(about, "body", wrap=True, selectable=True)
    layout = fill(QHBoxLayout(holder), picture, subject, detail, spacing=10)
    layout.setStretch(2, 1)
    for part in (picture, subject):
        layout.setAlignment(part, Qt.AlignmentFlag.AlignTop)
    return holder
