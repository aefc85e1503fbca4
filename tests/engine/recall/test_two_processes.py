"""Two programs hold one vault: what one of them changes, the other's very next recall shows, in every arm."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.memory.forgetting import Forgetting, Text
from engine.vault.vault import Vault

from .conftest import Story

ROOT = Path(__file__).parents[3]
KEY = "The spare key lies under the flowerpot."


class Other:
    """The second program."""

    def __init__(self, home: Path, key: Path) -> None:
        command = [sys.executable, "-m", "tests.engine.recall.second_process", str(home), str(key)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, command: str, argument: str = "") -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps([command, argument]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def texts(self, question: str) -> list[str]:
        return [text for text, _ in self("ask", question)]


@pytest.fixture
def other(vault: Vault, home: Path, tmp_path: Path) -> Iterator[Other]:
    started = Other(home, tmp_path / "vault.key")
    with started.process:  # the end of its input ends it
        yield started
    assert started.process.returncode == 0


def test_each_sees_what_the_other_says_at_once(story: Story, other: Other) -> None:
    assert other.texts("where is the spare key") == story.ask("where is the spare key") == []
    story.say(KEY)
    story.embed()
    ((text, arms),) = other("ask", "where is the spare key")
    assert text == KEY
    assert {"turn", "window", "turn_vector", "window_vector"} <= set(arms)
    other("say", "The garden hose hangs in the shed.")
    hits = story.recall.search("garden hose").hits
    assert hits[0].text == "The garden hose hangs in the shed."
    assert {"turn", "window", "turn_vector", "window_vector"} <= set(hits[0].arms)


def test_what_one_forgets_the_other_does_not_show_until_it_is_brought_back(story: Story, other: Other) -> None:
    story.say(KEY)
    story.embed()
    assert other.texts("spare key") == [KEY]
    other("forget", "flowerpot")
    assert not any("flowerpot" in text for text in story.ask("where is the spare key"))
    other("undo")
    assert KEY in story.ask("where is the spare key")
    Forgetting(story.vault).forget([Text("flowerpot")])
    assert not any("flowerpot" in text for text in other.texts("where is the spare key"))


def test_what_one_erases_is_in_no_index_of_the_other(story: Story, other: Other) -> None:
    story.say(KEY)
    story.embed()
    assert KEY in other.texts("where is the spare key")
    Forgetting(story.vault).erase([Text("flowerpot")])
    assert not any("flowerpot" in text for text, _ in other("ask", "where is the spare key under the flowerpot"))
    other("say", "A heron stands in the pond.")
    story.ask("heron")
    assert other("erase", "heron") == ""
    assert not any("heron" in text for text in story.ask("a heron stands in the pond"))


def test_relations_that_one_learns_lead_the_other(story: Story, other: Other) -> None:
    assert story.ask("where does Anna live") == []
    other("note", "Anna lives in Oslo.")
    hit = story.recall.search("where does Anna live").hits[0]
    assert hit.text == "Anna lives in Oslo."
    assert "graph" in hit.arms
    story.link("Anna lives in Riga.", ("Anna", "lives_in", "Riga"))
    assert "Anna lives in Riga." in other.texts("where does Anna live")
