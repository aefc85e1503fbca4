"""Every setting, declared once: its type, default and description. Values live in the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from engine.errors import BadInput
from engine.learning.gating.categories import BY_KEY as BY_CATEGORY

if TYPE_CHECKING:
    from engine.vault.vault import Vault


class Setting(msgspec.Struct, frozen=True):
    """One setting. `choices` limits what it may hold (of a list: what may be in it); `lowest`/`highest` bound numbers;
    `renamed`: values of earlier versions and what they are called now."""

    key: str
    default: Any
    description: str
    choices: tuple[str, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    renamed: dict[str, str] = {}


DECLARED: tuple[Setting, ...] = (
    Setting("learn", True, "Learn facts from what you say."),
    Setting("model_learning", "auto", "Whether the chat model learns too; auto: when it is large enough.", choices=("auto", "on", "off")),
    Setting(
        "review",
        "unsure",
        "What waits for your approval before it counts: everything that is learnt, only what is unsure, or nothing.",
        choices=("everything", "unsure", "nothing"),
        renamed={"active": "unsure", "proposed": "everything"},
    ),
    Setting("never_keep", [], "Kinds of things that are never kept as memories, whatever is said.", choices=tuple(BY_CATEGORY)),
    Setting(
        "mask_secrets",
        False,
        "Passwords, card numbers, keys, codes and ids in your messages are stored as ••••. The model still reads them, in that turn alone.",
    ),
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
        if row is None:
            return list(setting.default) if isinstance(setting.default, list) else setting.default
        value = msgspec.json.decode(row["value"])
        return setting.renamed.get(value, value) if isinstance(value, str) else value

    def put(self, key: str, value: Any) -> None:
        """Stores a value."""
        setting = self._declared(key)
        if isinstance(value, str):
            value = setting.renamed.get(value, value)
        if type(value) is not type(setting.default):
            raise BadInput(f"The setting {key} takes a value of type {type(setting.default).__name__}.", setting.description)
        if setting.choices and not set(value if isinstance(value, list) else [value]) <= set(setting.choices):
            several = "any of" if isinstance(value, list) else "one of"
            raise BadInput(f"The setting {key} takes {several}: {', '.join(setting.choices)}.", setting.description)
        if isinstance(value, list):
            value = [choice for choice in setting.choices if choice in value]
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
