"""Whatever comes in: learning never raises, invents nothing, and points at what it read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.learning.extract import learn
from engine.learning.gating.grounding import missing, overlap
from engine.learning.grammar.words import MAX_CHARACTERS, clean
from engine.learning.records import Candidate
from tests.engine.learning.support import AT, candidates, texts

PIECES = (
    "I we my sister Anna brother mum lives in Berlin is am are allergic to peanuts and but , . ? ! \n - ( ) : ; because if "
    "remember that forget always never don't to reset the router : unplug "
    "it then next Tuesday 3pm 2019 every Friday has a dog called Rex moved works at as nurse he she her his they called "
    "named ' \" 😂 birthday 7 August password is 4471 with who which not"
).split(" ")


def assert_sound(text: str) -> None:
    learned = learn(text, at=AT)
    for candidate in learned.candidates:
        assert 0 <= candidate.start < candidate.stop <= len(text), candidate
        assert candidate.text[0].isupper() or not candidate.text[0].isalpha()
        assert candidate.text.endswith(".")
        assert len(candidate.text.split()) <= 60
        assert 0 < candidate.importance <= 1
        assert 0 < candidate.confidence <= 1
        computed = f"{candidate.valid_from} {candidate.valid_to} {candidate.text if candidate.time_words else ''}"
        assert missing(candidate.text, clean(text), computed) == ""
    if learned.command:
        assert 0 <= learned.command.start <= learned.command.stop <= len(text)


@given(st.text(max_size=300))
def test_any_text_is_read_soundly(text: str) -> None:
    assert_sound(text)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_mixture_of_telling_words_is_read_soundly(pieces: list[str]) -> None:
    assert_sound(" ".join(pieces))


@settings(deadline=None)  # the first message compiles the rules
@given(st.text(alphabet=st.characters(codec=None, categories=("Cs", "Lu", "Zs", "So")), max_size=60))
def test_lone_surrogates_do_no_harm(text: str) -> None:
    assert_sound(f"my parrot {text} lives in Ghent")


@pytest.mark.parametrize(
    ("message", "previous", "expected"),
    [
        ("I broke my arm when I was twelve.", "", "The user broke their arm when the user was twelve."),
        ("She has two kids, Max and Ivy.", "My sister Ella lives in Leeds.", "The user's sister Ella has two kids, Max and Ivy."),
        ("We adopted a kitten, she's called Miso.", "", "The user's kitten is called Miso."),
        ("My sister Anna came. We adopted a kitten, she's called Miso.", "", "The user's kitten is called Miso."),
        ("My mum's birthday is on Sunday, she'll be 70.", "", "The user's mum will be 70 on 22 June 2025."),
        ("shirts I take a 16 collar", "", "The user takes a 16 collar for shirts."),
        ("remember my shirts I take a 16 collar", "", "The user takes a 16 collar for shirts."),
        ("My shoe size is 43, shirts I take a 16 collar", "", "The user takes a 16 collar for shirts."),
    ],
)
def test_what_was_said_is_told_whole(message: str, previous: str, expected: str) -> None:
    assert expected in texts(message, previous)


@pytest.mark.parametrize(
    "line",
    ["\x1b[31mI live in Leeds\x1b[0m", "[31mI live in Leeds[0m", "/foo I live in Leeds", "/remember my name is Bob", "-----"],
)
def test_terminal_colours_slash_commands_and_rules_are_no_memories(line: str) -> None:
    assert texts(line) == []
    assert texts(f"{line}\nI am allergic to peanuts.") == ["The user is allergic to peanuts."]
    assert texts("remember ***") == []


def test_a_dose_in_brackets_is_no_terminal_colour() -> None:
    assert texts("I take [10mg] tablets every day") == ["The user takes [10mg] tablets every day."]


def test_the_work_on_a_huge_message_is_bounded() -> None:
    assert texts("x" * 200_000) == []
    assert len(clean("my sister lives in Rome and " * 50_000)) == MAX_CHARACTERS
    for unit in ("my best ", "I like ", "a, ", "'", "(", "To ", "12-", "remember ", "my mum's ", "Aaa "):
        assert len(candidates(unit * 40_000)) <= 24


def test_a_candidate_carries_what_the_vault_needs() -> None:
    relation, home = candidates("My sister Anna lives in Berlin.")
    assert (relation.subject, relation.predicate, relation.object) == ("user", "relation:sister", "Anna")
    assert (home.kind, home.category, home.subject, home.predicate, home.object) == ("semantic", "place", "Anna", "lives_in", "Berlin")
    assert {(e.name, e.kind, e.role, e.relation) for e in home.entities} >= {
        ("Anna", "person", "subject", "sister"),
        ("Berlin", "place", "object", ""),
    }
    assert home.edges == (("Anna", "lives_in", "Berlin"),)
    assert home.extractor == "rules/1"


def test_kinds_follow_what_is_told() -> None:
    kinds = {
        c.text: c.kind
        for c in candidates("I live in Ghent. I sold my Volvo in March. Always answer in French. I have a dentist appointment tomorrow.")
    }
    assert kinds == {
        "The user lives in Ghent.": "semantic",
        "The user sold their Volvo in March 2025.": "episodic",
        "The assistant should always answer in French.": "procedural",
        "The user has a dentist appointment on 18 June 2025.": "episodic",
    }


def test_what_is_only_thought_is_less_certain() -> None:
    (sure,) = candidates("my landlord lives in Leeds")
    (unsure,) = candidates("I think my landlord lives in Leeds")
    assert unsure.confidence < sure.confidence


def test_what_the_user_asks_to_be_remembered_weighs_more() -> None:
    (plain,) = candidates("I keep bees")
    (asked,) = candidates("remember that I keep bees")
    assert asked.importance > plain.importance
    assert asked.confidence > plain.confidence


def test_only_the_user_is_learned_from() -> None:
    assert learn("I live in Ghent", at=AT, speaker="assistant").candidates == ()


def test_names_and_numbers_that_the_source_lacks_are_found_out() -> None:
    assert missing("The user's sister Anna is 34.", "my sister anna is thirty") == "34"
    assert missing("The user's sister Anna is 30.", "my sister anna is thirty") == ""
    assert missing("The user's sister Berta lives in Rome.", "my sister Anna lives in Rome") == "Berta"
    assert missing("The user flies on 18 June 2025.", "I fly tomorrow", "on 18 June 2025 2025-06-18") == ""
    assert overlap("The user plays cello.", "I play the cello") == 1.0
    assert overlap("The user adores aubergines.", "I play the cello") == 0.0


def test_the_same_sentence_said_twice_is_one_candidate() -> None:
    found: tuple[Candidate, ...] = candidates("I live in Ghent. I live in Ghent!")
    assert [c.text for c in found] == ["The user lives in Ghent."]


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("I am from Arequipa, but since two years I live in Hamburg", ["The user is from Arequipa.", "The user lives in Hamburg for two years."]),
        ("The pediatrician is Frau Doktor Lindner", ["The pediatrician is Frau Doktor Lindner."]),
        ("My parents visit us in January, they stay three weeks",
         ["The user's parents visit the user in January 2026.", "The user's parents stay three weeks."]),
    ],
)  # fmt: skip
def test_a_learners_english_is_read_clause_by_clause(message: str, told: list[str]) -> None:
    assert [one.text for one in candidates(message)] == told
