"""What an imported GGUF says about itself, as a catalogue entry. Its words are foreign: they are shortened and kept printable."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import msgspec

from models.available import Offer
from models.catalogue import Entry, FileSource, HubSource
from models.gguf.header import Header

#: Embedders that were trained with a prefix, by a part of their name: (query, document). From their model cards.
PREFIXES = (
    ("nomic-embed", "search_query: ", "search_document: "),
    ("e5-", "query: ", "passage: "),
    ("bge-", "Represent this sentence for searching relevant passages: ", ""),
    ("arctic-embed", "query: ", ""),
)
#: Below this many weights a chat model needs short prompts and help.
SMALL_PARAMETERS = 1_000_000_000
CHUNK_TOKENS = 512


def describe(header: Header, path: Path, sha256: str, source: FileSource | HubSource, purpose: str, name: str) -> Entry:
    """The entry of an imported file that will be stored as `name`."""
    embeds = purpose == "embed"
    label = f"{path.stem} {header.text('general.name')}".lower().replace(" ", "-").replace("_", "-")
    query, document = next(((query, document) for part, query, document in PREFIXES if embeds and part in label), ("", ""))
    return Entry(
        id=name.removesuffix(".gguf"),
        purpose=purpose,
        title=_plain(header.text("general.name")) or _plain(path.stem) or "Imported model",
        source=source,
        file=name,
        size=header.size,
        sha256=sha256,
        licence=_plain(header.text("general.license")) or "unknown",
        context=header.context,
        system_role="system" in header.chat_template,
        reasoning_tags=("<think>", "</think>") if "<think>" in header.chat_template else None,
        query_prefix=query,
        document_prefix=document,
        pooling=header.pooling,
        dimension=header.dimension,
        chunk_tokens=min(header.context, CHUNK_TOKENS) if embeds else 0,
        small=not embeds and header.parameters < SMALL_PARAMETERS,
    )


def with_offer(entry: Entry, offer: Offer | None, licence: str) -> Entry:
    """The entry of a file from the Hub, with what the list of offers knows better than the file, and the licence that the Hub names."""
    if entry.licence == "unknown" and licence:
        entry = msgspec.structs.replace(entry, licence=_plain(licence))
    if offer is None:
        return entry
    entry = msgspec.structs.replace(entry, title=offer.title, licence=offer.licence)
    if offer.purpose != "embed":
        return entry
    return msgspec.structs.replace(
        entry, query_prefix=offer.query_prefix, document_prefix=offer.document_prefix, pooling=entry.pooling or offer.pooling
    )


def free_name(stem: str, entries: Collection[Entry], folder: Path) -> str:
    """A file name made of `stem` that no model has."""
    slug = re.sub(r"[^a-z0-9.]+", "-", stem.lower()).strip("-.")[:80] or "model"
    taken = {entry.id for entry in entries} | {entry.file.lower() for entry in entries} | {path.name.lower() for path in folder.iterdir()}
    number, name = 1, slug
    while name in taken or f"{name}.gguf" in taken:
        number += 1
        name = f"{slug}-{number}"
    return f"{name}.gguf"


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isprintable()).strip()[:80]
