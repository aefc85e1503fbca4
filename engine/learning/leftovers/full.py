"""A jotting with the words that it leaves out."""

from __future__ import annotations

import msgspec


class Full(msgspec.Struct, frozen=True):
    """A jotting as a whole clause in the first person. `form`: how surely its grammar tells of the speaker (see `evidence.weigh`)."""

    text: str
    form: int
