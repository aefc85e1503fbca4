"""The Hugging Face Hub: which GGUF files a repository has, and their hashes. Asked only when the user says so, without any account or token."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from models.errors import DownloadFailed, ModelError, ModelMissing

PUBLIC = "https://huggingface.co"
PREFIX = "hub:"
#: No connection stays open when there is nothing more to ask.
CLOSING = {"Connection": "close"}
#: Seconds without an answer, or without a byte of it.
PATIENCE = 10.0
AGAIN = "Check the internet connection, and try again."
BY_HAND = "Choose another model, or get the file with a browser and import it: alcove models import FILE"


class Unreachable(DownloadFailed):
    """The network or the Hub failed for the moment: trying again may help."""


class Gone(DownloadFailed):
    """The Hub no longer has what was asked for."""


class HubFile(msgspec.Struct, frozen=True):
    """A file at one commit: what is at that address can't change."""

    repo: str
    path: str
    commit: str
    size: int
    sha256: str
    licence: str = ""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


class Repository(msgspec.Struct, frozen=True):
    """The GGUF files of a repository, the smallest first. `gated`: its licence must be accepted with an account first."""

    id: str
    commit: str
    gated: bool
    files: tuple[HubFile, ...]


class Result(msgspec.Struct, frozen=True):
    """A repository that a search found."""

    id: str
    downloads: int
    gated: bool


def split(address: str) -> tuple[str, str]:
    """ "hub:owner/name/folder/file.gguf" -> repository, path ("" where it names only the repository). Raises ModelMissing."""
    parts = (
        address.removeprefix(PREFIX).removeprefix(f"{PUBLIC}/").replace("/resolve/main/", "/").replace("/blob/main/", "/").strip("/").split("/", 2)
    )
    if len(parts) < 2 or not all(parts):
        raise ModelMissing(f"{address} is no address of the Hub.", "Write it like this: hub:OWNER/REPOSITORY/FILE.gguf")
    return "/".join(parts[:2]), parts[2] if len(parts) > 2 else ""


def look(repo: str, revision: str | None = None) -> Repository:
    """What a repository offers now. Raises DownloadFailed."""
    with plain_errors(repo):
        info = _api().model_info(repo, revision=revision, files_metadata=True, timeout=PATIENCE, token=False)
    licence = next((tag.removeprefix("license:") for tag in info.tags or () if tag.startswith("license:")), "")
    files = [
        HubFile(repo, file.rfilename, info.sha or "", file.size or 0, _sha256(file), licence)
        for file in info.siblings or ()
        if file.rfilename.lower().endswith(".gguf")
    ]
    return Repository(repo, info.sha or "", bool(info.gated), tuple(sorted(files, key=lambda file: (file.size, file.path))))


def file(repo: str, path: str, revision: str | None = None) -> HubFile:
    """One file, pinned to the commit that `revision` (or the newest) is now. Raises DownloadFailed, ModelMissing."""
    found = look(repo, revision)
    wanted = next((one for one in found.files if one.path == path), None)
    if wanted is None:
        names = ", ".join(one.path for one in found.files[:6]) or "no GGUF file at all"
        raise ModelMissing(f"{repo} has no file {path}.", f"It has {names}.")
    if not (wanted.sha256 and wanted.size and wanted.commit):
        raise DownloadFailed(f"The Hub gives no hash for {path}.", BY_HAND)
    return wanted


def search(text: str, limit: int = 20) -> list[Result]:
    """Repositories with GGUF files, the most used first. Raises DownloadFailed."""
    with plain_errors(text):
        found = list(_api().list_models(search=text, filter="gguf", sort="downloads", limit=limit, token=False))
    return [Result(one.id, one.downloads or 0, bool(one.gated)) for one in found]


def address_of(wanted: HubFile) -> str:
    """The URL of a file at its commit."""
    from urllib.parse import quote

    return f"{endpoint()}/{wanted.repo}/resolve/{wanted.commit}/{quote(wanted.path)}"


def endpoint() -> str:
    """The Hub, or the mirror that the user has set as the Hub's own tools know it."""
    return (os.environ.get("HF_ENDPOINT") or PUBLIC).rstrip("/")


def library() -> Any:
    """huggingface_hub, told to keep to itself: no telemetry, no token, no transport of its own that could not be paused."""
    for name in ("HF_HUB_DISABLE_TELEMETRY", "HF_HUB_DISABLE_IMPLICIT_TOKEN", "HF_HUB_DISABLE_XET", "HF_HUB_DISABLE_PROGRESS_BARS"):
        os.environ.setdefault(name, "1")
    import huggingface_hub.utils

    return huggingface_hub


@contextmanager
def plain_errors(what: str) -> Iterator[None]:
    """Failures of the network and of the Hub, in words for people."""
    library()
    from huggingface_hub import errors

    try:
        yield
    except ModelError:
        raise
    except errors.GatedRepoError as error:
        raise DownloadFailed(f"{what} asks for an account: its licence must be accepted on the Hub first.", BY_HAND) from error
    except errors.EntryNotFoundError as error:
        raise Gone(f"The file is not in {what} any more.", "Look for it again: alcove models search") from error
    except errors.RevisionNotFoundError as error:
        raise Gone(f"That version of {what} is gone.", "Start anew: the newest is taken then.") from error
    except errors.RepositoryNotFoundError as error:
        raise DownloadFailed(f"There is no public model {what} on the Hub.", "Check its name: alcove models search TEXT") from error
    except errors.OfflineModeIsEnabled as error:
        raise DownloadFailed("HF_HUB_OFFLINE is set: the Hub is not asked.", "Unset it, and try again.") from error
    except errors.HFValidationError as error:
        raise DownloadFailed("That is no name of a repository.", "Write it like this: hub:OWNER/REPOSITORY/FILE.gguf") from error
    except errors.HfHubHTTPError as error:
        raise _refused(what, error.response.status_code) from error
    except Exception as error:
        # The Hub's library brings its own HTTP client; which one depends on its version.
        if not isinstance(error, OSError | ValueError) and not type(error).__module__.startswith("httpx"):
            raise
        raise Unreachable("The Hugging Face Hub can't be reached.", AGAIN) from error


def _refused(what: str, status: int) -> DownloadFailed:
    if status in (401, 403):
        return DownloadFailed(f"The Hub doesn't give {what} to everybody.", BY_HAND)
    if status == 404:
        return DownloadFailed(f"There is no {what} on the Hub.", "Check its name: alcove models search TEXT")
    if status == 429:
        return Unreachable("The Hub asks for patience: too many requests.", "Try again in a few minutes.")
    return Unreachable(f"The Hub failed (status {status}).", "Try again later.")


def _api() -> Any:
    return library().HfApi(endpoint=endpoint(), token=False, headers=CLOSING)


def _sha256(file: Any) -> str:
    """Large files have one; small ones only a hash of git's."""
    return str(file.lfs.sha256) if file.lfs is not None else ""
