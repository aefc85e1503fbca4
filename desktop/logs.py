"""The log: a file under the data folder that never holds what the user wrote. Exceptions leave their kind and where they happened,
not their words, which may quote a message."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

LARGEST = 1_000_000  # bytes; then the file is put aside, and the one put aside before goes
NAME = "alcove.log"


class LogFile:
    """Appends lines; opened for each, so that several processes can share it and nothing is left open. A full disk costs the line only."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def msg(self, line: str) -> None:
        with suppress(OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.path.exists() and self.path.stat().st_size > LARGEST:
                self.path.replace(self.path.with_suffix(".log.1"))
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(descriptor, line.encode("utf-8", "replace") + b"\n")
            finally:
                os.close(descriptor)

    debug = info = warning = error = critical = exception = fatal = failure = err = log = msg


def path(home: Path) -> Path:
    """The log of a data folder."""
    return home / "logs" / NAME


def configure(home: Path) -> None:
    """Sends everything that is logged from now on, structlog's and Python's, to the log of this data folder."""
    import logging

    import structlog

    file = LogFile(path(home))
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True), _without_words, _as_json],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: file,
    )
    logging.lastResort = _Quiet(file)


def frames(trace: TracebackType | None) -> list[str]:
    """Where an exception came through: file, line, function. No values, no source lines."""
    import traceback

    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def _without_words(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    found = event.pop("exc_info", None)
    if found:
        error = found if isinstance(found, BaseException) else sys.exc_info()[1]
        if error is not None:
            event["error"] = type(error).__name__
            event["trace"] = frames(error.__traceback__)
    return event


def _as_json(_: Any, __: str, event: MutableMapping[str, Any]) -> str:
    return json.dumps(event, default=lambda value: type(value).__name__)


def _Quiet(file: LogFile) -> Any:
    """What other libraries warn about: their name and level; their words might quote anything."""
    import logging

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            file.msg(json.dumps({"event": "library warning", "library": record.name, "level": record.levelname.lower(), "line": record.lineno}))

    return Handler(logging.WARNING)
