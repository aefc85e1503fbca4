"""`alcove ingest`: replays chats from elsewhere. The same line twice changes nothing, so that a run that was cut off is simply run again."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from desktop.cli import opening, output
from desktop.cli.forgetting import counted

if TYPE_CHECKING:
    from engine.memory.ingest import IngestLine
    from engine.memory.records import Message
    from engine.session import Session


def ingest(
    file: Annotated[str, typer.Argument(help="JSON lines {conversation, id, role, speaker, time, text}; - is standard input.", show_default=False)],
    learn: Annotated[
        bool | None, typer.Option("--learn/--no-learn", help="Learn from the user's lines.  [default: as in the settings]", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The outcome as JSON.")] = False,
) -> None:
    """Take in chats from elsewhere, with their own times."""
    from engine.memory.ingest import parse

    with _opened(file) as stream, opening.session(create=True, chat=False) as live:
        learns = bool(live.settings.get("learn")) if learn is None else learn
        bar = output.Bar("Reading", quiet=as_json and not sys.stderr.isatty())
        learner = _Learner(live) if learns else None
        lines: Iterable[IngestLine] = parse(stream)
        if live.settings.get("mask_secrets"):
            lines = _masked(lines)
        report = live.conversations.ingest(
            _in_order(lines) if learner else lines, lambda done: bar.show(done, 0, "messages"), on_batch=learner.batch if learner else None
        )
        bar.close()
        opening.settle(live, quiet=as_json and not sys.stderr.isatty())
        live.recall.maintain()
        learnt = learner.learnt if learner else 0
        if as_json:
            output.emit(
                {
                    "added": report.added,
                    "known": report.known,
                    "differing": report.differing,
                    "conversations": report.conversations,
                    "memories": learnt,
                }
            )
            return
        where = counted(report.conversations, "conversation", "conversations")
        output.say(f"{counted(report.added, 'message', 'messages')} added in {where}, {report.known} known already.")
        if learner:
            output.say(f"{counted(learnt, 'memory', 'memories')} learnt.")
        if report.differing:
            output.tell(f"alcove: {counted(report.differing, 'line', 'lines')} had a known id with another text; the first text stays.")


def _masked(lines: Iterable[IngestLine]) -> Iterator[IngestLine]:
    import msgspec

    from engine.learning.gating import redaction

    for line in lines:
        yield msgspec.structs.replace(line, text=redaction.masked(line.text))


class _Learner:
    """Learns from the user's lines after each batch is stored. A request in them ("forget …") is carried out, as in a chat."""

    def __init__(self, live: Session) -> None:
        from engine.answering.requests import Requests

        self._live = live
        self._requests = Requests(live)
        self.learnt = 0

    def batch(self, messages: list[Message]) -> None:
        """Learns from stored messages, in their order."""
        from engine.learning import extract
        from engine.learning.gating import policy

        keeping = policy.keeping(self._live.settings)
        for message in messages:
            if message.role != "user":
                continue
            command = extract.learn(message.text, at=message.at).command
            if command is not None and command.action == "forget":
                self._requests.handle(command, message)
                message = self._live.conversations.message(message)
            self.learnt += len(self._live.learner.learn_message(message, **keeping))


def _in_order(lines: Iterable[IngestLine]) -> Iterator[IngestLine]:
    """By time, as they were said: what came later replaces what came before. A bad line stops what comes after it, as without sorting."""
    from engine.errors import AlcoveError
    from engine.memory.ingest import moment

    read: list[IngestLine] = []
    failure: AlcoveError | None = None
    try:
        for line in lines:
            read.append(line)
    except AlcoveError as error:
        failure = error
    yield from sorted(read, key=lambda line: moment(line).timestamp())
    if failure is not None:
        raise failure


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as stream:
        yield stream
