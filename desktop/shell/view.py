"""Where one is in the window, in page numbers and ids: kept over a lock, with no word of what was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.chat.drafts import INCOGNITO
from desktop.shell.rail import MEMORY

if TYPE_CHECKING:
    from desktop.shell.workspace import Workspace


class View(msgspec.Struct, frozen=True):
    """A page, a tab of the memory page, the conversation and its topmost message (none: at its end), the selected memory."""

    page: int = 0
    tab: int = 0
    conversation: str = ""
    message: str = ""
    memory: str = ""


def look(workspace: Workspace) -> View:
    """What the workspace shows now. An incognito chat is not kept, not even as an id."""
    chat = workspace.chat
    conversation = "" if chat.current == INCOGNITO else chat.current
    thread = chat.threads.get(conversation)
    topmost = thread.topmost() if thread else ""
    if not workspace.made(MEMORY):  # nobody looked at it
        return View(workspace.pages.currentIndex(), conversation=conversation, message=topmost)
    selected = workspace.memory.current
    return View(workspace.pages.currentIndex(), workspace.memories.tab, conversation, topmost, selected.id if selected else "")


def show(workspace: Workspace, view: View) -> None:
    """Goes back there. What is gone meanwhile is passed over."""
    if view.conversation:
        workspace.chat.reopen(view.conversation, view.message)
    if view.memory:
        workspace.memory.reopen(view.memory)
    if 0 < view.tab < len(workspace.memories.tabs):  # the first is on show anyway
        workspace.memories.show_tab(view.tab)
    if view.page < workspace.pages.count():
        workspace.show_page(view.page)


def encode(view: View) -> str:
    """As text for the settings file."""
    return msgspec.json.encode(view).decode()


def decode(text: str) -> View:
    """From there; what can't be read is no view."""
    try:
        return msgspec.json.decode(text, type=View)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return View()
