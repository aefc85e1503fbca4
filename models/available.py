"""Models that can be had from the Hugging Face Hub: a short list, chosen by hand, in available.json. Reading it uses no network."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

LIST = Path(__file__).with_name("available.json")


class Offer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of one repository of the Hub. `size` in bytes, as of when the list was made: what counts is what the Hub says at install.

    `layers` and `kv_width` (heads times their width: the keys of one token in one layer) tell how much memory a conversation will need.
    """

    id: str
    purpose: str
    title: str
    about: str
    repo: str
    path: str
    size: int
    parameters: int
    licence: str
    context: int
    layers: int
    kv_width: int
    recommended: bool = False
    #: Embedders, from their model cards.
    dimension: int = 0
    pooling: str = ""
    query_prefix: str = ""
    document_prefix: str = ""

    @property
    def address(self) -> str:
        """How `alcove models install` is told of it."""
        return f"hub:{self.repo}/{self.path}"


@cache
def offers() -> tuple[Offer, ...]:
    """The whole list, chat models first, smaller ones first."""
    return msgspec.json.decode(LIST.read_bytes(), type=tuple[Offer, ...])


def offer(repo: str, path: str) -> Offer | None:
    """What the list says of a file of the Hub; None where it isn't listed."""
    return next((one for one in offers() if (one.repo, one.path) == (repo, path)), None)


def named(id: str) -> Offer | None:
    """The offer with this short name."""
    return next((one for one in offers() if one.id == id), None)
