"""What is cut elsewhere tells what is to be erased: short numbers, parts of numbers, list numerals and ordinary words point at nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.memory import spans, telling, words
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewMemory
from engine.memory.forgetting import Forgetting
from engine.memory.sentences import sentences
from engine.memory.targets import plan
from engine.vault.vault import Vault

HOW_TO = "To bleed a radiator:\n1. Turn off the heating.\n2. Put a cloth under the valve.\n3. Open it for 10 seconds."
Erased = Callable[..., list[str]]


@pytest.fixture
def erased(conversations: Conversations, memories: Memories, forgetting: Forgetting) -> Erased:
    def erase(told: str, fact: str, object: str | None, *turns: str) -> list[str]:
        """The texts left of a chat: what was told, then questions (ending in "?") and answers."""
        chat = conversations.create()
        said = conversations.say(chat, told)
        for text in turns:
            question = text.endswith("?")
            conversations.say(chat, text, role="user" if question else "assistant", source="typed" if question else "generated")
        memory = memories.add(NewMemory(fact, object=object, sources=((said.id, 0, len(told)),)))
        report = forgetting.erase([memory.id])
        assert report.residue is not None
        assert report.residue.clean
        return [message.text for message in conversations.path(chat)]

    return erase


BOILER = ("I paid 1,450 pounds for the new boiler.", "The user paid 1,450 pounds for the new boiler.")


@pytest.mark.parametrize("object", ["1,450 pounds", "boiler", None])
def test_erasing_a_sum_leaves_lists_and_the_programs_own_texts_alone(erased: Erased, object: str | None) -> None:
    others = ["How do I bleed a radiator?", HOW_TO, "Forgotten: 1 memory.", "Room 450 is free, and 1 of 4 is new.", "That makes 21,450 or 1,450.50."]
    assert erased(*BOILER, object, *others) == others


@pytest.mark.parametrize(
    "answer", ["It was 1,450.", "You paid £1,450 for the boiler.", "1. Boiler: 1450 pounds.", "About 1450, I think.", "That was 1,450.00 in all."]
)
def test_answers_that_quote_the_sum_go_however_it_is_written(erased: Erased, answer: str) -> None:
    assert erased(*BOILER, "1,450 pounds", "What did I pay?", f"{answer}\n2. Other things.") == ["What did I pay?", "2. Other things."]


def test_a_short_number_goes_from_answers_to_what_was_asked_about_it_and_from_no_others(erased: Erased) -> None:
    turns = ["How old am I?", "47!", "How many minutes for an egg?", "47, if you like it hard.", "How many cards are there?", "47."]
    left = ["How old am I?", *turns[2:]]
    assert erased("I am 47 years old.", "The user is 47 years old.", "47 years old", *turns) == left


def test_a_number_at_the_beginning_of_a_line_belongs_to_its_item() -> None:
    assert [HOW_TO[a:b] for a, b in sentences(HOW_TO)][1:3] == ["1. Turn off the heating.", "2. Put a cloth under the valve."]
    assert [text[a:b] for text in ["I was born in 12. The year was bad."] for a, b in sentences(text)] == ["I was born in 12.", "The year was bad."]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("450", "1,450 and 450, 450.5 or 4500", ["450"]), ("1", "1. Milk\n1 egg", ["1"]), ("1,450", "21,450; 1,450.", ["1,450"]),
        ("it's", "It’s late, isn't it's?", ["It’s", "it's"]),
    ],
)  # fmt: skip
def test_a_phrase_of_digits_is_a_whole_number(phrase: str, text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in spans.phrases(text, phrase)] == found


@pytest.mark.parametrize("number", ["1,450", "1450", "1'450", "1,450.00"])
def test_a_number_is_one_word_however_it_is_grouped(number: str) -> None:
    assert words.content(f"It was {number} then") == {"1450"}


def test_the_history_of_other_steps_survives_a_year_that_stands_in_their_dates(vault: Vault, memories: Memories, forgetting: Forgetting) -> None:
    other = memories.pin(memories.add(NewMemory("The user plays the tuba.")))
    gone = memories.add(NewMemory(f"The user visits Lisbon in {other.at.year}."))
    forgetting.erase([gone.id])
    touching = [entry for entry in vault.journal.entries() if ("memory", other.row) in entry.touched]
    assert len(touching) == 2
    assert all(entry.kept for entry in touching)


NAMES = ("Zanzibar", "Quokka", "Piers", "Maud")
NUMBERS = ("1,450", "7731", "77315", "12", "1", "2019")
FILLERS = ("turn off the heating", "forgotten", "memory", "noted", "a new one", "it costs", "in all", "step", "and then", "450", "10 seconds", "3")
SENTENCES = st.lists(st.sampled_from((*NAMES, *NUMBERS, *FILLERS)), min_size=1, max_size=5).map(lambda parts: " ".join(parts) + ".")
LINES = st.lists(st.tuples(st.booleans(), SENTENCES), min_size=1, max_size=5).map(
    lambda lines: "\n".join(f"{n}. {text}" if numbered else text for n, (numbered, text) in enumerate(lines, 1))
)


class _RolledBack(Exception):
    """Ends a change without a trace."""


@given(name=st.sampled_from(NAMES), number=st.sampled_from(NUMBERS), answers=st.lists(LINES, min_size=1, max_size=4))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_cutting_never_touches_a_sentence_that_does_not_tell_it(vault: Vault, name: str, number: str, answers: list[str]) -> None:
    conversations, memories = Conversations(vault), Memories(vault)
    fact, told = f"The user's locker {number} is in {name}.", f"My locker {number} is in {name}."
    with contextlib.suppress(_RolledBack), vault.change("test", "A life", journaled=False):
        chat = conversations.create()
        said = conversations.say(chat, told)
        for text in ("Noted.", *answers):
            conversations.say(chat, text, role="assistant", source="generated")
        memory = memories.add(NewMemory(fact, object=name, sources=((said.id, 0, len(told)),)))
        found = plan(vault.query, [memory.id]).spans
        texts = {row["row"]: row["text"] for row in vault.query("SELECT row, text FROM message WHERE role = 'assistant'")}
        raise _RolledBack
    values = {stem for stem in words.content(f"{name} {number}") if not telling.weak(stem)}
    for row, text in texts.items():
        for start, stop in sentences(text):
            tells = telling.content(text[start:stop]) & values
            assert spans.overlaps((start, stop), found.get(row, ())) == bool(tells), text[start:stop]
