"""Folders of conversations. A conversation lies in one or in none; a folder is there for as long as a conversation lies in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from engine.errors import BadInput, NotFound
from engine.memory import titles
from engine.memory.cleaning import clean
from engine.memory.records import outcome

if TYPE_CHECKING:
    from engine.vault.change import Changes
    from engine.vault.vault import Vault

LONGEST = 60  # characters of a name


class Folder(msgspec.Struct, frozen=True):
    """A folder, and how many conversations lie in it (those in the trash aside)."""

    name: str
    conversations: int


class Folders:
    """Every change is journaled, and can be undone as one step."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def all(self) -> list[Folder]:
        """All folders, by name."""
        rows = self._vault.query(
            "SELECT folder, count(*) AS number FROM conversation WHERE folder <> '' AND status = 'active' AND leaf IS NOT NULL "
            "GROUP BY folder ORDER BY folder COLLATE NOCASE, folder"
        )
        return [Folder(row["folder"], row["number"]) for row in rows]

    def put(self, conversations: Sequence[str], folder: str) -> Changes:
        """Puts conversations (ids) into a folder, made if need be; an empty name takes them out of theirs. A folder of that name in other
        letters (“work”, “Work”) is the same. Raises NotFound."""
        name = self._known(_name(folder))
        listed = msgspec.json.encode(list(conversations)).decode()
        rows = self._vault.query("SELECT row FROM conversation WHERE id IN (SELECT value FROM json_each(?))", (listed,))
        if len(rows) < len(set(conversations)):
            raise NotFound("There is no such conversation.", "It may have been erased.")
        return self._move([row["row"] for row in rows], name, "Put into a folder" if name else "Took out of a folder")

    def rename(self, folder: str, name: str) -> Changes:
        """Another name for a folder; that of another one joins the two. Raises NotFound, and BadInput for an empty name."""
        name = _name(name)
        if not name:
            raise BadInput("The folder needs a name.", "To do without it, remove the folder: its chats stay.")
        if name.casefold() != folder.casefold():
            name = self._known(name)
        return self._move(self._inside(folder), name, "Renamed a folder")

    def remove(self, folder: str) -> Changes:
        """Does away with a folder; what lay in it stays. Raises NotFound."""
        return self._move(self._inside(folder), "", "Removed a folder")

    def _known(self, name: str) -> str:
        """A folder's name as it is written already."""
        written = {row["folder"] for row in self._vault.query("SELECT DISTINCT folder FROM conversation WHERE folder <> ''")}
        return name if name in written else next((one for one in sorted(written) if one.casefold() == name.casefold()), name)

    def _inside(self, folder: str) -> list[int]:
        rows = [row["row"] for row in self._vault.query("SELECT row FROM conversation WHERE folder = ? AND folder <> ''", (folder,))]
        if not rows:
            raise NotFound("There is no such folder.", "Its last chat may have left it.")
        return rows

    def _move(self, rows: Sequence[int], name: str, label: str) -> Changes:
        with self._vault.change("folder", label) as change:
            for row in rows:
                change.update("conversation", row, folder=name)
        return outcome(change)


def _name(text: str) -> str:
    return titles.title_of(clean(text), LONGEST)
