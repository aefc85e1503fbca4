"""How many threads a model may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models import threads


def test_one_core_stays_free_and_the_embedder_takes_at_most_two(monkeypatch: pytest.MonkeyPatch) -> None:
    for cores, chat, embed in ((1, 1, 1), (2, 1, 1), (4, 3, 2), (16, 15, 2)):
        monkeypatch.setattr(threads, "usable_cores", lambda cores=cores: cores)
        assert (threads.chat_threads(), threads.embed_threads()) == (chat, embed)


@pytest.mark.parametrize(("text", "cores"), [("max 100000", None), ("200000 100000", 2), ("150000 100000", 1), ("50000 100000", 1), ("", None)])
def test_the_quota_of_a_container_counts(tmp_path: Path, text: str, cores: int | None) -> None:
    (tmp_path / "cpu.max").write_text(text)
    assert threads.quota_cores(tmp_path) == cores


def test_the_quota_of_an_old_container_counts(tmp_path: Path) -> None:
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("300000\n")
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000\n")
    assert threads.quota_cores(tmp_path) == 3


def test_hyper_threads_of_one_core_count_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for cpu, siblings in enumerate(("0,2", "1,3", "0,2", "1,3")):
        folder = tmp_path / f"cpu{cpu}" / "topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(siblings + "\n")
    monkeypatch.setattr(threads, "TOPOLOGY", tmp_path)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    assert threads.physical_cores() == 2
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 2}, raising=False)
    assert threads.physical_cores() == 1
