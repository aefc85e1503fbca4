"""What a person means by "forget …": their words worked out into targets."""

from __future__ import annotations

import re

from engine.memory import spans, words
from engine.memory.records import Memory
from engine.memory.spans import Read
from engine.memory.targets import About, Target, Text

_LEAD = re.compile(r"^(?:please\s+)?(?:forget|erase|delete|remove)?\s*(?:the\s+fact\s+)?(?:that\s+|about\s+the\s+fact\s+that\s+)?", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?:please\s+)?(?:forget|erase|delete|remove)?\s*(?:absolutely\s+)?(?:everything|anything|all|whatever|what)?\s*(?:that\s+)?"
    r"(?:(?:i|we|you)(?:'ve|’ve|\s+have)?\s+(?:\w+\s+){1,3}?)?about\s+(?P<who>.+)$",
    re.IGNORECASE,
)
_MOST = 20  # memories that one request can mean


def targets_for(read: Read, request: str) -> tuple[Target, ...]:
    """Targets for what comes after "forget" ("that my sister lives in Berlin", "everything about Piers", "my address").

    People and things by name or relation first, then memories that say it, then the words themselves where they stand. Empty when
    nothing of the kind is stored.
    """
    request = request.strip().rstrip(".!?")
    about = _ABOUT.match(request)
    if about is not None:
        return _about(read, about["who"].strip())
    said = _LEAD.sub("", request).strip()
    found = _memories(read, said)
    if found:
        return tuple(memory.id for memory in found)
    claim = spans.of_phrase(said) if said else None
    return (Text(said),) if claim is not None and spans.find_spans(read, [claim]) else ()


def _about(read: Read, who: str) -> tuple[Target, ...]:
    bare = re.sub(r"^(?:my|our|the)\s+", "", who, flags=re.IGNORECASE)
    known = read(
        "SELECT e.id, e.name, e.folded, e.relation, a.folded AS alias FROM entity e LEFT JOIN entity_alias a ON a.entity = e.row "
        "WHERE e.kind <> 'user'", (),
    )  # fmt: skip
    folded = words.fold(bare)
    exact = {row["id"] for row in known if folded in (row["folded"], row["alias"], row["relation"])}
    # "my sister Anna": the name, and the relation that tells her from others of that name.
    inside = [row for row in known if spans.phrases(bare, row["name"])]
    related = {row["id"] for row in inside if row["relation"] and spans.phrases(bare, row["relation"])}
    chosen = exact or related or {row["id"] for row in inside}
    if chosen:
        return tuple(About(id) for id in sorted(chosen))
    if spans.find_spans(read, [spans.of_phrase(bare, everything=True)]):
        return (About(bare),)
    return tuple(memory.id for memory in _memories(read, bare))


def _memories(read: Read, said: str) -> list[Memory]:
    """Memories that hold all the telling words of what was said, or that it states."""
    surfaces = words.surfaces(said)
    if not surfaces:
        return []
    asked = " OR ".join(words.quote(word) for word in surfaces.values())
    rows = read(
        "SELECT m.* FROM memory_fts JOIN memory m ON m.row = memory_fts.rowid WHERE memory_fts MATCH ? AND m.status <> 'trashed' "
        "ORDER BY memory_fts.rank LIMIT 200", (asked,),
    )  # fmt: skip
    found = [Memory.from_row(row) for row in rows]
    return [memory for memory in found if surfaces.keys() <= words.content(memory.text) or spans.states(said, spans.of_memory(memory))][:_MOST]
