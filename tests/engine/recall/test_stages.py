"""The stopwatch of a recall."""

from __future__ import annotations

import pytest

from engine.recall.stages import Stages


def test_a_stage_inside_another_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter((0.0, 1.0, 3.0, 6.0))
    monkeypatch.setattr("engine.recall.stages.time.perf_counter", lambda: next(ticks))
    stages = Stages()
    with stages.of("outer"), stages.of("inner"):
        pass
    assert stages.ms == {"outer": 4000.0, "inner": 2000.0}


def test_a_stage_that_fails_is_counted_too_and_the_same_name_adds_up() -> None:
    stages = Stages()
    for _ in range(2):
        with pytest.raises(ValueError, match="no"), stages.of("arm"):
            raise ValueError("no")
    assert list(stages.ms) == ["arm"]
    assert stages.ms["arm"] > 0
