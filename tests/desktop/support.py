"""A chat model that says what the test tells it to, at the pace that the test sets."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from engine.session import Session
from engine.vault.keys import Argon
from engine.vault.vault import Vault
from models import catalogue
from models.client import Generation, LoadInfo, Message, Reply, Usage

FAST = Argon(memory=1 << 16, passes=3, lanes=4)
PASSPHRASE = "correct horse battery staple"


class ScriptedChat:
    """Stands in for models.client.ChatModel. `gate`: a piece is said each time it is released; None says all at once."""

    def __init__(self, *answers: str, small: bool = False, gate: threading.Semaphore | None = None) -> None:
        import msgspec

        self.entry = msgspec.structs.replace(catalogue.default("chat"), small=small)
        self.answers = list(answers)
        self.gate = gate
        self.asked: list[Sequence[Message]] = []
        self.error: Exception | None = None
        self.closed = False
        self.finish = "stop"  # or "length", of answers that are not stopped

    @property
    def alive(self) -> bool:
        return not self.closed

    def load(self, progress: Callable[[float], None] | None = None) -> LoadInfo:
        if progress is not None:
            progress(1.0)
        return LoadInfo(4096, 150.0, 4.0, 1.0, 1, 0, "scripted")

    def chat(self, messages: Sequence[Message], generation: Generation | None = None, *, context: str = "answer",
             job: str = "", on_piece: Callable[[str], None] | None = None, cancel: threading.Event | None = None) -> Reply:  # fmt: skip
        self.asked.append(messages)
        if self.error is not None:
            raise self.error
        template = [part for n, message in enumerate(messages) for part in (f"<|im_start|>{message.role}\n", n, "<|im_end|>\n")]
        read = Usage(prompt_tokens=sum(self.count_tokens([message.content for message in messages])), prompt_ms=40.0)
        text, said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0], ""
        for piece in (text[at : at + 12] for at in range(0, len(text), 12)):
            if self.gate is not None:
                self.gate.acquire()
            if cancel is not None and cancel.is_set():
                return Reply(said, "cancelled", read, [*template, "<|im_start|>assistant\n"])
            said += piece
            if on_piece is not None:
                on_piece(piece)
        return Reply(said, self.finish, read, [*template, "<|im_start|>assistant\n"])

    def trained_for(self, job: str) -> bool:
        return False

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) // 4 for text in texts]

    def stats(self) -> Any:
        return None

    def close(self) -> None:
        self.closed = True


def session_with(chat: ScriptedChat | None, *, embeds: bool = False) -> Callable[[Vault], Session]:
    """What a Window takes to open a vault with this model, and with no embedder or the default one."""
    from models.client import EmbedModel

    return lambda vault: Session(vault, chat=chat, embedder=EmbedModel(catalogue.default("embed")) if embeds else None)  # type: ignore[arg-type]
