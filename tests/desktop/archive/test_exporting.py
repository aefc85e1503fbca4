"""Taking memories along, and bringing in what another assistant gave out, in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.archive import dialog as dialogs
from desktop.archive.exporting import ABOUT, MARKDOWN, MEMORIES, PAM, ExportDialog
from desktop.archive.foreign import ForeignDialog
from engine.archive import age, importing
from engine.vault.vault import Vault
from tests.desktop.support import FAST, PASSPHRASE

if TYPE_CHECKING:
    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace
    from engine.session import Session

Settle = Callable[[], None]
IMPORTS = Path(__file__).parents[2] / "fixtures" / "imports"
SECRET = "seven grey herons"


@pytest.fixture(autouse=True)
def quick_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second for each archive would add up."""
    monkeypatch.setattr(age.Encrypting.__init__, "__defaults__", (10,))


@pytest.fixture
def asked(unlocked: Window, session: Session, settle: Settle) -> ExportDialog:
    for text in ("My sister Anna lives in Berlin.", "I love hiking."):
        place = session.conversations.create()
        session.learner.learn_message(session.conversations.say(place, text))
    unlocked.actions_registry.run("app.export")
    settle()
    return next(one for one in unlocked.findChildren(ExportDialog) if one.isVisible())


def choose(asked: ExportDialog, what: str = "", form: str = "") -> None:
    if what:
        asked.what.setCurrentIndex(asked.what.findData(what))
    if form:
        asked.form.setCurrentIndex(asked.form.findData(form))


def test_everything_goes_into_an_encrypted_archive_and_comes_back(asked: ExportDialog, session: Session, tmp_path: Path, settle: Settle) -> None:
    assert not asked.yes.isEnabled(), "it has no passphrase yet"
    asked.passphrase.field.setText(SECRET)
    asked.passphrase.again.setText(SECRET)
    assert asked.yes.isEnabled()
    asked.write(tmp_path / "all.alcove")
    settle()
    other, _ = Vault.create(tmp_path / "other", passphrase=PASSPHRASE, argon=FAST)
    with other, importing.opened(other, tmp_path / "all.alcove", passphrase=lambda: SECRET) as archive:
        archive.apply()
        texts = "SELECT text FROM memory ORDER BY id"
        assert [row["text"] for row in other.query(texts)] == [row["text"] for row in session.vault.query(texts)]


def test_passphrases_that_differ_write_nothing(asked: ExportDialog) -> None:
    asked.passphrase.field.setText(SECRET)
    asked.passphrase.again.setText("eight grey herons")
    asked.yes.click()
    assert "differ" in asked.error.text()
    asked.reject()


def test_what_anybody_can_read_is_asked_for_twice(asked: ExportDialog, tmp_path: Path, settle: Settle) -> None:
    choose(asked, ABOUT, MARKDOWN)
    asked.sure.setChecked(True)
    assert not asked.yes.isEnabled(), "nobody is chosen yet"
    asked.person.field.setText("anna")
    asked.person.reload()
    settle()
    assert asked.yes.isEnabled()
    asked.sure.setChecked(False)
    assert not asked.yes.isEnabled()
    asked.sure.setChecked(True)
    asked.write(tmp_path / "anna.md")
    settle()
    text = (tmp_path / "anna.md").read_text("utf-8")
    assert "Berlin" in text and "hiking" not in text


def test_memories_alone_for_other_programs(asked: ExportDialog, tmp_path: Path, settle: Settle) -> None:
    choose(asked, MEMORIES, PAM)
    asked.sure.setChecked(True)
    asked.write(tmp_path / "memories.pam.json")
    settle()
    assert "hiking" in (tmp_path / "memories.pam.json").read_text("utf-8")


def test_a_folder_that_is_not_there_is_told_and_the_dialog_stays(asked: ExportDialog, tmp_path: Path, settle: Settle) -> None:
    choose(asked, MEMORIES, MARKDOWN)
    asked.sure.setChecked(True)
    asked.write(tmp_path / "nowhere" / "memories.md")
    settle()
    assert asked.isVisible() and asked.yes.isEnabled()
    asked.reject()


def foreign(workspace: Workspace, name: str, settle: Settle) -> ForeignDialog:
    dialogs.show(workspace.desk, IMPORTS / name)
    settle()
    return next(one for one in workspace.window().findChildren(ForeignDialog) if one.isVisible())


@pytest.mark.parametrize("mine", [False, True])
def test_chats_of_another_assistant_are_shown_brought_in_and_taken_back(
    workspace: Workspace, session: Session, settle: Settle, mine: bool, chats: str
) -> None:
    asked = foreign(workspace, chats, settle)
    assert session.conversations.list() == [], "nothing changes before Import is pressed"
    asked.mine.setChecked(mine)
    asked.yes.click()
    settle()
    assert session.conversations.list()
    statuses = {row["status"] for row in session.vault.query("SELECT status FROM memory WHERE kind <> 'summary'")}
    assert ("active" in statuses) == mine
    workspace.desk.actions.run("undo")
    settle()
    assert session.conversations.list() == []


@pytest.fixture
def chats() -> str:
    """An export of ChatGPT."""
    return next(path.name for path in sorted(IMPORTS.iterdir()) if "chatgpt" in path.name)


def test_a_file_that_nobody_knows_is_refused_with_what_is_known(workspace: Workspace, tmp_path: Path, settle: Settle) -> None:
    from desktop.widgets.basic import Label

    (tmp_path / "what.bin").write_bytes(b"\xff\xfe\x00nothing")
    dialogs.show(workspace.desk, tmp_path / "what.bin")
    settle()
    asked = next(one for one in workspace.window().findChildren(ForeignDialog) if one.isVisible())
    assert asked.yes.isHidden()
    assert any("ChatGPT" in label.text() for label in asked.findChildren(Label))
    asked.reject()
