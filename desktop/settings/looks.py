"""The looks of the window, as the settings have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.theme import Looks

if TYPE_CHECKING:
    from engine.settings import Settings

KEYS = Looks.__struct_fields__


def read(settings: Settings) -> Looks:
    """What is chosen in this vault."""
    return msgspec.convert({key: settings.get(key) for key in KEYS}, Looks)
