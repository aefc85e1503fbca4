"""`alcove derive` and `alcove memories rejected`, as a person uses them."""

from __future__ import annotations

from tests.desktop.cli.support import Command

CHAT = [
    {"conversation": "one", "id": "1", "role": "user", "speaker": "", "time": "2025-06-10T10:00:00", "text": "I am allergic to peanuts."},
    {
        "conversation": "one",
        "id": "2",
        "role": "user",
        "speaker": "",
        "time": "2025-06-10T10:01:00",
        "text": "What is the tallest tower? My pin is 4471.",
    },
    {"conversation": "two", "id": "1", "role": "user", "speaker": "", "time": "2025-06-11T10:00:00", "text": "I play the cello."},
]


def taken_in(alcove: Command) -> Command:
    assert alcove("ingest", alcove.jsonl("chat.jsonl", CHAT), "--no-learn").code == 0
    return alcove


def remembered(alcove: Command) -> set[str]:
    return {memory["text"] for memory in alcove("memories", "list", "--json").json["memories"]}


def test_old_conversations_are_learned_from_once(vault: Command) -> None:
    taken_in(vault)
    assert vault("derive", "--all", "--json").json == {"messages": 3, "memories": 2, "turned_down": 2, "stopped": False, "with_model": False}
    assert remembered(vault) == {"The user is allergic to peanuts.", "The user plays the cello."}
    assert vault("derive", "--all").out == "0 messages read by the rules: 0 new memories.\n"
    for again in (("derive", "--all", "--json"), ("derive", "--all", "--force", "--json")):
        assert vault(*again).json["memories"] == 0
    assert len(remembered(vault)) == 2


def test_one_conversation_alone_is_read_by_its_id_or_its_name_elsewhere(vault: Command) -> None:
    taken_in(vault)
    result = vault("derive", "--conversation", "two")
    assert result.out == "1 message read by the rules: 1 new memory.\n"
    assert remembered(vault) == {"The user plays the cello."}


def test_which_conversations_must_be_said(vault: Command) -> None:
    result = vault("derive")
    assert result.code != 0
    assert "--all" in result.err
    assert vault("derive", "--all", "--conversation", "one").code != 0


def test_with_learning_off_it_says_so(vault: Command) -> None:
    taken_in(vault)
    vault("settings", "set", "learn", "false")
    result = vault("derive", "--all")
    assert result.code != 0
    assert "switched off" in result.err
    assert remembered(vault) == set()


def test_what_was_not_kept_is_shown_with_the_reason_and_no_secret(vault: Command) -> None:
    taken_in(vault)
    vault("derive", "--all")
    found = vault("memories", "rejected", "--all", "--json").json["rejected"]
    assert {(one["text"], one["reason"]) for one in found} == {("[secret]", "secret"), ("What is the tallest tower", "question")}
    (message,) = {one["message"] for one in found}
    shown = vault("memories", "rejected", "--message", message[:23])
    assert "question" in shown.out and "tallest tower" in shown.out
    assert "4471" not in shown.out


def test_only_what_might_have_been_a_memory_is_shown_unasked(vault: Command) -> None:
    rows = [
        {"conversation": "c", "id": str(n), "role": "user", "speaker": "user", "time": "2026-01-01T10:00:00", "text": text}
        for n, text in enumerate(("Am I vegetarian?", "lol thanks", "Write me a poem about the sea.", "The Eiffel Tower is 330 m high."))
    ]
    vault("ingest", vault.jsonl("said.jsonl", rows[:3]), "--learn")
    nothing = vault("memories", "rejected")
    assert nothing.out == "Nothing that might have been a memory was turned down here.\n" and "--all" in nothing.err
    vault("ingest", vault.jsonl("more.jsonl", rows[3:]), "--learn")
    assert [one["text"] for one in vault("memories", "rejected", "--json").json["rejected"]] == ["The Eiffel Tower is 330 m high"]
    assert "(about the world, not about you)" in vault("memories", "rejected").out
    every = vault("memories", "rejected", "--all").out
    assert "Am I vegetarian  (a question)" in every and "poem" in every and "I Am I" not in every


def test_another_kind_of_id_is_refused(vault: Command) -> None:
    taken_in(vault)
    vault("derive", "--all")
    memory = vault("memories", "list", "--json").json["memories"][0]["id"]
    for command in (("memories", "rejected", "--message", memory), ("derive", "--conversation", memory)):
        result = vault(*command)
        assert result.code != 0
        assert "id of a memory" in result.err


def test_a_forgotten_message_takes_what_was_not_kept_of_it_along(vault: Command) -> None:
    taken_in(vault)
    vault("derive", "--all")
    (message,) = {one["message"] for one in vault("memories", "rejected", "--all", "--json").json["rejected"]}
    assert vault("memories", "forget", message, "--yes").code == 0
    assert vault("memories", "rejected").out == "Nothing was turned down here.\n"
