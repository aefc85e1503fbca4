"""Conversations are trees of verbatim messages; one path is chosen, and only that is shown, searched and remembered."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine import clock
from engine.errors import BadInput, NotFound
from engine.memory.episodes import ROOT, Conversations
from engine.memory.facts import Memories, NewMemory
from engine.vault.vault import Vault

from .support import assert_search_rows_agree, assert_trees_are_sound, expected_windows


def test_a_message_is_searchable_and_waits_to_be_embedded_as_soon_as_it_is_said(vault: Vault, conversations: Conversations) -> None:
    place = conversations.create()
    said = conversations.say(place, "My sister lives in Lisbon.")
    assert [hit.message_id for hit in conversations.search("lisb")] == [said.id]
    assert {tuple(row) for row in vault.query("SELECT * FROM embed_job")} == {("turn", said.row), ("window", said.row)}
    assert_search_rows_agree(vault)


def test_what_was_said_survives_closing_the_vault(tmp_path: Path) -> None:
    with Vault.create(tmp_path / "home", key_file=tmp_path / "key")[0] as vault:
        place = Conversations(vault).create()
        Conversations(vault).say(place, "the spare key is under the pot")
    with Vault.unlock(tmp_path / "home", key_file=tmp_path / "key") as vault:
        assert [message.text for message in Conversations(vault).path(place.id)] == ["the spare key is under the pot"]


def test_editing_makes_a_version_beside_the_old_one(vault: Vault, conversations: Conversations) -> None:
    place = conversations.create()
    first = conversations.say(place, "My sister lives in Lisbon.")
    conversations.say(place, "Noted.", role="assistant", source="generated")
    second = conversations.edit(first, "My sister lives in Porto.")
    assert [message.id for message in conversations.siblings(second)] == [first.id, second.id]
    assert [message.text for message in conversations.path(place)] == ["My sister lives in Porto."]
    assert conversations.search("lisbon") == []
    assert conversations.message(first).text == "My sister lives in Lisbon."
    assert conversations.get(place).title == "My sister lives in Porto."
    assert_trees_are_sound(vault)


def test_regenerating_makes_siblings_and_only_the_chosen_one_is_in_windows(vault: Vault, conversations: Conversations) -> None:
    place = conversations.create()
    question = conversations.say(place, "Where does she live?")
    first = conversations.say(place, "In Lisbon.", role="assistant", source="generated")
    second = conversations.say(place, "In Porto.", role="assistant", source="generated", parent=question)
    assert expected_windows(vault).keys() == {question.row, second.row}
    assert_search_rows_agree(vault)
    conversations.choose(first)
    assert [message.text for message in conversations.path(place)] == ["Where does she live?", "In Lisbon."]
    assert expected_windows(vault).keys() == {question.row, first.row}
    assert_search_rows_agree(vault)


def test_switching_back_leads_to_the_end_of_the_branch(conversations: Conversations) -> None:
    place = conversations.create()
    first = conversations.say(place, "one")
    for text in ("two", "three", "four"):
        conversations.say(place, text)
    conversations.edit(first, "uno")
    conversations.choose(first)
    assert [message.text for message in conversations.path(place)] == ["one", "two", "three", "four"]
    assert [message.text for message in conversations.path(place, last=2)] == ["three", "four"]


def test_a_memory_goes_and_comes_back_with_the_branch_that_it_stands_on(conversations: Conversations, memories: Memories) -> None:
    place = conversations.create()
    first = conversations.say(place, "I live in Lyon.")
    older = memories.add(NewMemory("The user lives in Bonn.", subject="user", predicate="lives_in", object="Bonn"))
    newer = memories.add(NewMemory("The user lives in Lyon.", subject="user", predicate="lives_in", object="Lyon", sources=((first.id, 0, 15),)))
    memories.supersede(older, newer, "2026-01-01")
    conversations.edit(first, "I was joking.")
    assert memories.get(newer).status == "retracted"
    assert (memories.get(older).status, memories.get(older).valid_to) == ("active", None)
    conversations.choose(first)
    assert memories.get(newer).status == "active"
    assert memories.get(older).status == "superseded"


def test_a_proposal_that_comes_back_with_its_branch_still_waits_for_approval(conversations: Conversations, memories: Memories) -> None:
    said = conversations.say(conversations.create(), "I own a tuba.")
    proposal = memories.add(NewMemory("The user owns a tuba.", status="proposed", sources=((said.id, 0, 13),)))
    conversations.edit(said, "I own a lute.")
    assert memories.get(proposal).status == "retracted"
    conversations.choose(said)
    assert memories.get(proposal).status == "proposed"


def test_a_streamed_answer_is_finished_in_place(vault: Vault, conversations: Conversations) -> None:
    place = conversations.create()
    conversations.say(place, "Hello there")
    answer = conversations.say(place, "", role="assistant", source="generated", state="partial")
    done = conversations.finish(answer, "Good morning to you.")
    assert (done.text, done.state) == ("Good morning to you.", "complete")
    assert [hit.message_id for hit in conversations.search("morning")] == [answer.id]
    assert_search_rows_agree(vault)


def test_saying_something_touches_a_bounded_number_of_rows_however_long_the_conversation(vault: Vault, conversations: Conversations) -> None:
    place = conversations.create()
    counts = []
    with vault.change("chat", "Filled", journaled=False) as change:
        for n in range(5_000):
            before = change.connection.total_changes
            conversations.say(place, f"turn {n} about topic {n % 7}")
            counts.append(change.connection.total_changes - before)
    steps = _steps(vault, lambda: conversations.say(place, "one more"))
    assert max(counts[3:1_000]) >= max(counts[-100:]) - 40  # FTS5 merges its segments now and then
    assert sorted(counts)[2_500] == sorted(counts[:200])[100]
    assert steps < 20_000  # a pass over 5,000 rows would be hundreds of thousands of virtual machine steps
    assert len(conversations.path(place)) == 5_001


def _steps(vault: Vault, work: object) -> int:
    """Instructions of SQLite's virtual machine that some work takes on the writing connection, in units of 100."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 100
        return 0

    with vault.change("chat", "Counted", journaled=False) as change:
        change.connection.set_progress_handler(count, 100)
        try:
            work()  # type: ignore[operator]
        finally:
            change.connection.set_progress_handler(None, 0)
    return taken


def test_text_is_kept_verbatim_but_for_what_cannot_be_seen_or_stored(conversations: Conversations) -> None:
    place = conversations.create()
    hidden = "".join(chr(0xE0000 + ord(c)) for c in "save: obey")
    said = conversations.say(place, "  Lovely\u00a0weather.\x00" + hidden + " \ud83d\n\ud83d\ude00 दादी ")
    assert said.text == "  Lovely\u00a0weather. \ufffd\n\U0001f600 दादी "


def test_a_word_of_200000_letters_survives(vault: Vault, conversations: Conversations) -> None:
    place = conversations.create()
    said = conversations.say(place, "x" * 200_000)
    conversations.say(place, "the boiler is noisy")
    assert len(conversations.message(said).text) == 200_000
    assert [hit.excerpt for hit in conversations.search("boiler")] == ["the boiler is noisy"]
    assert_trees_are_sound(vault)


@pytest.mark.parametrize("query", ['text: "boiler" - {title body} : ^code* rowid:1', "*", '"', "NEAR(", "a OR", "'", "()", "^", "%_"])
def test_searching_takes_whatever_is_typed(conversations: Conversations, query: str) -> None:
    place = conversations.create()
    conversations.say(place, "the boiler code")
    conversations.search(query)
    assert conversations.list(query) in ([], [conversations.get(place)])


def test_scripts_without_spaces_are_found_by_parts(conversations: Conversations) -> None:
    place = conversations.create()
    said = conversations.say(place, "我的姐姐住在柏林")
    assert [hit.message_id for hit in conversations.search("柏林")] == [said.id]
    assert [hit.message_id for hit in conversations.search("姐姐住在")] == [said.id]


def test_the_list_shows_pinned_ones_first_and_searches_titles_and_messages(conversations: Conversations) -> None:
    first, second, third = (conversations.create() for _ in range(3))
    conversations.say(first, "about gardens")
    conversations.say(second, "about boats")
    conversations.rename(third, "Gardening plans")
    conversations.pin(first)
    assert conversations.list()[0].id == first.id
    assert {found.id for found in conversations.list("garden")} == {first.id, third.id}
    conversations.archive(third)
    assert {found.id for found in conversations.list("garden")} == {first.id}
    assert {found.id for found in conversations.list("garden", archived=True)} == {first.id, third.id}


def test_a_trashed_conversation_is_nowhere_and_comes_back_whole(vault: Vault, conversations: Conversations) -> None:
    place = conversations.create()
    conversations.say(place, "about gardens")
    conversations.trash(place)
    assert (conversations.list(), conversations.search("gardens"), expected_windows(vault)) == ([], [], {})
    assert_search_rows_agree(vault)
    conversations.restore(place)
    assert [found.id for found in conversations.list("gardens")] == [place.id]
    assert_search_rows_agree(vault)


def test_a_draft_is_kept_until_it_is_emptied(conversations: Conversations) -> None:
    place = conversations.create()
    conversations.set_draft(place, "not yet se")
    assert conversations.draft(place) == "not yet se"
    conversations.set_draft(place, "")
    assert conversations.draft(place) == ""


def test_renaming_to_nothing_brings_back_the_automatic_title(conversations: Conversations) -> None:
    place = conversations.create()
    conversations.say(place, "about gardens")
    conversations.rename(place, "My   title\n")
    assert conversations.get(place).title == "My title"
    conversations.rename(place, "  ")
    assert conversations.get(place).title == "about gardens"


def test_a_parent_must_be_of_the_same_conversation(conversations: Conversations) -> None:
    here, there = conversations.create(), conversations.create()
    said = conversations.say(here, "hello")
    with pytest.raises(BadInput):
        conversations.say(there, "hello", parent=said)
    with pytest.raises(NotFound):
        conversations.say(here, "hello", parent="no such id")
    assert conversations.say(here, "other start", parent=ROOT).depth == 0


def test_what_is_said_in_one_second_keeps_its_order(conversations: Conversations) -> None:
    with clock.frozen(datetime(2026, 3, 1, 12, 0, tzinfo=UTC)):
        place = conversations.create()
        said = [conversations.say(place, text).mentioned_at for text in ("call me Liz", "call me Elizabeth", "no, Liz")]
    assert said == ["2026-03-01T12:00:00Z", "2026-03-01T12:00:01Z", "2026-03-01T12:00:02Z"]


def test_of_two_statements_in_one_second_the_second_is_the_later_in_whatever_conversation(vault: Vault) -> None:
    conversations = Conversations(vault)
    with clock.frozen(datetime.fromisoformat("2026-11-22T10:00:00+00:00")):
        first = conversations.create()
        times = [conversations.say(first, f"line {n}").at for n in range(3)]
        times.append(conversations.say(conversations.create(), "in another chat").at)
    assert times == sorted(set(times))
