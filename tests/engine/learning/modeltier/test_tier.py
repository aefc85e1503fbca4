"""The tier switches itself on by the model's size, asks once per batch in a context of its own, and bears any answer."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.modeltier.reading import Source
from engine.learning.modeltier.tier import CONTEXT, extractor, is_on, read_batch
from models.errors import ModelCrashed
from tests.engine.learning.modeltier.support import Teller
from tests.engine.learning.support import AT


def sources(*texts: str) -> list[Source]:
    return [Source(text, AT) for text in texts]


@pytest.mark.parametrize(
    ("setting", "size", "on"),
    [("auto", 800_000_000, True), ("auto", 98_362_432, False), ("on", 98_362_432, True), ("off", 8_000_000_000, False)],
)
def test_it_is_on_for_a_model_of_about_a_billion_weights_or_by_the_setting(setting: str, size: int, on: bool) -> None:
    assert is_on(setting, Teller(size=size)) is on


def test_without_a_model_it_is_off() -> None:
    assert not is_on("on", None)


def test_one_call_reads_several_messages_and_each_fact_goes_to_its_own() -> None:
    chat = Teller({"I live in Ghent": "The user lives in Ghent.", "jazz is what I love": "The user loves jazz."})
    got = dict(read_batch(chat, sources("I live in Ghent", "hello there", "jazz is what I love")))
    assert len(chat.prompts) == 1
    assert {n: [c.text for c in learned.candidates] for n, learned in got.items()} == {
        0: ["The user lives in Ghent."],
        1: [],
        2: ["The user loves jazz."],
    }


def test_it_asks_for_json_in_a_context_of_its_own() -> None:
    chat = Teller()
    dict(read_batch(chat, sources("I live in Ghent")))
    (generation,) = chat.generations
    assert chat.contexts == [CONTEXT] != ["answer"]
    assert generation.json_schema is not None
    assert generation.temperature == 0


def test_a_fact_laid_at_the_wrong_message_is_not_believed() -> None:
    chat = Teller(answer='{"facts":[{"message":1,"quote":"I live in Ghent","fact":"The user lives in Ghent.","kind":"semantic","category":"place"}]}')
    got = dict(read_batch(chat, sources("hello there you", "I live in Ghent")))
    assert [learned.candidates for learned in got.values()] == [(), ()]


def test_messages_that_are_nothing_for_it_cost_no_call() -> None:
    chat = Teller()
    assert dict(read_batch(chat, sources("don't remember this: I live in Ghent", "```code```"))).keys() == {0, 1}
    assert chat.prompts == []


def test_a_long_message_is_read_in_pieces_whose_places_are_those_of_the_message() -> None:
    long = "We talked about this and that for a good while. " * 60 + "I live in Ghent."
    chat = Teller({"I live in Ghent": "The user lives in Ghent."})
    ((_, learned),) = read_batch(chat, sources(long))
    (made,) = learned.candidates
    assert len(chat.prompts) > 1
    assert long[made.start : made.stop] == "I live in Ghent"


def test_a_stop_ends_it_without_the_messages_at_hand() -> None:
    chat, cancel = Teller({"I live in Ghent": "The user lives in Ghent."}), threading.Event()
    chat.meanwhile = cancel.set
    assert list(read_batch(chat, sources("I live in Ghent", "I love jazz"), cancel)) == []


def test_a_model_that_fails_is_reported() -> None:
    chat = Teller()
    chat.error = ModelCrashed("The model crashed.", "Ask again.")
    with pytest.raises(ModelCrashed):
        list(read_batch(chat, sources("I live in Ghent")))


def test_another_model_is_another_extractor() -> None:
    assert extractor(Teller(name="one-1b").entry) != extractor(Teller(name="two-1b").entry)


@given(st.text(max_size=300) | st.text(alphabet='{}[]":,factsmgequokindy 01.', max_size=300))
def test_any_answer_is_borne(answer: str) -> None:
    got = dict(read_batch(Teller(answer=answer), sources("I live in Ghent", "I love jazz")))
    assert got.keys() == {0, 1}
