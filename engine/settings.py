"""Every setting, declared once: its type, default and description. Values live in the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from engine.errors import BadInput

if TYPE_CHECKING:
    from engine.vault.vault import Vault


class Setting(msgspec.Struct, frozen=True):
    """One setting. `choices` limits what it may hold; `lowest`/`highest` bound numbers."""

    key: str
    default: Any
    description: str
    choices: tuple[str, ...] = ()
    lowest: int | None = None
    highest: int | None = None


DECLARED: tuple[Setting, ...] = (
    Setting("learn", True, "Learn facts from what you say."),
    Setting("review", "active", "Whether newly learnt memories count at once, or wait for your approval.", choices=("active", "proposed")),
    Setting("trash_days", 7, "Days for which forgetting can be undone; then it is erased. 0: at once.", lowest=0, highest=365),
    Setting("persona", "", "How you want the assistant to be: added to its instructions."),
    Setting("theme", "system", "Colours of the window.", choices=("system", "light", "dark")),
)
BY_KEY = {setting.key: setting for setting in DECLARED}


class Settings:
    """Reads and writes settings; an undeclared key or a value of the wrong type raises BadInput."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def get(self, key: str) -> Any:
        """The value in force."""
        setting = self._declared(key)
        row = self._vault.one("SELECT value FROM setting WHERE key = ?", (key,))
        return msgspec.json.decode(row["value"]) if row else setting.default

    def put(self, key: str, value: Any) -> None:
        """Stores a value."""
        setting = self._declared(key)
        if type(value) is not type(setting.default):
            raise BadInput(f"The setting {key} takes a value of type {type(setting.default).__name__}.", setting.description)
        if setting.choices and value not in setting.choices:
            raise BadInput(f"The setting {key} takes one of: {', '.join(setting.choices)}.", setting.description)
        if (
            isinstance(value, int)
            and not isinstance(value, bool)
            and ((setting.lowest is not None and value < setting.lowest) or (setting.highest is not None and value > setting.highest))
        ):
            raise BadInput(f"The setting {key} takes a number from {setting.lowest} to {setting.highest}.", setting.description)
        with self._vault.change("setting", "Changed a setting", journaled=False) as change:
            change.execute(
                "INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, msgspec.json.encode(value).decode())
            )
            change.kinds.add("setting")

    @staticmethod
    def _declared(key: str) -> Setting:
        if key not in BY_KEY:
            raise BadInput(f"There is no setting called {key}.", f"Settings: {', '.join(BY_KEY)}.")
        return BY_KEY[key]
