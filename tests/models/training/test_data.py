"""What the adapter learns from: held-out words stay out, much can't be answered, and nothing that is measured on is trained on."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from models.training.data import lexicon, lives, notes
from models.training.data.answering import examples
from models.training.data.facts import FACTS
from models.training.data.lexicon import Choice
from models.training.data.overlap import without
from models.training.form import Example, Noted

MEASURED = Path(__file__).parents[2] / "bench" / "data"


@pytest.fixture(scope="module")
def made() -> list[Example]:
    chance = Choice(3)
    return [one for _ in range(400) for one in examples(chance)]


@pytest.fixture(scope="module")
def written() -> list[Example]:
    return [*lives.examples(Choice(3))]


def test_the_same_seed_makes_the_same_examples(made: list[Example]) -> None:
    again = Choice(3)
    assert [one for _ in range(400) for one in examples(again)] == made


def test_a_third_to_a_half_of_the_questions_have_no_answer(made: list[Example], written: list[Example]) -> None:
    for kind in (made, written):
        unanswered = sum(not any(tells for _, tells in one.memories) for one in kind)
        assert 1 / 3 <= unanswered / len(kind) <= 1 / 2


def test_what_no_longer_holds_never_answers_a_made_question(made: list[Example]) -> None:
    assert not [one for one in made for text, tells in one.memories if tells and text.startswith(lives.OVER)]


def test_every_placeholder_is_filled(made: list[Example]) -> None:
    texts = [text for one in made for text in (one.question, *one.ties, *(memory for memory, _ in one.memories))]
    assert not [text for text in texts if "{" in text or "|" in text]


def test_what_is_held_out_is_never_trained_on() -> None:
    train, held_out = Choice(1), Choice(1, held_out=True)
    for options in (lexicon.NAMES, lexicon.CITIES, lexicon.FIRMS, *(fact.asked for fact in FACTS)):
        if len(options) >= 3:
            assert not set(train.side(options)) & set(held_out.side(options))
            assert set(train.side(options)) | set(held_out.side(options)) == set(options)
    apart, told = ({text for life in lives.groups() if life.held_out == held for text in life.memories} for held in (True, False))
    assert apart and told and not apart & told


def test_every_line_of_the_written_lives_is_understood() -> None:
    for life in lives.groups():
        assert 5 <= len(life.memories) <= 10 and len(life.asked) >= 10
    lines = [line for path in lives.FOLDER.rglob("*.txt") for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("?")]
    assert sum(len(life.asked) for life in lives.groups()) == len(lines)


def test_of_a_written_life_the_likest_memories_stand_beside_the_one_that_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.txt").write_text(
        "#\n1 Nothing.\n? who => 0\n#\n1 The user's sister Ana rows.\n2 ~Ana's boat was blue.\n3 Ana's boat is red.\n4 The user bakes.\n"
        "? what colour is my sister's boat => 3\n? what colour was it before => 2\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(lives, "groups", lambda: real(tmp_path))
    now, before = lives.examples(Choice(1))
    assert dict(now.memories)["Ana's boat is red."] and not dict(now.memories)[f"{lives.OVER}Ana's boat was blue."]
    assert [text for text, tells in before.memories if tells] == [f"{lives.OVER}Ana's boat was blue."]
    assert now.ties == ("Ana is the user's sister.",)


real = lives.groups


def test_a_sentence_of_a_measured_file_is_left_out(tmp_path: Path) -> None:
    measured = tmp_path / "measured.jsonl"
    measured.write_text('{"text": "The user’s neighbour feeds the two grey cats on Sunday."}', encoding="utf-8")
    kept = Example("what have I got", (("The user has a kite.", True),))
    known = Example("who feeds the cats", (("the user’s neighbour feeds the two grey cats on sunday", True),))
    assert list(islice(without([known, kept], [measured]), 5)) == [kept]


@pytest.fixture(scope="module")
def noted() -> list[Noted]:
    return [*notes.examples(Choice(3))]


def test_most_notes_are_not_worth_keeping_and_a_third_are(noted: list[Noted]) -> None:
    judged = [worth for one in noted for _, worth in one.notes]
    assert 0.25 <= sum(judged) / len(judged) <= 0.5


def test_every_line_of_the_notes_is_understood() -> None:
    lines = [line for path in notes.FOLDER.rglob("*.txt") for line in path.read_text(encoding="utf-8").splitlines() if line]
    assert all(line[:2] in ("> ", "+ ", "- ") for line in lines)
    told = [*notes.written(), *notes.written(held_out=True)]
    assert sum(len(one.notes) for one in told) == sum(line[:2] != "> " for line in lines)


def test_notes_that_are_held_out_are_never_trained_on(noted: list[Noted]) -> None:
    apart = {(one.message, note) for one in notes.examples(Choice(3), held_out=True) for note, _ in one.notes}
    assert apart and not apart & {(one.message, note) for one in noted for note, _ in one.notes}


def test_no_message_that_learning_is_measured_on_is_trained_on(noted: list[Noted]) -> None:
    measured = [MEASURED / name for name in ("learning.jsonl", "answers.jsonl")]
    assert len([*without(noted, measured)]) == len(noted)


def test_a_spoiled_note_is_another_and_shorter_or_of_somebody_else() -> None:
    chance = Choice(5)
    for note in ("The user's sister Ana moved to Porto with two cats in May.", "The user repaired the old garden gate for a neighbour on Sunday."):
        for _ in range(20):
            bad = notes.spoiled(note, chance)
            assert bad != note and bad.endswith(".") and len(bad) < len(note)
    assert notes.spoiled("The user rows.", chance) == ""
