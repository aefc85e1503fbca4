"""The incognito chat: at most one, in memory only, gone when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.chat.drafts import INCOGNITO

if TYPE_CHECKING:
    from desktop.chat.page import ChatPage
    from engine.incognito import Incognito


class Private:
    """Works for the chat page. `talk`: what was said, while there is such a chat."""

    def __init__(self, page: ChatPage) -> None:
        self._page = page
        self.talk: Incognito | None = None

    def open(self) -> None:
        """Goes to the incognito chat, a new one if there is none."""
        page = self._page
        if page.current == INCOGNITO:
            return
        page.composer.keep_draft()
        if self.talk is None:
            from engine.incognito import Incognito

            self.talk = Incognito(page.desk.session)
            page.incognito_bar.allow.setChecked(False)
        page.turn_to(INCOGNITO)
        page.stack.setCurrentWidget(page.threads.get(INCOGNITO) or page.incognito_welcome)
        page.show_title()
        page.writing_changed()
        page.composer.field.setFocus()

    def end(self) -> None:
        """What was said in it is gone."""
        page = self._page
        if self.talk is None:
            return
        if page.writer.writing and page.writer.conversation_id == INCOGNITO:
            page.writer.abandon()
        self.talk.close()
        self.talk = None
        page.drafts.drop(INCOGNITO)
        page.threads.drop(INCOGNITO)
        if page.current == INCOGNITO:
            page.composer.show_draft("")
            page.show_new()
            page.composer.field.setFocus()
        page.show_look()

    def allow_memory(self, on: bool) -> None:
        """Whether answers there may read what is remembered."""
        if self.talk is not None:
            self.talk.uses_memory = on
