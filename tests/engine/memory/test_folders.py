"""Folders of conversations: put, rename, remove; undone, archived and erased like everything else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.archive import export, importing
from engine.errors import BadInput, NotFound
from engine.memory.episodes import Conversations
from engine.memory.folders import Folder, Folders
from engine.memory.forgetting import Forgetting, Text
from engine.vault.vault import Vault
from tests.desktop.support import FAST, PASSPHRASE


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened, _ = Vault.create(tmp_path / "home", passphrase=PASSPHRASE, argon=FAST)
    yield opened
    opened.close()


@pytest.fixture
def folders(vault: Vault) -> Folders:
    return Folders(vault)


def chats(vault: Vault, *texts: str) -> list[str]:
    conversations, made = Conversations(vault), []
    for text in texts:
        place = conversations.create()
        conversations.say(place, text)
        made.append(place.id)
    return made


def where(vault: Vault) -> dict[str, str]:
    return {one.title: one.folder for one in Conversations(vault).list()}


def test_chats_are_put_into_folders_and_taken_out(vault: Vault, folders: Folders) -> None:
    rain, snow, sun = chats(vault, "Rain.", "Snow.", "Sun.")
    folders.put([rain, snow], "Weather")
    folders.put([sun], "  weather ")
    assert folders.all() == [Folder("Weather", 3)], "the same folder, however it is written"
    folders.put([snow], "")
    assert folders.all() == [Folder("Weather", 2)]
    with pytest.raises(NotFound):
        folders.put([rain, "nothing"], "Weather")


def test_each_step_can_be_undone(vault: Vault, folders: Folders) -> None:
    listed = chats(vault, "Rain.", "Snow.")
    folders.put(listed, "Weather")
    folders.rename("Weather", "Sky")
    folders.remove("Sky")
    assert folders.all() == []
    seen = []
    while vault.journal.undo() is not None:
        seen.append([one.name for one in folders.all()])
    assert seen == [["Sky"], ["Weather"], []]


def test_a_folder_takes_another_name_and_joins_one_that_has_it(vault: Vault, folders: Folders) -> None:
    rain, work = chats(vault, "Rain.", "Work.")
    folders.put([rain], "Weather")
    folders.put([work], "Office")
    folders.rename("Weather", "weather")
    assert [one.name for one in folders.all()] == ["Office", "weather"]
    folders.rename("weather", "office")
    assert folders.all() == [Folder("Office", 2)]
    with pytest.raises(BadInput):
        folders.rename("Office", " ")
    with pytest.raises(NotFound):
        folders.rename("Nowhere", "Somewhere")
    with pytest.raises(NotFound):
        folders.remove("Nowhere")


def test_what_is_in_the_trash_is_not_counted_and_comes_back_into_its_folder(vault: Vault, folders: Folders) -> None:
    rain, snow = chats(vault, "Rain.", "Snow.")
    folders.put([rain, snow], "Weather")
    Conversations(vault).trash(rain)
    assert folders.all() == [Folder("Weather", 1)]
    Conversations(vault).restore(rain)
    assert folders.all() == [Folder("Weather", 2)]


def test_folders_survive_an_export_and_an_import(vault: Vault, folders: Folders, tmp_path: Path) -> None:
    rain, _ = chats(vault, "Rain.", "Snow.")
    folders.put([rain], "Weather")
    export.export(vault, tmp_path / "all.alcove", passphrase=None)
    other, _ = Vault.create(tmp_path / "other", passphrase=PASSPHRASE, argon=FAST)
    with other:
        with importing.opened(other, tmp_path / "all.alcove", own=True) as archive:
            archive.apply()
        assert where(other) == {"Rain.": "Weather", "Snow.": ""}


def test_erasing_takes_a_folder_whose_name_tells_what_goes(vault: Vault, folders: Folders) -> None:
    garden, plan = chats(vault, "Rain again.", "Zebulon Quarrington plays the bassoon.")
    folders.put([garden], "Zebulon Quarrington")
    folders.put([plan], "Plans")
    report = Forgetting(vault).erase([Text("Zebulon Quarrington")])
    assert [one.name for one in folders.all()] == ["Plans"]
    assert report.residue is not None and report.residue.clean
    assert not [row for row in vault.query("SELECT content FROM journal WHERE content IS NOT NULL") if b"Zebulon" in row["content"]]


def test_erasing_a_chat_takes_its_folder_along(vault: Vault, folders: Folders) -> None:
    (rain,) = chats(vault, "The barometer fell.")
    folders.put([rain], "Meteorological observations")
    report = Forgetting(vault).erase([rain])
    assert folders.all() == []
    assert report.residue is not None and report.residue.clean
