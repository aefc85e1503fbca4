"""A receipt is worded for people: no word of the program is left as it is."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import receipts
from engine.answering import compose, material
from engine.answering.dry_run import dry_run
from engine.recall import packing, provenance
from engine.recall.parameters import PARAMETERS
from engine.recall.rendering import Place, RenderedMemory
from engine.session import Session
from engine.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    yield opened
    opened.close()


def memory(**fields: object) -> RenderedMemory:
    made = {
        "rank": 1,
        "owner_kind": "memory",
        "owner": 1,
        "owner_id": "x",
        "kind": "semantic",
        "text": "The user's dog is Otto.",
        "date": "2026-01-01",
    }
    return RenderedMemory(**{**made, "score": 0.1, "arms": {}, "in_prompt": False} | fields)  # type: ignore[arg-type]


def test_every_way_of_finding_has_a_name() -> None:
    assert PARAMETERS.weights.keys() | {provenance.ARM, "successor"} <= receipts.ARMS.keys()


def test_every_reason_for_staying_out_has_words() -> None:
    """What packing and answering write beside a hit that is not used."""
    sources = inspect.getsource(packing) + inspect.getsource(material)
    written = set(re.findall(r'(?:dropped|fates)\[[^\]]*\] = "([a-z ]+)"', sources)) | set(re.findall(r'why = (?:why and )?"([a-z ]+)"', sources))
    assert len(written) > 8
    assert written <= receipts.FATES.keys()


def test_every_way_in_which_an_answer_comes_about_has_words() -> None:
    written = set(re.findall(r'guard="([a-z ]+)"', inspect.getsource(compose)))
    assert written and written <= receipts.GUARDS.keys()


def test_every_stage_of_a_search_has_a_name(vault: Vault) -> None:
    session = Session(vault)
    session.conversations.say(session.conversations.create(), "My dog is called Otto.")
    assert dry_run(session, "What is my dog called?").trace.stages.keys() <= receipts.STAGES.keys()


def test_memories_are_told_to_the_user_and_messages_quoted() -> None:
    assert receipts.said(memory()) == "Your dog is Otto."
    assert receipts.said(memory(kind="message", text="my dog\nis Otto")) == "“my dog is Otto”"
    assert receipts.said(memory(owner_id=None, text="[erased]")) == receipts.ERASED


def test_ways_of_finding_are_listed_by_their_weight() -> None:
    arms = {"turn": Place(11, 3.2, 0.01), "memory_vector": Place(1, 0.75, 0.06), "source": Place(None, None, 0.02), "window": Place(22, 1.0, 0.001)}
    assert receipts.ways(memory(arms=arms)) == "meaning of the memory (1st), the message it came from, words of the message (11th)"
    assert receipts.ways(memory(arms=arms), 1, own=True) == "meaning of the memory (1st; 0.75)"
    assert receipts.found_by(memory(arms={"instruction": Place(None, None, 1.0)})) == "Read with every answer"


@pytest.mark.parametrize(("ms", "said"), [(0.42, "0.4 ms"), (12.3, "12 ms"), (1310.0, "1.3 s")])
def test_durations_are_as_precise_as_they_need_be(ms: float, said: str) -> None:
    assert receipts.duration(ms) == said


@pytest.mark.parametrize(("number", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (21, "21st"), (113, "113th")])
def test_places_are_ordinals(number: int, said: str) -> None:
    assert receipts.nth(number) == said
