"""The settings page: made from what is declared, searched, stored at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.settings import looks
from desktop.theme import Looks, theme
from engine.settings import DECLARED, SECTIONS, Setting
from engine.vault.vault import Vault
from tests.desktop.support import PASSPHRASE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.settings.page import SettingsPage
    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, settle: Settle) -> SettingsPage:
    workspace.show_page(2)
    settle()
    return workspace.settings


def shown(page: SettingsPage) -> set[str]:
    return {key for key, one in page.rows.items() if one.isVisible()}


@pytest.mark.parametrize("setting", DECLARED, ids=lambda one: one.key)
def test_every_setting_says_what_it_is_and_offers_only_what_it_takes(setting: Setting) -> None:
    assert setting.title
    assert setting.section in SECTIONS
    assert set(setting.offered) == set(setting.choices) or not setting.choices
    if setting.highest is not None:
        assert setting.lowest is not None
        assert all(setting.lowest <= value <= setting.highest for value in (*setting.offered, setting.default))


def test_the_looks_are_settings_with_the_same_names_and_defaults() -> None:
    declared = {one.key: one.default for one in DECLARED}
    assert {key: declared[key] for key in looks.KEYS} == {key: getattr(Looks(), key) for key in looks.KEYS}


def test_every_setting_stands_on_the_page_with_its_value(page: SettingsPage) -> None:
    assert set(page.rows) == {one.key for one in DECLARED}
    for one in page.rows.values():
        assert not one.reset.isVisible(), one.setting.key  # nothing was changed yet


def test_the_privacy_switches_stand_together(page: SettingsPage) -> None:
    privacy = next(section for section in page.sections if section.name == "Privacy")
    titles = {one.title.text() for one in privacy.rows}
    assert {
        page.rows[key].setting.title for key in ("learn", "never_keep", "mask_secrets", "trash_days", "lock_minutes", "lock_with_screen")
    } <= titles
    assert {"Lock now", "Incognito chats"} <= titles


def test_a_change_is_stored_at_once_and_says_so(page: SettingsPage, settle: Settle) -> None:
    settings = page.desk.session.settings
    page.rows["learn"].control.click()
    page.rows["review"].control.choose("everything")
    page.rows["never_keep"].control.boxes["health"].click()
    page.rows["mask_secrets"].control.click()
    page.rows["trash_days"].control.choose(30)
    page.rows["backup_days"].control.setValue(12)
    settle()
    assert (settings.get("learn"), settings.get("review"), settings.get("trash_days")) == (False, "everything", 30)
    assert (settings.get("never_keep"), settings.get("mask_secrets"), settings.get("backup_days")) == (["health"], True, 12)
    assert page.rows["learn"].saved.text() == "Saved"
    assert not page.rows["learn"].saved.isHidden()
    assert page.rows["persona"].saved.isHidden()


def test_one_press_brings_back_the_default(page: SettingsPage, settle: Settle) -> None:
    row = page.rows["lock_minutes"]
    row.control.choose(60)
    settle()
    assert row.reset.isVisible()
    row.reset.click()
    settle()
    assert page.desk.session.settings.get("lock_minutes") == 15
    assert row.control.currentData() == 15
    assert not row.reset.isVisible()


def test_a_value_that_is_not_on_offer_is_shown_all_the_same(page: SettingsPage, settle: Settle) -> None:
    page.desk.session.settings.put("trash_days", 45)
    settle()
    assert page.rows["trash_days"].control.currentText() == "45 days"


def test_searching_leaves_what_fits_and_marks_it(qtbot: QtBot, page: SettingsPage) -> None:
    qtbot.keyClicks(page.search, "lock scr")
    qtbot.waitUntil(lambda: shown(page) == {"lock_with_screen"})
    assert "background-color" in page.rows["lock_with_screen"].title.text()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.window().focusWidget() is page.rows["lock_with_screen"].control
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown(page) == set(page.rows))
    assert page.rows["lock_with_screen"].title.text() == page.rows["lock_with_screen"].setting.title


def test_settings_are_found_by_other_words_too(qtbot: QtBot, page: SettingsPage) -> None:
    qtbot.keyClicks(page.search, "zoom")
    qtbot.waitUntil(lambda: shown(page) == {"text_size"})
    page.search.setText("no such thing")
    qtbot.waitUntil(lambda: page.nothing.isVisible())
    assert shown(page) == set()


def test_looks_change_at_once_and_are_there_at_the_next_start(page: SettingsPage, unlocked: Window, settle: Settle) -> None:
    page.rows["text_size"].control.choose(150)
    page.rows["accent"].control.choose("blue")
    page.rows["high_contrast"].control.choose("on")
    assert theme().size("body") == 21
    assert theme().contrast
    settle()
    assert looks.read(page.desk.session.settings) == theme().looks == unlocked.state.looks
    theme().use(Looks("light"))


def test_what_the_command_line_sets_is_seen_in_the_window(workspace: Workspace, settle: Settle) -> None:
    workspace.desk.session.settings.put("text_size", 125)
    settle()
    assert theme().looks.text_size == 125
    theme().use(Looks("light"))


def test_what_is_typed_is_kept_when_the_window_closes(qtbot: QtBot, page: SettingsPage, unlocked: Window, settle: Settle) -> None:
    page.rows["persona"].control.setPlainText("Keep answers short.")
    unlocked.lock()
    settle()
    vault = Vault.unlock(unlocked.home, passphrase=PASSPHRASE)
    try:
        assert vault.query("SELECT count(*) FROM setting WHERE value LIKE '%Keep answers short%'")[0][0] == 1
    finally:
        vault.close()


def test_every_link_leads_somewhere(page: SettingsPage, workspace: Workspace) -> None:
    for title, one in page.links.items():
        if title in ("Diagnostics and backups", "Models"):
            one.button.click()
            assert workspace.pages.currentWidget() is not page, title
            workspace.show_page(2)
    assert {"Lock now", "Diagnostics and backups", "Keyboard shortcuts"} <= set(page.links)
