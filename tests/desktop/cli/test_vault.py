"""The vault's own commands, settings, models, and the doctor."""

from __future__ import annotations

import getpass
import json
from pathlib import Path

import pytest

from desktop.cli import opening, output
from desktop.cli.sockets import open_sockets
from engine.errors import WrongKey
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from models.catalogue import default
from tests.desktop.cli.support import Command
from tests.models.tiny_gguf import write_tiny

PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def with_passphrase(alcove: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A vault made and opened with a passphrase file."""
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n")
    monkeypatch.setenv("ALCOVE_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    return alcove


def test_a_vault_with_a_passphrase_gets_a_recovery_key(with_passphrase: Command) -> None:
    made = with_passphrase("vault", "create", "--json").json
    assert made["slots"] == ["passphrase", "recovery"]
    assert len(made["recovery_key"].split("-")) == 8
    assert made["warnings"] == []
    again = with_passphrase("vault", "create", "--json")
    assert again.code == 1
    assert "already a vault" in json.loads(again.err)["error"]


def test_with_nobody_to_ask_there_is_one_slot_and_every_start_says_so(alcove: Command) -> None:
    made = alcove("vault", "create", "--json")
    assert made.json["slots"] == ["key-file"]
    assert made.json["recovery_key"] is None
    for command in (["memories", "list"], ["recall", "x"], ["settings", "list"], ["vault", "status"]):
        (warning,) = [line for line in alcove(*command).err.splitlines() if "warning:" in line]
        assert "one key slot only" in warning
        assert "not against" in warning
        assert "alcove vault change-passphrase" in warning
    doctor = alcove("doctor", "--json").json
    assert any(check["state"] == "warning" and "one key slot only" in check["detail"] for check in doctor["checks"])
    (key,) = (alcove.home.parent / "data.keys").iterdir()
    assert key.stat().st_mode & 0o777 == 0o600


def test_the_named_command_mends_the_one_slot(alcove: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alcove("vault", "create")
    mended = alcove("vault", "change-passphrase", stdin=PASSPHRASE + "\n")
    assert mended.code == 0
    assert "recovery key" in mended.err
    assert alcove("memories", "list").err == ""
    assert alcove("vault", "remove-slot", "key-file").code == 0
    locked = alcove("memories", "list")
    assert locked.code == 1
    assert "locked" in locked.err
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    monkeypatch.setenv("ALCOVE_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    assert alcove("memories", "list").code == 0
    (tmp_path / "passphrase").write_text("wrong")
    assert alcove("memories", "list").code == 1


def test_a_passphrase_can_be_changed_and_a_recovery_key_renewed(with_passphrase: Command, tmp_path: Path) -> None:
    with_passphrase("vault", "create")
    assert with_passphrase("vault", "change-passphrase", stdin="another one entirely\n").code == 0
    assert with_passphrase("memories", "list").code == 1
    (tmp_path / "passphrase").write_text("another one entirely")
    first = with_passphrase("vault", "recovery-key", "--yes", "--json").json["recovery_key"]
    second = with_passphrase("vault", "recovery-key", "--yes", "--json").json["recovery_key"]
    assert first != second
    assert with_passphrase("vault", "change-passphrase", stdin="\n").code == 1


def test_a_recovery_key_is_replaced_only_after_asking(with_passphrase: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    old = with_passphrase("vault", "create", "--json").json["recovery_key"]
    for options in ([], ["--json"]):
        refused = with_passphrase("vault", "recovery-key", *options)
        assert (refused.code, refused.out) == (1, "")
        assert "--yes" in refused.err
    monkeypatch.setattr(output, "interactive", lambda: True)
    declined = with_passphrase("vault", "recovery-key", stdin="n\n")
    assert declined.code == 1
    assert "Nothing was changed." in declined.err
    Vault.unlock(with_passphrase.home, recovery_key=old).close()
    agreed = with_passphrase("vault", "recovery-key", stdin="y\n")
    assert agreed.code == 0
    assert "Your recovery key" in agreed.err
    with pytest.raises(WrongKey):
        Vault.unlock(with_passphrase.home, recovery_key=old)


def test_a_first_recovery_key_replaces_nothing_and_needs_no_asking(vault: Command) -> None:
    assert len(vault("vault", "recovery-key", "--json").json["recovery_key"].split("-")) == 8


def test_the_status_tells_all_but_the_content(vault: Command) -> None:
    vault("remember", "my sister Anna lives in Berlin")
    status = vault("vault", "status", "--json").json
    assert status["counts"]["message"] == 2
    assert "AES-256" in status["cipher"]
    assert "Anna" not in json.dumps(status)
    readable = vault("vault", "status").out
    assert "opens with key-file" in readable


def test_a_wrong_header_leaves_the_files_untouched(vault: Command) -> None:
    folder = vault.home / "vault"
    for name in ("vault.json", "vault.json.copy"):
        (folder / name).write_text("{}")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    failed = vault("memories", "list")
    assert failed.code == 1
    assert "damaged" in failed.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_settings_are_listed_and_changed(vault: Command) -> None:
    assert vault("settings", "list", "--json").json["trash_days"] == 7
    assert vault("settings", "set", "trash_days", "30").out == "trash_days = 30\n"
    assert vault("settings", "get", "trash_days").out == "30\n"
    assert vault("settings", "set", "learn", "off").out == "learn = false\n"
    assert "Learn from what I say" in vault("settings", "list").out
    for key, value in (("trash_days", "many"), ("trash_days", "400"), ("learn", "perhaps"), ("theme", "pink"), ("colour", "x")):
        assert vault("settings", "set", key, value).code == 1


def test_learning_follows_its_setting(vault: Command) -> None:
    vault("settings", "set", "learn", "no")
    row = {"conversation": "c", "id": "1", "role": "user", "time": "2026-01-01T10:00:00", "text": "I live in Rome."}
    assert vault("ingest", vault.jsonl("a.jsonl", [row]), "--json").json["memories"] == 0


def test_the_doctor_finds_a_sound_vault_sound(vault: Command) -> None:
    vault("remember", "my sister Anna lives in Berlin")
    found = vault("doctor", "--json")
    checks = {check["subject"]: check for check in found.json["checks"]}
    assert found.code == 0
    assert found.json["ok"] is True
    for subject in ("encryption", "search rows", "journal", "sockets", "packages"):
        assert checks[subject]["state"] == "ok", checks[subject]
    assert "Anna" not in found.out
    assert "Berlin" not in found.out
    assert "chat model" in vault("doctor").out


def test_the_doctor_finds_and_repairs_search_rows_that_do_not_agree(vault: Command) -> None:
    vault("remember", "my sister Anna lives in Berlin")
    with opening.vault() as opened, opened.database.maintenance() as connection:
        connection.execute("INSERT INTO memory_fts (rowid, text) VALUES (999, 'stray')")
    assert vault("doctor").code == 1
    assert vault("doctor", "--repair").code == 0
    assert vault("doctor").code == 0


def test_the_doctor_works_without_a_vault(alcove: Command) -> None:
    found = alcove("doctor", "--json")
    assert found.code == 0
    assert any("none yet" in check["detail"] for check in found.json["checks"])


def test_sockets_are_told_by_family() -> None:
    import socket

    before = open_sockets() or {}
    with socket.socket(socket.AF_INET) as listening, socket.socket(socket.AF_UNIX):
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        found = open_sockets()
    if found is None:
        pytest.skip("no /proc here")
    assert found.get("tcp", 0) == before.get("tcp", 0) + 1


def test_models_are_listed_imported_used_and_removed(vault: Command, tmp_path: Path) -> None:
    listed = vault("models", "list", "--json").json["models"]
    assert {default("chat").id, default("embed").id} <= {model["id"] for model in listed}
    assert not any(model["installed"] for model in listed)
    file = write_tiny(tmp_path / "my-model.gguf")
    imported = vault("models", "import", str(file), "--json").json
    assert imported["purpose"] == "chat"
    assert vault("models", "use", imported["id"]).code == 0
    assert imported["id"] in vault("models", "list").out
    assert vault("models", "verify", "--json").json["models"][0]["problem"] == ""
    assert vault("models", "remove", imported["id"], "--yes").code == 0
    assert file.exists()
    assert vault("models", "remove", imported["id"], "--yes").code == 1


def test_a_file_that_is_no_model_is_refused(vault: Command, tmp_path: Path) -> None:
    (tmp_path / "not.gguf").write_bytes(b"hello" * 100)
    failed = vault("models", "import", str(tmp_path / "not.gguf"))
    assert failed.code == 1
    assert failed.err.strip()
    assert vault("models", "use", "nothing").code == 1


def test_a_model_file_that_is_not_there_is_a_wrong_path(vault: Command, tmp_path: Path) -> None:
    failed = vault("models", "import", str(tmp_path / "nope.gguf"))
    assert failed.code == 1
    assert "nope.gguf" in failed.err
    assert "path" in failed.err
    assert "install" not in failed.err


def test_all_models_there_is_one_line(with_models: Command) -> None:
    done = with_models("models", "install", "--missing")
    assert (done.code, done.out) == (0, "")
    assert done.err == "alcove: all models are here.\n"


def test_installing_without_a_network_fails_with_a_hint(alcove: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """pip is told of an index that does not exist on this computer."""
    for name, value in (
        ("PIP_INDEX_URL", "http://127.0.0.1:9/simple"),
        ("PIP_RETRIES", "0"),
        ("PIP_CONFIG_FILE", "/dev/null"),
        ("PIP_NO_CACHE_DIR", "1"),
    ):
        monkeypatch.setenv(name, value)
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_NO_INDEX"):
        monkeypatch.delenv(name, raising=False)
    failed = alcove("models", "install", "--missing")
    assert failed.code == 1
    assert "internet connection" in failed.err


def test_at_the_prompt_a_recovery_key_is_taken_without_its_dashes_and_a_typing_error_named(alcove: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, recovery = Vault.create(alcove.home, passphrase="some words", argon=FLOOR)
    opened.close()
    assert recovery is not None
    bare = recovery.replace("-", "")
    typed = iter([("1" if bare[0] != "1" else "2") + bare[1:], bare])
    monkeypatch.setattr(output, "interactive", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda *_, **__: next(typed))
    done = alcove("vault", "status", "--json")
    assert done.code == 0
    assert "typing error in group 1" in done.err
