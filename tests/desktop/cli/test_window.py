"""`alcove open`, and an archive as the only word: the window with the file, where there is a display."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import app
from desktop.cli import main


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """The files that windows were opened with."""
    given: list[Path | None] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(app, "main", lambda argv=None, file=None: given.append(file) or 0)
    return given


def test_open_hands_the_file_to_the_window(opened: list[Path | None], tmp_path: Path) -> None:
    assert main(["open", str(tmp_path / "mine")]) == 0
    assert main(["open"]) == 0
    assert opened == [tmp_path / "mine", None]


@pytest.mark.parametrize("name", ["mine.alcove", "MINE.ALCOVE", "two words.alcove"])
def test_an_archive_alone_is_opened(name: str, opened: list[Path | None]) -> None:
    assert main([name]) == 0
    assert opened == [Path(name)]


def test_without_a_display_the_way_in_the_terminal_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert main(["open", "mine.alcove"]) == 1
    assert "alcove import mine.alcove" in capsys.readouterr().err
