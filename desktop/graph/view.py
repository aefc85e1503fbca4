"""The graph view: what it shows, the tools over it, and finding somebody by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QStackedWidget, QVBoxLayout, QWidget

from desktop.graph import scene
from desktop.graph.canvas import HELP, Canvas
from desktop.graph.entity_pane import KINDS_OF
from desktop.graph.scene import Asked, Scene
from desktop.i18n import number, tr, trn, word
from desktop.memory.period import PeriodChip
from desktop.widgets.basic import Frame, IconButton, Label, fill, row
from desktop.widgets.fields import SearchField
from desktop.widgets.scaling import wide
from desktop.widgets.states import EmptyState
from engine.memory import neighbourhood
from engine.memory.neighbourhood import Span

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.memory.selection import Selection
    from engine.memory.entities import Known
    from engine.vault.database import Changes

CHANGES = frozenset(("memory", "edge", "tie", "entity", "memory_entity"))


#: Names offered while one types.
MOST_FOUND = 8


class GraphView(QWidget):
    """Reads a neighbourhood, never the whole graph; `tie_chosen` names the rows of the two that are tied."""

    tie_chosen = Signal(int, int)
    opened = Signal()

    def __init__(self, desk: Desk, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.selection = desk, selection
        self.asked = Asked()
        self._token, self._stale, self._way_from = 0, True, 0
        self._build()
        self._connect()

    def _build(self) -> None:
        self.find = SearchField(tr("Find someone or something"))
        wide(self.find, self.find.setMaximumWidth, 300)
        self._found: list[Known] = []
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.popup().setAccessibleName(tr("People, places and things found"))
        completer.popup().setProperty("role", "found")
        completer.popup().setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        completer.setMaxVisibleItems(MOST_FOUND)
        completer.activated.connect(self._chosen_by_name)
        self.find.setCompleter(completer)
        self.period = PeriodChip(self.desk)
        self.home = IconButton("person", tr("You in the middle"), on=self.go_home)
        self.fit = IconButton("fit", tr("Show everything"), on=lambda: self.canvas.fit())
        self.nearer = IconButton("plus", tr("Nearer"), on=lambda: self.canvas.zoom_by(1.25))
        self.farther = IconButton("minus", tr("Farther"), on=lambda: self.canvas.zoom_by(0.8))
        self.canvas = Canvas()
        self.empty = EmptyState(
            "graph", tr("Nobody here yet"), tr("People, places and things that you talk about appear here, tied by what is remembered.")
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.canvas)
        self.pages.addWidget(self.empty)
        self.status = Label("", "caption", wrap=True)
        self.hint = IconButton("info", tr("Keys: {keys}", keys=tr(HELP)), small=True, tint="text-3", on=lambda: self.desk.toast(tr(HELP)))
        tools = Frame("tools", horizontal=True, margins=3, spacing=0, parent=self)
        for tool in (self.home, self.farther, self.nearer, self.fit):
            tools.box.addWidget(tool)
        head = row(self.find, self.period, None, tools, margins=(24, 12, 20, 10), spacing=8)
        head.setStretch(0, 2)
        fill(QVBoxLayout(self), head, self.pages, row(self.status, self.hint, margins=(24, 6, 20, 8), stretch=0), spacing=0).setStretch(1, 1)

    def _connect(self) -> None:
        self.find.searched.connect(self._look_for)
        self.find.left.connect(self._first_found)
        self.period.changed.connect(self.reload)
        self.canvas.node_chosen.connect(self._chosen)
        self.canvas.tie_chosen.connect(self._tie)
        self.canvas.opened.connect(self.opened)
        self.canvas.expand_asked.connect(self.expand)
        self.canvas.centre_asked.connect(self.centre)
        self.canvas.way_asked.connect(self.begin_way)
        self.selection.entity_changed.connect(self._entity_changed)
        self.selection.memory_changed.connect(self._memory_changed)
        self.selection.day_changed.connect(self._outdated)
        self.desk.changed.connect(self._changed)

    @property
    def span(self) -> Span:
        """When is looked at."""
        return Span(self.selection.until, *self.period.bounds)

    def appear(self) -> None:
        """It comes into view: reads what changed meanwhile."""
        if self._stale:
            self.reload()
        elif self.canvas.scene is not None:
            self._memory_changed()

    def reload(self) -> None:
        """Reads the same neighbourhood anew."""
        self._ask(Asked(self.asked.centre, self.asked.expanded, self.span, self.asked.way))

    def go_home(self) -> None:
        """The user in the middle, nothing unfolded."""
        self._ask(Asked(0, (), self.span))

    def expand(self, entity: int) -> None:
        """Shows all that one is tied to."""
        if entity not in self.asked.expanded:
            self._ask(Asked(self.asked.centre, (*self.asked.expanded, entity), self.span, self.asked.way))

    def centre(self, entity: int) -> None:
        """One in the middle, and what is around it."""
        self._ask(Asked(entity, (), self.span))

    def begin_way(self) -> None:
        """The next one that is chosen is where the way from the selected one leads."""
        if self.selection.entity:
            self._way_from = self.selection.entity
            self._say()
            self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def find_way(self, start: int, end: int) -> None:
        """Shows the shortest way between two."""
        vault, span = self.desk.session.vault, self.span
        self.desk.tasks.query(self, lambda: neighbourhood.way(vault, start, end, span), lambda found: self._way_found(found))

    def show_entity(self, entity: int) -> None:
        """Selects one, and reads what is around it if it is not in the picture."""
        shown = self.canvas.scene
        if shown is None or entity not in shown.nodes:
            self._ask(Asked(entity, (), self.span))
        self.canvas.choose(entity)
        self.selection.choose_entity(entity)

    # Reading and showing

    def _ask(self, asked: Asked) -> None:
        self.asked, self._stale = asked, False
        self._token += 1
        token, vault = self._token, self.desk.session.vault
        known = dict(self.canvas.scene.places) if self.canvas.scene is not None and self.canvas.scene.asked.centre == asked.centre else {}
        self.desk.tasks.query(self, lambda: scene.load(vault, asked, known), lambda found: self._show(token, found))

    def _show(self, token: int, found: Scene) -> None:
        if token != self._token:
            return
        self.pages.setCurrentWidget(self.canvas if len(found.nodes) > 1 else self.empty)
        self.canvas.look.way = found.asked.way
        self.canvas.show_scene(found)
        if self.selection.entity in found.nodes:
            self.canvas.choose(self.selection.entity)
        self._memory_changed()
        self._say()

    def _say(self) -> None:
        shown = self.canvas.scene
        if self._way_from and shown is not None:
            said = tr("Choose where the way from {name} should lead. Escape cancels.", name=shown.name(self._way_from) or tr("here"))
        elif self.asked.way and shown is not None:
            said = trn("{n} step: {way}", "{n} steps: {way}", len(self.asked.way) - 1, way=" → ".join(shown.name(row) for row in self.asked.way))
        elif shown is not None and shown.total:
            total = max(shown.total, len(shown.nodes))
            if total > len(shown.nodes):
                said = tr("{n} of {total} people, places and things", n=number(len(shown.nodes)), total=number(total))
            else:
                said = trn("{n} person, place or thing", "{n} people, places and things", total)
        else:
            said = ""
        self.status.setText(said)

    def _chosen(self, entity: int) -> None:
        if self._way_from and entity and entity != self._way_from:
            start, self._way_from = self._way_from, 0
            self.find_way(start, entity)
        elif not entity:
            self._way_from = 0
            if self.asked.way:
                self._ask(Asked(self.asked.centre, self.asked.expanded, self.span))
        self._describe(entity)
        self.selection.choose_entity(entity)
        self._say()

    def _way_found(self, found: tuple[int, ...]) -> None:
        if found:
            self._ask(Asked(self.asked.centre, self.asked.expanded, self.span, found))
        else:
            self.desk.toast(tr("Nothing but you ties these two."))
            self._say()

    def _tie(self, number: int) -> None:
        assert self.canvas.scene is not None
        tie = self.canvas.scene.ties[number]
        self.tie_chosen.emit(tie.one, tie.other)

    def _describe(self, entity: int) -> None:
        """What a screen reader says of the selected one."""
        shown = self.canvas.scene
        self.canvas.said = ""
        if shown is None or entity not in shown.nodes:
            return
        node, tied = shown.nodes[entity], shown.neighbours(entity)
        what = word(node.relation) if node.relation else tr(KINDS_OF[node.kind]) or tr("You")
        memories = trn("{n} memory", "{n} memories", node.memories)
        said = tr("{name}, {what}, {memories}, tied to {n}", name=shown.name(entity), what=what, memories=memories, n=number(len(tied)))
        self.canvas.said = said
        self.desk.announce(said)

    def _entity_changed(self) -> None:
        if self.canvas.look.node != self.selection.entity:
            self.canvas.choose(self.selection.entity)

    def _memory_changed(self) -> None:
        """Marks whom the selected memory speaks of."""
        memory, vault = self.selection.memory, self.desk.session.vault
        if not memory:
            self._mark(memory, ())
        elif self.isVisible():
            self.desk.tasks.query(self, lambda: neighbourhood.spoken_of(vault, memory), lambda rows: self._mark(memory, rows))

    def _mark(self, memory: str, rows: tuple[int, ...]) -> None:
        if memory == self.selection.memory:
            user = self.canvas.scene.user if self.canvas.scene is not None else 0
            self.canvas.look.marked = frozenset(row for row in rows if row != user)
            self.canvas.update()

    def _outdated(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & CHANGES:
            self._outdated()

    # Finding by name

    def _look_for(self, text: str) -> None:
        entities = self.desk.session.entities
        if text:
            self.desk.tasks.query(self, lambda: entities.list(text, limit=MOST_FOUND), self._names_found)

    def _names_found(self, found: list[Known]) -> None:
        self._found = found
        self._names.setStringList([_named(known) for known in found])
        if found and self.find.hasFocus():
            self.find.completer().complete()

    def _chosen_by_name(self, name: str) -> None:
        known = next((known for known in self._found if _named(known) == name), None)
        if known is not None:
            self._go(known)

    def _first_found(self) -> None:
        if self._found and self.find.text():
            self._go(self._found[0])
        else:
            self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go(self, known: Known) -> None:
        row = known.entity.row
        self.find.completer().popup().hide()
        if self._way_from:
            self._chosen(row)
        self.show_entity(row)
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _named(known: Known) -> str:
    entity = known.entity
    return f"{entity.name} · {word(entity.relation) if entity.relation else tr(KINDS_OF[entity.kind])}"
