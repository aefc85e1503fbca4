"""A loaded model and its vocabulary. With the modules beside it, the only owner of llama.cpp; lives in the model process."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from models.errors import ModelDamaged
from models.template import Part

#: ggml.h, enum ggml_log_level; the bindings don't name it.
LOG_LEVEL_ERROR = 3


class Weights:
    """One model in memory (mapped from its file). Never freed: the process ends with it."""

    def __init__(self, path: str, progress: Callable[[float], None], gpu_layers: int | None = None) -> None:
        """`gpu_layers`: how many go to a GPU; None leaves it to llama.cpp, and a build for the CPU alone ignores it.

        Raises ModelDamaged when llama.cpp refuses the file. A worse file may abort the process."""
        import llama_cpp

        self.api: Any = llama_cpp
        self._complaint = ""
        # ctypes callbacks must outlive their use.
        self._log = llama_cpp.llama_log_callback(self._remember_complaint)
        llama_cpp.llama_log_set(self._log, ctypes.c_void_p(0))
        _load_processors()
        llama_cpp.llama_backend_init()
        parameters = llama_cpp.llama_model_default_params()

        def advance(done: float, _: Any) -> bool:
            progress(done)
            return True

        self._progress = llama_cpp.llama_progress_callback(advance)
        parameters.progress_callback = self._progress
        parameters.check_tensors = False
        if gpu_layers is not None:
            parameters.n_gpu_layers = gpu_layers
        self.model: Any = llama_cpp.llama_model_load_from_file(path.encode(), parameters)
        if not self.model:
            raise ModelDamaged(f"llama.cpp can't load the model: {self._complaint or 'no reason given'}", "Install or import the model again.")
        self.vocabulary: Any = llama_cpp.llama_model_get_vocab(self.model)
        self.vocabulary_size: int = llama_cpp.llama_vocab_n_tokens(self.vocabulary)
        self._piece = ctypes.create_string_buffer(512)
        self._adapters: dict[str, Any] = {}

    def adapter(self, path: str) -> Any:
        """A `llama_adapter_lora` of this model, read once. Raises ModelDamaged when llama.cpp refuses the file."""
        if path not in self._adapters:
            pointer = self.api.llama_adapter_lora_init(self.model, path.encode()) if Path(path).is_file() else None
            if not pointer:
                raise ModelDamaged("The model's adapter can't be used.", "Install Alcove again.")
            self._adapters[path] = pointer
        return self._adapters[path]

    def _remember_complaint(self, level: int, text: bytes, _: Any) -> None:
        if level == LOG_LEVEL_ERROR:
            self._complaint = "".join(c for c in text.decode("utf-8", "replace")[:200] if c.isprintable())

    @property
    def description(self) -> str:
        buffer = ctypes.create_string_buffer(256)
        self.api.llama_model_desc(self.model, buffer, 256)
        return buffer.value.decode("utf-8", "replace")

    @property
    def dimension(self) -> int:
        return int(self.api.llama_model_n_embd(self.model))

    def metadata(self, key: str) -> str:
        """A value of the file's metadata as text, "" when absent."""
        size = 4096
        while True:
            buffer = ctypes.create_string_buffer(size)
            length = self.api.llama_model_meta_val_str(self.model, key.encode(), buffer, size)
            if length < size:
                return buffer.value.decode("utf-8", "replace") if length >= 0 else ""
            size = length + 1

    def tokenize(self, text: str, *, special: bool, add_special: bool = False) -> list[int]:
        """Token ids. Only with `special` can text become control tokens; `add_special` adds what the vocabulary wants around a text."""
        data = text.encode("utf-8", "replace")
        size = len(data) + 16
        tokens = (self.api.llama_token * size)()
        count = self.api.llama_tokenize(self.vocabulary, data, len(data), tokens, size, add_special, special)
        if count < 0:
            tokens = (self.api.llama_token * -count)()
            count = self.api.llama_tokenize(self.vocabulary, data, len(data), tokens, -count, add_special, special)
        return list(tokens[:count])

    def tokenize_content(self, text: str) -> list[int]:
        """Token ids of a text that is only data.

        llama.cpp finds user-defined tokens in any text, and some files declare their turn markers so: each is cut in two first.
        """
        tokens: list[int] = []
        start = at = 0
        while found := self._markers.search(text, at):
            at = found.start() + 1  # what begins behind its first character may be one too
            tokens += self.tokenize(text[start:at], special=False)
            start = at
        return tokens + self.tokenize(text[start:], special=False)

    @cached_property
    def _markers(self) -> re.Pattern[str]:
        """User-defined tokens that are no plain words or white space: `<start_of_turn>`, `<|user|>`, `[INST]`."""
        user_defined = self.api.LLAMA_TOKEN_ATTR_USER_DEFINED
        tokens = (token for token in range(self.vocabulary_size) if self.api.llama_vocab_get_attr(self.vocabulary, token) & user_defined)
        texts = {text for text in map(self.text_of, tokens) if len(text) > 1 and not text.replace("\u2581", "").isspace() and not text.isalnum()}
        return re.compile("|".join(map(re.escape, sorted(texts, key=len, reverse=True))) or "(?!)")

    def tokenize_prompt(self, parts: Sequence[Part], contents: Sequence[str]) -> list[int]:
        """A rendered template: its literal text may be control tokens, the messages' contents never."""
        tokens: list[int] = []
        for part in parts:
            tokens += self.tokenize_content(contents[part]) if isinstance(part, int) else self.tokenize(part, special=True)
        first = self.api.llama_vocab_bos(self.vocabulary)
        if self.api.llama_vocab_get_add_bos(self.vocabulary) and tokens[:1] != [first]:
            tokens.insert(0, first)
        return tokens

    def piece(self, token: int) -> bytes:
        """The bytes of a token: part of a character, maybe. Control tokens have none."""
        length = self.api.llama_token_to_piece(self.vocabulary, token, self._piece, len(self._piece), 0, False)
        if length < 0:
            self._piece = ctypes.create_string_buffer(-length)
            length = self.api.llama_token_to_piece(self.vocabulary, token, self._piece, -length, 0, False)
        return self._piece.raw[:length]

    def text_of(self, token: int) -> str:
        """How the vocabulary spells a token, control tokens too; "" for none."""
        if token < 0:
            return ""
        text: bytes = self.api.llama_vocab_get_text(self.vocabulary, token)
        return text.decode("utf-8", "replace")

    def ends_turn(self, token: int) -> bool:
        """End-of-generation tokens; and any other control token, so that a model can't open a turn by itself."""
        return bool(self.api.llama_vocab_is_eog(self.vocabulary, token) or self.api.llama_vocab_is_control(self.vocabulary, token))


def _load_processors() -> None:
    """A build for any computer keeps its code for each kind of processor in a file of its own (packaging/wheels.py): the best is loaded."""
    from llama_cpp import _ggml

    _ggml.libggml.ggml_backend_reg_count.restype = ctypes.c_size_t
    if not _ggml.libggml.ggml_backend_reg_count():
        _ggml.libggml.ggml_backend_load_all_from_path(str(_ggml.libggml_base_path).encode())
