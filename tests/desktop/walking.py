"""Goes through every page of a window, and looks at it as a keyboard, a screen reader and weak eyes do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSpinBox, QApplication, QComboBox, QLabel, QLineEdit, QWidget

if TYPE_CHECKING:
    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace

#: Parts of Qt's own composite widgets: the whole has the name.
INNER = (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView)
LINE, LETTERS = 4.5, 0.003  # least contrast of text (WCAG 2.2 AA); least share of the pixels of a label that its letters cover


def pages(window: Window, workspace: Workspace, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    """Each page as it stands, one after the other: its name, and the widget that one can move about in."""
    from desktop.memory import section

    number = {name: place for place, name in enumerate(("Chat", "Memory", "Settings", "History", "Diagnostics", "Today"))}
    for name in ("Chat", "Today", "Settings", "History", "Diagnostics"):
        workspace.show_page(number[name])
        settle()
        yield name, window
    if "view.models" in workspace.desk.actions.specs:
        workspace.desk.actions.run("view.models")
        settle()
        yield "Models", window
    for name, tab in (
        ("Memory", section.BROWSE), ("Graph", section.GRAPH), ("Timeline", section.TIMELINE), ("About you", section.PROFILE),
        ("Inbox", section.INBOX), ("Instructions", section.HOWTOS), ("Try a question", section.TRY),
    ):  # fmt: skip
        workspace.show_memory_tab(tab)
        settle()
        yield name, window


def over(window: Window, workspace: Workspace, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    """What comes over the pages: dialogs, the pane with the reasons of an answer, the palette."""
    from desktop.shell.shortcuts import Shortcuts

    workspace.show_page(0)
    workspace.chat.toggle_why()
    settle()
    yield "Why this answer", window
    workspace.chat.why.dismiss()
    workspace.show_memory_tab(0)
    workspace.memory.list.selectRow(0)
    settle()
    workspace.memory.detail.begin_edit()
    yield "Editing a memory", window
    workspace.memory.detail.end_edit()
    for name, open_it in (("Add a memory", workspace.memory.verbs.add), ("Forget a memory", workspace.memory.forget)):
        open_it()
        settle()
        dialog = workspace.memory.dialog
        assert dialog is not None
        yield name, dialog
        dialog.reject()
        settle()
    for name in ("chat.folder", "chat.delete"):
        workspace.show_page(0)
        settle()
        yield from asked(window, workspace, name, settle)
    for name in ("app.erase", "app.keys", "app.export"):
        yield from asked(window, workspace, name, settle)
    workspace.memory.filters.period.ask()
    yield "From one day to another", workspace.memory.filters.period.asking
    workspace.memory.filters.period.asking.reject()
    settle()
    sheet = Shortcuts(window, workspace.desk.actions)
    sheet.open()
    yield "Keyboard shortcuts", sheet
    sheet.reject()
    settle()


def asked(window: Window, workspace: Workspace, action: str, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    """The dialog that an action opens."""
    from desktop.widgets.dialogs import Dialog

    workspace.desk.actions.run(action)
    settle()
    dialog = next(one for one in window.findChildren(Dialog) if one.isVisible())
    yield action, dialog
    dialog.reject()
    settle()


def shown(root: QWidget) -> Iterator[QWidget]:
    """Every visible widget in it, of the same window."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.window() is root.window():
            yield widget


def is_inner(widget: QWidget) -> bool:
    """Whether it belongs to a widget of Qt's that is made of several."""
    parent = widget.parentWidget()
    while isinstance(parent, QWidget):  # PySide may give a dead layout item that had the parent's address
        if isinstance(parent, INNER):
            return True
        parent = parent.parentWidget()
    return widget.objectName().startswith("qt_")


def label_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name).strip() if found is not None else ""


def told(widget: QWidget) -> str:
    """For the message of a test that fails."""
    parent = widget.parentWidget()
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return f"{type(widget).__name__} “{label_of(widget) or text}” in {type(parent).__name__}"


def nameless(root: QWidget) -> list[str]:
    """What takes the focus, and has no name."""
    return [told(each) for each in shown(root) if each.focusPolicy() != Qt.FocusPolicy.NoFocus and not is_inner(each) and not label_of(each)]


def unreached(root: QWidget) -> list[str]:
    """Goes round with Tab: what it never comes to, and where it gets stuck."""
    visited = Counter[QWidget]()
    first = at = root.window().focusWidget()
    for _ in range(600):
        root.window().focusNextPrevChild(True)
        focus = root.window().focusWidget()
        if focus is None or focus is at:
            return [f"Tab is stuck at {told(focus) if focus is not None else 'nothing'}"]
        at = focus
        visited[focus] += 1
        if visited[focus] > 1:
            break
    if first is not None and first.isVisible() and first not in visited:
        return [f"Tab never comes back to {told(first)}; it goes round from {told(at) if at else ''}"]
    groups = [each.group() for each in visited if isinstance(each, QAbstractButton) and each.group() is not None]
    return [
        told(each) for each in shown(root)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled() and not is_inner(each) and each not in visited and not each.focusProxy()
        and not (isinstance(each, QAbstractButton) and each.group() is not None and each.group() in groups)  # the arrows lead there
    ]  # fmt: skip


def pointer_only(root: QWidget) -> list[str]:
    """Buttons that can be clicked and not be reached by keyboard. In a group one gets to the others with the arrows."""
    return [
        told(each) for each in shown(root)
        if isinstance(each, QAbstractButton) and each.isEnabled() and each.focusPolicy() == Qt.FocusPolicy.NoFocus and not is_inner(each)
        and each.group() is None
    ]  # fmt: skip


def faint(root: QWidget) -> list[str]:
    """Text that differs too little from what is painted behind it. Meant for 200 %: there strokes are thick enough to measure."""
    picture = root.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.width(), 4)[:, :, 2::-1]
    found = []
    for each in shown(root):
        text = each.text() if isinstance(each, QLabel | QAbstractButton) else ""
        if not text.strip() or not each.isEnabled() or is_inner(each):
            continue
        seen = each.visibleRegion().boundingRect()
        if seen.width() < 20 or seen.height() < 10 or covered(each, root):
            continue
        area = QRect(each.mapTo(root, QPoint(0, 0)) + seen.topLeft(), seen.size()).intersected(picture.rect())
        part = pixels[area.top() : area.bottom() + 1, area.left() : area.right() + 1].reshape(-1, 3)
        share = _contrast(part)
        if share is not None and share < LINE - 0.05:
            found.append(f"{told(each)}: {share:.2f}")
    return found


def covered(widget: QWidget, root: QWidget) -> bool:
    """Whether something lies over it."""
    middle = widget.mapTo(root, widget.visibleRegion().boundingRect().center())
    top = root.childAt(middle)
    return top is not None and top is not widget and not widget.isAncestorOf(top) and not top.isAncestorOf(widget)


def _contrast(pixels: np.ndarray) -> float | None:
    """Of the commonest colour and what differs most from it; None: nothing is written there."""
    colours, counts = np.unique(pixels, axis=0, return_counts=True)
    light = _luminance(colours)
    back = light[counts.argmax()]
    ratios = (np.maximum(light, back) + 0.05) / (np.minimum(light, back) + 0.05)
    order = np.argsort(-ratios)
    enough = np.cumsum(counts[order]) >= max(4, LETTERS * len(pixels))
    best = float(ratios[order][enough.argmax()])
    return best if best > 1.05 else None


def _luminance(colours: np.ndarray) -> np.ndarray:
    """Relative luminance, WCAG 2.2."""
    parts = colours / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def settled() -> None:
    """Lets layouts finish."""
    for _ in range(3):
        QApplication.processEvents()
