"""An incognito chat: it answers, and leaves nothing anywhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from engine import incognito
from engine.assistant import Answered, Event, Piece, Said
from engine.errors import BadInput
from engine.incognito import Incognito
from engine.session import Session
from engine.vault import bytescan
from engine.vault.vault import Vault
from models.errors import ModelCrashed
from tests.desktop.cli.support import dump
from tests.desktop.support import ScriptedChat

WORDS = ("quillfeather", "ocelot", "zanzibar")
SAID = (
    "Professor Quillfeather keeps seventeen ocelots in Zanzibar.", "What does Quillfeather keep?", "Remember that I love ocelots.",
    "My password is Zanzibar99.", "Forget everything about Quillfeather.", "Always write about ocelots.",
    "Ich wohne in Zanzibar und habe zwei Ocelots.",
)  # fmt: skip


@pytest.fixture
def everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that holds all that is written: the vault, temporary files, a log."""
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    log = (tmp_path / "log.txt").open("w")
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(log))
    yield tmp_path
    structlog.reset_defaults()
    log.close()


@pytest.fixture
def vault(everywhere: Path) -> Iterator[Vault]:
    opened, _ = Vault.create(everywhere / "home", key_file=everywhere / "key")
    yield opened
    opened.close()


def session_of(vault: Vault, *answers: str, small: bool = False) -> tuple[Session, ScriptedChat]:
    chat = ScriptedChat(*(answers or ("Ocelots in Zanzibar, how lovely.",)), small=small)
    return Session(vault, chat=chat), chat  # type: ignore[arg-type]


@pytest.mark.parametrize("small", [False, True], ids=["large model", "small model"])
@pytest.mark.parametrize("uses_memory", [False, True], ids=["without memory", "with memory"])
def test_nothing_of_it_is_in_any_file_or_row(vault: Vault, everywhere: Path, small: bool, uses_memory: bool) -> None:
    session, _ = session_of(vault, small=small)
    session.assistant.reply(session.conversations.create(), "My sister Anna lives in Berlin.")
    before, seq = dump(vault), vault.one("SELECT max(row) FROM journal")[0]
    chat = Incognito(session, uses_memory=uses_memory)
    for text in SAID:
        assert chat.reply(text).answer.text
    assert dump(vault) == before  # the decrypted database, every table and index
    assert vault.one("SELECT max(row) FROM journal")[0] == seq
    chat.close()
    assert chat.messages == []
    vault.backup()
    vault.close()
    needles = [(0, form) for word in WORDS for form in [*bytescan.forms(word), *bytescan.disguises(word)]]
    assert not [path for path in everywhere.rglob("*") if path.is_file() and bytescan.search_file(path, needles)[1]]


def test_the_search_would_have_found_it(vault: Vault) -> None:
    session, _ = session_of(vault)
    session.assistant.reply(session.conversations.create(), SAID[0])
    assert "quillfeather" in dump(vault)


def test_the_model_knows_what_was_said_here_and_not_what_is_remembered(vault: Vault) -> None:
    session, model = session_of(vault)
    session.assistant.reply(session.conversations.create(), "My sister Anna lives in Berlin.")
    chat = Incognito(session)
    chat.reply("My cat is called Tom.")
    chat.reply("What is my cat called, and where does my sister live?")
    prompt = " ".join(message.content for message in model.asked[-1])
    assert "Tom" in prompt
    assert "Berlin" not in prompt


def test_memories_are_read_when_the_user_allows_it(vault: Vault) -> None:
    session, _ = session_of(vault, small=True)
    session.assistant.reply(session.conversations.create(), "My sister Anna lives in Berlin.")
    chat = Incognito(session)
    assert chat.reply("Where does my sister live?").answer.text == incognito.UNTOLD
    chat.uses_memory = True
    assert "Berlin" in chat.reply("Where does my sister live?").answer.text


def test_a_small_model_is_helped_with_what_was_said_here(vault: Vault) -> None:
    session, _ = session_of(vault, small=True)
    chat = Incognito(session)
    assert chat.reply("My cat is called Zephyr.").answer.text == incognito.HEARD
    assert "Zephyr" in chat.reply("What is my cat called?").answer.text


def test_requests_about_memory_are_not_carried_out(vault: Vault) -> None:
    session, _ = session_of(vault)
    kept = session.assistant.reply(session.conversations.create(), "I am allergic to peanuts.").learned[0]
    assert Incognito(session).reply("Forget that I am allergic to peanuts.").answer.text == incognito.NOT_HERE
    assert session.memories.get(kept).status == "active"


def test_events_come_as_in_any_chat(vault: Vault) -> None:
    session, _ = session_of(vault, "Hello.")
    seen: list[Event] = []
    Incognito(session).reply("Good morning to you, dear friend, what's up?", on_event=seen.append)
    assert [type(event) for event in seen] == [Said, Piece, Answered]
    assert all(event.message.row < 0 for event in seen if isinstance(event, Said | Answered))


def test_a_failure_or_a_stop_costs_one_answer(vault: Vault) -> None:
    session, model = session_of(vault, "Hello there.")
    chat = Incognito(session)
    model.error = ModelCrashed("The model crashed.", "Ask again.")
    with pytest.raises(ModelCrashed):
        chat.reply("Tell me a story.")
    model.error = None
    assert chat.again().answer.text == "Hello there."
    cancel = threading.Event()
    cancel.set()
    assert chat.reply("And another one.", cancel=cancel).answer.state == "cancelled"
    with pytest.raises(BadInput):
        chat.reply("  ")
    assert [message.role for message in chat.messages] == ["user", "assistant"] * 2
