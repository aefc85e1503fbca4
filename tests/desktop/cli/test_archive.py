from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.archive import age
from tests.desktop.cli.support import Command

IMPORTS = Path(__file__).parents[2] / "fixtures" / "imports"


@pytest.fixture(autouse=True)
def quick_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age.Encrypting.__init__, "__defaults__", (10,))


@pytest.fixture
def secret(tmp_path: Path) -> str:
    (tmp_path / "secret").write_text("seven grey herons\n")
    return str(tmp_path / "secret")


@pytest.fixture
def told(vault: Command) -> Command:
    """With three memories and an instruction."""
    for text in ("My sister Anna lives in Lyon.", "Always answer in metric units.", "I am allergic to peanuts."):
        assert vault("remember", text).code == 0
    return vault


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Another computer: call `move` to go there."""
    return Command(tmp_path / "elsewhere", monkeypatch, capsys)


def move(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALCOVE_HOME", str(command.home))
    assert command("vault", "create", "--key-file").code == 0


def test_what_is_exported_here_is_imported_there(
    told: Command, elsewhere: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, secret: str
) -> None:  # fmt: skip
    file = str(tmp_path / "mine.alcove")
    out = told("export", file, "--passphrase-file", secret)
    assert out.code == 0 and "4 memories" in out.out and "encrypted" in out.out
    assert b"Anna" not in Path(file).read_bytes()
    assert Path(file).stat().st_mode & 0o077 == 0
    move(elsewhere, monkeypatch)
    dry = elsewhere("import", file, "--passphrase-file", secret, "--dry-run")
    assert dry.code == 0 and dry.out == ""
    assert "4 memories" in dry.err and "The assistant should always answer in metric units." in dry.err
    assert elsewhere("memories", "list", "--json").json["total"] == 0
    assert "Imported: " in elsewhere("import", file, "--passphrase-file", secret, "--yes").out
    assert elsewhere("memories", "list", "--json").json["total"] == 4
    assert "here already" in elsewhere("import", file, "--passphrase-file", secret, "--yes").out
    assert elsewhere("memories", "undo").code == 0
    assert elsewhere("memories", "list", "--json").json["total"] == 0


def test_as_json(told: Command, tmp_path: Path, secret: str) -> None:
    file = str(tmp_path / "mine.alcove")
    exported = told("export", file, "--passphrase-file", secret, "--json").json
    assert exported["records"]["memory"] == 4 and exported["encrypted"] is True
    planned = told("import", file, "--passphrase-file", secret, "--dry-run", "--json").json
    assert planned["new"] == {} and planned["same"]["memory"] == 4 and planned["invalid"] == 0
    assert told("import", file, "--passphrase-file", secret, "--yes", "--json").json["added"] == {}


def test_a_wrong_passphrase_and_a_missing_one_are_told(told: Command, tmp_path: Path, secret: str) -> None:
    file = str(tmp_path / "mine.alcove")
    told("export", file, "--passphrase-file", secret)
    wrong = told("import", file, "--passphrase-file", "-", "--yes", stdin="guess\n")
    assert wrong.code == 1 and "passphrase doesn't open this archive" in wrong.err
    missing = told("import", file, "--yes")
    assert missing.code == 1 and "--passphrase-file" in missing.err


def test_plain_only_when_it_is_asked_for_twice(told: Command, tmp_path: Path) -> None:
    file = tmp_path / "mine.alcove"
    refused = told("export", str(file), "--plain")
    assert refused.code == 1 and "--yes" in refused.err and not file.exists()
    assert "not encrypted" in told("export", str(file), "--plain", "--yes").out
    quarantined = told("import", str(file), "--dry-run")
    assert "If it is yours: --mine" in quarantined.err


def test_the_tools_of_the_system_open_it(told: Command, tmp_path: Path) -> None:
    """age is the tests' pyrage; zstd is the program where it is installed."""
    import io

    import pyrage
    import zstandard

    file = tmp_path / "mine.alcove"
    told("export", str(file), "--passphrase-file", "-", stdin="seven grey herons\n")
    packed = pyrage.passphrase.decrypt(file.read_bytes(), "seven grey herons")
    lines = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(packed)).read().splitlines()
    assert json.loads(lines[0])["format"] == "alcove-archive"
    assert any(json.loads(line).get("text") == "The user is allergic to peanuts." for line in lines)


def test_a_file_that_is_there_is_not_replaced_unasked(told: Command, tmp_path: Path, secret: str) -> None:
    file = tmp_path / "mine.alcove"
    file.write_text("precious")
    refused = told("export", str(file), "--passphrase-file", secret)
    assert refused.code == 1 and "--replace" in refused.err and file.read_text() == "precious"
    assert told("export", str(file), "--passphrase-file", secret, "--replace").code == 0
    assert [path.name for path in tmp_path.iterdir() if ".part" in path.name] == []


@pytest.mark.parametrize(
    ("selection", "there", "gone"),
    [
        (("--about", "Anna"), "Lyon", "peanuts"), (("--conversation", "c1"), "herons", "Lyon"),
        (("--memories-only",), "peanuts", "Noted"), (("--since", "2020"), "peanuts", "nothing of the kind"),
    ],
)  # fmt: skip
def test_a_part_of_it(told: Command, tmp_path: Path, selection: tuple[str, ...], there: str, gone: str) -> None:
    import zstandard

    file = tmp_path / "part.alcove"
    line = {"conversation": "c1", "id": "1", "role": "user", "time": "2026-03-01T08:00:00Z", "text": "My uncle Otto paints herons."}
    assert told("ingest", told.jsonl("chat.jsonl", [line])).code == 0
    found = told("export", str(file), "--plain", "--yes", *selection)
    assert found.code == 0, found.err
    content = zstandard.ZstdDecompressor().decompressobj().decompress(file.read_bytes()).decode()
    assert there in content and gone not in content
    assert told("import", str(file), "--dry-run", "--mine", "--json").json["invalid"] == 0


def test_nothing_chosen_is_told(told: Command, tmp_path: Path) -> None:
    for selection in (("--until", "1990"), ("--about", "Zoe"), ("--conversation", "no such"), ("--since", "soon")):
        found = told("export", str(tmp_path / "x"), "--plain", "--yes", *selection)
        assert found.code == 1 and found.err.count("\n") >= 2 and not (tmp_path / "x").exists()


def test_markdown_to_read(told: Command, tmp_path: Path) -> None:
    file = tmp_path / "mine.md"
    assert told("export", str(file), "--format", "markdown", "--yes").code == 0
    text = file.read_text()
    assert "- The user's sister Anna lives in Lyon. *(" in text and "I am allergic to peanuts." in text


def test_portable_ai_memory(told: Command, tmp_path: Path) -> None:
    file = tmp_path / "mine.pam.json"
    assert told("export", str(file), "--format", "pam", "--yes").code == 0
    found = json.loads(file.read_text())
    assert (found["schema"], found["schema_version"], len(found["memories"])) == ("portable-ai-memory", "1.0", 4)
    assert {"id", "type", "content", "content_hash", "temporal", "provenance"} <= found["memories"][0].keys()


def test_another_assistants_export(vault: Command) -> None:
    dry = vault("import", str(IMPORTS / "chatgpt-conversations.json"), "--dry-run")
    assert "5 messages (2 of them yours)" in dry.err and "--accept-mine" in dry.err
    done = vault("import", str(IMPORTS / "chatgpt-conversations.json"), "--yes")
    assert "4 memories wait" in done.out
    assert "Lyon" in vault("review", "list").out
    assert (
        "2 memories accepted"
        in vault("import", str(IMPORTS / "chatgpt-conversations.json"), "--accept-kind", "people", "--accept-kind", "work", "--yes").out
    )
    assert vault("import", str(IMPORTS / "mem0-get_all.json"), "--yes", "--json").json["added"]["proposed"] == 2


def test_a_file_that_is_nothing_of_the_kind(vault: Command, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"a": 1}')
    found = vault("import", str(tmp_path / "x.json"), "--yes")
    assert found.code == 1 and "ChatGPT" in found.err
    assert vault("import", str(tmp_path / "missing"), "--yes").code == 1


def test_nobody_to_ask_means_no(told: Command, tmp_path: Path, secret: str) -> None:
    told("export", str(tmp_path / "a.alcove"), "--passphrase-file", secret)
    (tmp_path / "notes.md").write_text("- I keep bees\n")
    told("memories", "forget", "--everything", "--yes")
    for file in (tmp_path / "a.alcove", tmp_path / "notes.md"):
        found = told("import", str(file), "--passphrase-file", secret, "--on-conflict", "replace")
        assert found.code == 1 and "--yes" in found.err


class TestLookingWithoutAVault:
    """`--dry-run` in a new home makes none."""

    @pytest.mark.parametrize("format", ["archive", "markdown", "pam"])
    def test_what_would_come_is_told_and_nothing_is_made(
        self, told: Command, tmp_path: Path, secret: str, monkeypatch: pytest.MonkeyPatch, format: str
    ) -> None:
        path = str(tmp_path / "a.out")
        assert told("export", path, "--format", format, "--passphrase-file", secret, "--yes").code == 0
        monkeypatch.setenv("ALCOVE_HOME", str(tmp_path / "elsewhere"))
        looked = told("import", path, "--dry-run", "--passphrase-file", secret)
        assert looked.code == 0 and "There is no vault" in looked.err and "None was made" in looked.err
        assert "memor" in looked.err and "new " in looked.err
        assert told("import", path, "--dry-run", "--json", "--passphrase-file", secret).json
        assert not (tmp_path / "elsewhere").exists()


def test_a_plain_archive_says_how_it_is_opened(told: Command, tmp_path: Path) -> None:
    written = told("export", str(tmp_path / "a.alcove"), "--plain", "--yes")
    assert "zstd -d -c a.alcove" in written.err


def test_our_own_files_for_reading_are_known_as_ours(told: Command, tmp_path: Path) -> None:
    for format, named in (("markdown", "From Alcove's Markdown:"), ("pam", "From Portable AI Memory:")):
        path = str(tmp_path / format)
        assert told("export", path, "--format", format, "--yes").code == 0
        assert named in told("import", path, "--dry-run").err
