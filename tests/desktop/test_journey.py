"""A person's first days in the window, with nothing stood in for: the real models in their processes, the real vault, the widgets as they are."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.archive.dialog import ImportDialog
from desktop.archive.exporting import ExportDialog
from desktop.history.erase import ALL
from desktop.memory import section
from desktop.onboarding.flow import Step
from engine.archive import age
from tests.desktop.support import FAST, PASSPHRASE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.tasks import Tasks
    from engine.session import Session
    from engine.vault.vault import Vault

PATIENCE = 60_000  # ms
ARCHIVE_SECRET = "seven grey herons"


class Person:
    """Somebody at the window."""

    def __init__(self, window: Window, qtbot: QtBot, settle: Callable[[], None]) -> None:
        self.window, self.qtbot, self.settle = window, qtbot, settle

    @property
    def workspace(self) -> Any:
        return self.window.workspace

    def begin(self) -> None:
        """The first run: a passphrase, the recovery key typed back."""
        door = self.window.door
        assert door is not None
        door.pages[Step.WELCOME].begin.click()  # type: ignore[attr-defined]
        protect: Any = door.pages[Step.PROTECT]
        protect.passphrase.setText(PASSPHRASE)
        protect.again.setText(PASSPHRASE)
        protect.next.click()
        self.qtbot.waitUntil(lambda: Step.RECOVERY_KEY in door.pages, timeout=PATIENCE)
        kept: Any = door.pages[Step.RECOVERY_KEY]
        kept.next.click()
        for number, field in zip(kept.recovery_key.asked, kept.recovery_key.fields, strict=True):
            field.setText(kept.recovery_key.key.split("-")[number])
        kept.next.click()
        self.qtbot.waitUntil(lambda: self.window.workspace is not None, timeout=PATIENCE)
        self.settle()

    def unlock(self) -> None:
        door = self.window.door
        assert door is not None
        self.qtbot.waitUntil(lambda: door.flow is not None, timeout=PATIENCE)
        page: Any = door.pages[Step.UNLOCK]
        page.field.setText(PASSPHRASE)
        page.submit()
        self.qtbot.waitUntil(lambda: self.window.workspace is not None, timeout=PATIENCE)
        self.settle()

    def send(self, text: str) -> None:
        """Writes a message, and waits for nothing."""
        chat = self.workspace.chat
        chat.composer.field.setPlainText(text)
        chat.composer.send()

    def say(self, text: str) -> str:
        """Writes a message and waits; the answer as it stands there."""
        chat = self.workspace.chat
        self.send(text)
        self.qtbot.waitUntil(lambda: not chat.writer.writing, timeout=PATIENCE)
        self.settle()
        return str(self.last("assistant").message.text)

    def last(self, role: str) -> Any:
        chat = self.workspace.chat
        return chat.threads[chat.current].last(role)


@pytest.fixture
def person(qtbot: QtBot, tasks: Tasks, home: Path, settle: Callable[[], None]) -> Iterator[Person]:
    """At a window over an empty folder that opens its vault as the program does."""
    from desktop.shell.window import Window

    def open_session(vault: Vault) -> Session:
        from engine.session import Session

        return Session.open(vault)

    window = Window(home, tasks, argon=FAST, open_session=open_session)
    window.show()
    qtbot.waitUntil(lambda: window.door is not None and window.door.flow is not None)
    yield Person(window, qtbot, settle)
    window.close()
    qtbot.waitUntil(lambda: tasks.idle, timeout=PATIENCE)
    window.deleteLater()
    QApplication.processEvents()


def test_told_corrected_asked_explained_forgotten_and_there_again_after_a_night(person: Person, real_models: str) -> None:
    person.begin()
    person.say("My sister Marta lives in Porto, and I'm allergic to walnuts.")
    learned = person.last("user").learned
    assert {"The user is allergic to walnuts.", "The user's sister Marta lives in Porto."} <= {note.text for note in learned}
    assert "Porto" in person.say("Where does my sister live?")
    assert "The user's sister Marta lives in Porto." in [note.text for note in person.last("assistant").used]

    person.say("Actually Marta lives in Braga now.")
    answer = person.say("Where does Marta live?")
    assert "Braga" in answer and "Porto" not in answer
    chat = person.workspace.chat
    chat.toggle_why()
    person.settle()
    assert any("Braga" in card.memory.text for card in chat.why.view.cards if not card.memory.fate)
    chat.why.dismiss()

    person.window.lock()
    person.unlock()
    assert "walnuts" in person.say("What am I allergic to?")
    page = person.workspace.memory
    person.workspace.show_memory_tab(section.BROWSE)
    page.search.setText("walnuts")
    person.qtbot.waitUntil(lambda: page.model.asked.search == "walnuts", timeout=PATIENCE)
    person.settle()
    assert page.model.rowCount() == 1
    page.open_memory(person.window.session.memories.list("walnuts").memories[0].id)  # type: ignore[union-attr]
    person.settle()
    page.forget()
    person.qtbot.waitUntil(lambda: page.dialog is not None, timeout=PATIENCE)
    page.dialog.yes.click()
    person.settle()
    person.workspace.show_page(0)
    assert "walnut" not in person.say("What am I allergic to?")
    person.workspace.desk.actions.run("undo")
    person.settle()
    person.workspace.show_page(0)
    assert "walnuts" in person.say("What am I allergic to?")


def test_a_model_process_that_is_killed_in_mid_answer_costs_that_answer_alone(person: Person, real_models: str) -> None:
    person.begin()
    person.say("My brother Jonas keeps bees.")
    chat = person.workspace.chat
    person.send("Write a long story about a lighthouse keeper and the sea.")
    person.qtbot.waitUntil(
        lambda: (thread := chat.threads.get(chat.current)) is not None and thread.pending is not None and len(thread.pending.body.text) > 20,
        timeout=PATIENCE,
    )
    session = person.window.session
    assert session is not None and session.chat is not None
    os.kill(session.chat.stats().pid, signal.SIGKILL)
    person.qtbot.waitUntil(lambda: not chat.writer.writing, timeout=PATIENCE)
    person.settle()
    assert person.last("user").message.text.startswith("Write a long story")  # what was asked is kept
    assert "bees" in person.say("What does my brother Jonas keep?")
    assert len(person.say("Write one sentence about the sea.")) > 5  # the model is there again


def test_taken_along_wiped_and_brought_back(
    person: Person, real_models: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settle: Callable[[], None]
) -> None:
    monkeypatch.setattr(age.Encrypting.__init__, "__defaults__", (10,))  # half a second of scrypt
    person.begin()
    person.say("My dentist is Dr Okafor and my locker is number 41.")
    window, desk, history = person.window, person.workspace.desk, person.workspace.history
    desk.actions.run("app.export")
    settle()
    export = next(one for one in window.findChildren(ExportDialog) if one.isVisible())
    export.passphrase.field.setText(ARCHIVE_SECRET)
    export.passphrase.again.setText(ARCHIVE_SECRET)
    export.write(tmp_path / "all.alcove")
    settle()

    desk.actions.run("app.erase")
    settle()
    history.asking.group.button(ALL).click()
    history.asking.yes.click()
    settle()
    history.answer.erase.click()
    history.answer.sure.setText("Erase everything")
    history.answer.yes.click()
    settle()
    assert "found nothing left" in _texts(history.answer) or "nothing to look for" in _texts(history.answer)
    history.answer.reject()
    settle()
    person.workspace.show_page(0)
    person.workspace.chat.new()
    assert "Okafor" not in person.say("Who is my dentist?")

    person.workspace.look_over(tmp_path / "all.alcove")
    person.qtbot.waitUntil(lambda: bool(window.findChildren(ImportDialog)), timeout=PATIENCE)
    brought = window.findChildren(ImportDialog)[0]
    person.qtbot.waitUntil(brought.field.isVisible, timeout=PATIENCE)
    brought.field.setText(ARCHIVE_SECRET)
    brought.submit()
    person.qtbot.waitUntil(lambda: brought.found is not None, timeout=PATIENCE)
    brought.submit()
    session = window.session
    assert session is not None
    person.qtbot.waitUntil(lambda: bool(session.memories.list("Okafor").memories), timeout=PATIENCE)
    settle()
    person.workspace.show_page(0)
    assert "Okafor" in person.say("Who is my dentist?")
    assert "41" in person.say("What's the number of my locker?")


def _texts(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))
