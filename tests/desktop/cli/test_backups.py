from __future__ import annotations

import getpass
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.cli import output
from engine import clock
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.desktop.cli.support import Command
from tests.desktop.support import PASSPHRASE


@pytest.fixture
def told(vault: Command) -> Command:
    vault("remember", "my sister Anna lives in Berlin")
    return vault


def texts(alcove: Command) -> str:
    return alcove("memories", "list").out


def make(alcove: Command) -> str:
    return str(alcove("backups", "make", "--json").json["name"])


def test_backups_are_made_listed_and_verified(told: Command) -> None:
    assert told("backups", "list").out == "There is no backup yet. Make one with: alcove backups make\n"
    name = make(told)
    listed = told("backups", "list")
    assert name in listed.out and "made by you" in listed.out and "checked Today" in listed.out
    assert [one["name"] for one in told("backups", "list", "--json").json["backups"]] == [name]
    assert told("backups", "verify").out == f"{name}  whole\n"
    assert told("backups", "verify", name, "--json").json == {"ok": True, "backups": [{"name": name, "problem": ""}]}
    for text in (listed.out, told("backups", "restore", name, "--dry-run").out):
        assert "Anna" not in text


def test_going_back_is_previewed_asked_for_and_can_be_taken_back(told: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    name = make(told)
    told("remember", "I am allergic to peanuts")
    before = texts(told)
    looked = told("backups", "restore", name, "--dry-run")
    assert looked.code == 0 and "Would be lost     2 messages, 1 memory" in looked.out
    refused = told("backups", "restore", name)
    assert refused.code == 1 and "--yes" in refused.err
    monkeypatch.setattr(output, "interactive", lambda: True)
    assert told("backups", "restore", name, stdin="n\n").code == 1
    assert texts(told) == before
    done = told("backups", "restore", name, stdin="y\n")
    assert done.code == 0
    assert "peanuts" not in texts(told) and "Berlin" in texts(told)
    back = done.out.splitlines()[-1].removeprefix("To take that back: alcove backups restore ")
    assert told("backups", "restore", back, "--yes").code == 0
    assert texts(told) == before


def test_restoring_as_json(told: Command) -> None:
    name = make(told)
    looked = told("backups", "restore", name, "--dry-run", "--json").json
    assert looked["whole"] is True and looked["lost"] == {} and looked["holds"]["memory"] > 0
    done = told("backups", "restore", name, "--yes", "--json").json
    assert done["restored"] == name and done["undoable"] is True


@pytest.mark.parametrize("ruin", ["header", "database", "folder"])
def test_a_vault_that_is_gone_or_ruined_is_brought_back(told: Command, ruin: str) -> None:
    name, before = make(told), texts(told)
    folder = told.home / "vault"
    if ruin == "folder":
        shutil.rmtree(folder)
    for path in folder.glob("vault.json*" if ruin == "header" else "memory.db*"):
        path.write_bytes(b"\0" * 5000)
    if ruin != "folder":
        sick = told("doctor")
        assert sick.code == 1 and f"alcove backups restore {name} --dry-run" in sick.out
    assert told("backups", "verify").code == 0
    assert told("backups", "restore", name, "--yes").code == 0
    assert texts(told) == before
    assert told("doctor").code == 0


def test_a_damaged_backup_is_told_and_left_alone(told: Command) -> None:
    name, before = make(told), texts(told)
    path = told.home / "backups" / name / "memory.db"
    content = bytearray(path.read_bytes())
    content[60_000] ^= 1
    path.write_bytes(content)
    verified = told("backups", "verify")
    assert verified.code == 1 and "is not whole" in verified.out
    for more in (("--dry-run",), ("--yes",)):
        failed = told("backups", "restore", name, *more)
        assert failed.code == 1 and "Nothing was changed" in failed.err
    assert texts(told) == before


def test_an_unknown_name_is_told(told: Command) -> None:
    for command in (("restore", "nothing", "--yes"), ("verify", "nothing")):
        failed = told("backups", *command)
        assert failed.code == 1 and "alcove backups list" in failed.err


def test_the_passphrase_is_asked_for_where_nothing_else_opens(alcove: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with Vault.create(alcove.home, passphrase=PASSPHRASE, argon=FLOOR)[0] as opened:
        name = opened.backup().path.name
    assert alcove("backups", "restore", name, "--yes").code == 1
    typed = iter(["wrong", PASSPHRASE])
    monkeypatch.setattr(output, "interactive", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda *_, **__: next(typed))
    done = alcove("backups", "restore", name, "--yes")
    assert done.code == 0 and "Try again" in done.err


def test_who_never_opens_the_window_has_a_daily_backup_too(told: Command) -> None:
    with clock.frozen(clock.now() + timedelta(days=2)):
        told("remember", "I am allergic to peanuts")
        told("remember", "I live in Hamburg")
        assert [one["reason"] for one in told("backups", "list", "--json").json["backups"]] == ["daily"]


def test_a_backup_from_before_a_large_import(told: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.archive import importing

    monkeypatch.setattr(importing, "LARGE", 1)
    (tmp_path / "words").write_text("words for the archive")
    file, words = str(tmp_path / "all.alcove"), str(tmp_path / "words")
    assert told("export", file, "--passphrase-file", words).code == 0
    assert told("memories", "erase", "--everything", "--yes").code == 0
    assert told("import", file, "--passphrase-file", words, "--yes").code == 0
    assert {one["reason"] for one in told("backups", "list", "--json").json["backups"]} == {"erasing", "import"}


def test_a_backup_whose_database_is_gone_is_named(told: Command) -> None:
    name = make(told)
    (told.home / "backups" / name / "memory.db").unlink()
    assert f"{name} is incomplete" in told("backups", "list").err
    assert told("backups", "list", "--json").json == {"backups": [], "incomplete": [name]}
    verified = told("backups", "verify")
    assert verified.code == 1
    assert f"{name}  It is incomplete" in verified.out
    assert name in told("doctor").out
