"""Clauses that no rule could shape: cut into pieces, the words that were left out put in, weighed, and at the last kept as a note."""

from engine.learning.leftovers.read import LEAST, Left, leftovers, said_points

__all__ = ["LEAST", "Left", "leftovers", "said_points"]
