"""The drawn graph: pan, zoom, point, and walk from neighbour to neighbour with the arrow keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.graph.paint import Look, labelled, paint, pointed
from desktop.graph.scene import Place, Scene, move, radius
from desktop.i18n import phrase, tr, trn
from desktop.theme import theme
from desktop.widgets.ring import KEYBOARD

ZOOMS = (0.15, 3.0)
_MARGIN = 70
MANY = 120  # nodes; the names of more are chosen in a turn of their own
_GLIDE_MS = 240
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
HELP = phrase(
    "Arrow keys go to a neighbour, Enter opens, E shows more around it, C puts it in the middle, P finds a way to another, U goes to you, "
    "plus and minus zoom, 0 shows everything."
)


class Canvas(QWidget):
    """Shows a Scene; says what the user points at."""

    node_chosen = Signal(int)  # row; 0: none
    tie_chosen = Signal(int)  # number
    opened = Signal()
    expand_asked = Signal(int)
    centre_asked = Signal(int)
    way_asked = Signal()
    left = Signal()  # Escape with nothing selected
    accessible_role = QAccessible.Role.Chart

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene: Scene | None = None
        self.look = Look()
        self.said = ""  # of what is selected, for a screen reader
        self.zoom, self.offset = 1.0, QPointF()
        self._moved = False  # by hand: then new data don't move the view
        self._grabbed: QPointF | None = None
        self._from: dict[int, Place] = {}
        self._named: tuple[object, Mapping[int, QRectF]] = ((), {})
        self._chooser = QTimer(self, singleShot=True, interval=0)
        self._chooser.timeout.connect(self._chosen)
        self._glide = QVariantAnimation(self, duration=_GLIDE_MS, startValue=0.0, endValue=1.0)
        self._glide.valueChanged.connect(lambda _: self.update())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)
        self.setAccessibleName(tr("Graph of people, places and things"))
        self.setAccessibleDescription(tr(HELP))
        theme().changed.connect(self.update)

    def accessible_value(self) -> str:
        """What is selected; else how much there is."""
        return self.said or (_counted(len(self.scene.nodes)) if self.scene is not None else "")

    def show_scene(self, scene: Scene) -> None:
        """Shows other content; what stays glides to its new place."""
        before = self.scene
        self._from = {row: before.places[row] for row in scene.places if before is not None and row in before.places}
        self.scene = scene
        self.look.over, self.look.tie = 0, -1
        if self.look.node not in scene.nodes:
            self.look.node = 0
        if before is None or not self._moved or before.asked.centre != scene.asked.centre:
            self.fit()
        self._glide.stop()
        if self._from and self.isVisible() and theme().moves:
            self._glide.start()
        self.update()

    def settle(self) -> None:
        """Ends a movement at once."""
        self._glide.stop()
        self._from = {}
        self.update()

    def place(self, row: int) -> QPointF:
        """Where the middle of a node is now, in pixels of the widget."""
        assert self.scene is not None
        x, y = self.scene.places[row]
        if row in self._from and self._glide.state() == QVariantAnimation.State.Running:
            share = 1 - (1 - float(self._glide.currentValue() or 0.0)) ** 3
            old = self._from[row]
            x, y = old[0] + (x - old[0]) * share, old[1] + (y - old[1]) * share
        return QPointF(x * self.zoom, y * self.zoom) + self.offset

    def fit(self) -> None:
        """Everything is in view."""
        self._moved = False
        if self.scene is None or not self.scene.places:
            return
        xs, ys = zip(*self.scene.places.values(), strict=True)
        width, height = max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
        room = (max(self.width() - 2 * _MARGIN, 60), max(self.height() - 2 * _MARGIN, 60))
        self.zoom = max(ZOOMS[0], min(1.5, room[0] / width, room[1] / height))
        middle = QPointF(max(xs) + min(xs), max(ys) + min(ys)) / 2 * self.zoom
        self.offset = QPointF(self.width() / 2, self.height() / 2) - middle
        self.update()

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Nearer or farther; `around` stays where it is."""
        around = around if around is not None else QPointF(self.width() / 2, self.height() / 2)
        zoom = max(ZOOMS[0], min(ZOOMS[1], self.zoom * factor))
        self.offset = around - (around - self.offset) * (zoom / self.zoom)
        self.zoom, self._moved = zoom, True
        self.update()

    def bring_into_view(self, row: int) -> None:
        """Moves the picture just as far as is needed."""
        if self.scene is None or row not in self.scene.places:
            return
        at, room = self.place(row), QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if not room.contains(at):
            self.offset += QPointF(min(max(at.x(), room.left()), room.right()), min(max(at.y(), room.top()), room.bottom())) - at
            self._moved = True
            self.update()

    def choose(self, row: int) -> None:
        """Selects a node without telling anybody."""
        self.look.node, self.look.tie = row, -1
        self.bring_into_view(row)
        self.update()

    def at(self, point: QPointF) -> int:
        """The node under a point; 0: none."""
        if self.scene is None:
            return 0
        for row in self.scene.order:
            away = self.place(row) - point
            if away.x() ** 2 + away.y() ** 2 <= (radius(self.scene.nodes[row], user=row == self.scene.user) * self._size + 5) ** 2:
                return row
        return 0

    def tie_at(self, point: QPointF) -> int:
        """The drawn tie near a point; -1: none."""
        if self.scene is None:
            return -1
        shown = self.scene.drawn if not self.look.node else self.scene.drawn | set(self.scene.beside.get(self.look.node, ()))
        for number in sorted(shown):
            one, other = self.place(self.scene.ties[number].one), self.place(self.scene.ties[number].other)
            along, away = other - one, point - one
            length = along.x() ** 2 + along.y() ** 2
            share = (away.x() * along.x() + away.y() * along.y()) / length if length else -1.0
            if 0.1 < share < 0.9 and abs(away.x() * along.y() - away.y() * along.x()) / length**0.5 < 5:
                return number
        return -1

    @property
    def _size(self) -> float:
        """Of the nodes: they grow and shrink less than the space between them."""
        return 0.55 + 0.45 * min(self.zoom, 1.4)

    def _labels(self) -> Mapping[int, QRectF]:
        """Chosen anew when the zoom changes, or what is pointed at; where there are many, in a turn of its own, so that no paint takes long."""
        assert self.scene is not None
        if self._label_key() != self._named[0]:
            if len(self.scene.nodes) <= MANY:
                self._choose_labels()
            else:
                self._chooser.start()
                return {row: rect for row, rect in self._named[1].items() if row in self.scene.nodes}
        return self._named[1]

    def _label_key(self) -> tuple[object, ...]:
        assert self.scene is not None
        return (id(self.scene), self.zoom, pointed(self.scene, self.look), theme().key)

    def _choose_labels(self) -> None:
        if self.scene is None:
            return
        at = {row: QPointF(x, y) * self.zoom for row, (x, y) in self.scene.places.items()}
        self._named = (self._label_key(), labelled(self.scene, at, self._size, pointed(self.scene, self.look)))

    def _chosen(self) -> None:
        self._choose_labels()
        self.update()

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("window"))
        if self.scene is not None:
            screen = {row: self.place(row) for row in self.scene.order}
            paint(painter, self.scene, screen, self._size, self.look, self._labels(), QRectF(self.rect()).adjusted(-30, -30, 30, 30))
        if self.look.ring and not self.look.node:
            painter.setPen(theme().color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -2, -2), 6, 6)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved:
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.look.ring = event.reason() in KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.look.ring = False
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.look.ring = False
        self._grabbed = event.position()
        if row := self.at(event.position()):
            self._tell(row)
        elif (number := self.tie_at(event.position())) >= 0:
            self.look.node, self.look.tie = 0, number
            self.tie_chosen.emit(number)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if row := self.at(event.position()):
            self.expand_asked.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._grabbed is not None:
            self.offset += event.position() - self._grabbed
            self._grabbed, self._moved = event.position(), True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
        elif (over := self.at(event.position())) != self.look.over:
            self.look.over = over
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self.unsetCursor()

    def leaveEvent(self, event: QEvent) -> None:
        self.look.over = 0
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.scene is None or not self.scene.order:
            super().keyPressEvent(event)
            return
        self.look.ring = True
        key, row = event.key(), self.look.node
        if key in _ARROWS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.offset -= QPointF(*_ARROWS[Qt.Key(key)]) * 60
            self._moved = True
        elif key in _ARROWS:
            self._tell(move(self.scene, row, *_ARROWS[Qt.Key(key)]) if row else self.scene.order[0])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key in (Qt.Key.Key_E, Qt.Key.Key_Space) and row:
            self.expand_asked.emit(row)
        elif key == Qt.Key.Key_C and row:
            self.centre_asked.emit(row)
        elif key == Qt.Key.Key_P and row:
            self.way_asked.emit()
        elif key in (Qt.Key.Key_U, Qt.Key.Key_Home) and self.scene.user:
            self._tell(self.scene.user)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom_by(1 / 1.25 if key == Qt.Key.Key_Minus else 1.25, self.place(row) if row else None)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Escape and (row or self.look.way or self.look.tie >= 0):
            self._tell(0)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
        self.update()

    def _tell(self, row: int) -> None:
        self.choose(row)
        self.node_chosen.emit(row)


def _counted(nodes: int) -> str:
    return trn("{n} person, place or thing", "{n} people, places and things", nodes)
