"""The set that answers are measured on, and how one is judged."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.answers import Case, Tally, batch, locomo, own, tells


def test_there_are_enough_questions_of_both_kinds_and_no_answer_stands_in_what_can_not_be_answered() -> None:
    cases = list(own())
    assert sum(bool(case.expect) for case in cases) >= 150
    assert sum(not case.expect for case in cases) >= 80
    for case in cases:
        told = " ".join(memory["text"] for memory in case.row["memories"])
        assert all(any(tells(told, one) for one in group) for group in case.expect), case.row["question"]


def test_numbers_count_whole_and_words_from_their_beginning() -> None:
    assert tells("You pay 910 euros.", "910") and not tells("You pay 1910 euros.", "910") and not tells("It is 10:20.", "10")
    assert tells("Thelma grows Dahlias", "dahlia") and not tells("a warm day", "arm")


def test_right_declined_wrong_and_blocked_are_counted_apart() -> None:
    asked, not_told = Case("x", {}, (("Ghent",),), (("Leeds",),)), Case("x", {}, (), (("Leeds",),))
    tally = Tally()
    tally.add(asked, "You live in Ghent.", False, 1.0)
    tally.add(asked, "You live in Leeds.", False, 1.0)
    tally.add(asked, "I don't have that noted.", True, 1.0)
    tally.add(not_told, "I don't have that noted.", True, 1.0)
    tally.add(not_told, "You live in Leeds.", False, 1.0)
    assert tally.row("x") == ("x", "5", "0.333", "0.500", "0.400", "0.333", "1")


def test_files_of_others_are_read(tmp_path: Path) -> None:
    single = {
        "now": "2025-01-01T00:00:00",
        "memories": [],
        "history": [],
        "question": "q",
        "expect": [["a", "b"]],
        "forbid": [[["c"]]],
        "declines": False,
    }
    (tmp_path / "one.jsonl").write_text(json.dumps(single) + "\n")
    (case,) = batch(tmp_path / "one.jsonl")
    assert case.expect == (("a", "b"),) and case.forbid == (("c",),)
    talk = {"session_1": [{"dia_id": "D1:1", "speaker": "Ana", "text": "I adopted a greyhound."}], "session_1_date_time": "noon"}
    questions = [
        {"question": "What did Ana adopt?", "answer": "a greyhound", "evidence": ["D1:1"], "category": 4},
        {"question": "What did Ben adopt?", "evidence": ["D1:1"], "category": 5},
    ]
    (tmp_path / "talk.json").write_text(json.dumps([{"conversation": talk, "qa": questions}]))
    asked, not_told = locomo(tmp_path / "talk.json")
    assert asked.expect == (("greyhound",),) and not_told.expect == ()
