"""Every setting, declared once: its type, default, bounds, and what people call it. Values live in the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from engine.errors import BadInput
from engine.learning.gating.categories import BY_KEY as BY_CATEGORY

if TYPE_CHECKING:
    from engine.vault.vault import Vault


class Setting(msgspec.Struct, frozen=True):
    """One setting. `choices` limits what it may hold (of a list: what may be in it); `lowest`/`highest` bound numbers;
    `renamed`: values of earlier versions and what they are called now. For people: `title`, `section`, `offered` (what its
    values are called; of a number: which are offered), `unit` of a number, and further `words` by which it is found."""

    key: str
    default: Any
    description: str
    title: str
    section: str
    choices: tuple[str, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    renamed: dict[str, str] = {}
    offered: dict[Any, str] = {}
    unit: str = ""
    words: str = ""

    @property
    def found_by(self) -> str:
        """Everything that a search may look in, in lower case."""
        return " ".join((self.title, self.section, self.description, self.words, self.key, *map(str, self.offered.values()))).lower()


DECLARED: tuple[Setting, ...] = (
    Setting(
        "learn", True, "Facts, events and how-tos, each with the sentence that it comes from. English only, so far.",
        "Learn from what I say", "Privacy", words="remember memory extract off",
    ),
    Setting(
        "never_keep", [],
        "What you say of these stays in its chat, and becomes no memory. Memories that are there already stay; forget them on their page.",
        "Never kept as memories", "Privacy", choices=tuple(BY_CATEGORY), offered={key: kind.title for key, kind in BY_CATEGORY.items()},
        words="exclude category kind sensitive",
    ),
    Setting(
        "mask_secrets", False, "They are stored as ••••; only the answer to that message reads them. Drafts are not kept then.",
        "Mask passwords, card numbers and keys in my messages", "Privacy", words="secret token pin code redact",
    ),
    Setting(
        "trash_days", 7, "Until then forgetting can be undone; then it is erased for good.", "Erase what I forget after", "Privacy",
        lowest=0, highest=365, unit="days", words="trash delete undo bin",
        offered={0: "At once", 1: "1 day", 7: "7 days", 30: "30 days", 90: "90 days", 365: "A year"},
    ),
    Setting(
        "lock_minutes", 15, "After so long without a key or the pointer the window locks. An answer is not cut off.", "Lock when I am away",
        "Privacy", lowest=0, highest=1440, unit="minutes", words="auto idle timeout",
        offered={0: "Never", 5: "After 5 minutes", 15: "After 15 minutes", 30: "After 30 minutes", 60: "After an hour", 240: "After 4 hours"},
    ),
    Setting(
        "lock_with_screen", True, "Where the desktop tells of it.", "Lock with the screen, and before sleep", "Privacy", words="suspend screensaver",
    ),
    Setting(
        "review", "unsure", "What is learnt and waits stays in the inbox of the memory page, unused, until you say so.", "What waits for my approval",
        "Learning", choices=("everything", "unsure", "nothing"), renamed={"active": "unsure", "proposed": "everything"},
        offered={"everything": "Everything that is new", "unsure": "Only what is unsure", "nothing": "Nothing"}, words="inbox proposals confirm",
    ),
    Setting(
        "model_learning", "auto", "Rules read every message. A larger model finds more, at idle times.", "Let the chat model learn too", "Learning",
        choices=("auto", "on", "off"), offered={"auto": "If it is large enough", "on": "Yes", "off": "No"}, words="llm extract",
    ),
    Setting(
        "persona", "", "Added to the instructions of the chat model.", "How the assistant should be", "Assistant",
        words="personality system prompt tone style name",
    ),
    Setting(
        "theme", "system", "", "Colours", "Appearance", choices=("system", "light", "dark"),
        offered={"system": "Like the system", "light": "Light", "dark": "Dark"}, words="theme mode night appearance",
    ),
    Setting(
        "accent", "green", "Of buttons, links and what is selected.", "Accent", "Appearance", choices=("green", "blue", "rose", "graphite"),
        offered={"green": "Green", "blue": "Blue", "rose": "Rose", "graphite": "Graphite"}, words="colour tint highlight",
    ),
    Setting(
        "high_contrast", "system", "Black and white, with strong lines around everything.", "High contrast", "Appearance",
        choices=("system", "on", "off"), offered={"system": "Like the system", "on": "On", "off": "Off"}, words="accessibility readable vision",
    ),
    Setting(
        "text_size", 100, "Of everything that is written in the window.", "Text size", "Appearance", lowest=100, highest=200, unit="%",
        offered={100: "100 %", 110: "110 %", 125: "125 %", 150: "150 %", 175: "175 %", 200: "200 %"},
        words="font zoom larger bigger accessibility scale",
    ),
    Setting(
        "reduced_motion", False, "Nothing glides or blinks; what changes is there at once.", "Less movement", "Appearance",
        words="animation reduced motion accessibility",
    ),
    Setting(
        "language", "system", "Of the window, from its next start on. Answers, what is learnt, and the command line are English so far.", "Language",
        "Appearance", choices=("system", "en", "de"), offered={"system": "Like the system", "en": "English", "de": "Deutsch"},
        words="translation locale german",
    ),
    Setting(
        "close_to_tray", False, "Where the desktop has a tray; Quit ends Alcove. Elsewhere closing the window does.",
        "Stay in the tray when the window is closed", "Desktop", words="background minimise hide icon close quit",
    ),
    Setting(
        "notify", False, "In the morning, and a quarter of an hour before what has a time; while Alcove is open and unlocked.",
        "Tell me of what is on today's page", "Desktop", words="notifications reminder alert plans birthdays agenda",
    ),
    Setting(
        "notify_text", False,
        "Otherwise it is only said that there is something. Whoever looks at the desktop may read it, and the desktop may keep it.",
        "Notifications say what it is", "Desktop", words="private content words privacy",
    ),
    Setting(
        "backup_every", "day", "An encrypted copy on this computer, if something changed.", "Make a backup", "Backups",
        choices=("day", "week", "never"), offered={"day": "Every day", "week": "Every week", "never": "Never"}, words="copy save restore",
    ),
    Setting(
        "backup_days", 7, "Of each of the last days the newest backup is kept.", "Daily backups kept", "Backups", lowest=1, highest=90, unit="days",
        words="copy rotate old",
    ),
    Setting(
        "backup_weeks", 4, "Of each of the weeks before, the newest backup is kept.", "Weekly backups kept", "Backups",
        lowest=0, highest=104, unit="weeks", words="copy rotate old",
    ),
)  # fmt: skip
SECTIONS = tuple(dict.fromkeys(setting.section for setting in DECLARED))
BY_KEY = {setting.key: setting for setting in DECLARED}


def fitting(setting: Setting, value: Any) -> Any:
    """A value as it is stored. Raises BadInput for one that the setting can't have."""
    if isinstance(value, str):
        value = setting.renamed.get(value, value)
    if type(value) is not type(setting.default):
        raise BadInput(f"The setting {setting.key} takes a value of type {type(setting.default).__name__}.", setting.description or setting.title)
    if setting.choices and not all(isinstance(one, str) and one in setting.choices for one in (value if isinstance(value, list) else [value])):
        several = "any of" if isinstance(value, list) else "one of"
        raise BadInput(f"The setting {setting.key} takes {several}: {', '.join(setting.choices)}.", setting.description or setting.title)
    if isinstance(value, list):
        value = [choice for choice in setting.choices if choice in value]
    if (
        isinstance(value, int)
        and not isinstance(value, bool)
        and ((setting.lowest is not None and value < setting.lowest) or (setting.highest is not None and value > setting.highest))
    ):
        raise BadInput(f"The setting {setting.key} takes a number from {setting.lowest} to {setting.highest}.", setting.description or setting.title)
    return value


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

    def all(self) -> dict[str, Any]:
        """Every value in force, by key."""
        return {key: self.get(key) for key in BY_KEY}

    def put(self, key: str, value: Any) -> None:
        """Stores a value."""
        value = fitting(self._declared(key), value)
        with self._vault.change("setting", "Changed a setting", journaled=False) as change:
            change.execute(
                "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, msgspec.json.encode(value).decode()),
            )
            change.kinds.add("setting")

    @staticmethod
    def _declared(key: str) -> Setting:
        if key not in BY_KEY:
            raise BadInput(f"There is no setting called {key}.", f"Settings: {', '.join(BY_KEY)}.")
        return BY_KEY[key]
