"""A list gathers its parts: what repeats comes later, and nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.recall.candidates import Key
from engine.recall.diversity import diverse
from engine.recall.hits import Row


def row(key: Key, text: str) -> Row:
    return Row(key, "message" if key.kind == "message" else "semantic", str(key), text, "", "2025-03-01", 0, None, "active", 1)


def ordered(texts: list[str], *, kind: str = "message", top: int = 10) -> list[str]:
    """The texts, given best first, as they are handed out."""
    keys = [Key(kind, n) for n in range(len(texts))]
    rows = {key: row(key, text) for key, text in zip(keys, texts, strict=True)}
    return [rows[key].text for key in diverse({key: 1 - 0.01 * key.row for key in keys}, rows, (), top)]


def test_a_turn_that_says_it_again_makes_room() -> None:
    said = ["I went swimming at the lake.", "I went swimming at the lake again.", "I took up pottery."]
    assert ordered(said) == [said[0], said[2], said[1]]


def test_facts_are_alike_in_form_and_stay_where_they_are() -> None:
    facts = ["The user's favourite food is sushi.", "The user's favourite food is ramen.", "Anna plays chess."]
    assert ordered(facts, kind="memory") == facts


def test_what_is_hidden_is_not_handed_out() -> None:
    keys = Key("message", 1), Key("message", 2)
    rows = {key: row(key, "I keep bees.") for key in keys}
    assert diverse(dict.fromkeys(keys, 1.0), rows, {keys[0]}, 5) == [keys[1]]


@given(st.lists(st.text(max_size=20), max_size=12), st.integers(1, 15))
def test_the_best_stays_first_none_comes_twice_and_scores_fall(texts: list[str], top: int) -> None:
    keys = [Key("message", n) for n in range(len(texts))]
    scores = {key: 1 / (1 + key.row) for key in keys}
    best = diverse(scores, {key: row(key, texts[key.row]) for key in keys}, (), top)
    assert len(best) == len(set(best)) == min(top, len(texts))
    assert best[:1] == keys[:1]
    assert [scores[key] for key in best] == sorted((scores[key] for key in best), reverse=True)
