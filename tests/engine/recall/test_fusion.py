"""Score fusion: what is how much better than the rest, not only in which place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.recall.candidates import Key, Ranked
from engine.recall.fusion import Fused

A, B, C = (Key("message", row) for row in (1, 2, 3))
FACT = Key("memory", 1)


def test_a_share_is_the_score_beside_the_best_of_its_arm() -> None:
    shares = Fused([Ranked("turn", (A, B), (8.0, 2.0)), Ranked("window", (B,), (3.0,))], {"turn": 1.0, "window": 0.5}).shares
    assert shares == {A: {"turn": 1.0}, B: {"turn": 0.25, "window": 0.5}}


def test_an_echo_counts_no_more_than_the_best_statement() -> None:
    shares = Fused([Ranked("turn", (A, B), (8.0, 2.0))], {"turn": 1.0}, last={A}).shares
    assert shares == {A: {"turn": 1.0}, B: {"turn": 1.0}}


def test_who_came_too_late_for_a_full_arm_counts_as_its_last_one() -> None:
    arms = [Ranked("turn", (A, B), (8.0, 2.0), floor=2.0), Ranked("window", (C,), (1.0,)), Ranked("memory", (FACT,), (1.0,))]
    weights = {"turn": 1.0, "window": 1.0, "memory": 1.0}
    assert Fused(arms, weights).totals() == {A: 1.0, B: 0.25, C: 1.25, FACT: 1.0}


def test_an_arm_that_joins_later_counts_as_if_it_had_been_there() -> None:
    arms = [Ranked("turn", (A, B), (8.0, 2.0), floor=2.0), Ranked("hop", (C, B), (4.0, 1.0), floor=1.0)]
    fused = Fused(arms[:1], {})
    fused.join(arms[1])
    assert fused.totals() == Fused(arms, {}).totals() == {A: 1.25, B: 0.5, C: 1.25}


def test_facts_far_from_the_question_weigh_little_beside_a_near_turn() -> None:
    shares = Fused([Ranked("turn_vector", (A,), (0.8,)), Ranked("memory_vector", (FACT,), (0.2,))], {"turn_vector": 1.0, "memory_vector": 1.0}).shares
    assert shares[FACT]["memory_vector"] < 0.1 < shares[A]["turn_vector"]


SCORES = st.lists(st.floats(-10, 1e6), min_size=1, max_size=8)


@given(st.dictionaries(st.sampled_from(["turn", "window", "turn_vector", "memory_vector"]), SCORES, min_size=1), st.sets(st.integers(1, 8)))
def test_no_arm_gives_more_than_its_weight_or_less_than_nothing(lists: dict[str, list[float]], echoes: set[int]) -> None:
    arms = []
    for arm, scores in lists.items():
        kind = "memory" if arm.startswith("memory") else "message"
        arms.append(Ranked(arm, tuple(Key(kind, row) for row in range(1, len(scores) + 1)), tuple(sorted(scores, reverse=True))))
    for parts in Fused(arms, dict.fromkeys(lists, 0.7), last={Key("message", row) for row in echoes}).shares.values():
        assert all(0 <= share <= 0.7 for share in parts.values())
