"""What a person means by "forget …": their words worked out into targets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from engine.memory import spans, topics, words
from engine.memory.records import Memory
from engine.memory.relations import is_relation, tie
from engine.memory.spans import Read
from engine.memory.targets import About, Target, Text

_LEAD = re.compile(r"^(?:please\s+)?(?:forget|erase|delete|remove)?\s*(?:the\s+fact\s+)?(?:that\s+|about\s+the\s+fact\s+that\s+)?", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?:please\s+)?(?:forget|erase|delete|remove)?\s*(?:absolutely\s+)?(?:everything|anything|all|whatever|what)?\s*(?:that\s+)?"
    r"(?:(?:i|we|you)(?:'ve|’ve|\s+have)?\s+(?:\w+\s+){1,3}?)?about\s+(?P<who>.+)$",
    re.IGNORECASE,
)
_MOST = 20  # memories that one request can mean
_FEW = 3  # messages that a part of a request may be found in, to be what was meant


class Meant(msgspec.Struct, frozen=True):
    """What a request means. `several`: who could be meant ("Priya, your neighbour"), when it can't be told; then there are no targets."""

    targets: tuple[Target, ...] = ()
    several: tuple[str, ...] = ()


def targets_for(read: Read, request: str) -> tuple[Target, ...]:
    """Targets for what comes after "forget" ("that my sister lives in Berlin", "everything about Piers", "my address").

    People and things by name or relation first, then memories that say it, then the words themselves where they stand. Empty when
    nothing of the kind is stored.
    """
    return meant(read, request).targets


def meant(read: Read, request: str, *, said_in: int | None = None, ask: bool = False) -> Meant:
    """The same, with `said_in`: the row of the message that asks for it, which is no proof that there is something; and with `ask`: of
    several people of one name none is chosen."""
    request = request.strip().rstrip(".!?")
    besides = (said_in,) if said_in is not None else ()
    about = _ABOUT.match(request)
    if about is not None:
        return _about(read, about["who"].strip(), besides, ask=ask)
    said = _LEAD.sub("", request).strip()
    found = _memories(read, said)
    if found:
        return Meant(tuple(memory.id for memory in found))
    claim = spans.of_phrase(said) if said else None
    if claim is not None and _said(spans.find_spans(read, [claim]), besides):
        return Meant((Text(said),))
    return _topic(read, said, besides) if said_in is not None else Meant()


def _about(read: Read, who: str, besides: Sequence[int], *, ask: bool) -> Meant:
    bare = re.sub(r"\b(\w+)[ -]in[ -]law\b", r"\1-in-law", re.sub(r"^(?:my|our|the)\s+", "", who, flags=re.IGNORECASE), flags=re.IGNORECASE)
    known = read(
        "SELECT e.id, e.name, e.folded, e.relation, a.folded AS alias FROM entity e LEFT JOIN entity_alias a ON a.entity = e.row "
        "WHERE e.kind <> 'user'", (),
    )  # fmt: skip
    folded = words.fold(bare)
    exact = {
        row["id"]
        for row in known
        if folded in (row["folded"], row["alias"], row["relation"]) or (row["relation"] and is_relation(bare) and _kin(row["relation"]) == _kin(bare))
    } or (_former(read, known) if folded == "ex" else set())
    # "my sister Anna": the name, and the relation that tells her from others of that name.
    inside = [row for row in known if spans.phrases(bare, row["name"])]
    related = {row["id"] for row in inside if row["relation"] and spans.phrases(bare, row["relation"])}
    if not exact and _more(bare, inside) and (found := _topic(read, bare, besides, only_whole=True)).targets:
        return found
    chosen = exact or related or {row["id"] for row in inside}
    if len(chosen) > 1 and ask and (several := _told_apart(known, chosen)):
        return Meant(several=several)
    if chosen:
        return Meant((*(About(id) for id in sorted(chosen)), *(_by_relation(known, chosen, folded) if besides else ())))
    if _said(spans.find_spans(read, [spans.of_phrase(bare, everything=True)]), besides):
        return Meant((About(bare),))
    found_memories = _memories(read, bare)
    if found_memories:
        return Meant(tuple(memory.id for memory in found_memories))
    return _topic(read, bare, besides) if besides else Meant()


def _kin(relation: str) -> tuple[str, bool]:
    """ "Mother" of whom the user called "mum", but no boss of a former boss."""
    return tie(relation).word, tie(relation).former


def _by_relation(known: Sequence[Any], chosen: set[str], folded: str) -> tuple[Target, ...]:
    """ "my therapist", of whom there is one: what is said of them by that word too."""
    bearing = {
        row["id"]
        for row in known
        if row["relation"] and (folded == row["relation"] or (is_relation(folded) and _kin(row["relation"]) == _kin(folded)))
    }
    wanted = topics.topic(folded) if bearing and bearing == chosen and len(bearing) == 1 else None
    return (wanted,) if wanted is not None else ()


def _topic(read: Read, phrase: str, besides: Sequence[int], *, only_whole: bool = False) -> Meant:
    """The sentences that speak of all that the phrase names; else of its head, when few do."""
    whole = topics.topic(phrase)
    if whole is None:
        return Meant()
    whole = msgspec.structs.replace(whole, groups=tuple(_by_name_too(read, group) for group in whole.groups))
    if topics.find(read, whole, besides):
        return Meant((whole,))
    for part in () if only_whole else topics.heads(phrase):
        if 0 < len(topics.find(read, part, besides)) <= _FEW:
            return Meant((part,))
    return Meant()


def _by_name_too(read: Read, group: tuple[str, ...]) -> tuple[str, ...]:
    """ "my friend and her baby": the friend may be spoken of by her name."""
    ties = {_kin(word) for word in group if is_relation(word)}
    if not ties:
        return group
    known = read("SELECT name, relation FROM entity WHERE kind = 'person' AND relation IS NOT NULL", ())
    named = [words.fold(row["name"]).split()[0] for row in known if _kin(row["relation"]) in ties and not is_relation(row["name"])]
    return tuple(dict.fromkeys((*group, *named[:_FEW])))


def _more(bare: str, inside: Sequence[Any]) -> bool:
    """Whether a request names more than somebody: "Leanne and the drink"."""
    named = {stem for row in inside for stem in words.content(f"{row['name']} {row['relation'] or ''}")}
    wanted = topics.topic(bare)
    return bool(inside) and wanted is not None and any(not words.content(" ".join(group)) & named for group in wanted.groups)


def _told_apart(known: Sequence[Any], chosen: set[str]) -> tuple[str, ...]:
    """Those of one name, when their relations tell them apart."""
    found = {row["id"]: (row["name"], row["relation"]) for row in known if row["id"] in chosen}
    names = {words.fold(name) for name, _ in found.values()}
    if len(names) > 1 or len({relation for _, relation in found.values()}) < len(found):
        return ()
    return tuple(f"{name}, your {relation}" if relation else name for name, relation in sorted(found.values(), key=str))


def _former(read: Read, known: Sequence[Any]) -> set[str]:
    """Whom the user was with once: by relation, by a partner that has been replaced, or by what memories say."""
    found = {row["id"] for row in known if row["relation"] and re.match(r"ex\b", row["relation"])}
    sql = (
        "SELECT x.entity, e.id, m.text, m.status, m.predicate FROM memory m JOIN memory_entity x ON x.memory = m.row "
        "JOIN entity e ON e.row = x.entity "
    )
    for row in () if found else read(sql + "WHERE e.kind = 'person' AND m.status IN ('active', 'superseded')", ()):
        if (row["status"] == "superseded" and row["predicate"] == "partner") or _ONCE.search(row["text"]):
            found.add(row["id"])
    return found


_ONCE = re.compile(
    r"\b(?:broke up|split up|divorced|separated from|was (?:engaged|married) to|used to (?:date|go out with|live with|be with)|"
    r"previously was living with)\b"
)


def _said(found: dict[int, Any], besides: Sequence[int]) -> bool:
    return any(row not in besides for row in found)


def _memories(read: Read, said: str) -> list[Memory]:
    """Memories that hold all the telling words of what was said, or that it states."""
    surfaces = words.surfaces(said)
    if not surfaces:
        return []
    asked = " OR ".join(words.quote(word) for word in surfaces.values())
    rows = read(
        "SELECT m.* FROM memory_fts JOIN memory m ON m.row = memory_fts.rowid WHERE memory_fts MATCH ? AND m.status <> 'trashed' AND m.kind "
        "<> 'summary' "
        "ORDER BY memory_fts.rank LIMIT 200", (asked,),
    )  # fmt: skip
    found = [Memory.from_row(row) for row in rows]
    return [memory for memory in found if surfaces.keys() <= words.content(memory.text) or spans.states(said, spans.of_memory(memory))][:_MOST]
