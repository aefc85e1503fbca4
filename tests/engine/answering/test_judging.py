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
from engine.answering.judging import ASKED_SO, CHAINED, CLEAR, NEAR, OTHER_KIND, READ, STANDS, TELLS, UNFIT, WEIGHT, certain, decide, judged, tied
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


def evidence(
    *chosen: int, sure: bool = True, scores: Sequence[float] = (0.7, 0.5, 0.4), fits: bool = True, holds: bool = True, covered: float = 0.5
) -> Evidence:
    weighed = tuple(Weighed(n, score, fits, covered, holds) for n, score in enumerate(scores))
    return Evidence(chosen, sure, weighed, parse("who is it?"))


def test_what_the_reader_finds_likeliest_is_told_whatever_code_chose() -> None:
    for found in (evidence(0), evidence(0, sure=False), evidence(sure=False)):
        told = decide(found, {0: TELLS - 0.1, 1: TELLS + 0.1, 2: -3.0})
        assert told.sure and told.chosen == (1,)


def test_where_the_reader_finds_nothing_code_stands_by_its_score_unless_it_is_denied() -> None:
    least = STANDS - 0.7 * WEIGHT
    found = evidence(0, 1)
    assert decide(found, {0: least + 0.1, 1: -9.0, 2: -9.0}) == found
    denied = decide(found, {0: least - 0.1, 1: -9.0, 2: -9.0})
    assert not denied.sure and not denied.answers
    assert decide(evidence(0, scores=(1.2, 0.5)), {0: least - 0.1, 1: -9.0}).sure, "more is needed to deny what code is clear about"


def test_the_nearest_is_shown_only_where_it_may_well_be_it() -> None:
    near = evidence(0, sure=False)
    assert decide(near, {0: NEAR + 0.1, 1: -9.0}) == near
    assert not decide(near, {0: NEAR - 0.1, 1: -9.0}).answers


def test_what_does_not_fit_the_question_by_its_words_takes_more() -> None:
    for found, more in ((evidence(sure=False, fits=False, holds=False), UNFIT), (evidence(sure=False, fits=False), OTHER_KIND)):
        assert not decide(found, {0: TELLS + more - 0.1}).sure
        assert decide(found, {0: TELLS + more + 0.1}).chosen == (0,)


def test_several_things_and_steps_over_memories_are_not_doubted() -> None:
    assert certain(evidence(0, 1, scores=(0.7, 0.9))), "a memory that leads to the next"
    assert certain(evidence(0, scores=(CHAINED - 0.1, 0.9), covered=0.0))
    assert not certain(evidence(0, scores=(CLEAR, 0.5)))
    assert not certain(evidence(0, sure=False, scores=(CHAINED - 0.1,)))


def test_what_code_is_clear_about_is_read_alone() -> None:
    items = [Item("The user's spare key is with the neighbour Jo."), Item("The user's key ring is green."), Item("Jo rows.")]
    found, reader = evidence(0, scores=(CLEAR, 0.5, 0.1)), Reader(spare=1.0)
    assert judged("who is the spare key with?", items, [item.text for item in items], found, (), reader) == found  # type: ignore[arg-type]
    assert [len(texts) for _, texts in reader.asked] == [1]


def test_what_has_the_very_words_of_the_question_is_read_alone_too() -> None:
    items = [Item("The user's rent went up to 1,190."), Item("The user pays 1,140 for the flat.")]
    found = evidence(0, scores=(CLEAR - 0.2, 0.5), covered=1.0)
    reader = Reader(rent=STANDS - ASKED_SO - WEIGHT * (CLEAR - 0.2) + 0.1, flat=9.0)
    assert judged("how much is the rent?", items, [item.text for item in items], found, (), reader) == found  # type: ignore[arg-type]
    reader = Reader(rent=STANDS - ASKED_SO - WEIGHT * (CLEAR - 0.2) - 0.1, flat=9.0)
    assert judged("how much is the rent?", items, [item.text for item in items], found, (), reader).chosen == (1,)  # type: ignore[arg-type]


def test_it_is_asked_of_the_likeliest_memories_and_never_of_secrets_or_instructions() -> None:
    items = [Item(f"The user's drawer {n} holds socks.") for n in range(10)]
    items += [Item("The user's key is in the shed.", secret=True), Item("Always name the shed.", kind="procedural")]
    found = gathered(Asked("where is the key?", NOW, tuple(items)), None)
    reader = Reader()
    judged("where is the key?", items, [item.text for item in items], found, (), reader)  # type: ignore[arg-type]
    ((_, texts),) = reader.asked
    assert len(texts) == READ and not any("shed" in text for text in texts)


def test_what_no_longer_holds_gives_way_to_what_does() -> None:
    items = [Item("The user's dentist is on 1 May.", status="superseded"), Item("The user's dentist moved it to 9 May.")]
    texts = [item.text for item in items]
    found = evidence(0, scores=(0.9, 0.4))
    assert judged("when is the dentist?", items, texts, found, (), Reader(**{"1 May": 9.0, "9 May": 7.0})).chosen == (1,)  # type: ignore[arg-type]


def test_what_took_the_place_of_what_answered_stands() -> None:
    found = evidence(0, scores=(0.5, 0.4))
    told = {0: STANDS - 0.5 * WEIGHT - 0.3, 1: TELLS + 1.0}
    assert decide(found, told, former=(1,)) == found
    assert not decide(found, {0: NEAR - 1.0, 1: TELLS + 1.0}, former=(1,)).sure


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


def test_who_somebody_is_is_not_doubted() -> None:
    for question, doubted in (("Who is Ana?", False), ("Where does Ana sit?", True)):
        reader = Reader(Ana=-3.0)
        found = Evidence((0,), True, (Weighed(0, 0.7, True, 0.5, True),), parse(question, frozenset({"ana"})))
        judged(question, [Item("Ana is your colleague.")], ["Ana is the user's colleague."], found, (), reader)
        assert bool(reader.asked) is doubted


def test_a_memory_with_all_the_words_of_the_question_takes_more_to_deny() -> None:
    least = STANDS - 0.7 * WEIGHT
    assert not decide(evidence(0), {0: least - 0.1}).sure
    assert decide(evidence(0, covered=1.0), {0: least - ASKED_SO + 0.1}).sure
    assert not decide(evidence(0, covered=1.0), {0: least - ASKED_SO - 0.1}).sure
    assert not decide(evidence(0, covered=1.0, holds=False), {0: least - 0.1}).sure
