"""Where else a fact stands: found in other wordings and other mouths, and told from what is only near it."""

from __future__ import annotations

from typing import Any

import pytest

from engine.memory import spans
from engine.memory.records import Memory
from engine.memory.spans import Claim


def memory(text: str, subject: str | None, object: str | None) -> Memory:
    values: dict[str, Any] = dict.fromkeys(Memory.__struct_fields__)
    return Memory(**values | {"text": text, "subject": subject, "object": object})


BERLIN = spans.of_memory(memory("The user's sister Anna lives in Berlin.", "Anna", "Berlin"))
NUTS = spans.of_memory(memory("The user is allergic to peanuts.", "user", "peanuts"))


def hidden(text: str, claim: Claim) -> list[str]:
    return [text[start:stop] for start, stop in spans.in_text(text, claim)]


@pytest.mark.parametrize(
    "text",
    [
        "My sister Anna lives in Berlin.", "anna is in berlin", "You told me that your sister lives in Berlin.",
        "forget that my sister lives in Berlin", "ANNA'S BERLIN ADDRESS", "In Berlin.", "Berlin!",
    ],
)  # fmt: skip
def test_a_sentence_that_states_the_fact_is_found(text: str) -> None:
    assert hidden(text, BERLIN) == [text]


@pytest.mark.parametrize(
    "text", ["Anna likes jazz.", "My sister Anna lives in Munich.", "I flew to Berlin for work.", "Where does my sister live?", ""]
)
def test_a_sentence_about_something_else_is_left(text: str) -> None:
    assert hidden(text, BERLIN) == []


def test_of_two_facts_in_a_sentence_only_one_goes() -> None:
    text = "My sister Anna lives in Berlin and I am allergic to peanuts."
    assert hidden(text, BERLIN) == ["My sister Anna lives in Berlin and"]
    assert hidden(text, NUTS) == ["and I am allergic to peanuts."]
    assert hidden("Dr. Smith called. I'm allergic to peanuts, so be careful.", NUTS) == ["I'm allergic to peanuts, so be careful."]


def test_a_clause_that_goes_on_about_the_same_goes_too() -> None:
    claim = spans.of_phrase("Piers", everything=True)
    text = "I was engaged to a man called Piers until 2022, he's a surveyor. He was kind. The chips were good. He who dares."
    assert hidden(text, claim) == ["I was engaged to a man called Piers until 2022, he's a surveyor.", "He was kind."]


def test_a_name_is_a_whole_word() -> None:
    claim = spans.of_phrase("Ann", everything=True)
    assert hidden("We are planning. Ann, too. Anna not.", claim) == ["Ann, too."]


def test_a_phrase_is_found_whatever_its_case_and_white_space() -> None:
    assert hidden("The code: Quokka  7731!", spans.of_phrase("quokka 7731")) == ["Quokka  7731"]
    assert hidden("我姐姐住在柏林。她很好。", spans.of_phrase("柏林")) == ["柏林"]


def test_another_value_of_the_same_kind_is_not_the_same() -> None:
    claim = spans.of_sentence("The code of the cellar is 7731.")
    assert claim is not None
    assert hidden("Your cellar code is 7731.", claim) == ["Your cellar code is 7731."]
    assert hidden("The code of the cellar is 9902.", claim) == []


@pytest.mark.parametrize(("kept", "other"), [("locker 5A in Oslo", "locker 7B in Oslo"), ("a blue Volvo in Riga", "a blue Saab in Riga")])
def test_another_name_in_a_longer_object_is_another_fact(kept: str, other: str) -> None:
    """Found by random use: who forgot one locker lost the other one as well."""
    claim = spans.of_memory(memory(f"Bela has {kept}.", "Bela", kept))
    assert hidden(f"My friend Bela has {kept}.", claim)
    assert hidden(f"My friend Bela has {other}.", claim) == []


def test_questions_and_small_talk_claim_nothing() -> None:
    assert spans.of_sentence("Where does my sister live?") is None
    assert spans.of_sentence("ok thanks") is None
