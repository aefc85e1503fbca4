"""What the program and its model process say to each other: plain structs, msgpack over pipes."""

from __future__ import annotations

from typing import Any

import msgspec


class Message(msgspec.Struct, frozen=True):
    """One turn. `role` is system, user or assistant; `content` is always data, whatever tokens it spells."""

    role: str
    content: str


class Generation(msgspec.Struct, frozen=True):
    """How to sample. `temperature` 0 takes the likeliest token; `grammar` (GBNF) or `json_schema` constrains the text."""

    max_tokens: int = 256
    temperature: float = 0.2
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.1
    seed: int | None = None
    stop: tuple[str, ...] = ()
    json_schema: dict[str, Any] | None = None
    grammar: str | None = None


class Usage(msgspec.Struct, frozen=True):
    """Tokens and milliseconds of one reply. `cached_tokens` of the prompt were still in the context and not read again."""

    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    prompt_ms: float = 0.0
    completion_ms: float = 0.0


class LoadInfo(msgspec.Struct, frozen=True):
    """What was measured when the model was loaded."""

    context_tokens: int
    read_tokens_per_second: float
    characters_per_token: float
    load_ms: float
    threads: int
    dimension: int
    description: str
    #: Whether this build of llama.cpp can use a GPU, and whether the context was cut for want of memory.
    gpu: bool = False
    shortened: bool = False


class HostStats(msgspec.Struct, frozen=True):
    """The model process at this moment. `contexts` maps each context to the tokens that it holds."""

    pid: int
    resident_bytes: int
    threads: int
    requests: int
    contexts: dict[str, int]


# Requests. A smaller `priority` goes first and pauses what runs; the small ones slip in between two steps.


class Load(msgspec.Struct, frozen=True, tag=True):
    id: int
    path: str
    purpose: str
    context_tokens: int
    threads: int
    system_role: bool = True
    reasoning_tags: tuple[str, str] | None = None
    pooling: str = ""
    gpu_layers: int | None = None
    priority: int = 0


class Chat(msgspec.Struct, frozen=True, tag=True):
    id: int
    messages: tuple[Message, ...]
    generation: Generation
    context: str
    priority: int
    adapter: str = ""  # the file of an adapter that the context has for good


class Judge(msgspec.Struct, frozen=True, tag=True):
    """Of each text, read after `stem`: how much likelier the second of two `words` comes next than the first."""

    id: int
    stem: str
    texts: tuple[str, ...]
    words: tuple[str, str]
    adapter: str
    priority: int


class Embed(msgspec.Struct, frozen=True, tag=True):
    id: int
    texts: tuple[str, ...]
    chunk_tokens: int
    priority: int


class Count(msgspec.Struct, frozen=True, tag=True):
    id: int
    texts: tuple[str, ...]
    priority: int = -1


class Stats(msgspec.Struct, frozen=True, tag=True):
    id: int
    priority: int = -1


class Cancel(msgspec.Struct, frozen=True, tag=True):
    """Ends the request `id`, at once, with what it has."""

    id: int


class Quit(msgspec.Struct, frozen=True, tag=True):
    """Ends the process. (So does the end of its standard input.)"""


# Answers. Progress, Piece and Vectors may come many times; the others end a request.


class Progress(msgspec.Struct, frozen=True, tag=True):
    """A sign of life: the share done, 0 to 1."""

    id: int
    done: float


class Piece(msgspec.Struct, frozen=True, tag=True):
    id: int
    text: str


class Vectors(msgspec.Struct, frozen=True, tag=True):
    """Rows of float32 for the texts from `start` on."""

    id: int
    start: int
    data: bytes


class Loaded(msgspec.Struct, frozen=True, tag=True):
    id: int
    info: LoadInfo


class Replied(msgspec.Struct, frozen=True, tag=True):
    id: int
    text: str
    finish: str
    usage: Usage
    template: tuple[str | int, ...]


class Judged(msgspec.Struct, frozen=True, tag=True):
    """Log-odds, of each text in turn; of fewer when it was cancelled."""

    id: int
    odds: tuple[float, ...]
    finish: str


class Embedded(msgspec.Struct, frozen=True, tag=True):
    id: int
    finish: str


class Counted(msgspec.Struct, frozen=True, tag=True):
    id: int
    counts: tuple[int, ...]


class Measured(msgspec.Struct, frozen=True, tag=True):
    id: int
    stats: HostStats


class Failed(msgspec.Struct, frozen=True, tag=True):
    id: int
    code: str
    message: str
    hint: str


Request = Load | Chat | Judge | Embed | Count | Stats | Cancel | Quit
Work = Load | Chat | Judge | Embed | Count | Stats
Answer = Progress | Piece | Vectors | Loaded | Replied | Judged | Embedded | Counted | Measured | Failed
