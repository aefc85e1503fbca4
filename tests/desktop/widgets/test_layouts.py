"""Layouts: what is in them, and that Python never keeps an item that Qt deletes."""

from __future__ import annotations

import ast
import gc
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayoutItem, QVBoxLayout, QWidget

import desktop
from desktop.widgets.basic import Label, align, clear, column, fill, row, widgets_in

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FLOW = "flow.py"  # a layout itself: Qt asks it for its items


def items() -> list[QLayoutItem]:
    return [one for one in gc.get_objects() if isinstance(one, QLayoutItem) and not isinstance(one, QVBoxLayout) and shiboken6.isValid(one)]


def test_widgets_are_told_in_their_order(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    first, second, third, other = (Label(text) for text in ("first", "second", "third", "in a row"))
    layout = fill(QVBoxLayout(page), third, None, 8, row(other))
    layout.insertWidget(0, second)
    layout.insertWidget(0, first)
    assert widgets_in(layout) == [first, second, third]
    layout.removeWidget(second)
    assert widgets_in(layout) == [first, third]


def test_no_item_outlives_its_widget(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    labels = [Label(str(number)) for number in range(5)]
    layout = fill(QVBoxLayout(page), *labels)
    before = len(items())
    align(layout, Qt.AlignmentFlag.AlignHCenter)
    assert len(widgets_in(layout)) == 5
    shiboken6.delete(labels[0])
    assert len(widgets_in(layout)) == 4
    assert len(items()) == before


def test_a_layout_is_cleared_with_the_layouts_in_it(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    labels = [Label(str(number)) for number in range(4)]
    layout = fill(QVBoxLayout(page), labels[0], None, row(labels[1], column(labels[2])), 8, labels[3])
    inner = list(layout.children())
    before = len(items())
    clear(layout)
    qtbot.waitUntil(lambda: not any(shiboken6.isValid(one) for one in (*labels, *inner)))
    assert layout.count() == 0
    assert len(items()) <= before


def test_nobody_asks_a_layout_for_an_item_or_takes_one_out_behind_its_back() -> None:
    found = [
        f"{path.name}:{node.lineno}"
        for path in Path(desktop.__file__).parent.rglob("*.py") if path.name != FLOW
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr == "itemAt") or _orphans(node)
    ]  # fmt: skip
    assert not found, "see desktop.widgets.basic.widgets_in"


def _orphans(node: ast.AST) -> bool:
    """`widget.setParent(None)`."""
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setParent"
    return called and isinstance(node.args[0], ast.Constant) and node.args[0].value is None  # type: ignore[attr-defined]
