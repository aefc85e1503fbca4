"""What the settings say of new memories: which wait, and which kinds are never kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.learning.consolidation import extractive
from engine.learning.gating import categories, policy
from engine.learning.gating.rejections import rejections
from engine.learning.learner import Learner
from engine.learning.modeltier.schema import CATEGORIES
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewMemory
from engine.settings import Settings
from engine.vault.vault import Vault

Tell = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def settings(vault: Vault) -> Settings:
    return Settings(vault)


@pytest.fixture
def tell(vault: Vault, learner: Learner, settings: Settings) -> Tell:
    """Says something, and learns from it as the settings want it."""
    conversations = Conversations(vault)

    def told(text: str) -> list[tuple[str, str]]:
        message = conversations.say(conversations.create(), text)
        return [(memory.text, memory.status) for memory in learner.learn_message(message, **policy.keeping(settings))]

    return told


def test_every_category_of_the_rules_belongs_to_a_kind_that_can_be_left_out() -> None:
    grouped = {category for one in categories.ALL for category in one.categories}
    assert set(CATEGORIES) <= grouped | categories.UNGROUPED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I have asthma.", "health"), ("I take 5 mg of ramipril.", "health"), ("I'm vegan because of my blood pressure.", "health"),
        ("I earn £40k a year.", "money"), ("I go to church every Sunday.", "beliefs"), ("I live in Ghent.", "location"),
        ("My sister Anna lives in Berlin.", "people"), ("I work at the port.", "work"), ("My dog is called Pixel.", "pets"),
        ("I love jazz.", "preferences"),
    ],
)  # fmt: skip
def test_a_kind_that_is_never_kept_becomes_no_memory_and_leaves_no_copy(text: str, kind: str, tell: Tell, settings: Settings, vault: Vault) -> None:
    settings.put("never_keep", [kind])
    assert tell(text) == []
    turned_down = rejections(vault)
    assert {(one.text, one.reason) for one in turned_down} == {(f"[{kind}]", policy.NOT_KEPT)}
    assert vault.query("SELECT 1 FROM memory") == []


def test_other_kinds_in_the_same_message_are_kept(tell: Tell, settings: Settings) -> None:
    settings.put("never_keep", ["health"])
    assert tell("I have asthma and I like tea.") == [("The user likes tea.", "active")]


def test_instructions_are_kept_whatever_they_speak_of(tell: Tell, settings: Settings) -> None:
    settings.put("never_keep", ["health"])
    assert len(tell("Always remind me to take my tablets when I say good night.")) <= 1
    assert tell("Always answer in short sentences.")


def test_what_is_there_of_a_kind_is_found(memories: Memories, vault: Vault, tell: Tell) -> None:
    tell("I have asthma and I like tea.")
    memories.add(NewMemory(text="The user's next operation is in May."))
    present = policy.present(memories, vault, "health")
    assert sorted(memory.text for memory in present) == ["The user has asthma.", "The user's next operation is in May."]
    assert [policy.kinds_of(vault, memory)[0] for memory in present] == ["health", "health"]


def test_everything_waits_only_the_unsure_waits_or_nothing_does(tell: Tell, settings: Settings) -> None:
    settings.put("review", "everything")
    assert tell("I love jazz.") == [("The user loves jazz.", "proposed")]
    settings.put("review", "unsure")
    assert tell("I love tea.") == [("The user loves tea.", "active")]
    settings.put("review", "nothing")
    assert tell("I love rain.") == [("The user loves rain.", "active")]


def test_a_vague_memory_waits_while_the_unsure_wait(vault: Vault, learner: Learner, settings: Settings) -> None:
    from engine.learning.records import Candidate

    conversations = Conversations(vault)
    vague = Candidate(kind="semantic", text="The user may have a boat.", category="other", start=0, stop=9, confidence=0.4)
    for review, status in (("unsure", "proposed"), ("nothing", "active")):
        settings.put("review", review)
        message = conversations.say(conversations.create(), f"I may have a boat, {review}")
        (made,) = learner.keep(message, [vague], [], **policy.keeping(settings))
        assert made.status == status
        with vault.change("test", "Took it away") as change:
            change.delete("memory", made.row)


def test_an_old_choice_keeps_its_meaning(settings: Settings, vault: Vault) -> None:
    for old, new in (("active", "unsure"), ("proposed", "everything")):
        with vault.change("setting", "Changed a setting", journaled=False) as change:
            change.execute("INSERT OR REPLACE INTO setting (key, value) VALUES ('review', ?)", (f'"{old}"',))
        assert settings.get("review") == new
        settings.put("review", old)
        assert settings.get("review") == new


def test_learning_writes_no_word_of_what_is_never_kept(tell: Tell, settings: Settings, vault: Vault) -> None:
    settings.put("never_keep", ["health"])
    tell("I have asthma and my doctor is kind.")
    tables = ("memory", "memory_version", "rejected", "review", "journal")
    written = [str(tuple(row)) for table in tables for row in vault.query(f"SELECT * FROM {table}")]
    assert written
    assert "asthma" not in " ".join(written).casefold()


def test_a_message_that_told_what_is_never_kept_is_not_quoted_in_a_summary() -> None:
    text = "The doctor in Ghent says that my asthma is much better than last winter."
    assert extractive.choose((), (extractive.Told(1, text, 0),))
    assert extractive.choose((), (extractive.Told(1, text, 0, rejected=("[health]",)),)) == ()
