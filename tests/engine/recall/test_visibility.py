"""What was forgotten, left the chosen path, or was not said yet is never recalled, whatever an index still believes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.recall.candidates import Key, Ranked

from .conftest import START, Story

SECRET = "The spare key lies under the blue flowerpot."


@pytest.fixture
def told(story: Story) -> Story:
    story.say("Good morning.", SECRET, "Good night.")
    story.embed()
    assert SECRET in story.ask("where is the spare key")
    return story


def stale(story: Story, monkeypatch: pytest.MonkeyPatch, row: int) -> None:
    """Every arm insists on the row, as if no index had noticed anything."""
    arms = [Ranked(arm, (Key("message", row),), (9.0,)) for arm in ("turn", "window", "turn_vector")]
    monkeypatch.setattr("engine.recall.lexical.searches", lambda *_: (lambda: arms, list, list))


def test_a_trashed_message_is_not_recalled(told: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    row = told.vault.one("SELECT row FROM message WHERE text = ?", (SECRET,))["row"]
    with told.vault.change("forget", "Forgot a message") as change:
        change.update("message", row, status="trashed")
    assert SECRET not in told.ask("where is the spare key")
    stale(told, monkeypatch, row)
    assert SECRET not in told.ask("where is the spare key")


def test_a_conversation_in_the_trash_is_not_recalled_and_comes_back_with_it(told: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    told.conversations.trash(told.conversation)
    assert told.ask("where is the spare key") == []
    told.conversations.restore(told.conversation)
    assert SECRET in told.ask("where is the spare key")
    row = told.vault.one("SELECT row FROM message WHERE text = ?", (SECRET,))["row"]
    told.conversations.trash(told.conversation)
    stale(told, monkeypatch, row)
    assert told.ask("where is the spare key") == []


def test_a_masked_span_is_not_recalled(told: Story) -> None:
    row = told.vault.one("SELECT row FROM message WHERE text = ?", (SECRET,))["row"]
    with told.vault.change("forget", "Forgot a part") as change:
        change.update("message", row, shown="The spare key lies [forgotten].")
    hits = told.ask("spare key under the flowerpot")
    assert not any("flowerpot" in text for text in hits)
    assert "The spare key lies [forgotten]." in hits


def test_an_edited_message_is_recalled_in_its_new_version_alone(told: Story) -> None:
    message = told.conversations.path(told.conversation)[1]
    told.conversations.edit(message, "The spare key lies in the red toolbox.", at=told.at)
    hits = told.ask("where does the spare key lie")
    assert "The spare key lies in the red toolbox." in hits
    assert SECRET not in hits


def test_an_answer_that_failed_is_not_recalled(story: Story) -> None:
    story.conversations.say(story.conversation, "The flowerpot is blue.", role="assistant", at=story.at, state="failed")
    assert story.ask("what did you say about the flowerpot") == []


def test_nothing_mentioned_after_the_moment_is_seen(real_story: Story) -> None:
    real_story.say("My phone is a Samsung A52.")
    real_story.new_conversation(days=77)
    real_story.say("I bought a Nothing Phone 2a.")
    assert real_story.ask("which phone do I have", as_of=START + timedelta(days=30)) == ["My phone is a Samsung A52."]
    assert len(real_story.ask("which phone do I have")) == 2


def test_what_holds_today_did_not_hold_before_it_was_said(story: Story) -> None:
    old = story.note("The user lives in Lyon.")
    story.new_conversation(days=40)
    new = story.note("The user lives in Turin.")
    story.memories.supersede(old, new)
    then = story.recall.search("where does the user live", as_of=START + timedelta(days=10)).hits
    assert [(hit.text, hit.status) for hit in then] == [("The user lives in Lyon.", "active")]
    now = story.recall.search("where does the user live").hits
    assert [hit.status for hit in now] == ["active", "superseded"]


def test_many_later_lines_do_not_crowd_out_what_was_known_then(story: Story) -> None:
    story.say("The tent is green.")
    story.new_conversation(days=30)
    story.say(*(f"The tent number {n} is green." for n in range(150)))
    assert story.ask("which tent is green", as_of=START + timedelta(days=1)) == ["The tent is green."]
