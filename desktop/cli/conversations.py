"""`alcove conversations …`: which there are, one as it was said, its title, taking it away, taking it along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli import archive, memories, opening, output
from desktop.cli.forgetting import counted

if TYPE_CHECKING:
    from engine.memory.records import Conversation
    from engine.vault.vault import Vault

Named = Annotated[str, typer.Argument(help="Its id, the beginning of it, or its title.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
NEAR = "List them with: alcove conversations list"


def list_conversations(
    search: Annotated[str, typer.Argument(help="Only those with these words, in the title or in what was said.", show_default=False)] = "",
    archived: Annotated[bool, typer.Option("--archived", help="The archived ones too.")] = False,
    trashed: Annotated[bool, typer.Option("--trashed", help="Those in the trash too.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    offset: Annotated[int, typer.Option(min=0, help="Leave out the first so many.")] = 0,
    as_json: Json = False,
) -> None:
    """List conversations: pinned ones first, then the latest."""
    from engine import clock

    with opening.session(chat=False, embedder=False) as live:
        found = live.conversations.list(search, limit + 1, offset, archived=archived, trashed=trashed)
        said = {one.row: _messages(live.vault, one) for one in found[:limit]}
    if as_json:
        output.emit({"conversations": [{**_as_dict(one), "messages": said[one.row]} for one in found[:limit]], "more": len(found) > limit})
        return
    for one in found[:limit]:
        when = f"{clock.from_utc(one.updated_at).astimezone():%Y-%m-%d %H:%M}"
        mark = "" if one.status == "active" else f"  [{one.status}]"
        count = counted(said[one.row], "message", "messages")
        output.say(f"{one.id}  {when}  {count:<13}  {'* ' if one.pinned else ''}{one.title or 'Untitled'}{mark}")
    if not found:
        output.say("There is no such conversation." if search else "There are no conversations yet.")
    if len(found) > limit:
        output.aside(f"There are more: --offset {offset + limit}")


def show(conversation: Named, as_json: Json = False) -> None:
    """Show a conversation as it was said."""
    with opening.vault() as opened:
        id = resolve(opened, conversation)
    memories.show(id, as_json)


def rename(
    conversation: Named, title: Annotated[str, typer.Argument(help="Its new title; an empty one for the automatic title.")], as_json: Json = False
) -> None:
    """Give a conversation another title."""
    with opening.session(chat=False, embedder=False) as live:
        id = resolve(live.vault, conversation)
        changes = live.conversations.rename(id, title)
        renamed = live.conversations.get(id)
    if as_json:
        output.emit({**_as_dict(renamed), "step": changes.journal_id})
    else:
        output.say(f"It is called “{renamed.title}” now.")


def delete(conversation: Named, as_json: Json = False) -> None:
    """Put a conversation into the trash, with what was learned from it alone. Can be undone for some days, then it is erased."""
    with opening.session(chat=False) as live:
        one = live.conversations.get(resolve(live.vault, conversation))
        days = live.settings.get("trash_days")
        changes = live.conversations.trash(one)
        opening.settle(live)
    if as_json:
        output.emit({"deleted": one.id, "step": changes.journal_id})
    else:
        kept = f"Undo it within {days} days" if days else "The trash is emptied at the next start: undo it before"
        output.say(f"“{one.title or 'Untitled'}” is in the trash. {kept}, with: alcove memories undo (or, later: alcove trash restore)")
        output.tell(f"Beyond recovery, at once: alcove memories erase --conversation {one.id}")


def export(
    conversation: Named,
    file: Annotated[str, typer.Argument(help="Where to write it.  [default: alcove-DATE in this folder]", show_default=False)] = "",
    format: Annotated[str, typer.Option(help="archive (comes back with all of it), markdown (to read), pam (Portable AI Memory 1.0).")] = "archive",
    plain: Annotated[bool, typer.Option("--plain", help="An archive that is not encrypted: anybody can read it.")] = False,
    passphrase_file: archive.PassphraseFile = "",
    replace: Annotated[bool, typer.Option("--replace", help="Replace the file if there is one.")] = False,
    yes: archive.Yes = False,
    as_json: archive.Json = False,
) -> None:
    """Write a conversation into a file, with what was learned from it."""
    with opening.vault() as opened:
        id = resolve(opened, conversation)
    archive.export(
        file, format=format, conversation=id, plain=plain, passphrase_file=passphrase_file, replace=replace, yes=yes, as_json=as_json
    )  # fmt: skip


def resolve(opened: Vault, given: str) -> str:
    """The id of a conversation that was named by its id, the beginning of one, the id that it had elsewhere, or its title. Raises NotFound,
    BadInput."""
    from engine.errors import BadInput, NotFound

    wanted = given.strip()
    exact = opened.query("SELECT id FROM conversation WHERE id = ?1 OR external_id = ?1", (wanted,))
    found = exact or opened.query(
        "SELECT id FROM conversation WHERE title = ?1 COLLATE NOCASE OR (length(?1) >= 8 AND substr(id, 1, length(?1)) = lower(?1)) "
        "ORDER BY updated_at DESC", (wanted,),
    )  # fmt: skip
    if not found or not wanted:
        raise NotFound("There is no such conversation.", NEAR)
    if len(found) > 1:
        raise BadInput("Several conversations are called so.", "\n".join(["Give the id of one:", *(f"  {row['id']}" for row in found[:10])]))
    return str(found[0]["id"])


def _messages(opened: Vault, one: Conversation) -> int:
    row = opened.one("SELECT count(*) FROM message WHERE conversation = ? AND on_path = 1", (one.row,))
    return int(row[0]) if row is not None else 0


def _as_dict(one: Conversation) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("id", "external_id", "title", "created_at", "updated_at", "pinned", "status")}
