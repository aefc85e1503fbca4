"""A large file from the Hub, piece by piece: what was cut off or paused goes on where it stopped, also after a restart."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import threading
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from models import hub
from models.errors import DownloadFailed, ModelCancelled, ModelDamaged, NoSpace
from models.files import Progress, Watch, check_space, sha256, stop_if
from models.hub import HubFile
from models.paths import models_dir

FOLDER, PART, PIN = ".downloads", "part", "pin.json"
BLOCK = 1 << 16
#: A lost connection is taken up again at once, and then twice more without any progress, after so many seconds.
TRIES, WAIT = 3, 2.0


class Pending(msgspec.Struct, frozen=True):
    """A download that was begun. `done` bytes of it are here."""

    file: HubFile
    done: int


def place(repo: str, path: str) -> Path:
    """The folder of a download that is not finished."""
    return models_dir() / FOLDER / hashlib.sha256(f"{repo}/{path}".encode()).hexdigest()[:16]


def pending() -> list[Pending]:
    """What was begun and not finished, on this computer."""
    found = []
    for pin in sorted((models_dir() / FOLDER).glob(f"*/{PIN}")):
        try:
            found.append(Pending(msgspec.json.decode(pin.read_bytes(), type=HubFile), _size(pin.parent / PART)))
        except (msgspec.MsgspecError, OSError):
            continue
    return found


def begun(repo: str, path: str) -> HubFile | None:
    """The file that an unfinished download is pinned to."""
    return next((one.file for one in pending() if (one.file.repo, one.file.path) == (repo, path)), None)


def discard(repo: str, path: str) -> None:
    """Gives a download up, and the space that it took."""
    shutil.rmtree(place(repo, path), ignore_errors=True)


def fetch(wanted: HubFile, progress: Watch, cancel: threading.Event | None) -> Path:
    """The whole file, checked. It lies in the download's folder, to be moved away.

    Raises DownloadFailed, NoSpace and ModelCancelled, which keep what is there; ModelDamaged, which drops it.
    """
    folder = place(wanted.repo, wanted.path)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / PART
    if _size(part) > wanted.size:
        part.unlink()
    (folder / PIN).write_bytes(msgspec.json.encode(wanted))
    check_space(folder, wanted.size - _size(part))
    try:
        _complete(wanted, part, progress, cancel)
        if sha256(part, progress, cancel) != wanted.sha256:
            raise ModelDamaged("The download is not the expected file (its hash differs).", "Start again. If it stays so, choose another model.")
    except (ModelDamaged, hub.Gone):
        discard(wanted.repo, wanted.path)
        raise
    return part


def _complete(wanted: HubFile, part: Path, progress: Watch, cancel: threading.Event | None) -> None:
    """Adds what is missing, over as many connections as it takes."""
    tries = 0
    with part.open("ab") as output:
        while (have := output.tell()) < wanted.size:
            stop_if_paused(cancel)
            progress(Progress("download", have, wanted.size))
            try:
                _read_on(wanted, output, progress, cancel)
            except hub.Unreachable:
                tries = 0 if output.tell() > have else tries + 1
                if tries == TRIES:
                    raise
                if tries:
                    (cancel or threading.Event()).wait(WAIT)
            finally:
                _sync(output)


def stop_if_paused(cancel: threading.Event | None) -> None:
    """Raises ModelCancelled once `cancel` is set; nothing is lost by that."""
    try:
        stop_if(cancel)
    except ModelCancelled as error:
        raise ModelCancelled("Paused.", "It goes on where it stopped.") from error


def _read_on(wanted: HubFile, output: BinaryIO, progress: Watch, cancel: threading.Event | None) -> None:
    """One connection, from where the file ends. Raises hub.Unreachable when it breaks; what came before is kept."""
    utils = hub.library().utils
    headers = {**utils.build_hf_headers(token=False), **hub.CLOSING, "Accept-Encoding": "identity"}
    if have := output.tell():
        headers["Range"] = f"bytes={have}-"
    with hub.plain_errors(wanted.repo), utils.get_session().stream("GET", hub.address_of(wanted), headers=headers, timeout=hub.PATIENCE) as response:
        if response.status_code == 416:
            output.truncate(0)
            raise hub.Unreachable("The Hub can't go on where the download stopped.", "Start it again.")
        utils.hf_raise_for_status(response)
        _same(wanted, response, have)
        if response.status_code != 206 and have:  # it sends everything from the start
            output.truncate(0)
            output.seek(0)
            have = 0
        for block in response.iter_bytes(BLOCK):
            stop_if_paused(cancel)
            have += len(block)
            if have > wanted.size:
                raise _changed()
            _write(output, block)
            progress(Progress("download", have, wanted.size))
        if have < wanted.size:
            raise hub.Unreachable("The connection was cut.", hub.AGAIN)


def _same(wanted: HubFile, response: Any, have: int) -> None:
    """What the Hub says of the file before it sends gigabytes of it."""
    for answer in (*response.history, response):
        etag = answer.headers.get("x-linked-etag", "").removeprefix("W/").strip('"')
        commit = answer.headers.get("x-repo-commit")
        if (etag and etag != wanted.sha256) or (commit and commit != wanted.commit):
            raise _changed()
    if response.status_code == 206:
        span = response.headers.get("content-range", "").removeprefix("bytes ")
        if span != f"{have}-{wanted.size - 1}/{wanted.size}":
            raise _changed()
    elif int(response.headers.get("content-length", wanted.size)) != wanted.size:
        raise _changed()


def _changed() -> ModelDamaged:
    return ModelDamaged("The file on the Hub is another one than when the download began.", "Start the download again.")


def _write(output: BinaryIO, block: bytes) -> None:
    try:
        output.write(block)
    except OSError as error:
        raise _full(error) from error


def _sync(output: BinaryIO) -> None:
    try:
        output.flush()
        os.fsync(output.fileno())
    except OSError as error:
        raise _full(error) from error


def _full(error: OSError) -> NoSpace | DownloadFailed:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoSpace("The disk is full.", "Free some space: the download then goes on where it stopped.")
    return DownloadFailed(f"The download can't be written ({error.strerror}).", "Check the folder of the models.")


def _size(part: Path) -> int:
    try:
        return part.stat().st_size
    except FileNotFoundError:
        return 0
