"""The pane on the right for someone or something: who it is, whom it is tied to, and what is remembered of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.chat.notes import KINDS
from desktop.graph.entity_data import About, Beside
from desktop.graph.paint import LOOKS
from desktop.i18n import phrase, tr, trn, word
from desktop.memory.model import describe
from desktop.widgets.basic import Button, Label, Picture, clear, column, fill, line, row
from desktop.widgets.flow import Flow
from desktop.widgets.ring import Ring
from desktop.wording import told

if TYPE_CHECKING:
    from engine.memory.records import Entity, Memory

KINDS_OF = {
    "user": "", "person": phrase("Person"), "place": phrase("Place"), "organisation": phrase("Organisation"), "pet": phrase("Pet"),
    "thing": phrase("Thing"),
}  # fmt: skip
_BESIDE, _MEMORIES = 8, 12


class EntityPane(QScrollArea):
    """Shows an About; what the user wants done is said by signals."""

    memory_chosen = Signal(str)
    entity_chosen = Signal(int)
    expand_asked = Signal(int)
    centre_asked = Signal(int)
    way_asked = Signal()
    list_asked = Signal(str, str)  # id of the entity, its name
    rename_asked = Signal(object)  # Entity
    same_asked = Signal(object)  # Entity
    split_asked = Signal(object)  # Entity

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about: About | None = None
        self._all = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Details of a person, place or thing"))
        page = QWidget()
        page.setProperty("role", "plain")
        self.mark, self.kind = Picture("person", "node-person", 18), Label("", "small")
        self.name = Label("", "headline", wrap=True, selectable=True)
        self.also = Label("", "small", wrap=True)
        self.expand_button = Button(
            tr("Show more around"), icon_name="graph", on=lambda: self._tell(self.expand_asked), name=tr("Show more around it")
        )
        self.centre_button = Button(
            tr("Put in the middle"), icon_name="target", on=lambda: self._tell(self.centre_asked), name=tr("Put it in the middle")
        )
        self.way_button = Button(tr("Way to…"), icon_name="path", on=self.way_asked.emit, name=tr("Find the way to another"))
        self.list_button = Button(tr("Show in the list"), icon_name="list", on=self._list, name=tr("Show what is remembered of it in the list"))
        self.rename_button = Button(tr("Rename…"), icon_name="edit", on=lambda: self._ask(self.rename_asked), name=tr("Give it another name"))
        self.same_button = Button(
            tr("The same as…"), icon_name="merge", on=lambda: self._ask(self.same_asked), name=tr("Say that another one is the same")
        )  # fmt: skip
        self.split_button = Button(tr("Is two…"), icon_name="split", on=lambda: self._ask(self.split_asked), name=tr("Say that these are two"))
        self.buttons, flow = QWidget(), Flow(spacing=6)
        for button in (
            self.centre_button,
            self.way_button,
            self.expand_button,
            self.rename_button,
            self.same_button,
            self.split_button,
            self.list_button,
        ):
            flow.addWidget(button)
        self.buttons.setLayout(flow)
        self._beside, self._memories = column(spacing=0), column(spacing=0)
        self.beside_title, self.memories_title = Label(tr("Tied to"), "section"), Label(tr("What is remembered"), "section")
        fill(
            QVBoxLayout(page), row(self.mark, self.kind, None, spacing=7), self.name, self.also, 4, self.buttons, 8, line(), 8,
            self.beside_title, self._beside, 14, self.memories_title, self._memories, None, margins=(28, 24, 24, 24), spacing=6,
        )  # fmt: skip
        self.setWidget(page)
        Ring(self)

    def show_about(self, about: About) -> None:
        """Shows someone or something, or what ties two."""
        same = self.about is not None and self.about.entity.row == about.entity.row and self.about.other == about.other
        self.about, self._all = about, self._all and same
        entity, other = about.entity, about.other
        colour, picture = LOOKS[entity.kind]
        self.mark.show_icon("link" if other else picture, "text-3" if other else colour)
        self.kind.setText(tr("What ties them") if other else " · ".join(filter(None, (tr(KINDS_OF[entity.kind]), _relation(entity)))))
        name = _name(entity) if other is None else tr("{one} and {other}", one=_name(entity), other=_name(other))
        self.name.setText(name)
        self.name.setAccessibleName(name)
        self.also.setText(tr("Also called {names}", names=", ".join(about.aliases)) if about.aliases and not other else "")
        self.also.setVisible(bool(self.also.text()))
        self.buttons.setVisible(other is None)
        self.list_button.setVisible(entity.kind != "user")
        for button in (self.rename_button, self.same_button, self.split_button):
            button.setVisible(entity.kind != "user")
        self._show_lists()
        if not same:
            self.verticalScrollBar().setValue(0)

    def _show_lists(self) -> None:
        about = self.about
        assert about is not None
        clear(self._beside)
        clear(self._memories)
        self.beside_title.setVisible(bool(about.beside))
        for beside in about.beside if self._all else about.beside[:_BESIDE]:
            self._beside.addWidget(self._tied(beside))
        for memory in about.memories if self._all else about.memories[:_MEMORIES]:
            self._memories.addWidget(self._remembered(memory))
        if not about.memories:
            self._memories.addWidget(Label(tr("Nothing at this time."), "small"))
        hidden = max(0, len(about.beside) - _BESIDE) + max(0, len(about.memories) - _MEMORIES)
        if hidden and not self._all:
            self._memories.addLayout(row(Button(trn("Show {n} more", "Show {n} more", hidden), "link", on=self._show_all), None))

    def _tied(self, beside: Beside) -> QWidget:
        counted = trn("{n} memory", "{n} memories", beside.count)
        name = " · ".join(filter(None, (beside.name, beside.relation)))
        button = Button(
            name.replace("&", "&&"), "row", on=lambda: self.entity_chosen.emit(beside.row), name=f"{name}, {counted}", icon_name=LOOKS[beside.kind][1]
        )
        button.set_icon(LOOKS[beside.kind][1], LOOKS[beside.kind][0])
        return button

    def _remembered(self, memory: Memory) -> QWidget:
        button = Button("", "row", on=lambda: self.memory_chosen.emit(memory.id), name=f"{told(memory.text)} {describe(memory)}")
        picture, tint, _ = KINDS[memory.kind]
        text, about = Label(told(memory.text), "body", wrap=True), Label(describe(memory), "caption")
        for part in (text, about):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        lines = column(text, about, spacing=2)
        fill(QVBoxLayout(button), row(column(2, Picture(picture, tint, 16), None), lines, spacing=10, stretch=1), margins=(9, 8, 8, 8))
        button.setSizePolicy(button.sizePolicy().Policy.Preferred, button.sizePolicy().Policy.MinimumExpanding)
        button.setMinimumHeight(56)
        return button

    def _show_all(self) -> None:
        self._all = True
        self._show_lists()

    def _tell(self, signal: object) -> None:
        if self.about is not None:
            signal.emit(self.about.entity.row)  # type: ignore[attr-defined]

    def _list(self) -> None:
        if self.about is not None:
            self.list_asked.emit(self.about.entity.id, self.about.entity.name)

    def _ask(self, signal: object) -> None:
        if self.about is not None:
            signal.emit(self.about.entity)  # type: ignore[attr-defined]


def _name(entity: Entity) -> str:
    return tr("You") if entity.kind == "user" else entity.name


def _relation(entity: Entity) -> str:
    return tr("your {relation}", relation=word(entity.relation)) if entity.relation else ""
