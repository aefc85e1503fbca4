"""The guard lets through what stands in front of the model, and nothing else."""

from __future__ import annotations

from engine.answering.guard import ungrounded


def test_numbers_names_and_days_told_about_the_user_must_be_grounded() -> None:
    sources = ["The user's dentist is Dr Malik, on Friday 3 July at 14:30."]
    assert ungrounded("Your dentist, Dr Malik, expects you on Friday 3 July at 14:30.", sources) == []
    assert ungrounded("Your dentist expects you on Monday.", sources) == ["Monday"]
    assert ungrounded("Your dentist is Dr Smith.", sources) == ["smith"]
    assert ungrounded("You have to be there at 15:00.", sources) == ["15:00"]


def test_facts_about_the_world_are_not_the_guards_business() -> None:
    assert ungrounded("The Danube flows through ten countries, Austria among them.", []) == []
