"""A slip is put right by its value alone, where only one place can be meant."""

from __future__ import annotations

import pytest

from engine.learning.reconciling.slips import slip


@pytest.mark.parametrize(
    ("source", "previous", "mended"),
    [
        ("no, sorry, the 10th of December", "mum's op is on 3 December at the Mercy", "mum's op is on 10th of December at the Mercy"),
        ("no the 14th", "the vet is on 12 March at 9", "the vet is on 14th March at 9"),
        ("oops, 10.30", "the vet is on 12 March at 9.15", "the vet is on 12 March at 10.30"),
        ("sorry, I meant Thursdays", "I teach on Tuesdays", "I teach on Thursdays"),
        ("I meant my aunt", "my cousin Odile bakes", "my aunt Odile bakes"),
        ("not Tom, Rab", "Tom from the depot is her cousin", "Rab from the depot is her cousin"),
        ("not the left shin sorry, right shin", "I have a fracture in my left shin", "I have a fracture in my right shin"),
        ("the ferry goes not from Kiel but from Hirtshals", "the ferry leaves Kiel at 9", "the ferry leaves Hirtshals at 9"),
        ("it's our Gary that has the visa, not Stuart", "Stuart got his visa", "Gary got his visa"),
    ],
)
def test_the_right_value_takes_the_wrong_ones_place(source: str, previous: str, mended: str) -> None:
    found = slip(source, previous)
    assert found is not None
    assert previous[: found.start] + found.new + previous[found.stop :] == mended


@pytest.mark.parametrize(
    ("source", "previous"),
    [
        ("no thanks", "I live in Leeds"),
        ("not bad, thanks", "my dog is called Max"),
        ("no, Friday", "I teach on Tuesdays and Thursdays"),
        ("sorry, 14", "I ran 10 km in 55 minutes"),
        ("it's our Gary that has the visa, not Stuart", "Stuart plays the drums"),
        ("the 10th of December", "mum's op is on 3 December"),
    ],
)
def test_what_is_no_correction_or_could_be_of_two_is_left_alone(source: str, previous: str) -> None:
    assert slip(source, previous) is None
