"""How a receipt is worded: the same in the window and on the command line."""

from __future__ import annotations

from desktop.wording import told
from engine.recall.rendering import RenderedMemory, RenderedReceipt

#: How the answer's text came about (`guard` of engine/answering/compose.py and engine/assistant.py).
GUARDS = {
    "passed": "The model's words, checked against memory",
    "retried": "The model's words, checked; the first try told something that memory doesn't hold",
    "sentences dropped": "The model's words, without the sentences that memory doesn't hold",
    "memories shown": "The memories themselves, word for word",
    "nearest shown": "The nearest memory; not sure that it is the answer",
    "worked out": "Worked out from memory, by code",
    "nothing found": "Nothing in memory answers this",
    "by code": "A fixed reply; no model was asked",
    "no model": "No chat model is loaded",
    "request": "You asked for something to be done; code did it",
    "noted": "What was noted, told by code",
    "cancelled": "Stopped while it was written",
}  # fmt: skip
#: Why something that was found stayed out of the prompt (engine/recall/packing.py, engine/answering/material.py).
FATES = {
    "budget": "no room left",
    "said already": "says the same as another line",
    "its fact is there": "a memory learned from it says it already",
    "in the conversation": "the conversation itself holds it",
    "echo": "only a question, an answer or a summary",
    "small talk": "small talk",
    "no longer holds": "no longer true",
    "far behind": "far behind the best",
    "not relevant": "not close enough to the question",
    "not chosen": "others answer the question better",
    "not called for": "belongs to something else",
    "nothing told": "tells nothing",
    "confirmation": "only confirms what was done",
    "secret": "holds a secret that you didn't ask for",
    "left out": "left out, as you asked",
}  # fmt: skip
#: Ways of finding, by their names in engine/recall/parameters.py and provenance.py.
ARMS = {
    "turn": "words of the message", "window": "words around it", "memory": "words of the memory", "turn_vector": "meaning of the message",
    "window_vector": "meaning around it", "memory_vector": "meaning of the memory", "graph": "people and things", "exact": "exact name or number",
    "exact_memory": "exact name or number", "trigram": "parts of words", "trigram_memory": "parts of words", "source": "the message it came from",
    "path": "a chain of people and things",
    "expansion": "related words", "expansion_memory": "related words", "hop": "second hop", "hop_memory": "second hop",
    "successor": "what it took the place of", "slot": "the kind of thing asked for", "time": "the time",
}  # fmt: skip
#: Not found but called: these are read whatever the question is about.
CALLED = {"instruction": "Read with every answer", "trigger": "Called for by your words"}
STAGES = {
    "word counts": "count words", "full text": "words", "embed query": "read the question's meaning", "vectors": "meaning",
    "graph": "people and things", "expansion": "related words", "second hop": "second hop", "speakers": "who is named",
    "slots": "the kind of thing asked for", "relevance": "does any of it matter",
    "typos": "mistyped words",
    "hydrate": "read the rows", "fusion": "rank", "pack": "choose lines", "prompt": "instructions and prompt", "first token": "first words",
    "total": "whole answer",
}  # fmt: skip
#: Marks since the question, not parts of the sum.
MARKS = ("first token", "total")
INSTRUCTION = "instruction"
ERASED = "This memory is gone: erased or forgotten since."
KINDS = {
    "instruction": "always",
    "semantic": "fact",
    "episodic": "event",
    "procedural": "how-to",
    "summary": "summary",
    "message": "said",
    "memory": "memory",
}
ELSEWHERE = {"import": "imported", "attachment": "from an attachment", "document": "from a document"}


def read(receipt: RenderedReceipt) -> list[tuple[str, tuple[RenderedMemory, ...]]]:
    """What an answer was made of, in parts with their titles. The first is what an answer's “3 memories used” counts: memories and turns that
    are still there; instructions are read with every answer, and what is gone can't be looked at."""
    followed = tuple(memory for memory in receipt.used if memory.kind == INSTRUCTION)
    gone = tuple(memory for memory in receipt.used if memory.owner_id is None)
    used = tuple(memory for memory in receipt.used if memory.kind != INSTRUCTION and memory.owner_id is not None)
    parts = [("Used" if receipt.id else "Would be used", used), ("Used, and gone since", gone), ("Instructions", followed)]
    return [part for part in parts if part[1] or (part is parts[0] and not gone)]


def said(memory: RenderedMemory) -> str:
    """A hit's text: messages in quotation marks, memories as one says them to the user."""
    if memory.owner_id is None:
        return ERASED
    line = " ".join(memory.text.split())
    return f"“{line}”" if memory.kind == "message" else told(line)


def fate(memory: RenderedMemory) -> str:
    """Why it stayed out."""
    return FATES.get(memory.fate, memory.fate)


def ways(memory: RenderedMemory, most: int = 3, *, own: bool = False) -> str:
    """By what it was found, the weightiest first: "meaning of the memory (1st), people and things (2nd)". `own`: with the arms' own scores."""
    found: dict[str, str] = {}
    for arm, at in sorted(memory.arms.items(), key=lambda pair: -pair[1].share):
        said = [nth(at.rank)] if at.rank is not None else []
        said += [f"{at.score:.2f}"] if own and at.score is not None else []
        found.setdefault(ARMS.get(arm, arm.replace("_", " ")), f" ({'; '.join(said)})" if said else "")
    return ", ".join(f"{way}{at}" for way, at in list(found.items())[:most])


def found_by(memory: RenderedMemory, most: int = 3, *, own: bool = False) -> str:
    """The same as a sentence."""
    if memory.kind == INSTRUCTION and memory.in_prompt:
        return CALLED[INSTRUCTION]
    called = next((said for arm, said in CALLED.items() if arm in memory.arms), "")
    found = ways(memory, most, own=own)
    return called or (f"Found by {found}" if found else "")


def nth(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def duration(ms: float) -> str:
    """ "0.4 ms", "12 ms", "1.3 s"."""
    return f"{ms / 1000:.1f} s" if ms >= 1000 else f"{ms:.0f} ms" if ms >= 10 else f"{ms:.1f} ms"


def stages(receipt: RenderedReceipt) -> list[tuple[str, float]]:
    """What the search took, by stage, in its order; the marks last."""
    found = receipt.trace.stages
    parts = [(STAGES.get(name, name), ms) for name, ms in found.items() if name not in MARKS]
    return parts + [(STAGES[name], found[name]) for name in MARKS if name in found]


def tokens(receipt: RenderedReceipt) -> str:
    """What was read and written."""
    if not receipt.prompt_tokens:
        return "No model was asked"
    if not receipt.id:
        return f"About {receipt.prompt_tokens} to read; memories may take {receipt.budget_tokens}"
    cached = f", {receipt.cached_tokens} of them still in its cache" if receipt.cached_tokens else ""
    return f"{receipt.prompt_tokens} read{cached}; {receipt.completion_tokens} written; memories may take {receipt.budget_tokens}"


def notes(receipt: RenderedReceipt) -> list[str]:
    """What the search had to do without."""
    return [note[:1].upper() + note[1:] for note in receipt.trace.notes]


def waiting(receipt: RenderedReceipt) -> str:
    """What could be found by words alone, because it had just been said."""
    if not receipt.waiting or not receipt.trace.embedder:
        return ""
    return f"{receipt.waiting} {'text' if receipt.waiting == 1 else 'texts'} of other chats had no vector yet: found by words alone"


def versions(receipt: RenderedReceipt) -> str:
    """What made the answer."""
    trace = receipt.trace
    parts = (
        ("Alcove", trace.program), ("model", receipt.model), ("embedder", trace.embedder), ("ranking", trace.parameters),
        ("receipt", receipt.id[:18]),
    )  # fmt: skip
    return " · ".join(f"{name} {value}" for name, value in parts if value)
