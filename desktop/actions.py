"""Every action of the window, declared once: menus, shortcuts and the command palette are made from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n import tr
from desktop.icons import icon
from desktop.theme import theme


@dataclass(frozen=True)
class Spec:
    """One action. `words` are further words by which the palette finds it."""

    id: str
    title: str
    section: str
    icon: str
    shortcut: str = ""
    words: str = ""


ACTIONS: tuple[Spec, ...] = (
    Spec("chat.new", "New chat", "Chat", "compose", "Ctrl+N", "conversation start"),
    Spec("chat.incognito", "New incognito chat", "Chat", "eye-off", "Ctrl+Shift+N", "private secret off the record"),
    Spec("chat.find", "Search chats", "Chat", "search", "Ctrl+Shift+F", "conversation history find"),
    Spec("chat.rename", "Rename chat", "Chat", "edit", "F2", "title conversation"),
    Spec("chat.pin", "Pin or unpin chat", "Chat", "pin", "Ctrl+D", "favourite star"),
    Spec("chat.folder", "Move chat to a folder…", "Chat", "folder", "Ctrl+Shift+O", "project group tag file sort"),
    Spec("chat.export", "Save chat as Markdown…", "Chat", "save", "Ctrl+S", "export file conversation"),
    Spec("chat.delete", "Delete chat", "Chat", "trash", "Ctrl+Shift+Backspace", "remove conversation"),
    Spec("chat.attach", "Attach files…", "Chat", "attach", "Ctrl+U", "upload document pdf paperclip"),
    Spec("chat.stop", "Stop the answer", "Chat", "stop", "Ctrl+.", "cancel halt generating"),
    Spec("chat.regenerate", "Answer again", "Chat", "refresh", "Ctrl+R", "regenerate retry"),
    Spec("chat.continue", "Continue the answer", "Chat", "arrow-down", "Ctrl+Shift+R", "go on write more proceed"),
    Spec("chat.edit", "Edit the last message", "Chat", "edit", "Ctrl+E", "resend change"),
    Spec("chat.copy", "Copy the last answer", "Chat", "copy", "Ctrl+Shift+C", "clipboard"),
    Spec("chat.why", "Why this answer", "Chat", "info", "Ctrl+Shift+Y", "receipt explain sources prompt scores"),
    Spec("chat.write", "Write a message", "Chat", "chat", "Ctrl+J", "focus composer type"),
    Spec("memory.find", "Search memories", "Memory", "search", "Ctrl+F", "find inspector"),
    Spec("memory.add", "Add a memory", "Memory", "plus", "Ctrl+Shift+M", "remember note new fact"),
    Spec("memory.edit", "Edit memory", "Memory", "edit", "Ctrl+Shift+E", "change correct"),
    Spec("memory.pin", "Pin or unpin memory", "Memory", "pin", "Ctrl+Shift+D", "important favourite"),
    Spec("memory.past", "Look back: what was believed on a day", "Memory", "history", "Ctrl+Shift+H", "time slider as of past then"),
    Spec("memory.forget", "Forget memory", "Memory", "trash", "Ctrl+Backspace", "remove delete"),
    Spec("memory.erase", "Erase memory for good", "Memory", "erase", "", "delete permanently residue"),
    Spec("memory.wrong", "Mark memory as wrong", "Memory", "close", "", "false not true reject"),
    Spec("memory.never", "Never keep this kind of memory", "Memory", "eye-off", "", "category exclude privacy"),
    Spec("undo", "Undo the last change", "Edit", "undo", "Ctrl+Z", "revert"),
    Spec("redo", "Do again what was undone", "Edit", "refresh", "Ctrl+Shift+Z", "repeat"),
    Spec("view.chat", "Go to Chat", "View", "chat", "Ctrl+1", "page"),
    Spec("view.memory", "Go to Memory", "View", "memory", "Ctrl+2", "page inspector"),
    Spec("view.today", "Go to Today", "View", "today", "Ctrl+3", "page plans agenda birthdays routines lists"),
    Spec("view.inbox", "Go to the inbox", "View", "inbox", "Ctrl+Shift+I", "review proposals waiting which is right"),
    Spec("view.instructions", "Go to instructions and how-tos", "View", "procedure", "", "standing orders procedures steps"),
    Spec("view.memories", "Go to the list of memories", "View", "list", "", "browse inspector"),
    Spec("view.graph", "Go to the graph", "View", "graph", "Ctrl+Shift+G", "people places relations network"),
    Spec("view.timeline", "Go to the timeline", "View", "timeline", "Ctrl+Shift+T", "when events validity"),
    Spec("view.profile", "Go to what Alcove knows about me", "View", "summary", "", "profile about you"),
    Spec("view.try", "Try a question: what would be recalled?", "View", "search", "Ctrl+Shift+K", "dry run recall test why scores"),
    Spec("view.models", "Go to Models", "View", "chip", "Ctrl+4", "page llm download hub embedder install"),
    Spec("models.import", "Import a model from a file…", "View", "chip", "", "gguf llm add"),
    Spec("view.history", "Go to the history", "View", "history", "Ctrl+5", "journal audit log revert undo steps"),
    Spec("view.settings", "Go to Settings", "View", "settings", "Ctrl+,", "page preferences options"),
    Spec("view.diagnostics", "Go to Diagnostics", "View", "shield", "", "doctor health check repair backups restore report residue"),
    Spec("view.pane", "Next pane", "View", "chevron-right", "F6", "focus move keyboard"),
    Spec("view.shortcuts", "Keyboard shortcuts", "View", "command", "Ctrl+/", "keys help sheet"),
    Spec("view.palette", "Command palette", "View", "command", "Ctrl+K", "actions commands"),
    Spec("view.theme", "Switch between light and dark", "View", "moon", "Ctrl+Shift+L", "theme colours appearance"),
    Spec("app.backup", "Back up now", "Alcove", "save", "", "copy backups safe"),
    Spec("app.export", "Take memories along…", "Alcove", "download", "", "export archive markdown pam backup file another computer"),
    Spec(
        "app.import",
        "Import memories…",
        "Alcove",
        "inbox",
        "",
        "archive chatgpt claude gemini mem0 alcove file bring in restore move computer take along",
    ),
    Spec("app.erase", "Forget or erase more…", "Alcove", "erase", "", "delete person time range conversation everything wipe purge"),
    Spec("app.keys", "Passphrase and keys…", "Alcove", "key", "", "change password recovery key rotate encrypt anew what opens the vault"),
    Spec("app.lock", "Lock Alcove", "Alcove", "lock", "Ctrl+L", "vault passphrase close"),
    Spec("app.about", "About Alcove", "Alcove", "info", "", "version licences licenses third party open source sbom"),
    Spec("app.restart", "Restart Alcove", "Alcove", "refresh", "", "start anew language"),
    Spec("app.quit", "Quit", "Alcove", "close", "Ctrl+Q", "exit close"),
)
SECTIONS = tuple(dict.fromkeys(spec.section for spec in ACTIONS))


class Actions(QObject):
    """The actions as QActions of one window. Unbound ones are disabled."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.specs = {spec.id: spec for spec in ACTIONS}
        self._actions: dict[str, QAction] = {}
        self._handlers: dict[str, Callable[[], object]] = {}
        for spec in ACTIONS:
            action = QAction(tr(spec.title), self)
            action.setShortcut(QKeySequence(spec.shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setEnabled(False)
            action.setData(spec.id)
            action.triggered.connect(self._run)
            window.addAction(action)
            self._actions[spec.id] = action
        theme().changed.connect(self._tint)
        self._tint()

    def __getitem__(self, action: str) -> QAction:
        return self._actions[action]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def bind(self, action: str, handler: Callable[[], object], enabled: bool = True) -> None:
        """Says what an action does, in place of what it did."""
        self._handlers[action] = handler
        self._actions[action].setEnabled(enabled)

    def unbind(self, *actions: str) -> None:
        """Takes actions out of use."""
        for action in actions:
            self._handlers.pop(action, None)
            self._actions[action].setEnabled(False)

    def enable(self, action: str, enabled: bool) -> None:
        """Allows or greys an action that is bound."""
        self._actions[action].setEnabled(enabled and action in self._handlers)

    def run(self, action: str) -> None:
        """Runs an action as if it had been chosen."""
        self._actions[action].trigger()

    def menu(self, parent: QWidget) -> QMenu:
        """A menu with every section as a submenu."""
        menu = QMenu(parent)
        for section in SECTIONS:
            part = menu.addMenu(tr(section))
            part.setToolTipsVisible(True)
            for spec in ACTIONS:
                if spec.section == section:
                    part.addAction(self._actions[spec.id])
        return menu

    def shortcut_text(self, action: str) -> str:
        """The shortcut as this system writes it."""
        return self._actions[action].shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def _run(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        handler = self._handlers.get(action.data())
        if handler is not None:
            handler()

    def _tint(self) -> None:
        for spec in ACTIONS:
            self._actions[spec.id].setIcon(icon(spec.icon))
