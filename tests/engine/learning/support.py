"""Shared by the tests of learning: one moment, and short forms."""

from __future__ import annotations

from datetime import datetime

from engine.learning.extract import learn
from engine.learning.records import Candidate

AT = datetime.fromisoformat("2025-06-17T10:00:00+01:00")  # a Tuesday


def candidates(text: str, previous: str = "") -> tuple[Candidate, ...]:
    return learn(text, at=AT, previous=previous).candidates


def texts(text: str, previous: str = "") -> list[str]:
    return [candidate.text for candidate in candidates(text, previous)]


def reasons(text: str) -> set[str]:
    return {rejected.reason for rejected in learn(text, at=AT).rejected}
