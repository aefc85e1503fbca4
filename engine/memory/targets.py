"""What forgetting and erasing will reach: targets worked out into rows and spans, before anything changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from engine.errors import BadInput, NotFound
from engine.memory import masking, periods, spans, telling, topics, words
from engine.memory.periods import Period
from engine.memory.records import Memory
from engine.memory.relations import same_words, tie, unique
from engine.memory.sentences import Span, sentences
from engine.memory.spans import Claim, Read
from engine.memory.topics import Topic


class Everything(msgspec.Struct, frozen=True):
    """All conversations and memories."""


class About(msgspec.Struct, frozen=True):
    """All that is known and was said about someone or something: an entity's id, or a name."""

    entity: str


class Text(msgspec.Struct, frozen=True):
    """An exact phrase, wherever it stands."""

    phrase: str


class Passage(msgspec.Struct, frozen=True):
    """A part of one message, as it stands, and nothing that says the same elsewhere: the words of a request."""

    message: str
    start: int
    stop: int


#: Messages of a conversation that are looked for in the answers of others: two queries for each sentence.
_QUOTED = 2_000
#: A text is the id of a memory, a message, a conversation or an entity.
Target = str | Everything | About | Text | Topic | Passage | Period


class Plan(msgspec.Struct):
    """Rows to go, and spans (places in message.text) of messages that stay."""

    everything: bool = False
    memories: set[int] = msgspec.field(default_factory=set)
    messages: set[int] = msgspec.field(default_factory=set)
    conversations: set[int] = msgspec.field(default_factory=set)
    entities: set[int] = msgspec.field(default_factory=set)
    spans: dict[int, list[Span]] = msgspec.field(default_factory=dict)
    claims: list[Claim] = msgspec.field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.everything or self.memories or self.messages or self.conversations or self.entities or self.spans)


def plan(read: Read, targets: Sequence[Target]) -> Plan:
    """Works out what the targets reach. Raises NotFound for an unknown id, BadInput for an empty phrase."""
    made = Plan()
    for target in targets:
        if isinstance(target, Everything):
            return Plan(everything=True)
        if isinstance(target, About):
            _about(read, made, target.entity, [other.entity for other in targets if isinstance(other, About)])
        elif isinstance(target, Text):
            _phrase(read, made, target.phrase)
        elif isinstance(target, Topic):
            _topic(read, made, target)
        elif isinstance(target, Period):
            periods.reach(read, made, target)
        elif isinstance(target, Passage):
            for row in read("SELECT row FROM message WHERE id = ?", (target.message,)):
                made.spans.setdefault(row["row"], []).append((target.start, target.stop))
        else:
            _id(read, made, target)
    _twins(read, made)
    waiting = list(made.claims)
    while True:
        for claim in waiting:
            kept = _kept(read, made, claim)
            for row, found in spans.find_spans(read, [claim], made.memories).items():
                if row not in made.messages:
                    made.spans.setdefault(row, []).extend(span for span in found if not spans.overlaps(span, kept.get(row, ())))
        made.spans = {row: found for row, found in made.spans.items() if found}
        died = [*_died(read, made), *_summaries(read, made, waiting)]
        if not died:
            break
        made.memories |= {memory.row for memory in died}
        waiting = [spans.of_memory(memory, echoes=True) for memory in died if memory.kind != "summary"]
        made.claims += waiting
    _spare(read, made)
    return made


def _id(read: Read, made: Plan, id: str) -> None:
    for table in ("memory", "message", "conversation", "entity"):
        rows = read(f"SELECT * FROM {table} WHERE id = ?", (id,))
        if rows and table == "memory":
            _memory(read, made, Memory.from_row(rows[0]))
        elif rows and table == "message":
            made.messages.add(rows[0]["row"])
            if rows[0]["role"] != "assistant":
                text = rows[0]["text"]
                near = _answers(read, [rows[0]["row"]])
                made.claims += filter(None, (spans.of_sentence(text[start:stop], near) for start, stop in sentences(text)))
        elif rows and table == "conversation":
            made.conversations.add(rows[0]["row"])
            made.claims += _quoted_elsewhere(read, rows[0]["row"])
        elif rows:
            _about(read, made, id, [id])
        if rows:
            return
    raise NotFound("Nothing is stored under that id.", "It may have been erased already.")


def _quoted_elsewhere(read: Read, conversation: int) -> list[Claim]:
    """What was said in a conversation, as answers in others quote it; not what somebody says elsewhere too."""
    found = []
    said = "SELECT text FROM message WHERE conversation = ? AND role <> 'assistant' AND asks = 0 ORDER BY depth LIMIT ?"
    others = "SELECT 1 FROM message WHERE row IN (SELECT value FROM json_each(?)) AND conversation <> ? AND role <> 'assistant' AND asks = 0 LIMIT 1"
    for (text,) in read(said, (conversation, _QUOTED)):
        for start, stop in sentences(text):
            claim = spans.of_sentence(text[start:stop])
            if claim is not None and not read(others, (_json(spans.find_spans(read, [claim])), conversation)):
                found.append(msgspec.structs.replace(claim, echoes=True))
    return found


def _memory(read: Read, made: Plan, memory: Memory) -> None:
    """A memory, and the spans that it was learnt from, less the clauses that speak of something else."""
    if memory.row in made.memories:
        return
    made.memories.add(memory.row)
    if memory.kind == "summary":
        return  # what it was made from is not what was asked for
    # Duplicates were set aside behind the one that was kept: they say the same.
    same = "SELECT * FROM memory WHERE status = 'archived' AND superseded_by = ?1 OR row = ?2 AND ?3 = 'archived'"
    for row in read(same, (memory.row, memory.superseded_by, memory.status)):
        _memory(read, made, Memory.from_row(row))
    said = read("SELECT message FROM memory_source WHERE memory = ?", (memory.row,))
    claim = spans.of_memory(memory, _answers(read, [row[0] for row in said]))
    made.claims.append(claim)
    sources = "SELECT s.start, s.stop, m.row, m.text FROM memory_source s JOIN message m ON m.row = s.message WHERE s.memory = ?"
    for source in read(sources, (memory.row,)):
        text, span = source["text"], (source["start"], source["stop"])
        for sentence in sentences(text):
            if masking.gone(text, sentence, [span]):
                found = spans.narrow(text, sentence, claim)
            elif sentence[0] < span[1] and span[0] < sentence[1]:
                found = [(max(span[0], sentence[0]), min(span[1], sentence[1]))]
            else:
                continue
            made.spans.setdefault(source["row"], []).extend(found)


def _answers(read: Read, messages: Iterable[int]) -> tuple[int, ...]:
    """The assistant's messages that follow these at once."""
    found = read("SELECT row FROM message WHERE role = 'assistant' AND parent IN (SELECT value FROM json_each(?))", (_json(messages),))
    return tuple(row[0] for row in found)


def _about(read: Read, made: Plan, entity: str, going: Sequence[str]) -> None:
    rows = read("SELECT * FROM entity WHERE id = ?", (entity,)) or read(
        "SELECT DISTINCT e.* FROM entity e LEFT JOIN entity_alias a ON a.entity = e.row WHERE e.folded = ?1 OR a.folded = ?1", (words.fold(entity),)
    )
    if any(row["kind"] == "user" for row in rows):
        raise BadInput("That is you.", "To forget all, name everything as the target.")
    names = [] if any(row["id"] == entity for row in rows) else [entity]
    for row in rows:
        made.entities.add(row["row"])
        aliases = [alias["alias"] for alias in read("SELECT alias FROM entity_alias WHERE entity = ?", (row["row"],))]
        # "sister" is no name: it stands for whoever is meant, and would take what is said of other sisters.
        own = [name for name in (row["name"], *aliases) if not (row["relation"] and tie(name).word == tie(row["relation"]).word)]
        for name in own:  # of two Annas who stay apart, only what says which one is meant
            shared = _borne_by_another(read, name, row["row"], going)
            names += [] if shared and not row["relation"] else [f"{row['relation']} {name}" if shared else name]
        if row["relation"] and unique(row["relation"]):
            _called(read, made, row["relation"])
        linked = "SELECT memory FROM memory_entity WHERE entity = ?1 UNION SELECT memory FROM edge WHERE ?1 IN (head, tail)"
        for memory in read(f"SELECT * FROM memory WHERE row IN ({linked})", (row["row"],)):
            _memory(read, made, Memory.from_row(memory))
    for name in {words.fold(name): name for name in names}.values():
        _phrase(read, made, name, everything=True)


def _borne_by_another(read: Read, name: str, row: int, going: Sequence[str]) -> bool:
    """Whether somebody who stays has this name too."""
    return bool(read(
        "SELECT 1 FROM entity e LEFT JOIN entity_alias a ON a.entity = e.row WHERE ?1 IN (e.folded, a.folded) AND e.row <> ?2 "
        "AND e.id NOT IN (SELECT value FROM json_each(?3)) AND EXISTS (SELECT 1 FROM memory_entity x JOIN memory m ON m.row = x.memory "
        "WHERE x.entity = e.row AND m.status <> 'trashed') LIMIT 1", (words.fold(name), row, _json(going)),
    ))  # fmt: skip


def _called(read: Read, made: Plan, relation: str) -> None:
    """What was said of "mum", when the user has one and it is not somebody else's."""
    others = read("SELECT relation FROM entity e WHERE relation IS NOT NULL AND EXISTS (SELECT 1 FROM memory_entity x WHERE x.entity = e.row)", ())
    wanted = topics.topic(relation)
    if wanted is None or sum(tie(row["relation"]).word == tie(relation).word for row in others) > 1:
        return
    said = "|".join(map(re.escape, same_words(relation)))
    theirs = re.compile(rf"(?:['’]s|s['’]|\b(?:his|her|their|an?|another))\s+(?:[\w-]+\s+)?(?:{said})\b", re.IGNORECASE)
    for row, found in topics.find(read, wanted).items():
        text = read("SELECT text FROM message WHERE row = ?", (row,))[0]["text"]
        if own := [(start, stop) for start, stop in found if not theirs.search(text[start:stop])]:
            made.spans.setdefault(row, []).extend(own)


def _topic(read: Read, made: Plan, wanted: Topic) -> None:
    """The sentences that speak of it, and the memories that do; memories that stood on those sentences alone follow from them."""
    for row, found in topics.find(read, wanted).items():
        made.spans.setdefault(row, []).extend(found)
    asked = " OR ".join(words.quote(one) for one in min(wanted.groups, key=len))
    for row in read("SELECT * FROM memory WHERE kind <> 'summary' AND row IN (SELECT rowid FROM memory_fts WHERE memory_fts MATCH ?)", (asked,)):
        if all(topics.holds(row["text"], group) for group in wanted.groups):
            _memory(read, made, Memory.from_row(row))


def _phrase(read: Read, made: Plan, phrase: str, *, everything: bool = False) -> None:
    if not phrase.strip():
        raise BadInput("There is no text to look for.")
    made.claims.append(spans.of_phrase(phrase, everything=everything))
    condition, parameters = words.fts_condition("m", "memory_fts", "memory_trigram", "text", phrase)
    fields = "m.subject, m.object, m.trigger_words, m.steps"
    like = " OR ".join(f"{field} LIKE ? ESCAPE '\\'" for field in fields.split(", "))
    for row in read(f"SELECT m.* FROM memory m WHERE {condition} OR {like}", [*parameters, *[words.like(phrase.strip())] * 4]):
        if any(spans.phrases(str(row[name] or ""), phrase) for name in ("text", "subject", "object", "trigger_words", "steps")):
            _memory(read, made, Memory.from_row(row))


def _twins(read: Read, made: Plan) -> None:
    """Memories that say the same as one that goes, in about the same words."""
    for row in list(made.memories):
        memory = _memories(read, [row])[0]
        claim = spans.of_memory(memory)
        asked = " AND ".join(telling.sought(stem, dict(claim.surfaces).get(stem, stem)) for stem in claim.object or claim.words)
        for found in read("SELECT * FROM memory WHERE row IN (SELECT rowid FROM memory_fts WHERE memory_fts MATCH ?)", (asked,)) if asked else ():
            other = Memory.from_row(found)
            shared = words.content(other.text) & claim.words
            if other.row not in made.memories and len(shared) >= 0.75 * len(words.content(other.text) | claim.words):
                _memory(read, made, other)


def _kept(read: Read, made: Plan, claim: Claim) -> dict[int, list[Span]]:
    """Sources of other known facts about the same two ("Anna visited Berlin"): they don't state this one ("Anna lives in Berlin")."""
    if not (claim.subject and claim.object):
        return {}
    asked = " AND ".join(telling.sought(stem, dict(claim.surfaces).get(stem, stem)) for stem in claim.subject | claim.object)
    rows = read(
        "SELECT s.message, s.start, s.stop FROM memory_source s JOIN memory m ON m.row = s.memory WHERE m.status <> 'trashed' "
        "AND m.kind <> 'summary' AND m.row IN (SELECT rowid FROM memory_fts WHERE memory_fts MATCH ?) "
        "AND m.row NOT IN (SELECT value FROM json_each(?))",
        (asked, _json(made.memories)),
    )
    kept: dict[int, list[Span]] = {}
    for row in rows:
        kept.setdefault(row["message"], []).append((row["start"], row["stop"]))
    return kept


def _died(read: Read, made: Plan) -> list[Memory]:
    """Memories whose every source is in what goes (or was forgotten before); summaries of which any source is."""
    touched = [*made.messages, *made.spans]
    rows = read(
        "SELECT s.memory, s.start, s.stop, m.row, m.text, m.shown, m.status, m.conversation, c.status AS c_status, o.kind "
        "FROM memory_source s JOIN memory o ON o.row = s.memory JOIN message m ON m.row = s.message JOIN conversation c ON c.row = m.conversation "
        "WHERE s.memory IN (SELECT t.memory FROM memory_source t JOIN message x ON x.row = t.message "
        "WHERE x.row IN (SELECT value FROM json_each(?)) OR x.conversation IN (SELECT value FROM json_each(?)))",
        (_json(touched), _json(made.conversations)),
    )
    standing: dict[int, bool] = {}
    for row in rows:
        hidden = [*masking.masked(row["text"], row["shown"]), *made.spans.get(row["row"], ())]
        lost = (
            row["row"] in made.messages or row["conversation"] in made.conversations or row["status"] == "trashed" or row["c_status"] == "trashed"
            or masking.gone(row["text"], (row["start"], row["stop"]), hidden)
        )  # fmt: skip
        if row["kind"] == "summary":
            lost = lost or spans.overlaps((row["start"], row["stop"]), hidden)
            standing[row["memory"]] = standing.get(row["memory"], True) and not lost
        else:
            standing[row["memory"]] = standing.get(row["memory"], False) or not lost
    return _memories(read, [memory for memory, stands in standing.items() if not stands and memory not in made.memories])


def _summaries(read: Read, made: Plan, claims: Iterable[Claim]) -> list[Memory]:
    """Summaries that state what goes: they are made anew from what stays."""
    found: dict[int, Memory] = {}
    for claim in claims:
        surfaces = dict(claim.surfaces)
        asked = " OR ".join(telling.sought(stem, surfaces.get(stem, stem)) for stem in claim.object or claim.words or frozenset(surfaces))
        rows = read(_SAYING, (asked,)) if asked else ()
        found |= {row["row"]: Memory.from_row(row) for row in rows if row["row"] not in made.memories and spans.in_text(row["text"], claim)}
    return list(found.values())


_SAYING = """SELECT m.* FROM memory_fts JOIN memory m ON m.row = memory_fts.rowid WHERE memory_fts MATCH ?
    AND m.kind = 'summary' AND m.status <> 'trashed'"""


def _spare(read: Read, made: Plan) -> None:
    """Leaves out spans in conversations and messages that go as a whole."""
    inside = read("SELECT row FROM message WHERE conversation IN (SELECT value FROM json_each(?))", (_json(made.conversations),))
    for row in {row[0] for row in inside} | made.messages:
        made.spans.pop(row, None)
    if made.conversations:
        made.messages -= {row[0] for row in inside}


def _memories(read: Read, rows: Iterable[int]) -> list[Memory]:
    return [Memory.from_row(row) for row in read("SELECT * FROM memory WHERE row IN (SELECT value FROM json_each(?)) ORDER BY row", (_json(rows),))]


def _json(rows: Iterable[Any]) -> str:
    return msgspec.json.encode(list(rows)).decode()
