"""`alcove models …`: which models are on this computer, and which are used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.catalogue import Entry

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Id = Annotated[str, typer.Argument(help="The model's id; see: alcove models list", show_default=False)]


def list_models(as_json: Json = False) -> None:
    """List the models that can be used, and those in use."""
    from models import catalogue
    from models.catalogue import is_installed

    entries = catalogue.known()
    used = _used()
    if as_json:
        output.emit({"models": [{**_as_dict(entry), "installed": is_installed(entry), "used": entry.id in used} for entry in entries]})
        return
    rows = [("", "id", "for", "size", "title")]
    rows += [
        ("*" if entry.id in used else "-" if is_installed(entry) else " ", entry.id, entry.purpose, f"{entry.size / 1e6:.0f} MB", entry.title)
        for entry in entries
    ]
    output.table(rows)
    output.aside("*: in use   -: installed")


def install(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids of models; without one: the defaults.", show_default=False)] = None,
    only_missing: Annotated[bool, typer.Option("--missing", help="The default models, where they are not here yet.")] = False,
    as_json: Json = False,
) -> None:
    """Download models. Only this command (and the window's button for it) uses the internet."""
    from models import catalogue
    from models.catalogue import is_installed

    wanted = missing() if only_missing or not ids else [catalogue.find(id) for id in ids]
    fresh = [entry for entry in wanted if not is_installed(entry)]
    install_all(fresh, quiet=as_json)
    if as_json:
        output.emit({"installed": [_as_dict(entry) for entry in fresh]})
    elif not fresh:
        output.tell("alcove: all models are here.")


def install_all(entries: Sequence[Entry], *, quiet: bool = False) -> None:
    """Installs them one by one, with a bar on stderr. Raises ModelError."""
    from models import install

    for entry in entries:
        bar = output.Bar(entry.title, quiet=quiet)
        try:
            install.install(entry, output.watching(bar))
        finally:
            bar.close()
        if not quiet:
            output.tell(f"alcove: installed {entry.title} ({entry.size / 1e6:.0f} MB, {entry.licence}).")


def missing() -> list[Entry]:
    """The default models for which there is nothing installed."""
    from models import catalogue
    from models.catalogue import is_installed

    return [entry for entry in map(catalogue.default, ("chat", "embed")) if not is_installed(entry)]


def import_model(
    file: Annotated[Path, typer.Argument(help="A GGUF file.", show_default=False)],
    link: Annotated[bool, typer.Option("--link", help="Use the file where it is, instead of a copy.")] = False,
    purpose: Annotated[str, typer.Option(help="chat or embed; found out if not given.")] = "",
    use: Annotated[bool, typer.Option("--use", help="Use it from now on.")] = False,
    as_json: Json = False,
) -> None:
    """Take in a model that is on this computer already."""
    from models import install
    from models.errors import ModelMissing
    from models.gguf.header import read_header

    if purpose not in ("", "chat", "embed"):
        raise typer.BadParameter("purpose is chat or embed.")
    if not file.expanduser().exists():
        raise ModelMissing(f"There is no file {file}.", "Check its path, and import it again.")
    header = read_header(file.expanduser().resolve())
    bar = output.Bar(file.name, quiet=as_json)
    try:
        entry = install.import_file(file, link=link, purpose=purpose or None, progress=output.watching(bar))
    finally:
        bar.close()
    if use:
        install.choose(entry)
    if as_json:
        output.emit({**_as_dict(entry), "architecture": header.architecture, "parameters": header.parameters, "used": use})
        return
    output.table(
        [
            ("imported", entry.id), ("title", entry.title), ("for", entry.purpose), ("architecture", header.architecture),
            ("weights", f"{header.parameters / 1e6:.0f} million"), ("context", f"{entry.context} tokens"), ("licence", entry.licence),
        ]
    )  # fmt: skip
    if not use:
        output.tell(f"To use it: alcove models use {entry.id}")


def use(id: Id) -> None:
    """Use this model from now on, for what it is made for."""
    from models import catalogue, install

    entry = catalogue.find(id)
    install.choose(entry)
    output.say(f"{entry.title} is used for {'chat' if entry.purpose == 'chat' else 'search'} from now on.")
    if entry.purpose == "embed":
        output.tell("What is stored is made searchable with it at the next start; until then it is found by its words.")


def remove(id: Id, yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False) -> None:
    """Delete a model's file. Memories stay."""
    from models import catalogue, install

    entry = catalogue.find(id)
    if not yes and output.interactive() and not output.confirm(f"Delete {entry.title} ({entry.size / 1e6:.0f} MB)?"):
        raise typer.Exit(1)
    install.remove(entry)
    output.say(f"Removed {entry.title}.")


def verify(as_json: Json = False) -> None:
    """Compare the installed files with their hashes."""
    from models import install
    from models.errors import ModelError

    found: list[dict[str, Any]] = []
    for entry in install.installed():
        bar = output.Bar(entry.title, quiet=as_json)
        try:
            found.append({"id": entry.id, "sha256": install.verify(entry, output.watching(bar)), "problem": ""})
        except ModelError as error:
            found.append({"id": entry.id, "sha256": "", "problem": f"{error.message} {error.hint}".strip()})
        finally:
            bar.close()
    if as_json:
        output.emit({"models": found})
    else:
        output.table([(one["id"], one["problem"] or f"whole, sha256 {one['sha256']}") for one in found])
    if any(one["problem"] for one in found):
        raise typer.Exit(1)


def _used() -> set[str]:
    from models import install

    return {entry.id for purpose in ("chat", "embed") if (entry := install.chosen(purpose)) is not None}


def _as_dict(entry: Entry) -> dict[str, Any]:
    names = ("id", "purpose", "title", "file", "size", "licence", "context", "dimension")
    return {name: getattr(entry, name) for name in names}
