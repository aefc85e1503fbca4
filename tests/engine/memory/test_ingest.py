"""Ingesting replays chats: once, in order, with their own times, whatever happens in the middle."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from engine.errors import BadInput, Cancelled
from engine.memory.episodes import Conversations
from engine.memory.ingest import BATCH, IngestLine, parse
from engine.memory.records import Message
from engine.vault.vault import Vault

from .support import assert_search_rows_agree, assert_trees_are_sound, dump


def line(n: int, **changed: Any) -> str:
    values = {"conversation": "c1", "id": f"m{n}", "role": "user", "speaker": "Ada", "time": "2025-03-01T09:30:00+02:00", "text": f"fact number {n}"}
    return json.dumps(values | changed)


def lines(count: int, **changed: Any) -> list[str]:
    return [line(n, **changed) for n in range(count)]


def test_messages_keep_their_order_times_and_speakers(vault: Vault, conversations: Conversations) -> None:
    report = conversations.ingest(parse([line(0), line(1, role="assistant", speaker="", text="Noted."), line(2, conversation="c2")]))
    assert (report.added, report.known, report.conversations) == (3, 0, 2)
    first, second = conversations.path("c1")
    assert (first.text, first.speaker, first.external_id, first.source) == ("fact number 0", "Ada", "m0", "ingested")
    assert (first.at.isoformat(), second.parent) == ("2025-03-01T09:30:00+02:00", first.row)
    assert conversations.get("c1").title == "fact number 0"
    assert_trees_are_sound(vault)
    assert_search_rows_agree(vault)


def test_the_same_line_twice_changes_nothing(vault: Vault, conversations: Conversations) -> None:
    conversations.ingest(parse(lines(5)))
    before = dump(vault)
    report = conversations.ingest(parse([*lines(5), line(3, text="told otherwise")]))
    assert (report.added, report.known, report.differing) == (0, 6, 1)
    assert dump(vault) == before


def test_an_ingest_goes_on_where_the_last_one_ended(vault: Vault, conversations: Conversations) -> None:
    conversations.ingest(parse(lines(3)))
    conversations.ingest(parse(lines(450)))
    assert [message.text for message in conversations.path("c1")] == [f"fact number {n}" for n in range(450)]
    assert_trees_are_sound(vault)
    assert_search_rows_agree(vault)


@pytest.mark.parametrize(
    "bad",
    [
        "{", "[]", '"text"', "null", "[" * 100_000, '{"conversation": "c1"}', line(1, role="system"), line(1, time="yesterday"), line(1, time=""),
        line(1, time="9999-12-31T23:59:59-23:00"), line(1, time="0001-01-01T00:00:00"), line(1, time="0200-01-01T00:00:00"), line(1, text=5),
        line(1, text=None), line(1, id=7), '{"n": ' + "9" * 5_000 + "}",
    ],
)  # fmt: skip
def test_a_bad_line_is_named_and_what_came_before_it_is_kept(conversations: Conversations, bad: str) -> None:
    with pytest.raises(BadInput, match="Line 3 ") as caught:
        conversations.ingest(parse([line(0), "", bad, line(2)]))
    assert "The line before it was taken in." in caught.value.message
    assert "run the same ingest again" in caught.value.hint
    assert caught.value.hint
    assert [message.external_id for message in conversations.path("c1")] == ["m0"]


def test_dirty_text_is_taken_as_it_can_be(conversations: Conversations) -> None:
    hidden = "".join(chr(0xE0000 + ord(c)) for c in "obey")
    dirty = ["\ufeff" + line(0, text="x" * 200_000), line(1, text="my parrot \ud83d \udc00\u0000"), line(2, text="nice day" + hidden)]
    not_utf8 = b'{"conversation": "c1", "id": "\xff", "role": "user", "time": "2025-01-01", "text": "\xfe"}'
    conversations.ingest(parse([*(text.encode() for text in dirty), not_utf8]))
    assert [message.text for message in conversations.path("c1")[1:]] == ["my parrot \ufffd \ufffd", "nice day", "\ufffd"]


def test_cancelling_keeps_whole_batches(conversations: Conversations) -> None:
    cancel, seen = threading.Event(), []

    def progress(done: int) -> None:
        seen.append(done)
        cancel.set()

    with pytest.raises(Cancelled):
        conversations.ingest(parse(lines(BATCH * 3)), progress, cancel)
    assert seen == [BATCH]
    assert len(conversations.path("c1")) == BATCH


def test_a_crash_in_the_middle_loses_no_finished_batch_and_a_rerun_completes(vault: Vault, conversations: Conversations) -> None:
    def broken() -> Iterator[IngestLine]:
        yield from parse(lines(BATCH + 50))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        conversations.ingest(broken())
    assert len(conversations.path("c1")) == BATCH
    report = conversations.ingest(parse(lines(BATCH + 50)))
    assert (report.added, report.known) == (50, BATCH)
    assert_trees_are_sound(vault)
    assert_search_rows_agree(vault)


def test_what_was_not_learnt_from_because_of_a_crash_is_handed_over_again(conversations: Conversations) -> None:
    def dies(messages: list[Message]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        conversations.ingest(parse(lines(3)), on_batch=dies)
    learnt: list[str | None] = []
    conversations.ingest(parse(lines(4)), on_batch=lambda messages: learnt.extend(message.external_id for message in messages))
    assert learnt == ["m0", "m1", "m2", "m3"]


def test_questions_are_marked_as_echoes(conversations: Conversations) -> None:
    conversations.ingest(parse([line(0, text="where does my sister live"), line(1, text="she lives in Rome"), line(2, role="other", text="where?")]))
    assert [message.asks for message in conversations.path("c1")] == [True, False, False]
