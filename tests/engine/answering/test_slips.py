"""Slips of the keyboard are mended before a question is read; names and words that are right stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.answering import slips
from engine.memory.episodes import Conversations
from engine.vault.vault import Vault


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Vault]:
    opened, _ = Vault.create(tmp_path / "data", key_file=tmp_path / "vault.key")
    place = Conversations(opened).create()
    for text in ("We are going to Norway for our holiday.", "Anna is a potter.", "Our plant needs water."):
        Conversations(opened).say(place, text)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wat does my sistr do?", "what does my sister do?"),
        ("wher does my brohter live", "where does my brother live"),
        ("where are we going on hollyday", "where are we going on holiday"),
    ],
)
def test_slips_are_mended(typed: str, meant: str, told: Vault) -> None:
    assert slips.mended(told, typed) == meant


@pytest.mark.parametrize(
    "question", ["what is my mouse called", "Where does Anya live?", "what are my plans", "Is Sophie my sister?", "¿Dónde vive mi hermana?"]
)
def test_what_is_no_slip_stays(question: str, told: Vault) -> None:
    assert slips.mended(told, question) == question


def test_the_question_itself_vouches_for_no_slip(told: Vault) -> None:
    place = Conversations(told).create()
    for _ in range(2):
        Conversations(told).say(place, "where are we going on hollyday")
    assert slips.mended(told, "where are we going on hollyday") == "where are we going on holiday"
