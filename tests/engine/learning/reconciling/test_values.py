"""Days, hours, amounts and rhythms are read off a sentence, each in plain form."""

from __future__ import annotations

import pytest

from engine.learning.reconciling.statement import content
from engine.learning.reconciling.values import amounts, differ, values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The class is on wednesdays and Fri now", {"day": {"wed", "fri"}}),
        ("runs a class, tuesdays at 7", {"day": {"tue"}, "clock": {"7"}}),
        ("opens 8 to 4", {"clock": {"8", "4"}}),
        ("opens half nine", {"clock": {"9"}}),
        ("is on three units now", {"amount:unit": {"3"}}),
        ("pays £710", {"amount:money": {"710"}}),
        ("takes one a day", {"rhythm": {"one a day"}}),
        ("takes it twice a day", {"rhythm": {"two a day"}}),
        ("works earlies", {"shift": {"early"}}),
        ("is on 3 December 2024", {}),
        ("lives in Ghent", {}),
    ],
)
def test_values_by_kind(text: str, found: dict[str, set[str]]) -> None:
    assert {kind: set(of) for kind, of in values(text).items()} == found


def test_two_of_one_kind_differ_and_a_bare_number_is_of_any_unit() -> None:
    assert differ(values("on 10"), values("takes 5 mg"))
    assert differ(values("on Fridays"), values("on Mondays at 6"))
    assert not differ(values("on Mondays"), values("on Mondays and Fridays"))
    assert not differ(values("at 7pm"), values("on Mondays"))


def test_amounts_in_words_and_digits_are_the_same() -> None:
    assert amounts("twenty mg") == amounts("20 mg") == ["20"]


def test_a_decimal_counts_as_a_word() -> None:
    assert content("Hubert weighs 4.2 kg.") != content("Hubert weighs 3.9 kg.")
