"""What was looked at, and how it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

State = Literal["ok", "note", "warning", "failed"]


class Finding(NamedTuple):
    """One thing that was looked at. `shared`: what a report that leaves this computer says instead of `detail`, where that names a path or
    something of the user's own."""

    section: str
    subject: str
    detail: str
    state: State = "ok"
    shared: str | None = None


class Findings:
    """Collects them, section by section."""

    def __init__(self) -> None:
        self.rows: list[Finding] = []
        self.section = ""

    def add(self, subject: str, detail: str, state: State = "ok", *, shared: str | None = None) -> None:
        """Notes one."""
        self.rows.append(Finding(self.section, subject, detail, state, shared))

    def check(self, subject: str, holds: bool, well: str, ill: str, *, shared: str | None = None) -> None:
        """`well` where it holds, else a failure."""
        self.add(subject, well if holds else ill, "ok" if holds else "failed", shared=shared)

    def guarded(self, subject: str, look: Callable[[], object], explain: Callable[[Exception], tuple[str, str]]) -> None:
        """A check that itself fails is a finding, not the end; a shared report names its kind alone."""
        from engine.errors import Cancelled

        try:
            look()
        except Cancelled:
            raise
        except Exception as error:
            self.add(subject, " ".join(explain(error)).strip(), "failed", shared=f"could not be looked at ({type(error).__name__})")

    @property
    def failed(self) -> bool:
        """Whether anything is wrong."""
        return any(row.state == "failed" for row in self.rows)
