"""From a question and what was recalled to an answer: chosen memories, the model's words where they hold, else the memories themselves."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from engine.answering import formatting, guard, prompt
from engine.answering.allergies import may_have
from engine.answering.asked import Answer, Asked, Chat, bounded
from engine.answering.asking import asking
from engine.answering.candidates import evidence
from engine.answering.computed import Computed, compute
from engine.answering.evidence import Evidence
from engine.answering.gathered import gather
from engine.answering.intent import Intent, courtesy, follows, intent, is_general, is_task, of_ours, praises, states, tells
from engine.answering.itself import OFFLINE, of_itself, out_of_sight
from engine.answering.judging import judged
from engine.answering.lexicon import STOP
from engine.answering.oldest import by_age
from engine.answering.own_name import own_name
from engine.answering.pointing import pointed
from engine.answering.prompt import Item
from engine.answering.question import fold, parse, stem, words
from engine.answering.strangers import stranger, unfamiliar
from engine.answering.sums import sum_of
from engine.answering.sympathy import urgent, word_for
from engine.answering.telling import beginning, tell, third_person
from engine.answering.twofold import two_parts
from engine.answering.whose import names_in
from models.client import Generation

if TYPE_CHECKING:
    from engine.recall.embedder import Embedder

DONT_KNOW = "I don't have that noted yet. Tell me, and I'll remember it."
STRANGER = "I don't know anybody called {} yet. Tell me who that is, and I'll remember it."
UNFAMILIAR = "I don't know {} yet. Tell me who or what that is, and I'll remember it."
#: A secret is no memory: it is told in the conversation in which it was typed, and in no other.
WITHHELD = "That is a secret, and I don't carry those from one conversation into another. You typed it{}; it stands in that conversation."
NEAREST = "I'm not sure that this is it. The nearest I have noted:"
REST_UNKNOWN = "The other part I don't have noted."
KEPT = "I've kept that, word for word. Ask me about it whenever you like."
#: Tokens of one answer in the model's own words.
LONGEST_REPLY, LONGEST_SMALL_REPLY = 1024, 256
NO_MODEL = "No chat model is loaded, so I can only answer from memory. `alcove models list` shows what can be installed."
#: After what a tiny model says of the world.
CHECK = "\n\n(I'm a small model, and often wrong about the world: check this before you rely on it.)"
_ASKS_THE_WORLD = re.compile(
    r"\W*(?:(?:so|and|ok|okay|please|hey|well|(?:can you |could you )?(?:please )?tell me|do you know|remind me)\b[\s,:]*)*"
    r"(?P<asks>who|what|which|when|where|why|how|is|are|was|were|does|do|did|can|explain|define|translate)\b",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(r"\b(?:he|she|him|hers?|his)\b", re.IGNORECASE)
_DECLINES = re.compile(
    r"\b(?:don['’]t (?:know|have (?:that|any|this|it|information|a record))|do not (?:know|have)|haven['’]t (?:told|mentioned|noted|said)"
    r"|not (?:noted|recorded|mentioned|something I know)|no (?:record|note|information))\b",
    re.IGNORECASE,
)


def answer(
    asked: Asked,
    chat: Chat | None,
    *,
    small: bool,
    embedder: Embedder | None = None,
    on_piece: Callable[[str], None] = lambda _: None,
    on_retry: Callable[[str], None] = lambda _: None,
    cancel: threading.Event | None = None,
) -> Answer:
    """Answers with the model in use. Model errors are raised (models.errors.ModelError); `cancel` gives what was said so far."""
    asked = bounded(asked, 2 if small or chat is None else len(asked.history))
    if small or chat is None:
        if asked.style is not None:  # the form is given to the whole, so nothing is shown before that
            made = answer(msgspec.structs.replace(asked, style=None), chat, small=small, embedder=embedder, cancel=cancel)
            return _said(msgspec.structs.replace(made, text=_formed(made, asked.style)), on_piece)
        if not asked.persona and (told_of := of_itself(asked.meant, asked.now)) is not None:
            return _said(Answer(told_of, "by code"), on_piece)
        if said := urgent(asked.text):
            return _said(Answer(said, "by code"), on_piece)
        if (clause := asking(asked.meant)) != asked.meant:
            asked = msgspec.structs.replace(asked, mended=clause)
        before = next((said.text for said in reversed(asked.history) if said.role == "user"), "")
        if (whole := pointed(asked.meant, before)) != asked.meant:
            asked = msgspec.structs.replace(asked, text=whole, mended="", history=())
        if asked.wished.procedure is not None:
            sure = asked.wished.sure
            told = Answer(asked.wished.told, "memories shown" if sure else "nearest shown", declined=not sure, used=(asked.wished.procedure,))
            return _said(told, on_piece)
        if not asked.persona and (told_of := of_itself(asked.meant, asked.now)) is not None:
            return _said(Answer(told_of, "by code"), on_piece)
        if (summed := sum_of(asked.meant)) is not None:
            return _said(Answer(summed, "worked out"), on_piece)
        if asked.coming is not None:
            how = "worked out" if asked.coming.used else "nothing found"
            return _said(Answer(asked.coming.text, how, used=asked.coming.used), on_piece)
        if (parts := two_parts(asked.meant, asked.known)) is not None:
            return _both(asked, parts, chat, embedder, on_piece, cancel)
        named = asked.known | _named(asked.items)
        wants = intent(asked.meant, named, asked.after_recall)
        if wants is Intent.GENERAL and asked.mended and not is_task(asked.text):  # "I'm locked out, who could let me in?"
            wants = intent(asked.text, named, asked.after_recall)
            if wants is Intent.GENERAL and len(set(words(asked.meant)) - STOP) <= 1 and not is_general(asked.meant):
                wants = Intent.RECALL  # "The radiators are cold. What's the drill?" asks about what was told before it
        if wants is Intent.GENERAL and _OF_SOMEBODY.search(asked.meant) and not is_task(asked.text) and not is_general(asked.meant):
            wants = Intent.RECALL  # "how does he put the tank to bed?": somebody or something of the user's
        if (mine := own_name(asked.meant, asked.items)) is not None:
            return _said(Answer(mine[0], "memories shown", used=mine[1]), on_piece)
        if warned := may_have(asked.text, asked.items, [third_person(item) for item in asked.items]):
            return _said(Answer(" ".join(tell(asked.items[n]) for n in warned), "memories shown", used=warned), on_piece)
        if (gathered := _gathered(asked)) is not None:
            return _said(gathered, on_piece)
        if out_of_sight(asked.meant):
            return _said(Answer(OFFLINE, "nothing found", declined=True), on_piece)
        found = evidence(asked, embedder) if wants is not Intent.GREETING and not is_task(asked.text) else None
        if found is not None and asked.judges and chat is not None and not is_general(asked.meant) and not (asked.history and follows(asked.meant)):
            found = judged(asked.text, asked.items, [third_person(item) for item in asked.items], found, asked.ties, chat, cancel)
        if found is not None and (
            wants is Intent.RECALL
            or (found.sure and not tells(asked.meant) and (wants is not Intent.STATEMENT or not states(asked.meant)))
            or (
                wants is Intent.GENERAL
                and not is_general(asked.meant)
                and (found.answers or of_ours(asked.meant, (item.text for item in asked.items)))
            )
        ):
            return _from_memory(asked, found, on_piece)
        if wants is Intent.GENERAL and (name := stranger(asked.text, asked.known)):
            return _said(Answer(STRANGER.format(name), "nothing found", declined=True), on_piece)
        if wants is Intent.GREETING or wants is Intent.STATEMENT:
            heard = wants is Intent.GREETING or praises(asked.text)
            return _said(Answer(courtesy(asked.text) if heard else word_for(asked.text) or KEPT, "by code"), on_piece)
        if chat is None:
            return _said(Answer(NO_MODEL, "no model"), on_piece)
        if name := unfamiliar(asked.text, chat.count_tokens):
            heard = fold(name) in asked.known | _heard(asked)
            return _said(Answer(DONT_KNOW if heard else UNFAMILIAR.format(name), "nothing found", declined=True), on_piece)
        if not follows(asked.meant):  # a tiny model takes what was said before for the matter of every question
            asked = msgspec.structs.replace(asked, history=())
        asks = _ASKS_THE_WORLD.match(asked.meant) is not None
        text, origin = _put(asked) if asks else (asked.text, asked.origin)
        turns = prompt.talk(text, asked.history, origin, asked.persona, world=asks)
        bare = msgspec.structs.replace(asked, items=())
        made = _talk(bare, chat, turns, on_piece, on_retry, cancel, max_tokens=LONGEST_SMALL_REPLY, temperature=0.0 if asks else 0.3)
        if not asks or made.declined or made.cancelled or not made.text:
            return made
        on_piece(CHECK)
        return msgspec.structs.replace(made, text=made.text + CHECK)
    today = asked.now.strftime("%A, %-d %B %Y")
    turns = prompt.full(asked.text, asked.items, asked.history, asked.origin, today, asked.persona, asked.wished)
    return _talk(asked, chat, turns, on_piece, on_retry, cancel, max_tokens=LONGEST_REPLY, embedder=embedder)


def _put(asked: Asked) -> tuple[str, prompt.Origin | None]:
    """The clause that asks, where it stands in the message: what is told around it misleads a tiny model."""
    clause = asking(asked.meant).rstrip("?")
    at = asked.text.find(clause)
    begins = _ASKS_THE_WORLD.match(clause)
    if at < 0 or begins is None:
        return asked.text, asked.origin
    at += begins.start("asks")
    ends = asked.text.find("?", at)
    stop = ends + 1 if ends >= 0 else len(asked.text)
    origin = asked.origin
    if origin is not None:
        origin = msgspec.structs.replace(origin, start=origin.start + at, stop=origin.start + stop)
    return asked.text[at:stop], origin


def _formed(made: Answer, style: formatting.Style) -> str:
    tells = made.guard not in ("by code", "nothing found", "no model")
    return formatting.formatted(made.text, style, answers=tells, own_words=made.guard in ("passed", "retried", "sentences dropped"))


def _named(items: Sequence[Item]) -> frozenset[str]:
    """Names in what was recalled: a question that holds one is about the user's own people."""
    return frozenset().union(*(names_in(item.text) | names_in(f"- {item.text}") for item in items)) if items else frozenset()


def _heard(asked: Asked) -> frozenset[str]:
    """The words of what was recalled and of what the user said just before."""
    told = (*(item.text for item in asked.items if item.speaker != "assistant"), *(e.text for e in asked.history if e.role == "user"))
    return frozenset(word for text in told for word in words(text))


def _said(result: Answer, on_piece: Callable[[str], None]) -> Answer:
    on_piece(result.text)
    return result


def _gathered(asked: Asked) -> Answer | None:
    """What is counted or listed of people."""
    items = [item for item in asked.items if not item.secret]
    indices = [n for n, item in enumerate(asked.items) if not item.secret]
    texts, over = [third_person(item) for item in items], [item.status == "superseded" for item in items]
    made = by_age(asked.meant, texts, over, asked.ties, asked.now.year) or gather(parse(asked.meant), texts, over, asked.ties)
    if made is None:
        return None
    text = made.text or tell(items[made.used[0]])
    return Answer(text, "worked out", used=tuple(indices[n] for n in made.used))


def _both(
    asked: Asked, parts: tuple[str, str], chat: Chat | None, embedder: Embedder | None, on_piece: Callable[[str], None],
    cancel: threading.Event | None,
) -> Answer:  # fmt: skip
    """Two questions in one, answered one after the other."""
    made = []
    for part in parts:
        made.append(answer(msgspec.structs.replace(asked, text=part, mended="", origin=None), chat, small=True, embedder=embedder, cancel=cancel))
        if made[-1].cancelled:
            break
    first, last = made[0], made[-1]
    if first.declined and last.declined:
        return _said(first, on_piece)
    told = [one for one in made if not one.declined]
    if len(told) > 1 and _tells(last.text) <= _tells(first.text) | {stem(word) for word in words(asked.text)}:
        told = made = [first]  # one memory answers both
    texts = list(dict.fromkeys(one.text for one in told)) + ([REST_UNKNOWN] if len(told) < len(made) else [])
    used = tuple(dict.fromkeys(n for one in told for n in one.used))
    joined = " ".join(texts) if not any("\n" in text for text in texts) else "\n".join(texts)
    return _said(msgspec.structs.replace(told[0], text=joined, used=used), on_piece)


def _tells(text: str) -> set[str]:
    return {stem(word) for word in words(text) if word not in STOP} - {"name", "call"}


def _from_memory(asked: Asked, found: Evidence, on_piece: Callable[[str], None]) -> Answer:
    if not found.answers:
        return _said(Answer(DONT_KNOW, "nothing found", declined=True), on_piece)
    if not found.sure and any(asked.items[n].secret for n in found.chosen):
        return _said(Answer(DONT_KNOW, "nothing found", declined=True), on_piece)
    if not found.sure:
        near = msgspec.structs.replace(_shown(asked, found, None, lead=NEAREST), guard="nearest shown", declined=True)
        return _said(near, on_piece)
    if not all(asked.items[index].secret for index in found.chosen):
        found = msgspec.structs.replace(found, chosen=tuple(index for index in found.chosen if not asked.items[index].secret))
    chosen = [asked.items[index] for index in found.chosen]
    if any(item.secret for item in chosen):
        when = next(item.when for item in chosen if item.secret)
        on = f" on {datetime.fromisoformat(when).strftime('%-d %B %Y')}" if when else ""
        return _said(Answer(WITHHELD.format(on), "nothing found", declined=True), on_piece)
    worked_out = compute(found.question, [item.text for item in chosen], [item.when for item in chosen], asked.now.date())
    return _said(_shown(asked, found, worked_out), on_piece)


def _shown(asked: Asked, found: Evidence, worked_out: Computed | None, *, lead: str = "") -> Answer:
    """The memories themselves, told to the user; what code worked out stands before them."""
    indices = [found.chosen[n] for n in worked_out.used] if worked_out is not None else list(found.chosen)
    if worked_out is None and not found.question.several and not found.question.counts:
        indices = indices[:2] if len(found.weighed) > 1 and _close(found, indices) else indices[:1]
    told = list(dict.fromkeys(tell(asked.items[index]) for index in indices))
    if len(told) == 1:
        text = f"{lead} {beginning(told[0])}" if lead else told[0]
    else:
        text = "\n".join([lead or "I have this noted:", *(f"- {line}" for line in told)])
    if worked_out is not None and worked_out.text:
        text = f"{worked_out.text[0].upper()}{worked_out.text[1:]}. {text}"
    return Answer(text, "worked out" if worked_out is not None and worked_out.text else "memories shown", used=tuple(indices))


def _close(found: Evidence, indices: Sequence[int]) -> bool:
    """Whether the second memory stands so near the first that it can't be left out: a hop, or equal standing."""
    scores = {w.index: w.score for w in found.weighed}
    return len(indices) > 1 and (scores[indices[0]] < scores[indices[1]] or scores[indices[0]] - scores[indices[1]] < 0.03)


def _talk(
    asked: Asked,
    chat: Chat,
    turns: Sequence[prompt.Turn],
    on_piece: Callable[[str], None],
    on_retry: Callable[[str], None],
    cancel: threading.Event | None,
    *,
    max_tokens: int,
    embedder: Embedder | None = None,
    temperature: float = 0.3,
) -> Answer:
    """The model's own words, streamed; what they tell about the user is checked when they are complete."""
    told = (*asked.items, *asked.wished.always, *asked.wished.here, *asked.wished.profile)
    sources = [asked.text, *(e.text for e in asked.history), *(item.text for item in told), asked.persona, asked.now.strftime("%A %d %B %Y")]
    used = tuple(range(len(asked.items)))
    reply = None
    for attempt in range(2):
        generation = Generation(max_tokens=max_tokens, temperature=temperature if attempt == 0 else 0.0, repeat_penalty=1.1)
        reply = chat.chat(prompt.messages(turns), generation, context="answer", on_piece=on_piece, cancel=cancel)
        text = reply.text.strip()
        if reply.finish == "cancelled":
            return Answer(text, "cancelled", used=used, turns=tuple(turns), reply=reply, cancelled=True)
        missing = guard.ungrounded(text, sources)
        if text and not missing:
            how, cut = "retried" if attempt else "passed", reply.finish == "length"
            return Answer(text, how, declined=bool(_DECLINES.search(text)), used=used, turns=tuple(turns), reply=reply, cut=cut)
        on_retry(", ".join(missing))
    found = evidence(asked, embedder)
    kept = (
        _shown(asked, found, None) if found.answers else Answer(grounded_only(reply.text if reply else "", sources) or DONT_KNOW, "sentences dropped")
    )
    return _said(msgspec.structs.replace(kept, turns=tuple(turns), reply=reply), on_piece)


def grounded_only(text: str, sources: Collection[str]) -> str:
    """The sentences that tell nothing ungrounded about the user."""
    kept = [sentence for sentence in re.split(r"(?<=[.!?])\s+", text.strip()) if not guard.ungrounded(sentence, list(sources))]
    return " ".join(kept)
