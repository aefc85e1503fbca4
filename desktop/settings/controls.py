"""The control for each type of setting. All have `chosen(value)`, `show_value` (which tells nobody), and `field`, which takes the focus."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QPlainTextEdit, QSpinBox, QWidget

from desktop.i18n import tr
from desktop.theme import coloured, theme
from desktop.widgets.fields import Choice
from desktop.widgets.scaling import tall
from engine.settings import Setting

PAUSE_MS = 700
COLUMNS, BETWEEN = 2, 20


class Switch(QCheckBox):
    """On or off."""

    chosen = Signal(object)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field: QWidget = self
        self.setAccessibleName(setting.title)
        self.clicked.connect(lambda on: self.chosen.emit(on))

    def show_value(self, value: bool) -> None:
        """Shows what is stored."""
        self.setChecked(value)


class Pick(Choice):
    """One of those on offer; another value that is stored is put among them."""

    chosen = Signal(object)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting.title, [(text, value) for value, text in setting.offered.items()], parent)
        self._setting = setting
        self.field: QWidget = self
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda _: self.chosen.emit(self.currentData()))
        if setting.key == "accent":
            theme().changed.connect(self._paint_dots)
            self._paint_dots()

    def show_value(self, value: object) -> None:
        """Shows what is stored."""
        if self.findData(value) < 0:
            self.addItem(f"{value} {self._setting.unit}".strip(), value)
        self.setCurrentIndex(self.findData(value))

    def choose(self, value: object) -> None:
        """As if it had been chosen from the list."""
        self.show_value(value)
        self.chosen.emit(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls; nothing is changed in passing

    def _paint_dots(self) -> None:
        side = theme().wide(12)
        self.setIconSize(QSize(side, side))
        for number in range(self.count()):
            dot = QPixmap(2 * side, 2 * side)
            dot.setDevicePixelRatio(2)
            dot.fill(Qt.GlobalColor.transparent)
            painter = QPainter(dot)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(coloured(theme().name, str(self.itemData(number)))["accent"])
            painter.drawEllipse(0, 0, side, side)
            painter.end()
            self.setItemIcon(number, QIcon(dot))


class Number(QSpinBox):
    """A number within its bounds."""

    chosen = Signal(object)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert setting.lowest is not None
        assert setting.highest is not None
        self.field: QWidget = self
        self.setAccessibleName(setting.title)
        self.setRange(setting.lowest, setting.highest)
        self.setSuffix(f" {setting.unit}" if setting.unit else "")
        self.setKeyboardTracking(False)
        tall(self, self.setFixedWidth, 110)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.valueChanged.connect(lambda value: self.chosen.emit(value))

    def show_value(self, value: int) -> None:
        """Shows what is stored."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Several(QWidget):
    """Any of those on offer."""

    chosen = Signal(object)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(6)
        self._columns = 0
        self.boxes: dict[str, QCheckBox] = {}
        for key, text in setting.offered.items():
            box = QCheckBox(text.replace("&", "&&"))
            box.setAccessibleName(f"{setting.title}: {text}")
            box.clicked.connect(lambda _: self.chosen.emit([key for key, one in self.boxes.items() if one.isChecked()]))
            self.boxes[key] = box
        self._lay(COLUMNS)
        self.field: QWidget = next(iter(self.boxes.values()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(COLUMNS if event.size().width() >= COLUMNS * self._widest() + (COLUMNS - 1) * BETWEEN else 1)

    def _widest(self) -> int:
        return max(box.sizeHint().width() for box in self.boxes.values())

    def _lay(self, columns: int) -> None:
        """So many beside each other: one where large text leaves no room for more."""
        if columns != self._columns:
            self._columns = columns
            for number, box in enumerate(self.boxes.values()):
                self._grid.addWidget(box, number // columns, number % columns)

    def show_value(self, value: list[str]) -> None:
        """Shows what is stored."""
        for key, box in self.boxes.items():
            box.setChecked(key in value)


class Text(QPlainTextEdit):
    """Some lines of text, stored when typing pauses."""

    chosen = Signal(object)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field: QWidget = self
        self.setProperty("role", "field")
        self.setAccessibleName(setting.title)
        self.setPlaceholderText(tr("For example: Keep answers short. Call me Sam."))
        self.setTabChangesFocus(True)
        tall(self, self.setFixedHeight, 76)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._pause.start)

    def show_value(self, value: str) -> None:
        """Shows what is stored, unless somebody is writing."""
        if not self._pause.isActive() and not (self.hasFocus() and self.toPlainText().strip() == value):
            self.blockSignals(True)
            self.setPlainText(value)
            self.blockSignals(False)

    def flush(self) -> None:
        """Tells at once what was typed last."""
        if self._pause.isActive():
            self._pause.stop()
            self._tell()

    def _tell(self) -> None:
        self.chosen.emit(self.toPlainText().strip())


def control(setting: Setting) -> Any:
    """The one that fits."""
    match setting.default:
        case bool():
            return Switch(setting)
        case list():
            return Several(setting)
        case _ if setting.offered:
            return Pick(setting)
        case int():
            return Number(setting)
        case _:
            return Text(setting)
