"""`alcove models …`: which models are on this computer, and which are used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.available import Offer
    from models.catalogue import Entry
    from models.fitting import Fit

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Id = Annotated[str, typer.Argument(help="The model's id; see: alcove models list", show_default=False)]


def list_models(as_json: Json = False) -> None:
    """List the models that can be used, and those in use."""
    from models import catalogue
    from models.catalogue import is_installed

    entries = catalogue.known()
    used = _used()
    fits = {entry.id: _fit(entry) for entry in entries}
    if as_json:
        states = [{"installed": is_installed(entry), "used": entry.id in used, "fit": _verdict(fits[entry.id])} for entry in entries]
        output.emit({"models": [{**_as_dict(entry), **state} for entry, state in zip(entries, states, strict=True)]})
        return
    rows = [("", "id", "for", "size", "memory", "title")]
    rows += [
        (
            "*" if entry.id in used else "-" if is_installed(entry) else " ",
            entry.id,
            entry.purpose,
            _size(entry.size),
            _verdict(fits[entry.id]),
            entry.title,
        )
        for entry in entries
    ]
    output.table(rows)
    output.aside("*: in use   -: installed   More: alcove models available")


def install(
    ids: Annotated[
        list[str] | None,
        typer.Argument(help="Ids of models, or hub:OWNER/REPOSITORY/FILE.gguf; without one: the defaults.", show_default=False),
    ] = None,
    only_missing: Annotated[bool, typer.Option("--missing", help="The default models, where they are not here yet.")] = False,
    use: Annotated[bool, typer.Option("--use", help="Use it from now on.")] = False,
    as_json: Json = False,
) -> None:
    """Download models; what was cut off goes on where it stopped. Only this and `search` (and the window's buttons) use the internet."""
    from models import catalogue
    from models import install as installing
    from models.catalogue import is_installed

    addresses = [address for id in ids or () if (address := _address(id))]
    wanted = missing() if only_missing or not ids else [catalogue.find(id) for id in ids if not _address(id)]
    fresh = [entry for entry in wanted if not is_installed(entry)]
    install_all(fresh, quiet=as_json)
    fresh += [_from_hub(*address, quiet=as_json) for address in addresses]
    for entry in fresh if use else ():
        installing.choose(entry)
    if as_json:
        output.emit({"installed": [_as_dict(entry) for entry in fresh]})
    elif not fresh:
        output.tell("alcove: all models are here.")
    elif addresses and not use:
        output.tell(f"To use it: alcove models use {fresh[-1].id}")


def _address(id: str) -> tuple[str, str] | None:
    """Repository and file, where `id` is of the Hub: an address, or the short name of an offer."""
    from models import available, hub

    if (offer := available.named(id)) is not None:
        return offer.repo, offer.path
    return hub.split(id) if id.startswith((hub.PREFIX, hub.PUBLIC)) else None


def _from_hub(repo: str, path: str, *, quiet: bool) -> Entry:
    from models import hub, install
    from models.errors import ModelMissing

    if not path:
        files = hub.look(repo).files
        names = "\n".join(f"  hub:{repo}/{file.path}  ({_size(file.size)})" for file in files)
        raise ModelMissing(f"{repo} has {len(files)} GGUF files." if files else f"{repo} has no GGUF file.", f"Name one:\n{names}" if files else "")
    bar = output.Bar(path.rpartition("/")[2], quiet=quiet)
    try:
        entry = install.install_from_hub(repo, path, output.watching(bar))
    finally:
        bar.close()
    if not quiet:
        output.tell(f"alcove: installed {entry.title} ({_size(entry.size)}, {entry.licence}) as {entry.id}.")
    return entry


def available(as_json: Json = False) -> None:
    """List good models that can be downloaded, and whether they fit this computer. Uses no internet."""
    from models.available import offers

    rows = [("id", "for", "download", "memory", "speed", "title")]
    found = []
    for offer in offers():
        fit, speed = _offer_fit(offer), _speed(offer)
        found.append(
            {
                **{name: getattr(offer, name) for name in ("id", "purpose", "title", "address", "size", "licence", "about")},
                "fit": _verdict(fit),
                "needs": fit.needs,
                "tokens_per_second": speed,
            }
        )
        rows.append((offer.id, offer.purpose, _size(offer.size), _verdict(fit), f"~{speed:.0f}/s" if speed else "", f"{offer.title}: {offer.about}"))
    if as_json:
        output.emit({"models": found})
        return
    output.table(rows)
    output.aside("To download one: alcove models install ID   Others: alcove models search TEXT")


def search(text: Annotated[str, typer.Argument(help="Part of a name.", show_default=False)], as_json: Json = False) -> None:
    """Search the Hugging Face Hub for models in the GGUF format. The words are sent there."""
    from models import hub

    results = hub.search(text)
    if as_json:
        output.emit({"repositories": [{"id": one.id, "downloads": one.downloads, "gated": one.gated} for one in results]})
        return
    output.table([(f"hub:{one.id}", f"{one.downloads} downloads", "asks for an account" if one.gated else "") for one in results])
    output.tell("To see its files: alcove models install hub:OWNER/REPOSITORY" if results else "Nothing found.")


def show(id: Id, as_json: Json = False) -> None:
    """Show a model: licence, size, memory, speed, and what is set for it."""
    import msgspec

    from models import benchmark, catalogue, registry
    from models.catalogue import HubSource, is_installed
    from models.client import CONTEXT_TOKENS
    from models.memory import memory

    entry = catalogue.find(id)
    fit, tuning, speed, free = _fit(entry), registry.read().tunings.get(id, registry.Tuning()), benchmark.known(id), memory()
    from_hub = f"hub:{entry.source.repo}/{entry.source.path} at {entry.source.commit[:12]}" if isinstance(entry.source, HubSource) else ""
    context = min(tuning.context or CONTEXT_TOKENS, entry.context)
    if as_json:
        output.emit({**_as_dict(entry), "installed": is_installed(entry), "used": entry.id in _used(), "fit": _verdict(fit), "from": from_hub,
                     "needs": fit.needs if fit else None, "available": free.available if free else None,
                     "speed": msgspec.to_builtins(speed), "settings": msgspec.to_builtins(tuning)})  # fmt: skip
        return
    rows = [("title", entry.title), ("for", entry.purpose), ("licence", entry.licence), ("size", _size(entry.size))]
    rows += [("from", from_hub)] if from_hub else []
    rows += [("context", f"{context} of {entry.context} tokens")] if entry.purpose == "chat" else [("vectors", f"{entry.dimension} numbers")]
    if fit is not None:
        rows.append(("memory", f"{_verdict(fit)}: needs about {_size(fit.needs)}, {_size(fit.available)} free"))
    if speed is not None:
        rows.append(("speed", f"reads {speed.read:.0f}, writes {speed.write:.0f} tokens per second"))
    rows += [(name.replace("_", " "), f"{value} (set)") for name, value in msgspec.to_builtins(tuning).items() if name != "context"]
    output.table(rows)


def set_options(
    id: Id,
    context: Annotated[int | None, typer.Option(min=256, help="Tokens that a conversation may have.", show_default=False)] = None,
    threads: Annotated[int | None, typer.Option(min=1, max=256, help="Threads; more than free cores slow it down.", show_default=False)] = None,
    gpu_layers: Annotated[int | None, typer.Option(min=0, help="Layers on the GPU, where this build has one.", show_default=False)] = None,
    temperature: Annotated[float | None, typer.Option(min=0.0, max=2.0, help="0: always the likeliest word.", show_default=False)] = None,
    top_p: Annotated[
        float | None, typer.Option("--top-p", min=0.05, max=1.0, help="Share of likely words to choose from.", show_default=False)
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Back to what Alcove thinks best, before anything else.")] = False,
) -> None:
    """Set how a model is run. It holds from its next loading on."""
    import msgspec

    from models import catalogue, install, registry
    from models.errors import ModelUnsupported

    entry = catalogue.find(id)
    given = {"context": context, "threads": threads, "gpu_layers": gpu_layers, "temperature": temperature, "top_p": top_p}
    wanted = {name: value for name, value in given.items() if value is not None}
    if not wanted and not reset:
        raise typer.BadParameter("Nothing to set. See: alcove models set --help")
    if context is not None and context > entry.context:
        raise typer.BadParameter(f"{entry.title} was made for at most {entry.context} tokens.")
    if gpu_layers and not _has_gpu():
        raise ModelUnsupported("This build of Alcove runs models on the processor alone.", "Leave --gpu-layers out.")
    before = registry.Tuning() if reset else registry.read().tunings.get(id, registry.Tuning())
    tuning = msgspec.structs.replace(before, **wanted)
    install.tune(entry, tuning)
    kept = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in msgspec.to_builtins(tuning).items())
    output.say(f"{entry.title}: {kept or 'nothing set'}.")


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
        output.tell("Vectors are made with it from the next start on; the old ones serve until all are there.")


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


def _size(size: int) -> str:
    from models.fitting import gigabytes

    return gigabytes(size)


def _fit(entry: Entry) -> Fit | None:
    """How an installed model fits, with what is set for it; None where its file isn't here."""
    from models import fitting, registry
    from models.client import CONTEXT_TOKENS
    from models.memory import memory

    shape = fitting.shape_of(entry)
    tuning = registry.read().tunings.get(entry.id, registry.Tuning())
    return fitting.judge(shape, min(tuning.context or CONTEXT_TOKENS, entry.context), memory()) if shape is not None else None


def _offer_fit(offer: Offer) -> Fit:
    from models import fitting
    from models.client import CONTEXT_TOKENS
    from models.memory import memory

    return fitting.judge(fitting.shape_of_offer(offer), min(CONTEXT_TOKENS, offer.context), memory())


def _speed(offer: Offer) -> float | None:
    """Tokens per second to expect of a chat model."""
    from models import benchmark

    speed = benchmark.expected(offer.size) if offer.purpose == "chat" else None
    return speed.write if speed is not None else None


def _verdict(fit: Fit | None) -> str:
    return str(fit.verdict) if fit is not None else ""


def _has_gpu() -> bool:
    import llama_cpp

    return bool(llama_cpp.llama_supports_gpu_offload())


def _used() -> set[str]:
    from models import install

    return {entry.id for purpose in ("chat", "embed") if (entry := install.chosen(purpose)) is not None}


def _as_dict(entry: Entry) -> dict[str, Any]:
    names = ("id", "purpose", "title", "file", "size", "licence", "context", "dimension")
    return {name: getattr(entry, name) for name in names}
