"""Reads the header of a GGUF file that nobody vouches for, before llama.cpp sees it: every count is bounded, nothing is trusted."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import BinaryIO, NoReturn

import msgspec

from models.errors import ModelDamaged, ModelMissing, ModelUnsupported

Value = int | float | bool | str
MAGIC, VERSIONS = b"GGUF", (2, 3)
#: The largest models known have about 2,000 tensors, 100 keys and 300,000 tokens.
MOST_KEYS, MOST_TENSORS, MOST_ELEMENTS = 4096, 65536, 4_000_000
LONGEST_KEY, LONGEST_STRING, MOST_DIMENSIONS = 1024, 1 << 20, 4
STRING, ARRAY = 8, 9
SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
#: Models that read but don't write.
ENCODERS = ("bert", "nomic-bert", "nomic-bert-moe", "neo-bert", "jina-bert-v2", "jina-bert-v3", "modern-bert", "eurobert", "gemma-embedding")
POOLING_NAMES = {1: "mean", 2: "cls", 3: "last"}
AGAIN = "Get the file again, or choose another model."


class Header(msgspec.Struct, frozen=True):
    """What the header says. `arrays` maps the keys of arrays to their lengths; `parameters` counts the weights."""

    version: int
    size: int
    values: dict[str, Value]
    arrays: dict[str, int]
    tensors: int
    parameters: int

    def text(self, key: str) -> str:
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int:
        value = self.values.get(key, 0)
        return value if isinstance(value, int) else 0

    @property
    def architecture(self) -> str:
        return self.text("general.architecture")

    @property
    def chat_template(self) -> str:
        return self.text("tokenizer.chat_template")

    @property
    def context(self) -> int:
        """Tokens that the model was trained for."""
        return self.number(f"{self.architecture}.context_length")

    @property
    def dimension(self) -> int:
        return self.number(f"{self.architecture}.embedding_length")

    @property
    def pooling(self) -> str:
        return POOLING_NAMES.get(self.number(f"{self.architecture}.pooling_type"), "")

    @property
    def purpose(self) -> str:
        """What the model can be used for: chat or embed."""
        return "embed" if self.architecture in ENCODERS or self.pooling else "chat"

    def check(self, purpose: str) -> None:
        """Raises ModelUnsupported when the model can't serve `purpose`, ModelDamaged when something essential is missing."""
        from gguf.constants import MODEL_ARCH_NAMES

        if self.text("general.type") not in ("", "model"):
            raise ModelUnsupported(f"The file holds {_shown(self.text('general.type'))}, not a model.", "Choose the model's own GGUF file.")
        if self.architecture not in MODEL_ARCH_NAMES.values():
            raise ModelUnsupported(f"The architecture {_shown(self.architecture) or '(none)'} is not known.", "Choose another model.")
        if self.number("split.count") > 1:
            raise ModelUnsupported("The model is split over several files.", "Merge it with llama.cpp's gguf-split first.")
        if not (self.tensors and self.context and self.dimension and self.arrays.get("tokenizer.ggml.tokens")):
            raise ModelDamaged("The file has no weights, vocabulary or sizes.", AGAIN)
        if purpose == "chat" and self.architecture in ENCODERS:
            raise ModelUnsupported("This model can't chat: it only makes vectors.", "Use it as the embedder.")
        if purpose == "chat" and not self.chat_template.strip():
            raise ModelUnsupported("The model has no chat template.", "Choose a model that was tuned for chat (often called instruct).")
        if purpose == "embed" and self.purpose != "embed":
            raise ModelUnsupported("This model makes no sentence vectors.", "Choose an embedding model.")


def read_header(path: str | Path) -> Header:
    """The header of the GGUF at `path`. Raises ModelMissing, ModelDamaged."""
    try:
        with Path(path).open("rb") as file:
            return _Reader(file).header()
    except FileNotFoundError as error:
        raise ModelMissing("The model's file is missing.", "Install the model: alcove models install") from error
    except OSError as error:
        raise ModelDamaged(f"The model's file can't be read ({error.strerror}).", "Check that it is a file that you may read.") from error


class _Reader:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = os.fstat(file.fileno()).st_size
        self._position = 0

    def header(self) -> Header:
        if self._take(4) != MAGIC:
            raise ModelDamaged("The file is not a GGUF.", "Choose a file whose name ends in .gguf.")
        version = self._scalar("<I")
        if version not in VERSIONS:
            raise ModelUnsupported(f"GGUF version {version} is not known.", "Get the model in GGUF version 3.")
        tensors = self._count(MOST_TENSORS)
        keys = self._count(MOST_KEYS)
        values: dict[str, Value] = {}
        arrays: dict[str, int] = {}
        for _ in range(keys):
            key = self._string(LONGEST_KEY)
            if key in values or key in arrays:
                self._damaged("a key comes twice")
            kind = int(self._scalar("<I"))
            if kind == ARRAY:
                arrays[key] = self._skip_array()
            else:
                values[key] = self._value(kind)
        parameters = self._tensors(tensors, values.get("general.alignment", 32))
        return Header(int(version), self._size, values, arrays, tensors, parameters)

    def _tensors(self, count: int, alignment: Value) -> int:
        """Checks every tensor's place, and returns the number of weights."""
        from gguf.constants import GGML_QUANT_SIZES

        if not isinstance(alignment, int) or not 8 <= alignment <= 65536 or alignment & (alignment - 1):
            self._damaged("its alignment makes no sense")
        quantisations = {int(kind): sizes for kind, sizes in GGML_QUANT_SIZES.items()}
        names: set[str] = set()
        ends: list[int] = []
        parameters = 0
        for _ in range(count):
            name = self._string(64)
            dimensions = int(self._scalar("<I"))
            if name in names or not 1 <= dimensions <= MOST_DIMENSIONS:
                self._damaged("a tensor makes no sense")
            names.add(name)
            shape = [int(self._scalar("<Q")) for _ in range(dimensions)]
            kind, offset = int(self._scalar("<I")), int(self._scalar("<Q"))
            if kind not in quantisations or offset % alignment or not all(1 <= length < 1 << 40 for length in shape):
                self._damaged("a tensor makes no sense")
            block, width = quantisations[kind]
            weights = 1
            for length in shape:
                weights *= length
            if shape[0] % block:
                self._damaged("a tensor makes no sense")
            parameters += weights
            ends.append(offset + weights // block * width)
        start = -(-self._position // alignment) * alignment
        if ends and start + max(ends) > self._size:
            self._damaged("it is cut off")
        return parameters

    def _value(self, kind: int) -> Value:
        if kind == STRING:
            return self._string(LONGEST_STRING)
        if kind not in SCALARS:
            self._damaged("a value has an unknown type")
        return self._scalar(SCALARS[kind])

    def _skip_array(self) -> int:
        kind, count = int(self._scalar("<I")), self._count(MOST_ELEMENTS)
        if kind == STRING:
            for _ in range(count):
                self._skip(int(self._scalar("<Q")))
        elif kind in SCALARS:
            self._skip(count * struct.calcsize(SCALARS[kind]))
        else:
            self._damaged("an array has an unknown type")
        return count

    def _count(self, most: int) -> int:
        count = int(self._scalar("<Q"))
        if count > most:
            self._damaged("a count makes no sense")
        return count

    def _string(self, longest: int) -> str:
        length = int(self._scalar("<Q"))
        if length > longest:
            self._damaged("a text is too long")
        return self._take(length).decode("utf-8", "replace")

    def _scalar(self, form: str) -> int | float | bool:
        value: int | float | bool = struct.unpack(form, self._take(struct.calcsize(form)))[0]
        return value

    def _take(self, count: int) -> bytes:
        data = self._file.read(count)
        if len(data) != count:
            self._damaged("it is cut off")
        self._position += count
        return data

    def _skip(self, count: int) -> None:
        if count > self._size - self._position:
            self._damaged("it is cut off")
        if count <= 65536:
            self._take(count)
        else:
            self._position += count
            self._file.seek(self._position)

    def _damaged(self, why: str) -> NoReturn:
        raise ModelDamaged(f"The model's file is damaged: {why}.", AGAIN)


def _shown(text: str) -> str:
    """Foreign text, safe to print."""
    return "".join(character for character in text[:60] if character.isprintable())
