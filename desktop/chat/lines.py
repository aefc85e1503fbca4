"""The lines of the list of chats: those pinned, the folders with what lies in those that are open, the others by date."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from desktop import dates
from desktop.i18n import tr, trn
from engine import clock
from engine.memory.folders import Folder
from engine.memory.records import Conversation


@dataclass(frozen=True)
class Line:
    """A heading, a folder (`open`: its chats stand below it) or a chat (`inside`: of the folder above)."""

    heading: str = ""
    conversation: Conversation | None = None
    folder: Folder | None = None
    open: bool = False
    inside: bool = False

    @property
    def title(self) -> str:
        """What it says."""
        if self.folder is not None:
            return self.folder.name
        return self.heading or (self.conversation.title if self.conversation and self.conversation.title else tr("New chat"))

    @property
    def spoken(self) -> str:
        """The same for a screen reader."""
        if self.folder is not None:
            name, number = self.folder.name, self.folder.conversations
            if self.open:
                return trn("Folder: {name}, {n} chat, open", "Folder: {name}, {n} chats, open", number, name=name)
            return trn("Folder: {name}, {n} chat, closed", "Folder: {name}, {n} chats, closed", number, name=name)
        if self.conversation is None:
            return tr("Heading: {heading}", heading=self.heading)
        return tr("Chat: {title}, pinned", title=self.title) if self.conversation.pinned else tr("Chat: {title}", title=self.title)


def lines(conversations: Sequence[Conversation], folders: Sequence[Folder] = (), opened: Collection[str] = ()) -> list[Line]:
    """`conversations` come with the pinned ones first, then those in folders, then the others from the latest on. Without `folders`
    (while one searches) a chat in a folder stands at its date."""
    made: list[Line] = []
    names = {folder.name for folder in folders}
    if pinned := [one for one in conversations if one.pinned]:
        made += [Line(heading=tr("Pinned")), *(Line(conversation=one) for one in pinned)]
    if folders:
        made.append(Line(heading=tr("Folders")))
    for folder in folders:
        made.append(Line(folder=folder, open=folder.name in opened))
        if folder.name in opened:
            made += [Line(conversation=one, inside=True) for one in conversations if one.folder == folder.name and not one.pinned]
    heading = ""
    for one in conversations:
        if one.pinned or one.folder in names:
            continue
        if (now := dates.group(clock.from_utc(one.updated_at))) != heading:
            made.append(Line(heading=now))
            heading = now
        made.append(Line(conversation=one))
    return made
