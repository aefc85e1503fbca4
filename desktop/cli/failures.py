"""Errors, as people and programs read them: what happened, what to do next. Never a traceback; that goes to the log, without words."""

from __future__ import annotations

import errno
import json
import sys
from typing import Any

from desktop.cli import output

FAILED, MISUSED = 1, 2
_DISK = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}

_LOOK = "Look with: alcove doctor. To go back to a backup: alcove backups list, then alcove backups restore NAME"
_DATABASE = (  # SQLite's code, what it says, what happened, what to do
    ("SQLITE_CORRUPT", "malformed", "The database is damaged: a part of it can't be read.", _LOOK),
    ("SQLITE_NOTADB", "not a database", "The database is damaged, or of another vault: it can't be decrypted.", _LOOK),
    ("SQLITE_FULL", "disk is full", "The disk is full: the last change was not stored.", "Free space, then try again."),
    ("SQLITE_READONLY", "readonly", "The database can't be written: it is read-only.", "Check the permissions of the data folder and its files."),
    ("SQLITE_CANTOPEN", "unable to open", "A file of the database can't be opened.", "Check the permissions of the data folder, and free space."),
    ("SQLITE_IOERR", "disk I/O", "The disk failed to read or write the database.", f"Check the disk and its free space. {_LOOK}"),
    ("SQLITE_BUSY", "locked", "Another Alcove process is busy with this vault.", "Wait a moment and try again."),
)


def report(error: BaseException, *, as_json: bool, debug: bool) -> int:
    """Tells of an error on stderr; returns the exit code: 2 for a command line that can't be understood, else 1."""
    misused = hasattr(error, "format_message")
    message, hint = _usage(error) if misused else explain(error)
    if not misused and not known(error):
        _log(error)
    if debug:
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    if as_json:
        output.tell(json.dumps({"error": output.plain(message), "hint": output.plain(hint)}, ensure_ascii=False))
    else:
        output.tell(f"alcove: {message}")
        if hint:
            output.tell(f"        {hint}")
    return MISUSED if misused else FAILED


def known(error: BaseException) -> bool:
    """Whether it is an error meant for people: AlcoveError, ModelError."""
    return isinstance(getattr(error, "message", None), str) and isinstance(getattr(error, "hint", None), str)


def explain(error: BaseException) -> tuple[str, str]:
    """Message and hint of any error."""
    if known(error):
        return error.message, error.hint  # type: ignore[attr-defined]
    if isinstance(error, OSError) and error.strerror:
        where = f": {error.filename}" if error.filename else ""
        if error.errno in _DISK:
            return f"The disk is full{where}.", "Make room, then try again. What was acknowledged before is stored."
        return f"{error.strerror}{where}.", "Check the file or folder and its permissions."
    if any(kind.__name__ == "DatabaseError" for kind in type(error).__mro__):
        return _database(error)
    return f"Something went wrong inside Alcove ({type(error).__name__}). What was stored before is safe.", f"{_where()} --debug shows it here."


def _database(error: BaseException) -> tuple[str, str]:
    """What SQLite's own errors mean. Their words are not told: they may quote a statement."""
    name, words = str(getattr(error, "sqlite_errorname", "")), str(error)
    for code, said, message, hint in _DATABASE:
        if name.startswith(code) or (not name and said in words):
            return message, hint
    told = name or type(error).__name__
    return f"The database refused what was asked of it ({told}); that was not done.", f"Look whether it is whole: alcove doctor. {_where()}"


def _usage(error: Any) -> tuple[str, str]:
    context = getattr(error, "ctx", None)
    return str(error.format_message()), f"See: {context.command_path} --help" if context is not None else "See: alcove --help"


def _where() -> str:
    from desktop import logs
    from engine.vault import locate

    return f"Where it happened is in {logs.path(locate.home())}."


def _log(error: BaseException) -> None:
    import structlog

    from desktop import logs
    from engine.vault import locate

    logs.configure(locate.home())
    structlog.get_logger(__name__).error("command failed", exc_info=error)
