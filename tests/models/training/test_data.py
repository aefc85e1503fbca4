"""What the adapter learns from: held-out words stay out, a third can't be answered, and nothing that is measured on is trained on."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from engine.answering import prompt
from engine.answering.prompt import Item
from models.training.data import lexicon
from models.training.data.answering import OVER, example
from models.training.data.facts import FACTS
from models.training.data.lexicon import Choice
from models.training.data.overlap import without
from models.training.form import DECLINE, SYSTEM, Example, stem_text


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    chance = Choice(3)
    return [example(chance) for _ in range(400)]


def test_the_same_seed_makes_the_same_examples(examples: list[Example]) -> None:
    again = Choice(3)
    assert [example(again) for _ in range(400)] == examples


def test_at_least_a_third_of_the_questions_have_no_answer(examples: list[Example]) -> None:
    answers = [answer for one in examples for _, answer in one.asked]
    assert 1 / 3 <= answers.count(DECLINE) / len(answers) <= 1 / 2


def test_the_value_of_an_answer_stands_in_a_memory_that_still_holds(examples: list[Example]) -> None:
    for one in examples:
        current = " ".join(line for line in one.memories if not line.startswith(OVER))
        for _, answer in one.asked:
            if answer != DECLINE:
                numbers = [word.strip(".,") for word in answer.split() if word[0].isdigit()]
                assert all(number in current for number in numbers)


def test_every_placeholder_is_filled(examples: list[Example]) -> None:
    texts = [text for one in examples for text in (*one.memories, *(part for asked in one.asked for part in asked))]
    assert not [text for text in texts if "{" in text or "|" in text]


def test_what_is_held_out_is_never_trained_on() -> None:
    train, held_out = Choice(1), Choice(1, held_out=True)
    for options in (lexicon.NAMES, lexicon.CITIES, lexicon.FIRMS, *(fact.asked for fact in FACTS)):
        if len(options) >= 3:
            assert not set(train.side(options)) & set(held_out.side(options))
            assert set(train.side(options)) | set(held_out.side(options)) == set(options)


def test_a_sentence_of_a_measured_file_is_left_out(tmp_path: Path) -> None:
    measured = tmp_path / "measured.jsonl"
    measured.write_text('{"text": "The user’s neighbour feeds the two grey cats on Sunday."}', encoding="utf-8")
    kept = Example(("The user has a kite.",), (("what have I got", "You have a kite."),))
    known = Example(("the user’s neighbour feeds the two grey cats on sunday",), (("who feeds the cats", "Your neighbour."),))
    assert list(islice(without([known, kept], [measured]), 5)) == [kept]


def test_the_form_is_the_one_that_the_program_asks_in() -> None:
    items = [Item("The user lives in Ghent."), Item("The user lived in Leeds.", status="superseded"), Item("I like tea.", kind="message")]
    (_, system), (_, user) = prompt.grounded("where do I live?", items, None)
    lines = ("The user lives in Ghent.", f"{OVER}The user lived in Leeds.", 'The user said: "I like tea."')
    assert "".join(part.text for part in system) == SYSTEM
    assert "".join(part.text for part in user) == f"{stem_text(lines)} where do I live?"
    assert prompt.NOT_NOTED == DECLINE
