"""What the command palette offers: every action that can be done now, every setting, and the chats by their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.actions import Actions
from desktop.i18n import language, tr
from desktop.settings import wording
from desktop.settings.links import available
from engine.settings import DECLARED

if TYPE_CHECKING:
    from desktop.shell.workspace import Workspace
    from engine.memory.records import Conversation

CHATS = 300


@dataclass(frozen=True)
class Entry:
    """`words` are further words by which it is found; `rare`: shown only once something was typed."""

    id: str
    title: str
    section: str
    icon: str
    run: Callable[[], object]
    keys: str = ""
    words: str = ""
    rare: bool = True


def actions(registry: Actions) -> list[Entry]:
    """Those that can be done now."""
    return [
        Entry(
            spec.id, tr(spec.title), tr(spec.section), spec.icon, lambda id=spec.id: registry.run(id), registry.shortcut_text(spec.id),
            _also(spec.title, spec.words), rare=False
        )
        for spec in registry.specs.values()
        if spec.id != "view.palette" and registry[spec.id].isEnabled()
    ]  # fmt: skip


def settings(workspace: Workspace) -> list[Entry]:
    """Every setting, and what is linked to among them."""
    found = [
        Entry(
            f"setting.{one.key}",
            one.title,
            tr("Settings, {section}", section=wording.section(one.section)),
            "settings",
            lambda key=one.key: workspace.show_setting(key),
            words=one.found_by,
        )
        for one in map(wording.spoken, DECLARED)
    ]
    known = {spec.title for spec in workspace.desk.actions.specs.values()}
    return found + [
        Entry(f"setting.{title}", tr(title), tr("Settings"), "settings", lambda title=title: workspace.show_setting(title))
        for title in (link.title for link in available(workspace.desk.actions.specs))
        if title not in known
    ]


def chats(workspace: Workspace, owner: QWidget, on_found: Callable[[list[Entry]], None]) -> None:
    """The latest chats, read beside the window's work."""
    conversations = workspace.desk.session.conversations

    def show(found: list[Conversation]) -> None:
        asked = workspace.desk.message_asked
        on_found([Entry(f"chat:{one.id}", one.title, tr("Chat"), "chat", lambda id=one.id: asked.emit(id, "")) for one in found if one.title])

    workspace.desk.tasks.query(owner, lambda: conversations.list("", CHATS), show)


def _also(title: str, words: str) -> str:
    """By what else an action is found: in another language by its English words, too."""
    return words if language() == "en" else f"{tr(words)} {title} {words}"
