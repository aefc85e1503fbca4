"""Where the focus goes: as a page comes into view, and from pane to pane with one key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.chat.page import ChatPage
from desktop.diagnostics.page import DiagnosticsPage
from desktop.history.page import HistoryPage
from desktop.memory.section import MemorySection
from desktop.models.page import ModelsPage
from desktop.settings.page import SettingsPage
from desktop.today.page import TodayPage


def arrive(page: QWidget) -> None:
    """The page reads what it shows, and what one does there first has the focus."""
    if isinstance(page, ChatPage):
        page.composer.field.setFocus()
    elif isinstance(page, MemorySection):
        page.browse.appear()
        page.focus_first()
    elif isinstance(page, SettingsPage | ModelsPage):
        page.appear()
        page.focus_first()
    elif isinstance(page, TodayPage):
        page.focus_first()
    elif isinstance(page, HistoryPage):
        page.list.setFocus()
    elif isinstance(page, DiagnosticsPage):
        page.appear()
        page.check.setFocus()


def panes(page: QWidget) -> list[QWidget]:
    """The parts of a page that one goes through, as they stand."""
    if isinstance(page, ChatPage):
        thread = page.threads.get(page.current)
        return [page.list, *([thread] if thread else []), page.composer.field, page.why.scroll]
    if isinstance(page, MemorySection):
        return page.panes()
    if isinstance(page, SettingsPage):
        return [page.search]
    if isinstance(page, HistoryPage):
        return [page.list, page.detail]
    if isinstance(page, DiagnosticsPage):
        return [page.check]
    return [page]


def move_on(stops: Sequence[QWidget]) -> None:
    """To the pane after the one that has the focus, or to the first."""
    visible = [pane for pane in stops if pane.isVisible()]
    focus = visible[0].window().focusWidget()
    at = next((number for number, pane in enumerate(visible) if focus is not None and (pane is focus or pane.isAncestorOf(focus))), -1)
    visible[(at + 1) % len(visible)].setFocus(Qt.FocusReason.ShortcutFocusReason)
