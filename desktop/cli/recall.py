"""`alcove recall`: what memory finds for a question, for people and for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output

if TYPE_CHECKING:
    from engine.recall.hits import Found, Hit
    from engine.session import Session

_LOOKED_FOR = 3  # hits: those further down were not what was searched for
_MEANING = ("turn_vector", "memory_vector")
_AROUND = (*_MEANING, "window", "window_vector", "source", "hop", "hop_memory")  # tell of what a hit stands beside or comes from
_SUPPORT = 0.25


def recall(
    text: Annotated[list[str] | None, typer.Argument(help="What to look for.", show_default=False)] = None,
    batch: Annotated[str, typer.Option("--batch", metavar="FILE", help="Read JSON lines {query, as_of?} from a file, - for standard input.")] = "",
    top: Annotated[int, typer.Option("--top", min=1, max=1000, help="At most so many hits.")] = 10,
    as_of: Annotated[str, typer.Option("--as-of", metavar="TIME", help="See only what was said until then (ISO 8601).")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what an answer to this would read, and why; nothing is asked or stored.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, one line for each query.")] = False,
) -> None:
    """Search memory: messages, facts, events, procedures."""
    from engine.errors import BadInput

    query = " ".join(text or ()).strip()
    if bool(query) == bool(batch):
        raise BadInput("Give a text to look for, or --batch FILE.", "For example: alcove recall Berlin")
    if dry_run:
        if batch or as_of:
            raise BadInput("A dry run takes one question, as of now.", "For example: alcove recall --dry-run Where does my sister live?")
        _dry_run(query, as_json=as_json)
        return
    moment = parse_moment(as_of, "--as-of") if as_of else None
    with opening.session(chat=False) as live:
        if batch:
            for asked, when in _batch(batch):
                _print(asked, _search(live, asked, top, when or moment), as_json=as_json)
        elif not as_json and not _has_words(query):
            raise BadInput("There is nothing to search for: no word, no number.", "For example: alcove recall Berlin")
        else:
            found = _search(live, query, top, moment)
            _print(query, found, as_json=as_json)
            _wake(live, found)


def _dry_run(query: str, *, as_json: bool) -> None:
    from desktop.cli import why
    from engine.answering.dry_run import dry_run

    with opening.session() as live:
        would = dry_run(live, query)
        if as_json:
            output.emit(why.as_dict(would, live.vault))
        else:
            why.show(would, live.vault)


def _search(live: Session, asked: str, top: int, as_of: datetime | None) -> Found:
    """What is found; for signs alone nothing, though some vectors are nearest to them too."""
    from engine.recall import jobs
    from engine.recall.hits import Found

    if _has_words(asked):
        return live.recall.search(asked, top=top, as_of=as_of, archived=True)
    return Found(hits=(), ms=0.0, waiting=jobs.waiting(live.vault), arms=())


def _wake(live: Session, found: Found) -> None:
    """What was set aside as unused, and is what somebody was looking for, comes back."""
    from engine.learning.consolidation import decay

    if not live.vault.read_only:
        decay.wake(live.vault, [hit.row for hit in found.hits[:_LOOKED_FOR] if hit.status == "archived"])


def _apart(asked: str, found: Found) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """Hits that bear on what was asked, and weak ones: far behind the best, or found only by what stands around them. All are weak when an
    answer would read none, those apart that hold every word that was looked for."""
    from engine.memory.words import fold, stem
    from engine.recall.parameters import PARAMETERS
    from engine.recall.query import parse
    from engine.recall.relevance import THRESHOLD

    looked_for = {stem(term) for term in parse(asked).terms}

    def holding(hit: Hit) -> bool:
        return bool(looked_for) and looked_for <= {stem(fold(word)) for word in parse(hit.text).words}

    if found.relevance < THRESHOLD:
        near = tuple(hit for hit in found.hits if holding(hit))
        return near, tuple(hit for hit in found.hits if hit not in near)
    best = max((hit.score for hit in found.hits), default=0.0)
    meant = {arm: max((hit.arms.get(arm, 0.0) for hit in found.hits), default=0.0) / 2 for arm in _MEANING}

    def bears(hit: Hit) -> bool:
        own = any(share >= _SUPPORT for arm, share in hit.arms.items() if arm not in _AROUND)
        return holding(hit) or (
            hit.score >= PARAMETERS.packed_share * best and (own or any(0 < least <= hit.arms.get(arm, 0.0) for arm, least in meant.items()))
        )

    near = tuple(hit for hit in found.hits if bears(hit))
    return near, tuple(hit for hit in found.hits if hit not in near)


def _has_words(asked: str) -> bool:
    from engine.recall import query

    return bool(query.parse(asked).words)


def _batch(name: str) -> Iterator[tuple[str, datetime | None]]:
    from engine.errors import BadInput

    for number, row in json_lines(name):
        if not isinstance(row.get("query"), str):
            raise BadInput(f"Line {number} has no query.", 'Each line is one JSON object: {"query": …, "as_of": …}.')
        yield row["query"], parse_moment(str(row["as_of"]), f"as_of of line {number}") if row.get("as_of") else None


def json_lines(name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file of JSON lines (- is standard input), with their line numbers. Raises BadInput naming a bad line."""
    from engine.errors import BadInput

    with sys.stdin.buffer if name == "-" else Path(name).open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            line = raw.decode("utf-8", "replace").lstrip("\ufeff").strip()
            if not line:
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                reason = f"{error.msg} at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
                raise BadInput(f"Line {number} is not JSON: {reason}.", "Each line is one JSON object.") from None
            if not isinstance(row, dict):
                raise BadInput(f"Line {number} is not a JSON object.", "Each line is one JSON object.")
            yield number, row


def parse_moment(text: str, what: str) -> datetime:
    """A time as it was typed. Raises BadInput, naming `what` it was given for."""
    from engine import clock
    from engine.errors import BadInput

    try:
        return clock.parse(text.strip())
    except (ValueError, OverflowError, OSError):
        raise BadInput(f"The {what} is not a time.", "Times look like 2026-11-22T08:00:00 or 2026-11-22T08:00:00+01:00.") from None


def _print(query: str, found: Found, *, as_json: bool) -> None:
    if as_json:
        names = ("rank", "score", "kind", "id", "text", "time", "event_date", "status", "source_ids", "speaker", "arms")
        hits = [{name: getattr(hit, name) for name in names} for hit in found.hits]
        line: dict[str, Any] = {"query": query, "hits": hits, "ms": round(found.ms, 2), "waiting": found.waiting}
        output.emit({**line, "notes": list(found.notes)} if found.notes else line)
        return
    near, far = _apart(query, found)
    if not near:
        output.say("Nothing found." if not far else "Nothing in memory is close to that. The least far from it:")
    for hit in (*near, *(far if near else far[:_LOOKED_FOR])):
        no_more = "" if hit.status == "active" else f" [{hit.status}]"
        mark = " " if hit in near else "~"
        output.say(f"{hit.rank:>3} {mark} {hit.kind:<10}  {(hit.event_date or hit.time)[:10]}  {' '.join(hit.text.split())}{no_more}")
    if near and far:
        output.aside("(~ far behind the best, or found only by what was said around it)")
    for note in found.notes:
        output.aside(f"({note})")
    if found.waiting:
        output.aside(f"({found.waiting} texts have no vector yet)")
