"""Which language the window speaks: the system's, or the one that is chosen; and how one comes to another."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from desktop import dates, i18n
from desktop.shell.state import WindowState
from engine.settings import BY_KEY

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture(autouse=True)
def english_again(qtbot: QtBot) -> Iterator[None]:
    yield
    i18n.use("en")


@pytest.mark.parametrize(
    ("wish", "language"), [("de_AT.UTF-8", "de"), ("de_DE.UTF-8", "de"), ("en_US.UTF-8", "en"), ("fr_FR.UTF-8", "en"), ("C", "en")]
)
def test_it_follows_the_system(wish: str, language: str) -> None:
    asked = "from desktop.i18n import meant; print(meant('system'))"
    told = subprocess.run(
        [sys.executable, "-c", asked], env=os.environ | {"LC_ALL": wish, "LANG": wish, "LANGUAGE": ""}, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == language


def test_it_can_be_chosen_in_the_settings() -> None:
    setting = BY_KEY["language"]
    assert set(setting.choices) == {"system", *i18n.LANGUAGES}
    assert {value: setting.offered[value] for value in i18n.LANGUAGES} == i18n.LANGUAGES
    assert "English" in setting.description, "answers and learning are not translated: it says so"


def test_another_language_is_offered_with_a_restart(qtbot: QtBot, unlocked: Window, workspace: Workspace, home: Path, settle: Settle) -> None:
    started: list[bool] = []
    unlocked._restart = lambda: started.append(True)
    workspace.settings.rows["language"].control.choose("de")
    settle()
    assert unlocked.toasts.toast is not None
    assert "Deutsch" in unlocked.toasts.toast.label.text()
    assert WindowState(home).language == "de"
    assert unlocked.toasts.toast.button is not None
    unlocked.toasts.toast.button.click()
    qtbot.waitUntil(lambda: bool(started))
    assert unlocked.workspace is None


def test_the_same_language_needs_no_restart(unlocked: Window, workspace: Workspace, home: Path, settle: Settle) -> None:
    workspace.settings.rows["language"].control.choose("en")
    settle()
    assert unlocked.toasts.toast is None
    assert WindowState(home).language == "en"


def test_a_locked_window_speaks_it_already(make_window: Callable[[], Window]) -> None:
    i18n.use("de")
    window = make_window()
    assert window.door is not None
    from desktop.onboarding.flow import Step

    assert window.door.pages[Step.WELCOME].begin.text() == "Tresor erstellen"  # type: ignore[attr-defined]


def test_english_days_do_not_depend_on_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    assert (dates.weekday(date(2026, 11, 22)), dates.full(date(2026, 3, 3)), dates.day_month(date(2026, 3, 3), short=True)) == (
        "Sunday", "3 March 2026", "3 Mar",
    )  # fmt: skip


def test_strings_without_a_translation_are_english() -> None:
    i18n.use("de")
    assert i18n.tr("A sentence that nobody has translated, with {n} values.", n=2) == "A sentence that nobody has translated, with 2 values."
