"""Forgetting and erasing from any page: what would go is shown, one of the two verbs is chosen, the outcome is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.i18n import tr
from desktop.memory.forget import erase_dialog, forget_dialog, report_dialog
from engine.memory.targets import Everything

if TYPE_CHECKING:
    from desktop.widgets.dialogs import Dialog
    from engine.memory.blast import BlastRadius
    from engine.memory.forgetting import EraseReport, Target


class LettingGo:
    """Works for a page. `gone` is called just before something goes, so that it no longer shows it; `opened` gets each dialog."""

    def __init__(
        self, desk: Desk, page: QWidget, gone: Callable[[], object] = lambda: None, opened: Callable[[Dialog], object] = lambda _: None
    ) -> None:  # fmt: skip
        self._desk, self._page, self._gone, self._opened = desk, page, gone, opened
        self.dialog: Dialog | None = None

    def forget(self, targets: Sequence[Target], *, heading: str = "", verb: str = "", done: str = "") -> None:
        """Shows what forgetting takes along, then forgets; or erases, if that is chosen. `heading`, `verb`, `done`: other words for it."""
        session, wanted = self._desk.session, list(targets)

        def look() -> tuple[BlastRadius, int]:
            return session.forgetting.blast_radius(wanted), int(session.settings.get("trash_days"))

        self._desk.tasks.query(self._page, look, lambda found: self._ask_forget(wanted, *found, heading, verb, done or tr("Forgotten.")))

    def erase(self, targets: Sequence[Target]) -> None:
        """Names what goes, then erases it for good and shows what the scan found."""
        forgetting, wanted = self._desk.session.forgetting, list(targets)
        self._desk.tasks.query(self._page, lambda: forgetting.blast_radius(wanted), lambda radius: self._ask_erase(wanted, radius))

    def _ask_forget(self, targets: list[Target], radius: BlastRadius, days: int, heading: str, verb: str, done: str) -> None:
        if radius.empty:
            self._desk.toast(tr("There is nothing of that in memory."))
        elif days:
            self._show(forget_dialog(
                self._page.window(), radius, days, lambda: self._forget(targets, done), heading=heading, verb=verb,
                on_erase=lambda: self._ask_erase(targets, radius),
            ))  # fmt: skip
        else:  # as the settings say: there is no trash
            self._ask_erase(targets, radius)

    def _forget(self, targets: list[Target], done: str) -> None:
        forgetting = self._desk.session.forgetting
        self._gone()
        self._desk.change(self._page, lambda: forgetting.forget(targets), done)

    def _ask_erase(self, targets: list[Target], radius: BlastRadius) -> None:
        if radius.empty:
            self._desk.toast(tr("There is nothing of that in memory."))
            return
        everything = any(isinstance(target, Everything) for target in targets)
        self._show(erase_dialog(self._page.window(), radius, lambda: self._erase(targets), everything=everything))

    def _erase(self, targets: list[Target]) -> None:
        forgetting = self._desk.session.forgetting
        self._gone()
        self._desk.toast(tr("Erasing, and looking for what is left…"))
        self._desk.change(self._page, lambda: forgetting.erase(targets), on_done=self._erased)

    def _erased(self, report: EraseReport) -> None:
        self._desk.announce(tr("Erased"))
        self._show(report_dialog(self._page.window(), report))

    def _show(self, dialog: Dialog) -> None:
        self.dialog = dialog
        self._opened(dialog)
