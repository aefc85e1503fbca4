"""`alcove why`: what an answer was made of."""

from __future__ import annotations

import io
import shutil
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from engine.recall.rendering import RenderedMemory, RenderedReceipt
    from engine.vault.vault import Vault

_WIDEST, _NARROWEST = 110, 60
_MOST = 8  # hits that fell out, unless all are asked for


def why(
    answers: Annotated[
        list[str] | None,
        typer.Argument(help="Which answers: 1 is the last one, 2 the one before; or the beginnings of their ids.", show_default=False),
    ] = None,
    prompt: Annotated[bool, typer.Option("--prompt", help="Only the exact prompt, as the model read it.")] = False,
    every: Annotated[bool, typer.Option("--all", help="All that was found, not only the best.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as one JSON object; for several answers one list of them.")] = False,
) -> None:
    """Show why an answer is as it is: what was found, what was read, what was left out, how long it took."""
    from engine.recall import rendering

    with opening.vault() as opened:
        receipts = [rendering.render(opened, rendering.find(opened, answer)) for answer in answers or [""]]
        if as_json:
            told = [as_dict(receipt, opened) for receipt in receipts]
            output.emit(told if len(told) > 1 else told[0])
            return
        for number, receipt in enumerate(receipts):
            if number:
                output.say()
            if prompt:
                output.say(receipt.prompt or "No model was asked for this answer.")
            else:
                show(receipt, opened, every=every)


def show(receipt: RenderedReceipt, vault: Vault, *, every: bool = False) -> None:
    """Prints a receipt; one without an answer is that of a dry run."""
    from rich.table import Table

    from desktop import dates, receipts
    from engine import clock

    console = _console()
    head = _grid()
    if receipt.answer:
        head.add_row("Answer", _text(_message(vault, receipt.answer), "bold"))
        when = dates.moment(clock.from_utc(receipt.at))
        head.add_row("", _text(f"{when} · {receipts.GUARDS.get(receipt.guard, receipt.guard)}", "dim"))
    asked = _message(vault, receipt.question) if receipt.question is not None else ""
    if asked:
        head.add_row("Question", _text(asked))
    if receipt.query and receipt.query != asked:
        head.add_row("Searched", _text(receipt.query))
    console.print(head)
    _section(console, "Left out, as you asked", receipt.left_out, receipts, every=every)
    for title, memories in receipts.read(receipt):
        _section(console, title, memories, receipts, every=every)
        if not memories:
            _heading(console, "Nothing from memory" if receipt.memories else "Memory was not asked" if receipt.answer else "Nothing was found")
    rest = receipt.fell_out if every else receipt.fell_out[:_MOST]
    _section(console, "Found, and not used", rest, receipts, every=every)
    if len(rest) < len(receipt.fell_out):
        console.print(_text(f"    and {len(receipt.fell_out) - len(rest)} more: --all shows them", "dim"))
    _heading(console, "How")
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True, min_width=8)
    table.add_column(overflow="fold")
    found = receipts.stages(receipt)
    if found:
        table.add_row("Time", _text(" · ".join(f"{name} {receipts.duration(ms)}" for name, ms in found)))
    table.add_row("Tokens", _text(receipts.tokens(receipt)))
    for n, note in enumerate(receipts.notes(receipt)):
        table.add_row("Note" if n == 0 else "", _text(note, "yellow"))
    if waiting := receipts.waiting(receipt):
        table.add_row("Waiting", _text(waiting))
    table.add_row("Made by", _text(receipts.versions(receipt)))
    if receipt.prompt and not receipt.exact:
        table.add_row("Prompt", _text("parts of it are erased", "yellow"))
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    for line in console.file.getvalue().splitlines():
        sys.stdout.write(line.rstrip() + "\n")
    sys.stdout.flush()


def as_dict(receipt: RenderedReceipt, vault: Vault) -> dict[str, Any]:
    """All of a receipt, for programs."""
    import msgspec

    found: dict[str, Any] = msgspec.to_builtins(receipt)
    found["answer"], found["question"] = (_message(vault, row) if row is not None else None for row in (receipt.answer or None, receipt.question))
    for memory, plain in zip(receipt.memories, found["memories"], strict=True):
        plain["arms"] = {arm: {"rank": at.rank, "score": at.score, "share": at.share} for arm, at in memory.arms.items()}
        plain["id"] = plain.pop("owner_id")
    return {**found, "prompt": receipt.prompt, "query": receipt.query, "exact": receipt.exact}


def _section(console: Console, title: str, memories: tuple[RenderedMemory, ...], receipts: Any, *, every: bool) -> None:
    if not memories:
        return
    from rich.table import Table

    from desktop import dates

    _heading(console, f"{title} ({len(memories)})")
    table = Table.grid(padding=(0, 2), expand=True)
    for options in ({"justify": "right", "style": "dim", "min_width": 3}, {"style": "cyan", "min_width": 7}, {"ratio": 1, "overflow": "fold"}):
        table.add_column(no_wrap="ratio" not in options, **options)  # type: ignore[arg-type]
    table.add_column(justify="right", style="dim", no_wrap=True)
    for memory in memories:
        when = dates.stored(memory.date)
        table.add_row(str(memory.rank), receipts.KINDS.get(memory.kind, memory.kind), _text(_shortened(receipts.said(memory))), _text(when))
        under = [receipts.fate(memory)] if memory.fate and memory.fate != "left out" else []
        under += [receipts.ELSEWHERE[memory.source]] if memory.source in receipts.ELSEWHERE else []
        found = receipts.found_by(memory, 20, own=True) if every else receipts.found_by(memory)
        under += [found[:1].lower() + found[1:]] if found else []
        if under:
            table.add_row("", "", _text(" · ".join(under), "dim"), _text(f"{memory.score:.3f}" if memory.score else ""))
    console.print(table)


def _heading(console: Console, title: str) -> None:
    console.print()
    console.print(_text(title, "bold"))


def _grid() -> Any:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True, min_width=8)
    table.add_column(overflow="fold")
    return table


def _text(text: str, style: str = "") -> RenderableType:
    """Text with nothing in it that a terminal would obey."""
    from rich.text import Text

    return Text(output.plain(text), style=style)


def _shortened(text: str, most: int = 280) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _message(vault: Vault, row: int) -> str:
    found = vault.one("SELECT visible FROM message WHERE row = ? AND status = 'active'", (row,))
    return str(found["visible"]) if found else "[erased]"


def _console() -> Console:
    from rich.console import Console

    colour = output.colourful(sys.stdout)
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((100, 24)).columns))
    return Console(file=io.StringIO(), width=width, highlight=False, emoji=False, markup=False, no_color=not colour, force_terminal=colour or None)
