"""The history in plain words, for the window and the command line: who, what, which fields."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from desktop.i18n import number, phrase, phrases, said, tr, trn, word
from desktop.wording import told

if TYPE_CHECKING:
    from engine.vault.history import Field, RowChange, Step

WHO = {
    "user": phrase("You", context="who did it"), "assistant": phrase("Assistant", context="who did it"), "import": phrase("Import",
    context="who did it"),
    "consolidation": phrase("Tidying up", context="who did it"), "maintenance": phrase("Maintenance", context="who did it"),
}  # fmt: skip
#: Tables whose rows are shown one by one; of the others (sources, links, earlier versions) the number is enough.
KINDS = {
    "memory": phrase("memory"), "message": phrase("message"), "conversation": phrase("conversation"), "entity": phrase("person or thing"),
    "entity_alias": phrase("other name"), "review": phrase("question to you"), "setting": phrase("setting"), "draft": phrase("draft"),
    "rejected": phrase("note that was not kept"),
}  # fmt: skip
_DID = {"added": phrase("{what} added"), "removed": phrase("{what} removed"), "changed": phrase("{what} changed")}
_ALONG = {
    "memory_version": phrases("{n} earlier version", "{n} earlier versions"), "memory_source": phrases("{n} source", "{n} sources"),
    "edge": phrases("{n} relation", "{n} relations"), "memory_link": phrases("{n} link", "{n} links"),
    "memory_entity": phrases("{n} link to a person or thing", "{n} links to people and things"),
    "profile": phrases("{n} place in the profile", "{n} places in the profile"),
    "derived": phrases("{n} note of what was read", "{n} notes of what was read"),
    "entity_distinct": phrases("{n} pair told apart", "{n} pairs told apart"),
}  # fmt: skip
#: What tells a row from the others of its kind.
_NAMES = {"memory": "text", "message": "text", "conversation": "title", "entity": "name", "entity_alias": "alias", "setting": "key", "draft": "text",
          "rejected": "text"}  # fmt: skip
_FIELDS = {
    "text": phrase("Text"), "shown": phrase("Shown as"), "title": phrase("Title"), "name": phrase("Name"), "alias": phrase("Other name"),
    "category": phrase("Category"), "status": phrase("Status"), "importance": phrase("Importance"), "confidence": phrase("Confidence"),
    "pinned": phrase("Pinned"), "valid_from": phrase("Holds from"), "valid_to": phrase("Holds until"), "subject": phrase("About"),
    "predicate": phrase("Says"), "object": phrase("What"), "relation": phrase("Relation to you"), "kind": phrase("Kind"),
    "trigger_words": phrase("When"), "steps": phrase("Steps"), "scope": phrase("Scope"), "recurrence": phrase("Repeats"),
    "enabled": phrase("In force"), "successes": phrase("Worked"), "failures": phrase("Failed"), "speaker": phrase("Said by"),
    "value": phrase("Value"), "on_path": phrase("On the chosen path"), "source": phrase("From"), "reason": phrase("Reason"),
    "titled_by": phrase("Title given by"), "folder": phrase("Folder"),
}  # fmt: skip
_TELLING = frozenset({"text", "title", "folder", "name", "alias", "category", "steps", "trigger_words", "relation", "value"})
_YES = frozenset({"pinned", "enabled", "on_path"})
ERASED = phrase("The content of this step was erased. That it happened, and when, still stands in the sealed chain.")


def who(step: Step) -> str:
    """Who did it."""
    return tr(WHO[step.who], context="who did it")


def state(step: Step) -> str:
    """ "undone", "content erased" or nothing."""
    return tr("undone") if step.undone else "" if step.kept else tr("content erased")


def bare(label: str) -> str:
    """A label without what a step that took it back put before it."""
    for prefix in ("Undo: ", "Redo: ", "Revert: "):
        label = label.removeprefix(prefix)
    return said(label)


def heading(change: RowChange) -> str:
    """ "Memory changed"."""
    what = tr(KINDS.get(change.table, change.table.replace("_", " ")))
    return tr(_DID[change.did], what=what[:1].upper() + what[1:])


def name(change: RowChange) -> str:
    """The words by which a row is known: those that it has now, or had last. Empty when they did not change."""
    wanted = _NAMES.get(change.table, "")
    return next((str(field.after if field.after is not None else field.before) for field in change.fields if field.name == wanted), "")


def shown(change: RowChange) -> list[Field]:
    """The fields that say something to a person; of a row that came or went only its words and what is out of the ordinary."""
    fields = [field for field in change.fields if field.name in _FIELDS]
    if change.did == "changed":
        return fields
    return [field for field in fields if field.name in _TELLING]


def field_name(field: Field) -> str:
    """A column's name for people."""
    return tr(_FIELDS.get(field.name, field.name))


def value(name: str, found: Any, table: str = "") -> str:
    """A value for people; with `table`, a memory's words as it is told to the user."""
    if found is None or found == "":
        return tr("nothing")
    if name in _YES:
        return tr("yes") if found else tr("no")
    if name == "steps" and isinstance(found, str):
        return "; ".join(str(step) for step in json.loads(found))
    if name in ("category", "status", "kind", "relation"):
        return word(str(found))
    if table == "memory" and name == "text":
        return told(str(found))
    return f"{found:g}" if isinstance(found, float) else str(found)


def main_rows(found: list[RowChange]) -> list[RowChange]:
    """The rows to show one by one."""
    return [change for change in found if change.table in KINDS and (change.did != "changed" or shown(change))]


def along(found: list[RowChange]) -> str:
    """ "and with it 2 sources, 1 relation", or nothing."""
    counts = Counter(change.table for change in found if change.table not in KINDS)
    parts = [trn(*_ALONG[table], count) if table in _ALONG else f"{number(count)} {table.replace('_', ' ')}" for table, count in counts.items()]
    listed = ", ".join(parts)
    return tr("and with it {parts}", parts=listed) if parts and main_rows(found) else listed


def title(step: Step) -> str:
    """What was done, in a line."""
    return said(step.label)


def about(step: Step) -> str:
    """ "You · 14:05 · 3 rows · undone"."""
    from engine import clock

    at = clock.from_utc(step.at).astimezone(clock.now().tzinfo)
    return " · ".join(filter(None, (who(step), f"{at:%H:%M}", trn("{n} row", "{n} rows", step.rows), state(step))))
