"""The settings page: learning, looks, models, and the state of the vault."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from desktop import dates
from desktop.desk import Desk
from desktop.theme import theme
from desktop.widgets.basic import Button, Frame, Label, Picture, clear, column, fill, line, row
from desktop.widgets.fields import Choice
from engine import clock
from engine.learning.gating.categories import ALL as CATEGORIES

if TYPE_CHECKING:
    from engine.vault.database import Changes
    from engine.vault.status import VaultStatus

SLOTS = {"passphrase": "Passphrase", "recovery": "Recovery key", "keychain": "Keychain", "key-file": "Key file"}
DAYS = (("At once", 0), ("1 day", 1), ("7 days", 7), ("30 days", 30), ("90 days", 90), ("A year", 365))
REVIEWS = (("Everything that is new", "everything"), ("Only what is unsure", "unsure"), ("Nothing", "nothing"))
MODEL = (("If it is large enough", "auto"), ("Yes", "on"), ("No", "off"))
KEYS = ("learn", "review", "model_learning", "never_keep", "mask_secrets", "trash_days", "persona", "theme")


class SettingsPage(QWidget):
    """Every control stores at once what it shows."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self._filling = False
        body = QWidget()
        body.setProperty("role", "plain")
        holder = QWidget()
        holder.setMaximumWidth(680)
        self._column = fill(QVBoxLayout(holder), Label("Settings", "headline"), margins=(0, 22, 0, 32), spacing=10)
        inner = fill(QHBoxLayout(body), margins=(28, 0, 28, 0), spacing=0)
        inner.addStretch(1)
        inner.addWidget(holder, 1000)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(body)
        area.setAccessibleName("Settings")
        fill(QVBoxLayout(self), area)
        self._build()
        desk.changed.connect(self._changed)

    def keep(self) -> None:
        """Stores what is still being typed."""
        if self._pause.isActive():
            self._pause.stop()
            self._keep_persona()

    def appear(self) -> None:
        """The page comes into view."""
        self._read()

    def _build(self) -> None:
        self.learn = QCheckBox("Learn from what I say")
        self.learn.setAccessibleName("Learn from what I say")
        self.review = Choice("What waits for my approval", REVIEWS)
        self.model_learning = Choice("Let the chat model learn too", MODEL)
        self.mask = QCheckBox("Mask passwords, card numbers and keys in my messages")
        self.mask.setAccessibleName("Mask passwords, card numbers and keys in my messages")
        self.never = {category.key: _kind_box(category.title, category.about) for category in CATEGORIES}
        self.days = Choice("Erase what I forget after", DAYS)
        self.theme = Choice("Colours", (("Like the system", "system"), ("Light", "light"), ("Dark", "dark")))
        self.persona = QPlainTextEdit()
        self.persona.setProperty("role", "field")
        self.persona.setAccessibleName("How the assistant should be")
        self.persona.setPlaceholderText("For example: Keep answers short. Call me Sam.")
        self.persona.setFixedHeight(76)
        self.persona.setTabChangesFocus(True)
        self._section(
            "Learning", self._line(self.learn, "Facts, events and how-tos, each with the sentence that it comes from. English only, so far."),
            self._line("What waits for my approval", "It stays in the inbox of the memory page, unused, until you say so.", self.review),
            self._line("Let the chat model learn too", "Rules read every message. A larger model finds more, at idle times.", self.model_learning),
        )  # fmt: skip
        self._section("Never kept as memories", self._kinds())
        self._section(
            "Privacy", self._line(self.mask, "They are stored as ••••; only the answer to that message reads them. Drafts are not kept then."),
            self._line("Incognito chats", "Nothing of them is kept, not even here.",
                       Button("New incognito chat", icon_name="eye-off", on=lambda: self._incognito())),
            self._line("Erase what I forget after", "Until then it can be brought back.", self.days),
        )  # fmt: skip
        self._section("Looks", self._line("Colours", "", self.theme))
        self._section(
            "Assistant",
            column(Label("How it should be", "body"), Label("Added to the instructions of the chat model.", "caption"), self.persona, spacing=4),
        )
        self._models, self._vault = column(spacing=10), column(spacing=10)
        self._section("Models", self._models)
        self._section("Vault", self._vault)
        self._column.addStretch(1)
        self._pause = QTimer(self, singleShot=True, interval=700)
        self._pause.timeout.connect(self._keep_persona)
        self.learn.toggled.connect(lambda on: self._put("learn", on))
        self.mask.toggled.connect(lambda on: self._put("mask_secrets", on))
        for choice, key in ((self.review, "review"), (self.model_learning, "model_learning")):
            choice.currentIndexChanged.connect(lambda _, choice=choice, key=key: self._put(key, choice.currentData()))
        for box in self.never.values():
            box.toggled.connect(lambda _: self._put("never_keep", [key for key, one in self.never.items() if one.isChecked()]))
        self.days.currentIndexChanged.connect(lambda _: self._put("trash_days", self.days.currentData()))
        self.theme.currentIndexChanged.connect(lambda _: self._choose_theme())
        self.persona.textChanged.connect(lambda: None if self._filling else self._pause.start())

    def _kinds(self) -> Any:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        for number, box in enumerate(self.never.values()):
            grid.addWidget(box, number // 2, number % 2)
        about = "What you say of these stays in its chat, and becomes no memory. Memories that are there already stay; forget them on their page."
        return column(Label(about, "caption", wrap=True), 4, grid, spacing=6)

    def _incognito(self) -> None:
        self.desk.actions.run("view.chat")
        self.desk.actions.run("chat.incognito")

    def _section(self, title: str, *parts: Any) -> None:
        card = Frame("card", margins=(18, 15, 18, 15), spacing=12)
        for number, part in enumerate(parts):
            if number:
                card.box.addWidget(line())
            if isinstance(part, QWidget):
                card.box.addWidget(part)
            else:
                card.box.addLayout(part)
        self._column.addSpacing(10)
        self._column.addWidget(Label(title, "section"))
        self._column.addWidget(card)

    @staticmethod
    def _line(title: str | QWidget, about: str, control: QWidget | None = None) -> Any:
        texts = column(Label(title) if isinstance(title, str) else title, spacing=1)
        if about:
            note = Label(about, "caption", wrap=True)
            texts.addLayout(row(note, margins=(30 if isinstance(title, QWidget) else 0, 0, 0, 0)))
        made = row(texts, None, *([control] if control is not None else []))
        made.setStretch(0, 10)
        return made

    # Reading and writing

    def _read(self) -> None:
        session = self.desk.session

        def read() -> tuple[dict[str, Any], VaultStatus]:
            return {key: session.settings.get(key) for key in KEYS}, session.vault.status()

        self.desk.tasks.query(self, read, self._show)

    def _show(self, found: tuple[dict[str, Any], VaultStatus]) -> None:
        values, status = found
        self._filling = True
        self.learn.setChecked(values["learn"])
        for choice, key in ((self.review, "review"), (self.model_learning, "model_learning")):
            choice.setCurrentIndex(choice.findData(values[key]))
        self.mask.setChecked(values["mask_secrets"])
        for key, box in self.never.items():
            box.setChecked(key in values["never_keep"])
        days = values["trash_days"]
        if self.days.findData(days) < 0:
            self.days.addItem(f"{days} days", days)
        self.days.setCurrentIndex(self.days.findData(days))
        self.theme.setCurrentIndex(self.theme.findData(values["theme"]))
        if not self.persona.hasFocus():
            self.persona.setPlainText(values["persona"])
        self._filling = False
        self._show_models()
        self._show_vault(status)

    def _show_models(self) -> None:
        clear(self._models)
        session = self.desk.session
        for purpose, model in (("Answers", session.chat), ("Finds related memories", session.embedder)):
            entry = model.entry if model is not None else None
            title = entry.title if entry is not None else "None installed"
            about = f"{purpose} · {entry.size / 1e6:.0f} MB · {entry.licence}" if entry is not None else f"{purpose} · restart Alcove to install it"
            self._models.addLayout(
                row(Picture("chip", "accent" if entry else "warning", 22), column(Label(title), Label(about, "caption"), spacing=0), None, spacing=12)
            )

    def _show_vault(self, status: VaultStatus) -> None:
        clear(self._vault)
        ways = " · ".join(dict.fromkeys(SLOTS.get(slot.kind, slot.kind) for slot in status.slots))
        size = sum(status.sizes.values())
        backup = f"{len(status.backups)}" if status.backups else "none yet"
        for name, value in (
            ("Encryption", status.cipher), ("Opens with", ways), ("Folder", str(status.home)), ("Size", f"{size / 1e6:.1f} MB"), ("Backups", backup),
            ("Made", dates.moment(clock.from_utc(status.created_at))),
        ):  # fmt: skip
            label = Label(name, "small")
            label.setFixedWidth(110)
            value_label = Label(value, "body", wrap=True, selectable=name == "Folder")
            made = row(label, value_label)
            made.setStretch(1, 1)
            self._vault.addLayout(made)
        for warning in status.warnings:
            note = Frame("warning", margins=(14, 10, 14, 10))
            note.box.addWidget(Label(warning, "small", wrap=True))
            self._vault.addWidget(note)
        self._vault.addLayout(row(Button("Lock now", icon_name="lock", on=lambda: self.desk.actions.run("app.lock")), None))

    def _put(self, key: str, value: Any) -> None:
        if not self._filling:
            settings = self.desk.session.settings
            self.desk.tasks.change(self, _putting(settings, key, value))

    def _keep_persona(self) -> None:
        self._put("persona", self.persona.toPlainText().strip())

    def _choose_theme(self) -> None:
        if not self._filling:
            theme().choose(self.theme.currentData())
            self._put("theme", self.theme.currentData())

    def _changed(self, changes: Changes) -> None:
        if "setting" in changes.kinds and self.isVisible():
            self._read()


def _kind_box(title: str, about: str) -> QCheckBox:
    made = QCheckBox(title.replace("&", "&&"))
    made.setAccessibleName(f"Never keep: {title}")
    made.setToolTip(about)
    return made


def _putting(settings: Any, key: str, value: Any) -> Callable[[], None]:
    return lambda: settings.put(key, value)
