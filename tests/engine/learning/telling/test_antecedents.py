from __future__ import annotations

from tests.engine.learning.support import texts


def test_numbers_count_those_spoken_of() -> None:
    told = texts("my hens are moulting. got 6, two are Marans")
    assert "The user has 6 hens." in told
    assert "Two of the user's hens are Marans." in told


def test_a_remark_on_it_is_left_out() -> None:
    assert "The user's nephew is 6 years old." in texts("my nephew's 6 and obsessed with it")
