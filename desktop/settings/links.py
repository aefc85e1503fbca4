"""What stands among the settings and leads elsewhere."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """`actions` are run in turn; the link is left out where one of them does not exist."""

    section: str
    title: str
    about: str
    said: str
    icon: str
    actions: tuple[str, ...]
    words: str = ""


LINKS = (
    Link(
        "Privacy", "Incognito chats", "Nothing of them is kept, not even here.", "New incognito chat", "eye-off", ("view.chat", "chat.incognito"),
        "private",
    ),
    Link(
        "Privacy", "Lock now", "The vault is closed, here and in terminals, and Alcove starts anew: nothing of it stays in memory.", "Lock", "lock",
        ("app.lock",), "close passphrase",
    ),
    Link(
        "Vault", "Passphrase and keys", "What opens the vault: change the passphrase, make a new recovery key or new keys for everything.", "Change…",
        "key", ("app.keys",), "password rotate recovery encrypt",
    ),
    Link(
        "Privacy", "Forget or erase", "Somebody, a time, a chat, certain words or everything: what goes is shown first.", "Choose…", "erase",
        ("app.erase",), "delete wipe purge person time range everything",
    ),
    Link(
        "Vault", "Take memories along", "All or a part of it as one file: encrypted, or to read.", "Save…", "download", ("app.export",),
        "export archive markdown portable",
    ),
    Link(
        "Vault", "Import memories", "An archive of Alcove, or the export of ChatGPT, Claude, Gemini or mem0, Markdown, text. It is shown first.",
        "Choose…", "inbox", ("app.import",), "chatgpt claude gemini mem0 bring in",
    ),
    Link("Appearance", "Keyboard shortcuts", "Everything here can be done without a pointer.", "Show", "command", ("view.shortcuts",), "keys"),
    Link(
        "Backups", "Diagnostics and backups", "Whether everything is whole and encrypted; backups, and bringing one back.", "Open", "shield",
        ("view.diagnostics",), "doctor health check repair restore",
    ),
    Link(
        "Models", "Models", "What is installed, more to choose from, and how they run.", "Open", "chip", ("view.models",), "llm download hub",
    ),
)  # fmt: skip


def available(actions: Container[str]) -> list[Link]:
    """Those whose actions there are."""
    return [link for link in LINKS if all(action in actions for action in link.actions)]
