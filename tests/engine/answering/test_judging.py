"""The trained reader beside the code: it finds what code missed and denies what code took for an answer; where it is unsure, code stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from engine.answering import compose
from engine.answering.asked import Asked
from engine.answering.candidate import Weighed
from engine.answering.candidates import evidence as gathered
from engine.answering.evidence import Evidence
from engine.answering.judging import DENIES, KIND, READ, TELLS, TRUSTED, decide, judged, stands, tied
from engine.answering.prompt import Item
from engine.answering.question import parse
from engine.answering.telling import third_person
from models.adapters import ANSWERING

NOW = datetime.fromisoformat("2026-03-02T09:00:00+00:00")


class Reader:
    """Gives odds by the words of a memory, and keeps what it was asked."""

    def __init__(self, **odds: float) -> None:
        self.odds_of, self.asked = odds, list[tuple[str, list[str]]]()

    def odds(self, stem: str, texts: Sequence[str], words: tuple[str, str], *, job: str, cancel: Any = None) -> list[float]:
        assert job == ANSWERING and words == (" no", " yes")
        self.asked.append((stem, list(texts)))
        return [next((value for word, value in self.odds_of.items() if word in text), -9.0) for text in texts]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]


def evidence(*chosen: int, sure: bool = True, scores: Sequence[float] = (0.7, 0.5, 0.4), fits: bool = True, holds: bool = True) -> Evidence:
    weighed = tuple(Weighed(n, score, fits, 0.5, holds) for n, score in enumerate(scores))
    return Evidence(chosen, sure, weighed, parse("who is it?"))


def test_what_the_reader_finds_likeliest_is_told_whatever_code_chose() -> None:
    for found in (evidence(0), evidence(0, sure=False), evidence(sure=False)):
        told = decide(found, {0: TELLS - 0.1, 1: TELLS + 0.1, 2: -3.0})
        assert told.sure and told.chosen == (1,)


def test_where_the_reader_is_unsure_code_stands_unless_it_is_denied() -> None:
    found = evidence(0, 1)
    assert decide(found, {0: DENIES + 0.1, 1: -9.0, 2: TELLS - 0.1}) == found
    assert not decide(found, {0: DENIES - 0.1, 1: -9.0, 2: TELLS - 0.1}).sure
    missed = evidence(sure=False)
    assert decide(missed, {0: TELLS - 0.1, 1: -3.0}) == missed


def test_what_speaks_against_a_memory_by_code_holds_and_another_kind_of_answer_takes_more() -> None:
    against = evidence(sure=False, fits=False)  # of somebody else, of another year
    assert decide(against, {0: 9.0}) == against
    other_kind = evidence(sure=False, fits=False, holds=False)
    assert not decide(other_kind, {0: TELLS + KIND - 0.1}).sure
    assert decide(other_kind, {0: TELLS + KIND + 0.1}).chosen == (0,)


def test_what_code_is_clear_about_is_not_read_again() -> None:
    assert stands(evidence(0, scores=(TRUSTED, 0.5)))
    assert not stands(evidence(0, scores=(TRUSTED - 0.1, 0.5)))
    assert stands(evidence(0, 1, scores=(0.7, 0.9))), "a memory that leads to the next"
    assert not stands(evidence(0, sure=False, scores=(TRUSTED,)))


def test_it_is_asked_of_the_likeliest_memories_and_never_of_secrets_or_instructions() -> None:
    items = [Item(f"The user's drawer {n} holds socks.") for n in range(10)]
    items += [Item("The user's key is in the shed.", secret=True), Item("Always name the shed.", kind="procedural")]
    found = gathered(Asked("where is the key?", NOW, tuple(items)), None)
    reader = Reader()
    judged("where is the key?", items, [item.text for item in items], found, (), reader)  # type: ignore[arg-type]
    ((_, texts),) = reader.asked
    assert len(texts) == READ and not any("shed" in text for text in texts)


def test_who_is_whose_is_told_along_where_question_or_memory_speaks_of_it() -> None:
    told = ["The user's sister Ana rows.", "The user's uncle Bo sings.", "Ana's boat is red."]
    assert tied("what colour is my sister's boat?", ["Ana's boat is red."], told) == ("Ana is the user's sister.",)
    assert tied("what's for dinner?", ["The user eats soup."], told) == ()


def test_a_memory_is_read_as_it_was_trained_on() -> None:
    items = [Item("The user's rent was 860 euros.", status="superseded"), Item("we swapped flats!", kind="message", when="2025-03-04T10:00:00")]
    found = gathered(Asked("what do I pay?", NOW, tuple(items)), None)
    reader = Reader()
    judged("what do I pay?", items, [third_person(item) for item in items], found, (), reader)  # type: ignore[arg-type]
    ((stem, texts),) = reader.asked
    assert stem == "Question: what do I pay?\n"
    assert sorted(texts) == [
        "Memory: (no longer true) The user's rent was 860 euros.\nAnswers it:",
        'Memory: [2025-03-04] The user said: "we swapped flats!"\nAnswers it:',
    ]


def test_an_answer_that_only_the_reader_finds_is_given_and_names_its_memory() -> None:
    items = (Item("The user's neighbour Jo keeps the spare key."), Item("The user's key ring is green."))
    question = "I'm locked out, who could let me in?"
    assert not gathered(Asked(question, NOW, items), None).sure
    helped = compose.answer(Asked(question, NOW, items, judges=True), Reader(Jo=6.0), small=True)  # type: ignore[arg-type]
    assert helped.text == "Your neighbour Jo keeps the spare key." and helped.used == (0,)
    assert not helped.declined
