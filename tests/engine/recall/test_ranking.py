"""What comes first, told as stories. With the bundled embedder."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.recall import times
from engine.recall.candidates import Key
from engine.recall.hits import Row
from engine.recall.query import parse
from engine.recall.ranking import Cues, score
from engine.vault.vault import Vault

from .conftest import START, Story


def test_the_meaning_is_found_without_a_shared_word(real_story: Story) -> None:
    real_story.say("My favourite painter is Hopper.", "The car needs new tyres.", "I bought a fern called Gerardo.", "We watched a film about bees.")
    assert real_story.ask("What's the name of my plant?")[0] == "I bought a fern called Gerardo."


def test_the_one_who_is_asked_about_is_the_one_who_said_it(real_story: Story) -> None:
    real_story.say("I went to the pottery class.", role="other", speaker="Melanie")
    real_story.say("I went to the pottery class.", speaker="Caroline")
    hits = real_story.recall.search("What class did Caroline go to?").hits
    assert hits[0].speaker == "Caroline"


def test_a_fact_names_the_messages_it_came_from(story: Story) -> None:
    message = story.say("Anna moved to Berlin in spring.")
    story.note("The user's sister Anna lives in Berlin.", source=message)
    hit = next(hit for hit in story.recall.search("Anna Berlin").hits if hit.kind == "semantic")
    assert hit.source_ids == (message.id,)
    assert set(hit.arms) >= {"memory"}


def test_imported_messages_are_named_by_their_own_ids(story: Story) -> None:
    story.conversations.say(story.conversation, "I keep bees.", at=story.at, external_id="D1:3")
    assert story.recall.search("bees").hits[0].source_ids == ("D1:3",)


def test_what_no_longer_holds_comes_below_and_says_so(story: Story) -> None:
    old = story.note("The user lives in Lyon.")
    new = story.note("The user lives in Turin.")
    story.memories.supersede(old, new)
    hits = story.recall.search("where does the user live").hits
    assert [(hit.text, hit.status) for hit in hits] == [("The user lives in Turin.", "active"), ("The user lives in Lyon.", "superseded")]


def test_a_fact_whose_time_has_run_out_no_longer_holds(story: Story) -> None:
    story.note("The user is on antibiotics.", valid_to="2025-03-10")
    assert story.recall.search("antibiotics").hits[0].status == "superseded"
    assert story.recall.search("antibiotics", as_of=START + timedelta(days=2)).hits[0].status == "active"


@pytest.mark.parametrize("status", ["proposed", "retracted", "archived", "trashed"])
def test_what_is_not_in_force_is_never_recalled(story: Story, status: str) -> None:
    memory = story.note("The user keeps bees.")
    story.embed()
    with story.vault.change("test", "Test") as change:
        change.update("memory", memory.row, status=status)
    assert story.ask("bees") == []


def test_a_pinned_fact_wins_a_tie(story: Story) -> None:
    story.note("The user likes tea in the morning.")
    story.note("The user likes tea at night.", pinned=True)
    assert story.ask("tea")[0] == "The user likes tea at night."


def test_a_time_in_the_question_lifts_what_was_said_then_and_hides_nothing(story: Story) -> None:
    story.say("The concert was wonderful.")
    story.new_conversation(days=60)
    story.say("The concert was wonderful!")
    march = story.recall.search("which concert was wonderful in March 2025?").hits
    may = story.recall.search("which concert was wonderful around April 30 2025?").hits
    assert march[0].time.startswith("2025-03")
    assert may[0].time.startswith("2025-04")
    assert len(march) == len(may) == 2


def test_kinds_narrow_a_search(story: Story) -> None:
    story.note("The user keeps bees.", source=story.say("I keep bees."))
    assert {hit.kind for hit in story.recall.search("bees").hits} == {"message", "semantic"}
    assert {hit.kind for hit in story.recall.search("bees", kinds=("semantic",)).hits} == {"semantic"}


def test_hits_are_counted_from_one_and_fall_in_score(story: Story) -> None:
    story.say(*(f"Bee hive {n} is full." for n in range(30)))
    hits = story.recall.search("bee hive", top=7).hits
    assert [hit.rank for hit in hits] == list(range(1, 8))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_same_question_gets_the_same_answer(real_story: Story) -> None:
    real_story.say(*(f"Bee hive {n} is full." for n in range(30)))
    assert real_story.ask("bee hive") == real_story.ask("bee hive")


class Dead:
    """An embedder whose model host has died."""

    id = "words"
    dimension = 384

    def embed_query(self, text: str):  # type: ignore[no-untyped-def]
        raise RuntimeError("the model host died")

    embed_queries = embed_documents = embed_query


def test_without_the_embedder_the_words_answer_and_a_note_says_so(vault: Vault) -> None:
    story = Story(vault, Dead())  # type: ignore[arg-type]
    story.say("I keep bees.")
    found = story.recall.search("bees")
    assert [hit.text for hit in found.hits] == ["I keep bees."]
    assert found.notes == ("vectors failed: searched without",)
    assert found.waiting == 2


def test_a_failing_arm_costs_itself_alone(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.say("I keep bees.")
    story.embed()

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("engine.recall.lexical.searches", fail)
    monkeypatch.setattr("engine.recall.graph.search", fail)
    found = story.recall.search("I keep bees")
    assert [hit.text for hit in found.hits] == ["I keep bees."]
    assert found.notes == ("full text failed: searched without", "graph failed: searched without")


def test_an_empty_store_gives_no_hits(story: Story) -> None:
    found = story.recall.search("anything at all?")
    assert (found.hits, found.notes, found.relevance) == ((), (), 0.0)


def test_capitals_all_over_name_nobody() -> None:
    assert parse("WHERE IS ANNA").names == ()


def said(text: str, speaker: str = "") -> Row:
    return Row(Key("message", 1), "message", "1", text, speaker, "2025-03-01", 0, None, "active", 1)


def test_a_date_is_looked_for_where_one_is_told() -> None:
    cues = Cues.of(parse("When did I see the dentist?"), START, frozenset(), ())
    assert score(1.0, said("I saw the dentist on Thursday."), cues) > score(1.0, said("I saw the dentist about it too."), cues)


@pytest.mark.parametrize("question", ["when is it", "How long did it take?", "what year was that", "since when do I ski"])
def test_these_ask_for_a_date(question: str) -> None:
    assert times.asks_when(question)


@pytest.mark.parametrize("question", ["where is it", "what is long", "whenever"])
def test_these_ask_for_none(question: str) -> None:
    assert not times.asks_when(question)


def test_what_tells_more_wins_a_tie_and_what_asks_back_loses_it() -> None:
    cues = Cues.of(parse("bees"), START, frozenset(), ())
    assert score(1.0, said("I keep bees in three hives behind the house."), cues) > score(1.0, said("Bees!"), cues)
    assert score(1.0, said("I keep bees?"), cues) < score(1.0, said("I keep bees."), cues)


def test_another_speaker_than_the_one_who_is_named_comes_later() -> None:
    asked = parse("What class did Caroline go to?")
    nobody, named = Cues.of(asked, START, frozenset(), ()), Cues.of(asked, START, frozenset({"caroline"}), ())
    by_another, by_her = said("I went to the pottery class.", "Melanie"), said("I went to the pottery class.", "Caroline Smith")
    assert score(1.0, by_another, named) < score(1.0, by_another, nobody) < score(1.0, by_her, named)
