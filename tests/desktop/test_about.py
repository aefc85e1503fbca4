"""The About box, and `alcove licences`: the version, and every licence of what Alcove is made of."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from desktop import licences
from desktop.about import About
from desktop.cli import main
from tests.desktop import walking
from tests.packaging.support import runtime, version

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.workspace import Workspace


@pytest.fixture
def about(qtbot: QtBot, workspace: Workspace) -> About:
    workspace.desk.actions.run("app.about")
    found = workspace.window().findChild(About)
    assert found is not None
    qtbot.waitUntil(lambda: bool(found.shown))
    return found


def test_everything_that_alcove_needs_has_a_licence() -> None:
    parts = licences.parts()
    assert {licences.canonical(part.name) for part in parts if not part.inside} == runtime().keys()
    assert [part.name for part in parts if not part.licence] == []
    assert {"Qt", "SQLCipher", "SQLite", "llama.cpp", "OpenSSL"} <= {part.name for part in parts if part.inside}


def test_the_lesser_general_public_licence_is_handed_on_with_qt() -> None:
    (qt,) = (part for part in licences.parts() if part.name == "Qt")
    said = licences.text(qt)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in said
    assert "GNU GENERAL PUBLIC LICENSE" in said


def test_tools_of_developers_are_no_part_of_it() -> None:
    assert not {"pytest", "ruff", "mypy", "alcove"} & {licences.canonical(part.name) for part in licences.parts()}


def test_the_box_says_the_version_and_lists_every_part(about: About) -> None:
    assert {part.name for part in about.shown} == {part.name for part in licences.parts()}
    assert about.count.text() == f"{len(about.shown)} parts"
    assert version() in [label.text().split()[-1] for label in about.findChildren(type(about.count))]
    about.reject()


def test_what_is_searched_for_is_found_in_names_and_in_the_texts(about: About) -> None:
    about.search.setText("numpy")
    about.search.searched.emit("numpy")
    assert about.shown[0].name == "numpy"
    assert "NumPy Developers" in about.body.toPlainText()
    about.search.searched.emit("lesser general public")
    assert "Qt" in {part.name for part in about.shown}
    assert about.body.textCursor().selectedText().lower() == "lesser general public"
    about.search.searched.emit("no such words")
    assert (about.shown, about.body.toPlainText(), about.count.text()) == ([], "", "Nothing found")
    about.reject()


def test_it_can_be_read_by_keyboard_and_by_a_screen_reader(about: About, settle: Callable[[], None]) -> None:
    settle()
    assert walking.nameless(about) == []
    assert walking.unreached(about) == []
    assert walking.pointer_only(about) == []
    about.reject()


def test_the_command_lists_them_and_shows_the_texts_of_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["licences", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"name": "kuzu", "licence": "MIT"}.items() <= next(part for part in told if part["name"] == "kuzu").items()
    assert main(["licences", "llama.cpp"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("llama.cpp: MIT (inside llama_cpp_python)")
    assert "Permission is hereby granted" in said
    assert main(["licences", "no-such-thing"]) == 1
    assert "alcove licences" in capsys.readouterr().err
