from __future__ import annotations

from tests.engine.learning.support import texts


def test_others_and_what_they_do_stand_alone() -> None:
    told = texts("mum's 70 on 12 July, everyone coming to ours")
    assert "The user's mum is 70 on 12 July 2025." in told
    assert "Everyone is coming to the user's place." in told


def test_what_one_has_too_is_told_apart() -> None:
    assert texts("i teach year 2, 31 kids, no TA") == ["The user teaches year 2.", "The user has 31 kids.", "The user has no TA."]


def test_a_diagnosis_says_of_what() -> None:
    assert "The user's dad was diagnosed with arthritis in October 2024." in texts("dad has arthritis, diagnosed last october")
