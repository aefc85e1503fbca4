"""`alcove answer --batch`: answers from given memories, as the assistant would give them. Nothing is stored."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli import opening, output
from desktop.cli.recall import json_lines

if TYPE_CHECKING:
    from engine.answering.prompt import Item
    from models.client import ChatModel, EmbedModel

FORM = (
    'Each line is one JSON object: {"id", "now", "memories": [{"text", "kind", "time", "event_date", "status"}], '
    '"history": [{"role", "text"}], "question"}.'
)
BUDGET = 1200  # tokens of memories at most, for a model that reads fast
_KINDS = ("message", "semantic", "episodic", "procedural", "summary")


def answer(
    batch: Annotated[
        str,
        typer.Option("--batch", metavar="FILE", help="JSON lines {id, now, memories, history, question}; - is standard input.", show_default=False),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each question.")] = False,
) -> None:
    """Answer questions from given memories; the vault is not used."""
    from msgspec import structs

    from engine import clock
    from engine.answering import compose
    from models.adapters import ANSWERING

    with _models() as (chat, embedder):
        for number, row in json_lines(batch):
            asked = _asked(number, row, small=chat is None or chat.entry.small, embedder=embedder)
            asked = structs.replace(asked, judges=chat is not None and chat.trained_for(ANSWERING))
            started = time.perf_counter()
            with clock.frozen(asked.now):
                found = compose.answer(asked, chat, small=chat is None or chat.entry.small, embedder=embedder)
            taken = (time.perf_counter() - started) * 1000
            if as_json:
                output.emit({"id": row.get("id"), "answer": found.text, "declined": found.declined, "guard": found.guard, "ms": round(taken, 1)})
            else:
                output.say(found.text)


@contextmanager
def _models() -> Iterator[tuple[ChatModel | None, EmbedModel | None]]:
    """The models in use: those that the vault names if there is one, else the installed ones."""
    from engine.vault import locate
    from models import install
    from models.client import ChatModel, EmbedModel

    if locate.exists(locate.home()):
        with opening.session() as live:
            yield live.chat, live.embedder
        return
    entries = install.chosen("chat"), install.chosen("embed")
    chat = ChatModel(entries[0]) if entries[0] is not None else None
    embedder = EmbedModel(entries[1]) if entries[1] is not None else None
    try:
        yield chat, embedder
    finally:
        for model in (chat, embedder):
            if model is not None:
                model.close()


def _asked(number: int, row: dict[str, Any], *, small: bool, embedder: EmbedModel | None) -> Any:
    """The question with its material. Raises BadInput naming the line."""
    from engine import clock
    from engine.answering.asked import Asked
    from engine.answering.formatting import style
    from engine.answering.prompt import Exchange, Wished
    from engine.answering.whose import names_in
    from engine.errors import BadInput
    from engine.memory.aspects import is_instruction
    from engine.memory.cleaning import clean

    try:
        now = clock.parse(str(row["now"])) if row.get("now") else clock.now()
        items = [item for memory in row.get("memories") or () for item in _items(memory)]
        history = tuple(Exchange("assistant" if turn["role"] == "assistant" else "user", clean(turn["text"])) for turn in row.get("history") or ())
        question = clean(row["question"])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BadInput(f"Line {number} is not in the right form ({type(error).__name__}).", FORM) from None
    always = tuple(item for item in items if item.kind == "procedural" and item.status == "active" and is_instruction(item.text))
    items = [item for item in items if item not in always]
    if not small:
        items = _packed(question, items, embedder)
    known = frozenset(name for item in items for name in names_in(item.text))
    return Asked(
        text=question, now=now, items=tuple(items), history=history, known=known, after_recall=bool(history) and history[-1].role == "assistant",
        wished=Wished(always), style=style([item.text for item in always]) if small else None,
    )  # fmt: skip


def _items(memory: dict[str, Any]) -> Iterator[Item]:
    """One item for a memory; of a message, one for each sentence that tells something."""
    from engine.answering.prompt import Item
    from engine.memory.cleaning import clean
    from engine.memory.sentences import sentences

    text = clean(memory["text"])
    kind = str(memory.get("kind")) if memory.get("kind") in _KINDS else "semantic"
    when, status = str(memory.get("event_date") or memory.get("time") or "")[:10], str(memory.get("status") or "active")
    if kind != "message":
        yield Item(text=text, kind=kind, when=when, status=status)
        return
    for start, stop in sentences(text):
        part = text[start:stop].strip()
        if part and not part.endswith("?"):
            yield Item(text=part, kind=kind, when=when, status=status, speaker=str(memory.get("speaker") or "user"))


def _packed(question: str, items: Sequence[Item], embedder: EmbedModel | None) -> list[Item]:
    """For a capable model: the nearest within the budget, in the order of their times."""
    from engine.recall.packing import estimate_tokens

    order = list(range(len(items)))
    if embedder is not None and items:
        near = embedder.embed_documents([item.text for item in items]) @ embedder.embed_query(question)
        order.sort(key=lambda n: -float(near[n]))
    kept, spent = [], 0
    costs = estimate_tokens([item.text for item in items])
    for n in order:
        if spent + costs[n] <= BUDGET:
            spent += costs[n]
            kept.append(items[n])
    return sorted(kept, key=lambda item: item.when)
