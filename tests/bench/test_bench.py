"""The benchmark's own arithmetic, on a conversation of a few lines: figures of recall, the systems compared, charts and report."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.bench import charts, locomo, report, systems
from tests.bench.locomo import Conversation, Question

LINES = (
    ("Ada", "Hello there!"), ("Bo", "I adopted a heron called Quill."), ("Ada", "The regatta was moved to June."), ("Bo", "My lathe broke again."),
)  # fmt: skip
ASKED = (
    {"question": "What is the heron called?", "evidence": ["D1:2"], "category": 4},
    {"question": "When is the regatta, and what broke?", "evidence": ["D1:3; D1:4"], "category": 1},
    {"question": "What was never said?", "evidence": ["D1:1"], "category": 5},
    {"question": "What is not in the file?", "evidence": ["D9:9"], "category": 4},
)


@pytest.fixture
def conversations(tmp_path: Path) -> list[Conversation]:
    said = {"speaker_a": "Ada", "speaker_b": "Bo", "session_1_date_time": "1:56 pm on 8 May, 2023"}
    said["session_1"] = [{"speaker": who, "dia_id": f"D1:{n}", "text": text} for n, (who, text) in enumerate(LINES, 1)]  # type: ignore[assignment]
    file = tmp_path / "conversations.json"
    file.write_text(json.dumps([{"sample_id": "one", "conversation": said, "qa": ASKED}]))
    return locomo.read(file)


def test_only_questions_whose_evidence_is_there_are_asked(conversations: list[Conversation]) -> None:
    (one,) = conversations
    assert [question.evidence for question in one.questions] == [{"D1:2"}, {"D1:3", "D1:4"}]
    assert [turn.at for turn in one.turns[:2]] == ["2023-05-08T13:56:00", "2023-05-08T13:56:30"]
    assert [turn.first for turn in one.turns] == [True, False, True, False]


def test_recall_is_the_share_of_the_evidence_among_the_first() -> None:
    questions = [Question("a", 4, frozenset(("x",))), Question("b", 1, frozenset(("x", "y")))]
    found = locomo.figures(questions, [["x"], ["z", "x", "x", "z", "w", "y"]], cuts=(1, 2, 4))
    assert found.recall == {"all": (0.5, 0.75, 1.0), "single fact": (1.0, 1.0, 1.0), "multi-hop": (0.0, 0.5, 1.0)}
    assert found.count == {"all": 2, "single fact": 1, "multi-hop": 1}


def test_words_find_the_turns_that_hold_them(conversations: list[Conversation]) -> None:
    run = systems.bm25(conversations)
    assert run.ranked[0][0] == "D1:2"
    assert set(run.ranked[1][:2]) == {"D1:3", "D1:4"}
    assert len(run.search_ms) == 2


def test_alcove_finds_them_too_and_packs_them(conversations: list[Conversation]) -> None:
    ours = systems.alcove(conversations, (0, 600))
    assert ours.run.ranked[0][0] == "D1:2"
    assert ours.survival[0] == 0.0
    assert ours.survival[600] == 1.0
    assert {"embed query", "hydrate", "fusion"} <= ours.stages.keys()


def test_the_report_holds_a_table_and_charts_that_are_well_formed(conversations: list[Conversation], tmp_path: Path) -> None:
    runs = [systems.bm25(conversations), systems.bm25(conversations)._replace(system="another <one>")]
    scored = {run.system: locomo.figures(conversations[0].questions, run.ranked) for run in runs}
    made = report.Report(tmp_path / "out")
    survival = {run.system: systems.survival(conversations, run, (0, 600)) for run in runs}
    assert survival[runs[0].system] == {0: 0.0, 600: 1.0}
    report.recall(made, scored, runs, None, ["mem0: no"], survival, 5.0)
    told = made.write().read_text()
    assert "| BM25 (FTS5, Porter) | 1.000 | 1.000 | 1.000 |" in told
    assert "*Not measured: mem0: no*" in told
    assert "<svg" in (tmp_path / "out" / "report.html").read_text()
    for svg in (tmp_path / "out").glob("*.svg"):
        ElementTree.fromstring(svg.read_text())
    ElementTree.fromstring(charts.lines("Growth", [1_000, 10_000], {"p50": [2.0, 4.0], "p95": [5.0, None]}, "ms"))
