"""An archive that was double-clicked: shown with what importing it would do, in the window that there is, once its vault is open."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent

from desktop import app, restart, single
from desktop.archive import dialog as dialogs
from desktop.archive.dialog import ImportDialog
from engine.archive.export import export
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.desktop import walking
from tests.desktop.shell.test_locking import unlock
from tests.desktop.support import FAST, PASSPHRASE
from tests.engine.archive.conftest import SECRET, live_in
from tests.packaging.support import fixture, version

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace
    from engine.session import Session

ARCHIVE = fixture.RELEASES / version() / "archive.alcove"


@pytest.fixture
def looked(qtbot: QtBot, workspace: Workspace) -> ImportDialog:
    """The dialog with the dry run of ARCHIVE."""
    workspace.look_over(ARCHIVE)
    return opened(qtbot, shown(qtbot, workspace))


def shown(qtbot: QtBot, workspace: Workspace) -> ImportDialog:
    found: list[ImportDialog] = []
    qtbot.waitUntil(lambda: bool(found.extend(workspace.window().findChildren(ImportDialog)) or found))
    return found[0]


def opened(qtbot: QtBot, dialog: ImportDialog) -> ImportDialog:
    qtbot.waitUntil(dialog.field.isVisible)
    dialog.field.setText(SECRET)
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.found is not None)
    return dialog


def memories(session: Session) -> set[str]:
    return {memory.text for memory in session.memories.list().memories}


def test_nothing_changes_before_import_is_pressed(qtbot: QtBot, looked: ImportDialog, session: Session) -> None:
    assert looked.found is not None
    assert looked.found.found.new["memory"] > 5
    assert [order.text for order in looked.found.instructions] == ["The assistant should always answer in bullet points."]
    looked.reject()
    qtbot.waitUntil(lambda: session.vault is not None and looked.desk.tasks.idle)
    assert memories(session) == set()
    assert list(session.vault.home.glob(".vault-import-*")) == []


def test_import_brings_it_in_and_one_click_takes_it_back(qtbot: QtBot, looked: ImportDialog, session: Session, workspace: Workspace) -> None:
    looked.submit()
    qtbot.waitUntil(lambda: "The user is allergic to peanuts." in memories(session))
    toast = workspace.desk._toaster
    qtbot.waitUntil(lambda: toast.toast is not None and toast.toast.button is not None)  # type: ignore[attr-defined]
    assert "memories" in toast.toast.label.text()  # type: ignore[attr-defined]
    toast.toast.button.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: memories(session) == set())
    qtbot.waitUntil(lambda: workspace.desk.tasks.idle)


def test_a_wrong_passphrase_is_asked_for_again(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.look_over(ARCHIVE)
    dialog = shown(qtbot, workspace)
    qtbot.waitUntil(dialog.field.isVisible)
    dialog.field.setText("seven grey geese")
    dialog.submit()
    assert not dialog.field.isVisible()
    qtbot.waitUntil(dialog.field.isVisible)
    assert dialog.field.text() == ""
    opened(qtbot, dialog).reject()
    qtbot.waitUntil(lambda: workspace.desk.tasks.idle)


def test_one_that_anybody_could_have_written_waits_for_approval(qtbot: QtBot, workspace: Workspace, session: Session, tmp_path: Path) -> None:
    from engine.session import Session as Live

    with Vault.create(tmp_path / "other", passphrase="x", argon=FLOOR)[0] as other:
        live_in(Live(other))
        export(other, tmp_path / "plain.alcove", passphrase=None)
    workspace.look_over(tmp_path / "plain.alcove")
    dialog = shown(qtbot, workspace)
    qtbot.waitUntil(lambda: dialog.found is not None)
    assert dialog.found is not None
    assert not dialog.found.trusted
    assert dialog.found.instructions == ()
    dialog.submit()
    qtbot.waitUntil(lambda: session.memories.list(status="proposed").total > 5)
    assert session.instructions.in_force() == []
    qtbot.waitUntil(lambda: workspace.desk.tasks.idle)


def test_what_differs_is_settled_as_the_user_says(qtbot: QtBot, looked: ImportDialog, session: Session, workspace: Workspace) -> None:
    looked.submit()
    qtbot.waitUntil(lambda: "Tom Baker is the user's boss." in memories(session))
    for memory in session.memories.list("Tom Baker").memories:
        session.memories.edit(memory, text="Tim Baker is the user's boss.")
    workspace.look_over(ARCHIVE)
    qtbot.waitUntil(lambda: len(workspace.window().findChildren(ImportDialog)) == 1 and shown(qtbot, workspace).field.isVisible())
    again = opened(qtbot, shown(qtbot, workspace))
    qtbot.waitUntil(again.choice.isVisible)
    again.choice.setCurrentIndex(again.choice.findData("replace"))
    again.submit()
    qtbot.waitUntil(lambda: "Tom Baker is the user's boss." in memories(session))
    qtbot.waitUntil(lambda: workspace.desk.tasks.idle)


def test_a_second_look_finds_everything_here_already(qtbot: QtBot, looked: ImportDialog, session: Session, workspace: Workspace) -> None:
    looked.submit()
    qtbot.waitUntil(lambda: "The user is allergic to peanuts." in memories(session) and not workspace.window().findChildren(ImportDialog))
    workspace.look_over(ARCHIVE)
    again = opened(qtbot, shown(qtbot, workspace))
    assert not again.go.isVisible()
    assert again.cancel.text() == "Close"
    again.reject()
    qtbot.waitUntil(lambda: workspace.desk.tasks.idle)


@pytest.mark.parametrize("name", ["notes.alcove", "gone.alcove"])
def test_a_file_that_is_none_is_told_in_the_dialog(name: str, qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "notes.alcove").write_text("milk, eggs")
    workspace.look_over(tmp_path / name)
    dialog = shown(qtbot, workspace)
    qtbot.waitUntil(lambda: dialog.go.isHidden())
    assert dialog.cancel.text() == "Close"
    dialog.reject()
    qtbot.waitUntil(lambda: workspace.desk.tasks.idle)


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # the offscreen platform says so of every window
def test_while_the_vault_is_locked_it_waits_for_the_key(qtbot: QtBot, home: Path, make_window: Callable[[], Window]) -> None:
    Vault.create(home, passphrase=PASSPHRASE, argon=FAST)[0].close()
    window = make_window()
    window.open_archive(ARCHIVE)
    assert window.findChildren(ImportDialog) == []
    assert ARCHIVE.name in window.toasts.toast.label.text()  # type: ignore[union-attr]
    workspace = unlock(qtbot, window)
    opened(qtbot, shown(qtbot, workspace)).reject()
    qtbot.waitUntil(lambda: window.tasks.idle)


def test_locking_ends_the_look_at_an_archive(qtbot: QtBot, looked: ImportDialog, unlocked: Window) -> None:
    unlocked.lock()
    qtbot.waitUntil(lambda: unlocked.findChildren(ImportDialog) == [] and unlocked.tasks.idle)
    assert list(unlocked.home.glob(".vault-import-*")) == []


def test_a_second_start_hands_its_file_to_the_first(qtbot: QtBot, home: Path, tmp_path: Path) -> None:
    listener = single.Single(home)
    awkward = tmp_path / "my café\n%20 archive.alcove"
    answers: list[bool] = []
    with qtbot.waitSignal(listener.handed) as handed:
        thread = threading.Thread(target=lambda: answers.append(single.open_in_other(home, awkward)))
        thread.start()
    thread.join()
    listener.close()
    assert (answers, handed.args) == ([True], [str(awkward)])
    assert not single.open_in_other(home, awkward)


def test_the_system_hands_over_a_file_as_an_event(tmp_path: Path) -> None:
    handed: list[str] = []
    application = SimpleNamespace(handed=SimpleNamespace(emit=handed.append))  # there is one of Qt's in a process already
    event = QFileOpenEvent(QUrl.fromLocalFile(str(tmp_path / "mine.alcove")))
    assert app.Application.event(cast(app.Application, application), event)
    assert handed == [str(tmp_path / "mine.alcove")]


@pytest.mark.parametrize(
    ("given", "again"),
    [
        (["-m", "desktop", "open", "/a/b.alcove"], ["-m", "desktop"]), (["open", "/a/b"], []), (["/a/b.ALCOVE"], []), (["open"], ["open"]),
        ([], []), (["--debug"], ["--debug"]),
    ],
)  # fmt: skip
def test_after_locking_it_is_not_shown_again(given: list[str], again: list[str]) -> None:
    assert restart.without_file(given) == again


def test_it_can_be_chosen_in_the_window_too(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> None:
    here = Path(shutil.copy(ARCHIVE, tmp_path / "mine.alcove"))
    chooser = dialogs.ask_for_file(workspace.desk)
    chooser.fileSelected.emit(str(here))
    chooser.close()
    dialog = shown(qtbot, workspace)
    assert dialog.path == here
    qtbot.waitUntil(dialog.field.isVisible)
    dialog.reject()
    qtbot.waitUntil(lambda: workspace.desk.tasks.idle)


def test_it_can_be_used_by_keyboard_and_by_a_screen_reader(qtbot: QtBot, looked: ImportDialog) -> None:
    qtbot.waitUntil(looked.go.hasFocus)
    assert walking.nameless(looked) == []
    assert walking.unreached(looked) == []
    assert walking.pointer_only(looked) == []
    looked.reject()
    qtbot.waitUntil(lambda: looked.desk.tasks.idle)
