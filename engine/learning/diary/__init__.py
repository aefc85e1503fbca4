"""Entries of a diary, jotted down without a verb: "dentist thurs 2.40, the bad molar", "nan's 90th on the 2nd"."""

from __future__ import annotations

from engine.learning.diary.clock import today
from engine.learning.diary.entries import entries, joined, statement
from engine.learning.diary.pieces import Entry

__all__ = ["Entry", "entries", "joined", "statement", "today"]
