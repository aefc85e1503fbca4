"""How the graph looks: ties, nodes with their pictures, and as many labels as fit without overlapping."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from desktop.graph.scene import Scene, radius, short
from desktop.i18n import trn, word
from desktop.icons import pixmap
from desktop.theme import theme

#: The colour and the picture of each kind (resources/themes, resources/icons).
LOOKS = {
    "user": ("accent", "person"), "person": ("node-person", "person"), "place": ("node-place", "place"),
    "organisation": ("node-organisation", "organisation"), "pet": ("node-pet", "pet"), "thing": ("node-thing", "thing"),
}  # fmt: skip
_FAINT = 0.3
#: Labels are looked up in a grid of cells of this size (pixels), to see whether there is room.
_CELL = (9.0, 6.0)


@dataclass
class Look:
    """What is pointed out: one node or one tie, the way between two, what the pointer is over, where the keyboard is."""

    node: int = 0
    tie: int = -1
    way: tuple[int, ...] = ()
    over: int = 0
    ring: bool = False
    marked: frozenset[int] = frozenset()  # whom the selected memory speaks of

    def lit(self, scene: Scene) -> frozenset[int]:
        """The nodes that are not faint; empty: none is."""
        if self.way:
            return frozenset(self.way)
        if self.tie >= 0:
            tie = scene.ties[self.tie]
            return frozenset((tie.one, tie.other))
        if self.node and self.node != scene.user:
            return frozenset((self.node, *(other for other, _ in scene.neighbours(self.node))))
        return frozenset()


def paint(
    painter: QPainter, scene: Scene, screen: Mapping[int, QPointF], size: float, look: Look, names: Mapping[int, QRectF], bounds: QRectF
) -> None:  # fmt: skip
    """Paints the whole graph. `screen`: where each node's middle is now; `names`: where the labels stand, seen from there; `size`: of the nodes."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    lit = look.lit(scene)
    _ties(painter, scene, screen, look, lit)
    for row in reversed(scene.order):
        if bounds.contains(screen[row]):
            _node(painter, scene, row, screen[row], size, look, faint=bool(lit) and row not in lit)
    _labels(painter, scene, screen, look, lit, names, bounds)
    if look.node and look.tie < 0:
        _relations(painter, scene, screen, look, bounds)
    elif look.tie >= 0:
        tie = scene.ties[look.tie]
        said = " · ".join(word(said) for _, said in tie.relations[:3]) or trn("{n} shared", "{n} shared", tie.count)
        _pill(painter, (screen[tie.one] + screen[tie.other]) / 2, said, strong=True)


def _ties(painter: QPainter, scene: Scene, screen: Mapping[int, QPointF], look: Look, lit: frozenset[int]) -> None:
    pointed = _pointed_ties(scene, look)
    kinds: dict[str, list[QLineF]] = {"user": [], "shared": [], "related": []}
    for number in scene.drawn:
        if number not in pointed:
            tie = scene.ties[number]
            kind = "user" if scene.user in (tie.one, tie.other) else "related" if tie.relations else "shared"
            kinds[kind].append(QLineF(screen[tie.one], screen[tie.other]))
    users, plain, related = kinds["user"], kinds["shared"], kinds["related"]
    strong = [QLineF(screen[scene.ties[number].one], screen[scene.ties[number].other]) for number in pointed]
    thin, thick = (0.4, 0.7) if theme().contrast else (0.75, 1.0)  # black lines everywhere would hide the names
    for lines, colour, width, strength in (
        (users, "border", 1.0, thin), (plain, "border", 1.1, thick), (related, "tie", 1.5, 1.0), (strong, "accent", 2.0, 1.0),
    ):  # fmt: skip
        if lines:
            painter.setPen(QPen(_faint(theme().color(colour), strength * (_FAINT + 0.2 if lit and lines is not strong else 1.0)), width))
            painter.drawLines(lines)


def _pointed_ties(scene: Scene, look: Look) -> set[int]:
    """Those of the way, the one that is selected, or all of the selected node."""
    if look.way:
        pairs = {frozenset(pair) for pair in pairwise(look.way)}
        along = {number for row in look.way for number in scene.beside.get(row, ())}
        return {number for number in along if frozenset((scene.ties[number].one, scene.ties[number].other)) in pairs}
    if look.tie >= 0:
        return {look.tie}
    if not look.node or look.node == scene.user:
        return set()
    ties = ((number, scene.ties[number]) for number in scene.beside.get(look.node, ()))
    return {number for number, tie in ties if tie.relations or scene.user not in (tie.one, tie.other)}


def _node(painter: QPainter, scene: Scene, row: int, at: QPointF, size: float, look: Look, *, faint: bool) -> None:
    node, user = scene.nodes[row], row == scene.user
    colour, picture = LOOKS["user" if user else node.kind]
    painter.setOpacity(_FAINT if faint else 1.0)
    reach = radius(node, user=user) * size
    selected = row == look.node or row in look.marked
    if selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_faint(theme().color("accent"), 0.2))
        painter.drawEllipse(at, reach + 6, reach + 6)
    disc = _disc(colour, picture, round(reach), user, selected or row == look.over, theme().key, painter.device().devicePixelRatioF())
    half = disc.deviceIndependentSize() / 2
    painter.drawPixmap(QPointF(at.x() - half.width(), at.y() - half.height()), disc)
    hidden = scene.hidden(row)
    if hidden and reach >= 11 and not faint:
        _badge(painter, QPointF(at.x() + reach * 0.78, at.y() - reach * 0.78), hidden)
    if row == look.node and look.ring:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().color("focus"), 2.0))
        painter.drawEllipse(at, reach + 5, reach + 5)
    painter.setOpacity(1.0)


@lru_cache(maxsize=400)
def _disc(colour: str, picture: str, reach: int, user: bool, strong: bool, look: str, ratio: float) -> QPixmap:
    """A node as a picture: drawn once, and then copied. `look`: the name of the theme."""
    side = 2 * reach + 6
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle, base = QPointF(side / 2, side / 2), theme().color(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("window"))  # opaque, so that ties end at the rim
    painter.drawEllipse(middle, reach, reach)
    painter.setBrush(base if user else _faint(base, 0.32 if strong else 0.18))
    painter.setPen(QPen(base, 2.4 if strong else 1.4))
    painter.drawEllipse(middle, reach, reach)
    if reach >= 8:
        icon = round(reach * 1.15)
        painter.drawPixmap(QPointF((side - icon) / 2, (side - icon) / 2), pixmap(picture, "on-accent" if user else colour, icon))
    painter.end()
    return made


def _badge(painter: QPainter, at: QPointF, number: int) -> None:
    """How many neighbours wait to be unfolded."""
    font = theme().font("micro", weight=QFont.Weight.DemiBold)
    painter.setFont(font)
    height = QFontMetricsF(font).height()
    said = f"+{number}" if number < 100 else "99+"
    width = QFontMetricsF(font).horizontalAdvance(said) + 7
    pill = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
    painter.setPen(QPen(theme().color("border"), 1))
    painter.setBrush(theme().color("surface"))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(theme().color("text-2"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, said)


def labelled(scene: Scene, screen: Mapping[int, QPointF], size: float, first: Collection[int]) -> dict[int, QRectF]:
    """Which names there is room for, and where, seen from their nodes: `first`, then the most important. None lies over another, or over a node."""
    metrics = QFontMetricsF(theme().font("caption", weight=QFont.Weight.Medium))
    seen = list(dict.fromkeys((*first, *scene.order)))
    reach = {row: radius(scene.nodes[row], user=row == scene.user) * size for row in seen}
    taken: dict[tuple[int, int], int] = {}
    for row in seen:
        at = screen[row]
        taken.update(dict.fromkeys(_cells(QRectF(at.x() - reach[row], at.y() - reach[row], 2 * reach[row], 2 * reach[row])), row))
    found: dict[int, QRectF] = {}
    for row in seen:
        width, height = metrics.horizontalAdvance(short(scene.name(row))) + 6, metrics.height()
        for rect in _around(screen[row], reach[row], width, height):
            cells = _cells(rect)
            if all(taken.get(cell, row) == row for cell in cells):
                break
        else:
            if row not in first:
                continue
            rect = _around(screen[row], reach[row], width, height)[0]
            cells = _cells(rect)
        taken.update(dict.fromkeys(cells, -row))
        found[row] = rect.translated(-screen[row])
    return found


def _around(at: QPointF, reach: float, width: float, height: float) -> tuple[QRectF, ...]:
    """Where a name may stand: below, above, to the right, to the left."""
    return (
        QRectF(at.x() - width / 2, at.y() + reach + 3, width, height), QRectF(at.x() - width / 2, at.y() - reach - 3 - height, width, height),
        QRectF(at.x() + reach + 3, at.y() - height / 2, width, height), QRectF(at.x() - reach - 3 - width, at.y() - height / 2, width, height),
    )  # fmt: skip


def _cells(rect: QRectF) -> set[tuple[int, int]]:
    left, right = int(rect.left() // _CELL[0]), int(rect.right() // _CELL[0])
    top, bottom = int(rect.top() // _CELL[1]), int(rect.bottom() // _CELL[1])
    return {(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)}


def pointed(scene: Scene, look: Look) -> tuple[int, ...]:
    """Who is named in any case: what is pointed at, and of its many neighbours as many as can be read."""
    lit, first = look.lit(scene), [row for row in (look.node, look.over, *look.way, *sorted(look.marked)) if row in scene.nodes]
    return tuple(dict.fromkeys((*first, *(sorted(lit, key=scene.order.index)[:14] if lit else ()))))


def _labels(
    painter: QPainter, scene: Scene, screen: Mapping[int, QPointF], look: Look, lit: frozenset[int], names: Mapping[int, QRectF], bounds: QRectF
) -> None:  # fmt: skip
    strongest = {look.node, look.over, scene.user, *look.way, *look.marked}
    fonts = {strong: theme().font("caption", weight=QFont.Weight.DemiBold if strong else QFont.Weight.Medium) for strong in (False, True)}
    back, plain, second = _faint(theme().color("window"), 0.8), theme().color("text"), theme().color("text-2")
    for row, beside in names.items():
        if not bounds.contains(screen[row]):
            continue
        rect, strong = beside.translated(screen[row]), row in strongest
        painter.setFont(fonts[strong])
        if lit and row not in lit and row != look.over:
            painter.setOpacity(_FAINT)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(plain if strong or row in lit else second)
        painter.drawText(rect.adjusted(-12, 0, 12, 0), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, short(scene.name(row)))
        painter.setOpacity(1.0)


def _relations(painter: QPainter, scene: Scene, screen: Mapping[int, QPointF], look: Look, bounds: QRectF) -> None:
    """What the selected one is to others, on the lines."""
    for other, tie in scene.neighbours(look.node)[:10]:
        wanted = tie.relations and (look.node != scene.user or other in look.way) and bounds.contains(screen[other])
        if wanted and QLineF(screen[look.node], screen[other]).length() > 62:
            _pill(painter, (screen[look.node] + screen[other]) / 2, word(tie.relations[0][1]))


def _pill(painter: QPainter, at: QPointF, said: str, *, strong: bool = False) -> None:
    painter.setFont(theme().font("caption"))
    width = painter.fontMetrics().horizontalAdvance(said) + 12
    height = float(painter.fontMetrics().height() + 3)
    pill = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
    painter.setPen(QPen(theme().color("accent" if strong else "border"), 1))
    painter.setBrush(theme().color("surface"))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(theme().color("accent" if strong else "text-2"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, said)


def _faint(colour: QColor, strength: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(min(1.0, max(0.0, strength)))
    return made
