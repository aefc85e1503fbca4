"""The small model looks over what the rules made: it turns notes down and never words one; without it the rules stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from engine.learning.extract import learn
from engine.learning.gating.worth import AROUND, LEAST, NOT_WORTH, UNSURE, WORTH, WRONG, sifted
from engine.learning.records import Learned
from models.adapters import LEARNING
from models.errors import ModelCrashed

AT = datetime(2026, 3, 4, 9, tzinfo=UTC)
MESSAGE = "My sister Ana lives in Porto. I repaired the garden gate for my gran on Sunday."


class Reader:
    """Gives notes with these words other odds than those that a note just needs, and keeps what it was asked."""

    def __init__(self, *words: str, by: float = -0.1) -> None:
        self.words, self.by, self.asked = words, by, list[tuple[str, list[str]]]()

    def odds(self, stem: str, texts: Sequence[str], words: tuple[str, str], *, job: str, cancel: Any = None) -> list[float]:
        assert job == LEARNING and words == (" no", " yes")
        self.asked.append((stem, list(texts)))
        return [LEAST + (self.by if any(word in text for word in self.words) else 0.0) for text in texts]


class Broken:
    def odds(self, *args: object, **named: object) -> list[float]:
        raise ModelCrashed("gone")


def texts(learned: Learned) -> list[str]:
    return [candidate.text for candidate in learned.candidates]


def test_what_the_model_doubts_is_turned_down_with_its_reason() -> None:
    read = learn(MESSAGE, at=AT)
    kept = sifted(read, MESSAGE, Reader("repaired"))
    assert set(texts(read)) - set(texts(kept)) == {text for text in texts(read) if "repaired" in text} != set()
    assert {one.reason for one in kept.rejected if "repaired" in one.text} == {NOT_WORTH}


def test_more_is_needed_to_doubt_what_a_special_rule_shaped() -> None:
    told = "The user's sister Ana lives in Porto."
    assert told in texts(sifted(learn(MESSAGE, at=AT), MESSAGE, Reader("Porto")))
    assert told not in texts(sifted(learn(MESSAGE, at=AT), MESSAGE, Reader("Porto", by=WRONG - LEAST - 0.1)))


def test_what_the_rules_find_too_vague_is_kept_where_the_model_finds_it_worth_that() -> None:
    message = "The fob battery is a CR2032."
    read = learn(message, at=AT)
    assert not texts(read) and any("fob" in one.text for one in read.doubted)
    kept = sifted(read, message, Reader("fob", by=WORTH - LEAST))
    assert [("fob" in one.text, one.confidence <= UNSURE) for one in kept.candidates] == [(True, True)]
    assert not any("fob" in one.text for one in kept.rejected)


def test_what_a_question_about_the_world_says_is_never_kept() -> None:
    message = "The Thames only freezes in hard winters, did it in 1963?"
    assert not sifted(learn(message, at=AT), message, Reader("Thames", by=9.0)).candidates


def test_what_was_to_be_remembered_is_not_doubted() -> None:
    told = "Remember that the lemon tree survived the frost."
    assert texts(sifted(learn(told, at=AT), told, Reader("lemon"))) == texts(learn(told, at=AT)) != []


def test_news_in_one_sentence_is_taken_at_its_word() -> None:
    told = "Kev paid me back the forty quid"
    assert texts(sifted(learn(told, at=AT), told, Reader("Kev", by=-9.0))) == texts(learn(told, at=AT)) != []


def test_without_a_model_and_with_a_broken_one_the_rules_stand() -> None:
    read = learn(MESSAGE, at=AT)
    assert sifted(read, MESSAGE, None) == read == sifted(read, MESSAGE, Broken())  # type: ignore[arg-type]


def test_the_turn_before_is_read_along_and_of_a_long_message_what_stands_around() -> None:
    reader = Reader()
    sifted(learn(MESSAGE, at=AT), MESSAGE, reader, before="How is\nthe garden?")
    assert reader.asked[0][0].startswith("Before: How is the garden?\nMessage: My sister")
    long = f"{'Nothing to see here. ' * 60}{MESSAGE}"
    reader = Reader()
    sifted(learn(long, at=AT), long, reader)
    assert reader.asked and all(len(stem) < AROUND + 40 and len(asked) == 1 for stem, asked in reader.asked)
    assert any("repaired" in stem for stem, _ in reader.asked)
