"""How a receipt is worded: the same in the window and on the command line."""

from __future__ import annotations

from desktop.i18n import decimal, language, number, phrase, quoted, tr, trn
from desktop.i18n import said as engine_said
from desktop.wording import told
from engine.recall.rendering import RenderedMemory, RenderedReceipt

#: How the answer's text came about (`guard` of engine/answering/compose.py and engine/assistant.py).
GUARDS = {
    "passed": phrase("The model's words, checked against memory"),
    "retried": phrase("The model's words, checked; the first try told something that memory doesn't hold"),
    "sentences dropped": phrase("The model's words, without the sentences that memory doesn't hold"),
    "memories shown": phrase("The memories themselves, word for word"),
    "nearest shown": phrase("The nearest memory; not sure that it is the answer"),
    "worked out": phrase("Worked out from memory, by code"),
    "nothing found": phrase("Nothing in memory answers this"),
    "by code": phrase("A fixed reply; no model was asked"),
    "no model": phrase("No chat model is loaded"),
    "request": phrase("You asked for something to be done; code did it"),
    "noted": phrase("What was noted, told by code"),
    "cancelled": phrase("Stopped while it was written"),
}  # fmt: skip
#: Why something that was found stayed out of the prompt (engine/recall/packing.py, engine/answering/material.py).
FATES = {
    "budget": phrase("no room left"),
    "said already": phrase("says the same as another line"),
    "its fact is there": phrase("a memory learned from it says it already"),
    "in the conversation": phrase("the conversation itself holds it"),
    "echo": phrase("only a question, an answer or a summary"),
    "small talk": phrase("small talk"),
    "no longer holds": phrase("no longer true"),
    "far behind": phrase("far behind the best"),
    "not relevant": phrase("not close enough to the question"),
    "not chosen": phrase("others answer the question better"),
    "not called for": phrase("belongs to something else"),
    "nothing told": phrase("tells nothing"),
    "confirmation": phrase("only confirms what was done"),
    "secret": phrase("holds a secret that you didn't ask for"),
    "left out": phrase("left out, as you asked"),
}  # fmt: skip
#: Ways of finding, by their names in engine/recall/parameters.py and provenance.py.
ARMS = {
    "turn": phrase("words of the message"), "window": phrase("words around it"), "memory": phrase("words of the memory"),
    "turn_vector": phrase("meaning of the message"),
    "window_vector": phrase("meaning around it"), "memory_vector": phrase("meaning of the memory"), "graph": phrase("people and things"),
    "exact": phrase("exact name or number"),
    "exact_memory": phrase("exact name or number"), "trigram": phrase("parts of words"), "trigram_memory": phrase("parts of words"),
    "source": phrase("the message it came from"),
    "path": phrase("a chain of people and things"),
    "expansion": phrase("related words"), "expansion_memory": phrase("related words"), "hop": phrase("second hop"),
    "hop_memory": phrase("second hop"),
    "successor": phrase("what it took the place of"), "slot": phrase("the kind of thing asked for"), "time": phrase("the time"),
}  # fmt: skip
#: Not found but called: these are read whatever the question is about.
CALLED = {
    "instruction": phrase("Read with every answer"),
    "trigger": phrase("Called for by your words"),
    "agenda": phrase("Stands among your plans"),
    "lately": phrase("Told in the days you ask about"),
}
STAGES = {
    "word counts": phrase("count words"), "full text": phrase("words"), "embed query": phrase("read the question's meaning"),
    "vectors": phrase("meaning"),
    "graph": phrase("people and things"), "expansion": phrase("related words"), "second hop": phrase("second hop"),
    "speakers": phrase("who is named"),
    "slots": phrase("the kind of thing asked for"), "relevance": phrase("does any of it matter"),
    "typos": phrase("mistyped words"),
    "hydrate": phrase("read the rows"), "fusion": phrase("rank"), "pack": phrase("choose lines"), "prompt": phrase("instructions and prompt"),
    "first token": phrase("first words"),
    "total": phrase("whole answer"),
}  # fmt: skip
#: Marks since the question, not parts of the sum.
MARKS = ("first token", "total")
INSTRUCTION = "instruction"
ERASED = phrase("This memory is gone: erased or forgotten since.")
KINDS = {
    "instruction": phrase("always"),
    "semantic": phrase("fact"),
    "episodic": phrase("event"),
    "procedural": phrase("how-to"),
    "summary": phrase("summary"),
    "message": phrase("said"),
    "memory": phrase("memory"),
}
ELSEWHERE = {"import": phrase("imported"), "attachment": phrase("from an attachment"), "document": phrase("from a document")}


def read(receipt: RenderedReceipt) -> list[tuple[str, tuple[RenderedMemory, ...]]]:
    """What an answer was made of, in parts with their titles. The first is what an answer's “3 memories used” counts: memories and turns that
    are still there; instructions are read with every answer, and what is gone can't be looked at."""
    followed = tuple(memory for memory in receipt.used if memory.kind == INSTRUCTION)
    gone = tuple(memory for memory in receipt.used if memory.owner_id is None)
    used = tuple(memory for memory in receipt.used if memory.kind != INSTRUCTION and memory.owner_id is not None)
    parts = [(tr("Used") if receipt.id else tr("Would be used"), used), (tr("Used, and gone since"), gone), (tr("Instructions"), followed)]
    return [part for part in parts if part[1] or (part is parts[0] and not gone)]


def said(memory: RenderedMemory) -> str:
    """A hit's text: messages in quotation marks, memories as one says them to the user."""
    if memory.owner_id is None:
        return tr(ERASED)
    line = " ".join(memory.text.split())
    return quoted(line) if memory.kind == "message" else told(line)


def fate(memory: RenderedMemory) -> str:
    """Why it stayed out."""
    return tr(FATES.get(memory.fate, memory.fate))


def ways(memory: RenderedMemory, most: int = 3, *, own: bool = False) -> str:
    """By what it was found, the weightiest first: "meaning of the memory (1st), people and things (2nd)". `own`: with the arms' own scores."""
    found: dict[str, str] = {}
    for arm, at in sorted(memory.arms.items(), key=lambda pair: -pair[1].share):
        said = [nth(at.rank)] if at.rank is not None else []
        said += [f"{at.score:.2f}"] if own and at.score is not None else []
        found.setdefault(tr(ARMS.get(arm, arm.replace("_", " "))), f" ({'; '.join(said)})" if said else "")
    return ", ".join(f"{way}{at}" for way, at in list(found.items())[:most])


def found_by(memory: RenderedMemory, most: int = 3, *, own: bool = False) -> str:
    """The same as a sentence."""
    if memory.kind == INSTRUCTION and memory.in_prompt:
        return tr(CALLED[INSTRUCTION])
    called = next((tr(said) for arm, said in CALLED.items() if arm in memory.arms), "")
    found = ways(memory, most, own=own)
    return called or (tr("Found by {found}", found=found) if found else "")


def nth(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    if language() != "en":
        return f"{number}."
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def duration(ms: float) -> str:
    """ "0.4 ms", "12 ms", "1.3 s"."""
    return f"{decimal(ms / 1000)} s" if ms >= 1000 else f"{decimal(ms, 0 if ms >= 10 else 1)} ms"


def stages(receipt: RenderedReceipt) -> list[tuple[str, float]]:
    """What the search took, by stage, in its order; the marks last."""
    found = receipt.trace.stages
    parts = [(tr(STAGES.get(name, name)), ms) for name, ms in found.items() if name not in MARKS]
    return parts + [(tr(STAGES[name]), found[name]) for name in MARKS if name in found]


def tokens(receipt: RenderedReceipt) -> str:
    """What was read and written."""
    if not receipt.prompt_tokens:
        return tr("No model was asked")
    if not receipt.id:
        return tr("About {read} to read; memories may take {budget}", read=number(receipt.prompt_tokens), budget=number(receipt.budget_tokens))
    counts = {"read": receipt.prompt_tokens, "cached": receipt.cached_tokens, "written": receipt.completion_tokens, "budget": receipt.budget_tokens}
    shown = {name: number(count) for name, count in counts.items()}
    if receipt.cached_tokens:
        return tr("{read} read, {cached} of them still in its cache; {written} written; memories may take {budget}", **shown)
    return tr("{read} read; {written} written; memories may take {budget}", **shown)


def notes(receipt: RenderedReceipt) -> list[str]:
    """What the search had to do without."""
    return [note[:1].upper() + note[1:] for note in map(engine_said, receipt.trace.notes)]


def waiting(receipt: RenderedReceipt) -> str:
    """What could be found by words alone, because it had just been said."""
    if not receipt.waiting or not receipt.trace.embedder:
        return ""
    return trn(
        "{n} text of other chats had no vector yet: found by words alone",
        "{n} texts of other chats had no vector yet: found by words alone",
        receipt.waiting,
    )


def versions(receipt: RenderedReceipt) -> str:
    """What made the answer."""
    trace = receipt.trace
    parts = (
        ("Alcove", trace.program), (tr("model"), receipt.model), (tr("embedder"), trace.embedder), (tr("ranking"), trace.parameters),
        (tr("receipt"), receipt.id[:18]),
    )  # fmt: skip
    return " · ".join(f"{name} {value}" for name, value in parts if value)
