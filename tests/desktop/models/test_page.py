"""The page of models in the real window: tiny models, a local hub, and switching while an answer is being written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop.models import wording
from desktop.models.options import OptionsDialog
from desktop.models.state import Installed
from models import available, download, install, registry
from models.catalogue import Entry, default
from models.errors import ModelTooLarge
from models.fitting import Fit, Verdict
from models.registry import Speed, Tuning
from tests.engine.recall.conftest import WordEmbedder
from tests.models.hub_server import HubServer
from tests.models.tiny_gguf import write_tiny

if TYPE_CHECKING:
    import numpy as np
    from pytestqt.qtbot import QtBot

    from desktop.models.page import ModelsPage
    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace
    from engine.session import Session
    from tests.desktop.support import ScriptedChat

Settle = Callable[[], None]
OFFER = available.offers()[0]
KEY = (OFFER.repo, OFFER.path)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder with two tiny chat models, of which "one" is chosen."""
    made = tmp_path / "models"
    monkeypatch.setenv("ALCOVE_MODELS", str(made))
    for seed, name in enumerate(("one", "two")):
        install.import_file(write_tiny(tmp_path / f"{name}.gguf", seed=seed))
    return made


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """The Hub has the first offer of the list: a tiny model, in truth."""
    server = HubServer({OFFER.repo: {OFFER.path: write_tiny(tmp_path / "offer.gguf", seed=5).read_bytes()}})
    monkeypatch.setenv("HF_ENDPOINT", server.start())
    monkeypatch.setattr(download, "WAIT", 0.0)
    yield server
    server.stop()


@pytest.fixture
def page(workspace: Workspace, settle: Settle) -> ModelsPage:
    workspace.desk.actions.run("view.models")
    settle()
    return workspace.models


def texts_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_what_is_installed_and_what_can_be_had_stand_on_the_page(page: ModelsPage) -> None:
    assert page.installed.keys() == {"one", "two"}
    assert page.offered.keys() == {(offer.repo, offer.path) for offer in available.offers()}
    shown = texts_of(page)
    assert "of memory" in shown
    assert "nothing of yours is sent" in shown
    assert page.installed["one"].accessibleName().endswith("Apache-2.0")


def test_a_model_is_downloaded_by_a_click_and_used_by_another(
    page: ModelsPage, hub: HubServer, unlocked: Window, session: Session, settle: Settle
) -> None:
    assert hub.asked == [], "looking at the page asks nobody"
    page.offered[KEY].start.click()
    settle()
    entry = next(entry for entry in install.installed() if entry.title == OFFER.title)
    assert KEY not in page.offered
    assert entry.id in page.installed
    assert unlocked.toasts.toast is not None
    page.installed[entry.id].use.click()
    settle()
    assert install.chosen("chat") == entry
    assert session.chat is not None
    assert session.chat.entry == entry
    assert session.chat.alive, "it is loaded at once"
    assert page.installed[entry.id].active
    assert "context of" in page.installed[entry.id].about.text()


def test_a_download_pauses_goes_on_and_is_given_up(
    page: ModelsPage, hub: HubServer, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, gate, write = threading.Event(), threading.Event(), download._write
    monkeypatch.setattr(download, "BLOCK", 1 << 14)

    def slowly(output: object, block: bytes) -> None:
        write(output, block)  # type: ignore[arg-type]
        reached.set()
        gate.wait(20)

    monkeypatch.setattr(download, "_write", slowly)
    page.offered[KEY].start.click()
    qtbot.waitUntil(reached.is_set)
    assert page.offered[KEY].pause.isVisible()
    page.offered[KEY].pause.click()
    assert page.offered[KEY].step.text().startswith("Pausing")
    gate.set()
    settle()
    (begun,) = download.pending()
    assert 0 < begun.done < begun.file.size
    assert page.offered[KEY].start.text().strip() == "Go on"
    assert page.offered[KEY].step.text().startswith("Paused")
    page.offered[KEY].cancel.click()
    settle()
    assert download.pending() == []
    assert page.offered[KEY].start.text().strip() == "Download"


def test_what_goes_wrong_is_said_on_the_line(page: ModelsPage, hub: HubServer, settle: Settle) -> None:
    hub.gated = {OFFER.repo}
    page.offered[KEY].start.click()
    settle()
    row = page.offered[KEY]
    assert row.trouble.isVisibleTo(row)
    assert "account" in row.trouble.text()
    hub.gated = set()
    row.start.click()
    settle()
    assert KEY not in page.offered


def drop(page: ModelsPage, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = page.viewport()
    entering = QDragEnterEvent(QPoint(10, 10), copy, mime, left, no_key)
    QApplication.sendEvent(over, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(over, QDropEvent(QPointF(10, 10), copy, mime, left, no_key))


def test_a_dropped_file_is_imported_and_a_bad_one_says_why(page: ModelsPage, tmp_path: Path, settle: Settle) -> None:
    bad, notes = tmp_path / "bad.gguf", tmp_path / "notes.txt"
    for file in (bad, notes):
        file.write_text("not a model")
    drop(page, write_tiny(tmp_path / "three.gguf", seed=3), bad, notes)
    settle()
    assert page.installed.keys() == {"one", "two", "three"}
    (failed,) = page.imports.values()
    assert failed.title.text() == "bad.gguf"
    assert "not a GGUF" in failed.trouble.text()
    failed.cancel.click()
    settle()
    assert not page.imports


def test_an_answer_on_its_way_is_kept_and_the_next_comes_from_the_new_model(
    page: ModelsPage, workspace: Workspace, session: Session, chat: ScriptedChat, gate: threading.Semaphore, qtbot: QtBot, settle: Settle
) -> None:
    chat.answers = ["I am fine, and I hope that you are fine as well."]
    workspace.chat.composer.field.setPlainText("Hello, how are you doing?")
    workspace.chat.composer.send()
    gate.release()
    qtbot.waitUntil(lambda: bool(chat.asked))
    page.installed["two"].use.click()
    qtbot.waitUntil(lambda: install.chosen("chat").id == "two")  # type: ignore[union-attr]
    assert session.chat is chat
    assert not chat.closed
    for _ in range(50):
        gate.release()
    settle()
    assert session.chat is not None
    assert session.chat.entry.id == "two"
    assert chat.closed, "its memory is free again"
    (conversation,) = session.conversations.list()
    said = [message.visible for message in session.conversations.path(conversation.id)]
    assert said[-1] == chat.answers[0], "the answer is whole"


def test_a_model_that_does_not_fit_says_so_on_its_line_and_in_the_chat(
    page: ModelsPage, workspace: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise ModelTooLarge("Two needs about 9 GB of memory, and 1 GB are free.", "Close other programs.")

    monkeypatch.setattr("models.fitting.room_for", refuse)
    page.installed["two"].use.click()
    settle()
    assert "9 GB" in page.installed["two"].trouble.text()
    assert "9 GB" in workspace.chat.composer.status.text()


def test_a_new_embedder_makes_its_vectors_in_the_background_while_the_old_one_serves(
    page: ModelsPage, workspace: Workspace, session: Session, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, reached = threading.Event(), threading.Event()

    class Embedder(WordEmbedder):
        alive = False

        def __init__(self, entry: Entry) -> None:
            self.id, self.entry = entry.id, entry

        def embed_documents(self, texts: Sequence[str], cancel: object = None) -> np.ndarray:
            if self.id == "newer":
                reached.set()
                gate.wait(20)
            return super().embed_documents(texts, cancel)

        def close(self) -> None:
            pass

    older = default("embed")
    newer = msgspec.structs.replace(older, id="newer", title="Newer")
    monkeypatch.setattr("engine.session.EmbedModel", Embedder)
    monkeypatch.setattr("models.install.choose", lambda entry: None)
    monkeypatch.setattr("models.install.installed", lambda: [newer])
    session.use_embedder(older)
    session.conversations.say(session.conversations.create(), "I play the cello on Sundays.")
    settle()
    page.chosen.emit(newer)
    qtbot.waitUntil(reached.is_set)
    assert session.embedder is not None
    assert session.embedder.id == older.id
    found = session.recall.search("cello")
    assert any(arm.endswith("_vector") for arm in found.arms), "the old vectors serve"
    gate.set()
    settle()
    assert session.embedder.id == "newer"
    assert session.coming is None
    assert page.installed["newer"].active
    assert not page.installed["newer"].bar.isVisibleTo(page), "it is over"


def test_settings_are_kept_for_the_model_and_hold(page: ModelsPage, session: Session, settle: Settle) -> None:
    page.installed["two"].use.click()
    settle()
    page.installed["two"].tuned.emit()
    dialog = page.dialog
    assert isinstance(dialog, OptionsDialog)
    assert "gpu_layers" not in dialog.fields, "this build has none"
    dialog.fields["context"].setCurrentIndex(dialog.fields["context"].findData(1024))
    dialog.fields["temperature"].setCurrentIndex(dialog.fields["temperature"].findData(0.7))
    dialog.keep.click()
    settle()
    assert registry.read().tunings == {"two": Tuning(context=1024, temperature=0.7)}
    assert session.chat is not None
    assert session.chat.load().context_tokens == 1024
    page.installed["two"].tuned.emit()
    again = page.dialog
    assert isinstance(again, OptionsDialog)
    assert again.tuning() == Tuning(context=1024, temperature=0.7), "the dialog shows what is set"
    again.reject()


def test_a_model_is_checked_measured_and_removed(page: ModelsPage, folder: Path, unlocked: Window, settle: Settle) -> None:
    page.installed["two"].use.click()
    settle()
    menu = page.installed["two"].menu()
    measure, _, _, remove = menu.actions()
    assert not remove.isEnabled(), "not while it is in use"
    measure.trigger()
    settle()
    assert registry.read().speeds.keys() == {"two"}
    assert "tokens per second" in page.installed["two"].about.text()
    assert "per second" in page.offered[KEY].about.text()
    page.installed["two"].verified.emit()
    settle()
    assert unlocked.toasts.toast is not None
    assert "whole" in texts_of(unlocked.toasts.toast)
    path = folder / "one.gguf"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    page.installed["one"].verified.emit()
    settle()
    assert "changed" in page.installed["one"].trouble.text()
    page.installed["one"].removed.emit()
    assert page.dialog is not None
    page.dialog.findChildren(type(page.file))[-1].click()
    settle()
    assert page.installed.keys() == {"two"}
    assert not path.exists()


def test_everything_that_can_be_pressed_has_a_name(page: ModelsPage) -> None:
    assert all(button.accessibleName() for button in page.findChildren(QAbstractButton))


@pytest.mark.parametrize(
    ("verdict", "word"), [(Verdict.FITS, ""), (Verdict.TIGHT, "context of 2,048"), (Verdict.TOO_LARGE, "are free"), (Verdict.UNKNOWN, "")]
)
def test_a_fit_is_told_in_words(verdict: Verdict, word: str) -> None:
    assert word in wording.fit(Fit(verdict, 2048, 5_000_000_000, 4_000_000_000))
    assert wording.VERDICTS[verdict][2]


def test_the_facts_of_a_running_model() -> None:
    shown = Installed(default("chat"), True, None, Speed(100.0, 41.6), Tuning(), 2048, True, 350_000_000)
    assert wording.facts(shown) == "Answers you · 98 MB · Apache-2.0 · context of 2,048 tokens · 42 tokens per second · 350 MB of memory in use"
    assert "cut to 2,048" in wording.trouble(shown)
