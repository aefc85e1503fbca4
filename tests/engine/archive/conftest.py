"""Vaults that have been lived in, archives of them, and archives put together by hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import zstandard

from engine.archive import age
from engine.archive.container import Limits, Reader
from engine.archive.export import export
from engine.memory import windows
from engine.session import Session
from engine.vault import consistency
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault

Record = dict[str, Any]
SECRET = "seven grey herons"
LEFT_OUT = ("manifest", "end", "journal")


@pytest.fixture(autouse=True)
def quick_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second for each archive would add up."""
    monkeypatch.setattr(age.Encrypting.__init__, "__defaults__", (10,))


@pytest.fixture
def make_vault(tmp_path: Path) -> Iterator[Callable[[str], Vault]]:
    made: list[Vault] = []

    def make(name: str) -> Vault:
        made.append(Vault.create(tmp_path / name, passphrase="open sesame", argon=FLOOR)[0])
        return made[-1]

    yield make
    for vault in made:
        vault.close()


@pytest.fixture
def vault(make_vault: Callable[[str], Vault]) -> Vault:
    """A new one, as on another computer."""
    return make_vault("new")


@pytest.fixture
def lived_in(make_vault: Callable[[str], Vault]) -> Vault:
    """See `live_in`."""
    live = Session(make_vault("old"))
    live_in(live)
    return live.vault


def live_in(live: Session) -> None:
    """Grown by chats and learning, with corrections, branches, a merge, an instruction, something forgotten, a tidying-up."""
    talk(live, "My sister Anna lives in Lyon.", "I work at Acme as a nurse.", "Always answer in bullet points.")
    second = talk(
        live, "My sister Anna moved to Rome.", "I am allergic to peanuts.", "My boss is called Tom. My dog is Rex.",
        "To make tea: first boil water, then steep the leaves, then pour.", "My friend Bert plays chess.",
    )  # fmt: skip
    live.conversations.edit(live.conversations.path(second)[-2], "My friend Bert plays the drums.")
    live.conversations.rename(second, "Family")
    live.conversations.set_draft(second, "and by the way")
    for memory in live.memories.list("Tom").memories:
        live.memories.edit(memory, text="Tom Baker is the user's boss.")
        live.memories.pin(memory)
    live.entities.alias("Anna", "Annie")
    live.forgetting.forget([memory.id for memory in live.memories.list("Bert").memories])
    live.settings.put("persona", "Be brief.")
    live.consolidate()


def talk(live: Session, *said: str) -> str:
    """A conversation in which that was said and learned from; its id."""
    place = live.conversations.create()
    for text in said:
        live.learner.learn_message(live.conversations.say(place, text))
        live.conversations.say(place, "Noted.", role="assistant", source="generated")
    return place.id


def archived(vault: Vault, path: Path, **more: Any) -> Path:
    """An archive of a vault, locked with SECRET."""
    return export(vault, path, passphrase=SECRET, **more).path


def records(path: Path) -> list[Record]:
    """The lines of an archive."""
    with path.open("rb") as file:
        return [json.loads(line) for line in Reader(file, lambda: SECRET, Limits()).lines()]


def content(vault: Vault, folder: Path) -> list[Record]:
    """All that an archive of this vault would hold of the user's."""
    path = folder / f"content-{vault.id}.alcove"
    export(vault, path, passphrase=None, replace=True)
    return [record for record in records(path) if record["type"] not in LEFT_OUT]


def write(path: Path, lines: Sequence[Record | bytes], *, end: bool = True, plain: bool = True) -> Path:
    """An archive put together by hand, with an end that fits what is in it."""
    packed = [line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass") for line in lines]
    text = b"".join(line + b"\n" for line in packed)
    if end:
        text += json.dumps({"type": "end", "count": len(packed) - 1, "sha256": hashlib.sha256(text).hexdigest()}).encode() + b"\n"
    data = zstandard.compress(text)
    with path.open("wb") as file:
        if plain:
            file.write(data)
        else:
            locked = age.Encrypting(file, SECRET)
            locked.write(data)
            locked.close()
    return path


def assert_whole(vault: Vault) -> None:
    """Search rows, windows, references and the journal agree."""
    assert consistency.check(vault, window_text=windows.text) == []
