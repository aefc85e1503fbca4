"""Errors are for people, or for programs: a message, a hint, a non-zero exit; never a traceback."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.cli import memories, opening, output
from desktop.cli.failures import explain
from tests.desktop.cli.support import PROGRAM, Command, until


def test_a_missing_vault_is_named_with_the_way_out(alcove: Command) -> None:
    failed = alcove("memories", "list")
    assert failed.code == 1
    assert "There is no vault" in failed.err
    assert "alcove vault create" in failed.err
    assert not alcove.home.joinpath("vault").exists()


def test_with_json_an_error_is_json_too(alcove: Command) -> None:
    failed = alcove("memories", "list", "--json")
    told = json.loads(failed.err)
    assert set(told) == {"error", "hint"}
    assert not failed.out
    misused = alcove("memories", "list", "--limit", "none", "--json")
    assert misused.code == 2
    assert set(json.loads(misused.err)) == {"error", "hint"}


def test_a_bug_is_told_without_a_traceback_and_logged_without_words(vault: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the user said: xylophone")

    monkeypatch.setattr(memories, "print_memories", broken)
    failed = vault("memories", "list")
    assert failed.code == 1
    assert "Traceback" not in failed.err
    assert "RuntimeError" in failed.err
    log = (vault.home / "logs" / "alcove.log").read_text()
    assert "RuntimeError" in log
    assert "memories.py" in log
    assert "xylophone" not in log
    assert "xylophone" in vault("--debug", "memories", "list").err


def test_what_libraries_log_reaches_the_file_without_its_words(tmp_path: Path) -> None:
    program = "import logging, sys; from pathlib import Path; from desktop import logs; logs.configure(Path(sys.argv[1]));"
    program += "logging.getLogger('some.library').warning('could not parse %s', 'xylophone')"
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=True)
    log = (tmp_path / "logs" / "alcove.log").read_text()
    assert "some.library" in log
    assert "xylophone" not in log
    assert done.stderr == b""


def test_a_log_that_grows_too_large_is_put_aside_once(tmp_path: Path) -> None:
    from desktop.logs import LARGEST, LogFile

    log = LogFile(tmp_path / "logs" / "alcove.log")
    for _ in range(3):
        log.msg("x" * LARGEST)
        log.msg("y")
    assert sorted(path.name for path in log.path.parent.iterdir()) == ["alcove.log", "alcove.log.1"]
    assert log.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["ingest", "-"], 2),
        (["learn", "-"], 2),
        (["recall", "--batch", "-"], 2),
        (["answer", "--batch", "-"], 2),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_line_that_is_not_json_is_named(vault: Command, arguments: list[str], line: int) -> None:
    good = {"conversation": "c", "id": "1", "role": "user", "time": "2026-01-01T10:00:00", "text": "hello", "query": "hello", "question": "hello?"}
    failed = vault(*arguments, stdin=json.dumps(good) + "\n{oops\n")
    assert failed.code == 1
    assert f"Line {line}" in failed.err
    assert "Traceback" not in failed.err


@pytest.mark.parametrize("row", [{}, {"query": 5}, {"query": "x", "as_of": "yesterday"}], ids=str)
def test_a_query_line_in_another_form_is_named(vault: Command, row: dict[str, object]) -> None:
    failed = vault("recall", "--batch", "-", stdin=json.dumps(row))
    assert failed.code == 1
    assert "ine 1" in failed.err


def test_a_file_that_is_not_there_is_named(vault: Command) -> None:
    failed = vault("ingest", "/nowhere/chat.jsonl")
    assert failed.code == 1
    assert "/nowhere/chat.jsonl" in failed.err


def test_a_reader_that_goes_away_is_no_error(vault: Command) -> None:
    rows = [{"id": str(n), "text": f"My friend number {n} lives in Rome.", "time": "2026-01-01T10:00:00"} for n in range(3000)]
    source = vault.jsonl("many.jsonl", rows)
    process = subprocess.Popen([*PROGRAM, "learn", source, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=vault.environment())
    assert process.stdout is not None
    assert process.stdout.readline()
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert process.returncode not in (0, None)
    assert err == b""


def test_ctrl_c_ends_a_command_with_130(vault: Command) -> None:
    process = vault.start("learn", "-", "--json")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b'{"id": "1", "text": "I live in Rome.", "time": "2026-01-01T10:00:00"}\n' * 200)
    process.stdin.flush()
    until(lambda: process.stdout and process.stdout.readline(), "an answer")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err


def test_bytes_that_are_not_utf_8_are_replaced(alcove: Command) -> None:
    done = subprocess.run(
        [*PROGRAM, "ask", b"I like caf\xe9s \xff a lot, and I live in Rome."], capture_output=True, env=alcove.environment(), timeout=60, check=True
    )
    assert b"Rome" in done.stdout
    done = subprocess.run([*PROGRAM], input=b"I work in L\xefma.\n", capture_output=True, env=alcove.environment(), timeout=60, check=True)
    assert done.stdout.decode()


def test_a_lone_surrogate_in_json_is_replaced(vault: Command) -> None:
    line = '{"conversation": "c", "id": "1", "role": "user", "time": "2026-01-01T10:00:00", "text": "I live in Rome \\ud800 now."}'
    assert vault("ingest", "-", "--learn", stdin=line).code == 0
    assert vault("recall", "--json", "Rome").json["hits"]


def test_a_memory_cannot_steer_the_terminal(vault: Command) -> None:
    text = "I live in Rome \x1b]0;owned\x07\x1b[31m\u202e now."
    line = {"conversation": "c", "id": "1", "role": "user", "time": "2026-01-01T10:00:00", "text": text}
    vault("ingest", "-", "--learn", stdin=json.dumps(line))
    shown = vault("recall", "Rome").out
    assert "Rome" in shown
    assert "owned" not in shown
    assert "31m" not in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m and \x1b[1;38;5;9mbold\x1b[m", "red and bold"),
        ("\x9b2Jcleared", "cleared"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;http://a.b\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9d52;c;AAAA\x9cclip", "clip"),
        ("\x1bPq#0\x1b\\sixel", "sixel"),
        ("\x1b]0;never ended\nnext line", "]0;never ended\nnext line"),
        ("a [31m in words\tand a tab", "a [31m in words\tand a tab"),
        ("\x1b", ""),
    ],
)
def test_whole_control_sequences_go(text: str, shown: str) -> None:
    assert output.plain(text) == shown


@given(st.text(alphabet="\x1b\x07\x9b\x9c\x9d[]\\;0m\nab"))
def test_no_text_keeps_a_control(text: str) -> None:
    assert not set("\x1b\x07\x9b\x9c\x9d") & set(output.plain(text))


def test_json_escapes_what_would_steer_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    text = "a\x1b[31m\x9b2J\u202eb"
    output.emit({"text": text})
    shown = capsys.readouterr().out
    assert shown.isascii()
    assert "\x1b" not in shown
    assert json.loads(shown) == {"text": text}


def test_a_closed_stdout_is_no_error(vault: Command) -> None:
    for arguments in (["memories", "list"], ["vault", "status", "--json"], ["--version"]):
        command = ["sh", "-c", 'exec "$@" >&-', "sh", *PROGRAM, *arguments]
        done = subprocess.run(command, capture_output=True, env=vault.environment(), timeout=60)
        assert done.returncode == 0
        assert b"Error" not in done.stderr
    assert vault("doctor").code == 0


def test_signs_alone_are_nothing_to_search_for(with_models: Command) -> None:
    with_models("remember", "my sister Anna lives in Berlin")
    failed = with_models("recall", "*")
    assert failed.code == 1
    assert "nothing to search for" in failed.err
    found = with_models("recall", "*", "--json")
    assert found.code == 0
    assert found.json["hits"] == []
    assert with_models("recall", "--batch", "-", stdin='{"query": "?!"}\n').code == 0
    assert with_models("recall", "Berlin", "--json").json["hits"]


def _refused(path: Path, mode: str, statement: str, *before: str) -> BaseException:
    """The error of a statement on a database, as SQLite itself raises it."""
    import sqlcipher3

    connection = sqlcipher3.connect(f"file:{path}?mode={mode}", uri=True, isolation_level=None)
    try:
        for pragma in before:
            connection.execute(pragma)
        with pytest.raises(sqlcipher3.DatabaseError) as caught:
            connection.execute(statement).fetchall()
    finally:
        connection.close()
    return caught.value


def test_the_databases_own_errors_are_told_as_they_are(tmp_path: Path) -> None:
    import sqlcipher3

    path = tmp_path / "x.db"
    connection = sqlcipher3.connect(str(path))
    connection.execute("CREATE TABLE secret (a)")
    connection.executemany("INSERT INTO secret VALUES (?)", [("word" * 500,)] * 20)
    connection.commit()
    connection.close()
    fill = "INSERT INTO secret SELECT randomblob(100000)"
    told = {
        "read-only": explain(_refused(path, "ro", fill)),
        "full": explain(_refused(path, "rw", fill, "PRAGMA max_page_count = 2")),
        "refused": explain(_refused(path, "ro", "SELECT secret_word FROM secret")),
        "opened": explain(_refused(path, "rw", f"ATTACH '{tmp_path}/none/y.db' AS y")),
    }
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    told["damaged"] = explain(_refused(path, "ro", "SELECT * FROM secret"))
    for word, (message, hint) in told.items():
        assert word in message
        assert hint
        assert "safe" not in message + hint
        assert "secret" not in message + hint
    assert "permissions" in told["read-only"][1]
    assert "Free space" in told["full"][1]
    for command in ("alcove doctor", "alcove backups list", "alcove backups restore"):
        assert command in told["damaged"][1]


def test_a_database_error_without_a_code_is_known_by_its_words() -> None:
    import sqlite3

    assert "damaged" in explain(sqlite3.DatabaseError("database disk image is malformed"))[0]
    assert "safe" not in " ".join(explain(sqlite3.OperationalError("something else")))


def test_another_writer_is_waited_for_and_then_named(vault: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.vault import connection as connections

    monkeypatch.setattr(connections, "BUSY_MS", 200)
    with opening.vault() as held, held.database.maintenance() as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            failed = vault("settings", "set", "learn", "no")
        finally:
            connection.execute("ROLLBACK")
    assert failed.code == 1
    assert "Another Alcove process" in failed.err
    assert vault("settings", "set", "learn", "no").code == 0


def test_no_environment_is_needed(tmp_path: Path) -> None:
    """As from a bare service: no HOME, no PATH, no locale."""
    environment = {"ALCOVE_HOME": str(tmp_path / "data"), "ALCOVE_MODELS": str(tmp_path)}
    done = subprocess.run([*PROGRAM, "vault", "create", "--json"], capture_output=True, env=environment, timeout=60, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["slots"] == ["key-file"]
    assert list((tmp_path / "data.keys").iterdir())
