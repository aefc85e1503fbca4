"""The model's own chat template, rendered so that content stays apart from it.

Messages are rendered as placeholders. The result is a list of literal template text and message indexes: only the literal
parts may become control tokens, so no content can forge a turn.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from typing import Any, NoReturn

from models.errors import BadRequest, ModelUnsupported
from models.protocol import Message

ROLES = ("system", "user", "assistant")
Part = str | int


class ChatTemplate:
    """A jinja template out of a GGUF. It is untrusted: it runs in jinja's sandbox."""

    def __init__(self, source: str, *, bos: str = "", eos: str = "", system_role: bool = True) -> None:
        """`system_role` False, or a template that refuses or drops a system turn: its text opens the first user turn instead."""
        from jinja2 import TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"], autoescape=False)
        environment.globals["raise_exception"] = _refuse
        self._system_role = system_role
        self._tokens = {"bos_token": bos, "eos_token": eos}
        try:
            self._template = environment.from_string(source)
        except (TemplateError, RecursionError) as error:
            raise _unusable(error) from error
        if system_role:
            try:
                self.render((Message("system", ""), Message("user", "")))
            except ModelUnsupported:
                self._system_role = False

    def render(self, messages: Sequence[Message]) -> list[Part]:
        """Template text and message indexes, in order, up to the opening of the assistant's turn; when the last message is the assistant's, up to
        its end, so that the model writes on. Raises BadRequest, ModelUnsupported."""
        if not messages:
            raise BadRequest("There is no message to answer.")
        if unknown := {message.role for message in messages} - set(ROLES):
            raise BadRequest(f"Unknown role: {', '.join(sorted(unknown))}.")
        mark, goes_on = secrets.token_hex(8), messages[-1].role == "assistant"
        try:
            text = self._template.render(
                messages=self._turns(messages, mark), add_generation_prompt=not goes_on, enable_thinking=False, **self._tokens
            )
        except Exception as error:  # an untrusted template may raise anything
            raise _unusable(error) from error
        parts: list[Part] = []
        for position, piece in enumerate(re.split(f"{mark}x([0-9]+)x", text)):
            if position % 2:
                parts.append(int(piece))
            elif piece:
                parts.append(piece)
        if missing := set(range(len(messages))) - {part for part in parts if isinstance(part, int)}:
            raise ModelUnsupported(f"The model's chat template drops message {min(missing) + 1} of {len(messages)}.", "Choose another model.")
        if goes_on:  # without what closes that turn
            parts = parts[: len(parts) - parts[::-1].index(len(messages) - 1)]
        return parts

    def _turns(self, messages: Sequence[Message], mark: str) -> list[dict[str, Any]]:
        turns: list[dict[str, Any]] = []
        opening = ""
        for index, message in enumerate(messages):
            content = f"{mark}x{index}x"
            if message.role == "system" and not self._system_role:
                opening += content + "\n\n"
                continue
            if message.role == "user" and opening:
                content, opening = opening + content, ""
            turns.append({"role": message.role, "content": content})
        return turns


def _refuse(message: object = "") -> NoReturn:
    raise ModelUnsupported(f"The model's chat template refuses this conversation: {str(message)[:200]}")


def _unusable(error: Exception) -> Exception:
    if isinstance(error, ModelUnsupported):
        return error
    return ModelUnsupported(f"The model's chat template can't be used ({type(error).__name__}).", "Choose another model.")
