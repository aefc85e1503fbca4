"""The pane on the right: one memory, all that is known about it, and what can be done with it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from desktop import dates
from desktop.chat.notes import KINDS
from desktop.i18n import percent, phrase, tr, trn, word
from desktop.memory.changes import StepCard
from desktop.memory.detail_data import Detail
from desktop.memory.editing import Editor
from desktop.memory.model import STATUS, steps
from desktop.memory.source import SourceCard
from desktop.theme import theme
from desktop.widgets.basic import Button, IconButton, Label, Picture, clear, column, fill, line, row
from desktop.widgets.elided import ElidedLink
from desktop.widgets.flow import Flow
from desktop.widgets.ring import Ring
from desktop.wording import category, told
from engine import clock
from engine.memory.records import Memory

SOURCES = {
    "typed": phrase("You wrote it down"), "confirmed": phrase("You confirmed it"), "inferred": phrase("Learned from what you said"),
    "document": phrase("From a document"), "import": phrase("Imported"),
}  # fmt: skip


class DetailPane(QScrollArea):
    """Shows a Detail; what the user wants done is said by signals."""

    saved = Signal(str, object)  # memory id, changed fields
    version_asked = Signal(str, object)  # memory id, fields to have back
    pin_asked = Signal()
    approve_asked = Signal()
    archive_asked = Signal()
    forget_asked = Signal()
    restore_asked = Signal()
    switch_asked = Signal()
    source_opened = Signal(str, str)
    memory_opened = Signal(str)
    entity_opened = Signal(int)
    back_asked = Signal()  # from the past

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.detail: Detail | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Details of the memory"))
        page = QWidget()
        page.setProperty("role", "plain")
        self.kind_mark, self.kind = Picture("fact", "fact", 18), Label("", "small")
        self.state = Label("", "keycap")
        self.text = Label("", "headline", wrap=True, selectable=True)
        self.editor = Editor()
        self.editor.saved.connect(self._save)
        self.editor.left.connect(self.end_edit)
        self.categories: list[str] = []
        self.edit_button = Button(tr("Edit"), icon_name="edit", on=self.begin_edit, name=tr("Edit memory"))
        self.pin_button = Button(tr("Pin"), icon_name="pin", on=self.pin_asked.emit, name=tr("Pin memory"))
        self.approve_button = Button(tr("Keep"), "primary", icon_name="check", on=self.approve_asked.emit, name=tr("Keep this proposed memory"))
        self.restore_button = Button(
            tr("Bring back"), "primary", icon_name="undo", on=self.restore_asked.emit, name=tr("Bring back the forgotten memory")
        )
        self.archive_button = IconButton("inbox", tr("Archive: keep, but don't use in answers"), on=self.archive_asked.emit)
        self.forget_button = Button(tr("Forget"), icon_name="trash", on=self.forget_asked.emit, name=tr("Forget memory"))
        self.switch_button = Button(tr("Switch off"), icon_name="stop", on=self.switch_asked.emit, name=tr("Switch the instruction off"))
        self.more_button = IconButton("more", tr("More that can be done with this memory"), on=self._show_more)
        self._more: list[QAction] = []
        self.buttons, flow = QWidget(), Flow(spacing=6)
        for button in (self.approve_button, self.restore_button, self.switch_button, self.edit_button, self.pin_button, self.forget_button):
            flow.addWidget(button)
        beside = row(flow, self.archive_button, self.more_button, spacing=6, stretch=0)
        for part in (self.archive_button, self.more_button):
            beside.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.buttons.setLayout(beside)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(18)
        self._facts.setVerticalSpacing(7)
        self._facts.setColumnStretch(1, 1)
        self._sources, self._history = column(spacing=8), column(spacing=8)
        self.sources_title, self.history_title = Label(tr("Where it comes from"), "section"), Label(tr("History"), "section")
        self._column = fill(
            QVBoxLayout(page), row(self.kind_mark, self.kind, self.state, None, spacing=7), self.text, self.editor, 2, self.buttons, 8, line(), 8,
            self._facts,
            14, self.sources_title, self._sources, 14, self.history_title, self._history, None, margins=(28, 24, 24, 24), spacing=6,
        )  # fmt: skip
        self.setWidget(page)
        Ring(self)

    def sizeHint(self) -> QSize:
        return QSize(theme().wide(470), super().sizeHint().height())  # the buttons in one line

    def show_detail(self, detail: Detail) -> None:
        """Shows one memory."""
        same = self.detail is not None and self.detail.memory.id == detail.memory.id
        if same and not self.editor.isHidden():
            return  # don't pull the text away from under the writer
        self.detail = detail
        memory = detail.memory
        picture, tint, kind = KINDS[memory.kind]
        self.kind_mark.show_icon(picture, tint)
        parts = [tr(kind), "" if memory.category == "other" else category(memory.category)]
        self.kind.setText(" · ".join(filter(None, parts)))
        state = tr(STATUS[memory.status]) or ("" if memory.enabled else tr("switched off"))
        self.state.setText(state)
        self.state.setVisible(bool(state))
        self.text.setText(told(memory.text))
        self.text.setAccessibleName(told(memory.text))
        self.end_edit()
        trashed = memory.status == "trashed"
        self.pin_button.setText(tr("Unpin") if memory.pinned else tr("Pin"))
        self.pin_button.set_icon("pinned" if memory.pinned else "pin", "accent" if memory.pinned else "text-2")
        self.approve_button.setVisible(memory.status == "proposed")
        self.restore_button.setVisible(trashed)
        for button in (self.edit_button, self.forget_button):
            button.setVisible(not trashed)
        is_instruction = memory.kind == "procedural" and memory.predicate == "instruction" and memory.status == "active"
        self.switch_button.setVisible(is_instruction)
        self.switch_button.setText(tr("Switch off") if memory.enabled else tr("Switch on"))
        self.switch_button.set_icon("stop" if memory.enabled else "check")
        self.switch_button.setAccessibleName(tr("Switch the instruction off") if memory.enabled else tr("Switch the instruction on"))
        self.pin_button.setVisible(memory.status == "active" and not is_instruction)
        self.archive_button.setVisible(memory.status in ("active", "archived"))
        self.archive_button.set_name(tr("Use in answers again") if memory.status == "archived" else tr("Archive: keep, but don't use in answers"))
        self._show_facts(detail)
        self._show_sources(detail)
        self._show_history(detail)
        self.verticalScrollBar().setValue(0 if not same else self.verticalScrollBar().value())

    def set_more(self, actions: list[QAction]) -> None:
        """What the menu at the end of the buttons offers."""
        self._more = actions

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._more)
        menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def begin_edit(self) -> None:
        """The text becomes a form."""
        if self.detail is not None and self.detail.until is None and self.detail.memory.status != "trashed":
            self.text.hide()
            self.buttons.hide()
            self.editor.begin(self.detail.memory, self.categories)

    def end_edit(self) -> None:
        """Back to reading."""
        focused = self.editor.focused()
        self.editor.hide()
        self.text.show()
        self.buttons.setVisible(self.detail is None or self.detail.until is None)
        if focused:
            self.edit_button.setFocus()

    def _save(self, fields: dict[str, Any]) -> None:
        if self.detail is None:
            return
        memory_id = self.detail.memory.id
        self.end_edit()
        if fields:
            self.saved.emit(memory_id, fields)

    def _show_facts(self, detail: Detail) -> None:
        clear(self._facts)
        memory = detail.memory
        since, until = (dates.dated(value, memory.precision) for value in (memory.valid_from, memory.valid_to))
        valid = f"{since} – {until}" if since and until and since != until else since or (tr("until {until}", until=until) if until else "")
        lines = [
            (tr("When"), valid or (memory.time_words or "")), (tr("Repeats"), memory.recurrence or ""),
            (tr("Use when"), memory.trigger_words or ""), (tr("Steps"), "\n".join(f"{n}. {step}" for n, step in enumerate(steps(memory), 1))),
            (tr("Said on"), dates.moment(memory.at)), (tr("How"), tr(SOURCES[memory.source])),
            (tr("Confidence"), percent(memory.confidence) if memory.confidence < 1 else ""),
            (tr("Turned out"), _turned_out(memory)), (tr("Scope"), tr("everywhere") if memory.scope == "everywhere" else tr("only in {scope}",
            scope=memory.scope)),
        ]  # fmt: skip
        shown = 0
        if detail.entities:
            self._facts.addWidget(Label(tr("Who and what"), "small"), shown, 0)
            self._facts.addWidget(self._entities(detail), shown, 1)
            shown += 1
        for name, value in lines:
            if value:
                self._facts.addWidget(Label(name, "small"), shown, 0, Qt.AlignmentFlag.AlignTop)
                self._facts.addWidget(Label(value, "body", wrap=True), shown, 1)
                shown += 1
        self._facts.addWidget(Label(tr("Used in"), "small"), shown, 0, Qt.AlignmentFlag.AlignTop)
        self._facts.addLayout(self._answers(detail), shown, 1)
        shown += 1
        for title, told_of, other in _neighbours(detail):
            said = told(other.text)
            link = ElidedLink(said, f"{title}: {said}")
            link.clicked.connect(lambda *_, other=other: self.memory_opened.emit(other.id))
            self._facts.addWidget(Label(title, "small"), shown, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addLayout(column(link, Label(told_of, "caption"), spacing=0), shown, 1)
            shown += 1

    def _show_sources(self, detail: Detail) -> None:
        clear(self._sources)
        for excerpt in detail.sources:
            card = SourceCard(excerpt)
            card.opened.connect(self.source_opened)
            self._sources.addWidget(card)
        if not detail.sources:
            text = tr("You added it yourself.") if detail.memory.source == "typed" else tr("The message it came from is no longer here.")
            self._sources.addWidget(Label(text, "small"))

    def _entities(self, detail: Detail) -> QWidget:
        """Whom and what it speaks of; each leads to its place in the graph."""
        holder, flow = QWidget(), Flow(spacing=4)
        for name, relation, entity in detail.entities:
            said = name if relation in ("person", "place", "thing", "organisation", "pet") else f"{name} ({word(relation)})"
            link = Button(said.replace("&", "&&"), "link-line", name=tr("{name}: show around it", name=said))
            link.clicked.connect(lambda *_, entity=entity: self.entity_opened.emit(entity))
            flow.addWidget(link)
        holder.setLayout(flow)
        return holder

    def _answers(self, detail: Detail) -> QVBoxLayout:
        """How many answers it was used in; the latest lead there."""
        said = trn("{n} answer", "{n} answers", detail.answers) if detail.answers else tr("no answers yet")
        lines: QVBoxLayout = column(Label(said, "body"), spacing=0)
        for conversation, message, at in detail.used_in:
            when = dates.moment(clock.from_utc(at))
            link = ElidedLink(when, tr("Show the answer of {when}", when=dates.inside(when)))
            link.clicked.connect(lambda *_, place=(conversation, message): self.source_opened.emit(*place))
            lines.addWidget(link)
        return lines

    def _show_history(self, detail: Detail) -> None:
        clear(self._history)
        self.history_title.setVisible(bool(detail.steps))
        restorable = detail.until is None and detail.memory.status in ("active", "proposed", "archived")
        for step in detail.steps:
            card = StepCard(step, restorable=restorable)
            card.restore_asked.connect(lambda fields: self.version_asked.emit(detail.memory.id, fields))
            self._history.addWidget(card)


def _turned_out(memory: Memory) -> str:
    parts = ((memory.successes, tr("worked")), (memory.failures, tr("did not work")))
    return ", ".join(f"{said} {number}×" for number, said in parts if number)


def _neighbours(detail: Detail) -> list[tuple[str, str, Memory]]:
    """What it took the place of, and what took its place: (title, dates, memory)."""
    found = []
    if detail.successor is not None:
        until = dates.inside(dates.dated(detail.memory.valid_to, detail.successor.precision))
        found.append((tr("Replaced by"), tr("Since {when}", when=until) if until else "", detail.successor))
    for one in detail.predecessors:
        since, until = dates.stored(one.mentioned_at, one.utc_offset), dates.inside(dates.dated(one.valid_to, detail.memory.precision))
        since = dates.inside(since)
        held = tr("Said {when}, held until {until}", when=since, until=until) if until else tr("Said {when}", when=since)
        found.append((tr("Took the place of"), held, one))
    return found
