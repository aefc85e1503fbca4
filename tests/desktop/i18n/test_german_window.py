"""The window in German: every page and dialog has room for its words, and says nothing in English of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from desktop import dates, i18n
from desktop.i18n import decimal, number, said, size, tr, trn
from desktop.theme import Looks, theme
from engine import clock
from tests.desktop import walking
from tests.desktop.i18n import extract, layout

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.shell.window import Window
    from desktop.shell.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def german(qtbot: QtBot) -> Iterator[None]:
    """Before the window is made; afterwards everything speaks English again."""
    i18n.use("de")
    yield
    i18n.use("en")
    theme().use(Looks("light"))


@pytest.fixture
def lived_in(german: None, workspace: Workspace, settle: Settle) -> Workspace:
    """A chat with an answer, memories, a proposal, an instruction."""
    from engine.memory.facts import NewMemory

    session = workspace.desk.session
    conversation = session.conversations.create()
    message = session.conversations.say(
        conversation, "My sister Anna lives in Berlin. Her birthday is on 3 February. Always answer in short sentences."
    )
    session.learner.learn_message(message)
    workspace.show_page(0)
    workspace.chat.open(conversation.id)
    settle()
    workspace.chat.composer.field.setPlainText("Where does my sister live?")
    workspace.chat.composer.send()
    settle()
    session.memories.add(NewMemory(text="The spare key is with Tom."))
    session.memories.add(NewMemory(text="The user likes Lisbon.", status="proposed"))
    settle()
    return workspace


@pytest.mark.parametrize("percent", [100, 200])
def test_everything_has_room_for_its_words(german: None, unlocked: Window, lived_in: Workspace, settle: Settle, percent: int) -> None:
    theme().use(Looks("light", text_size=percent))
    unlocked.resize(1280, 800)
    wrong = {}
    for walk in (walking.pages, walking.over):
        for name, root in walk(unlocked, lived_in, settle):
            walking.settled()
            if found := layout.cut(root):
                wrong[name] = found
    assert not wrong, "\n".join(f"{name}: {each}" for name, found in wrong.items() for each in found)


def test_no_english_is_left(german: None, unlocked: Window, lived_in: Workspace, settle: Settle) -> None:
    """Nothing that has a German text is shown in English, to eyes or to a screen reader."""
    english = {
        message.text for message in (*extract.window(), *extract.engine()) if " " in message.text and "{" not in message.text and not message.context
    }
    english = {text for text in english if tr(text) != text or said(text) != text}
    left: dict[str, set[str]] = {}
    for walk in (walking.pages, walking.over):
        for name, root in walk(unlocked, lived_in, settle):
            if found := english & {text for widget in walking.shown(root) for text in _texts(widget)}:
                left[name] = found
    assert left == {}


def _texts(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), walking.label_of(widget))
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text().strip()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()


def test_the_whole_window_has_names_in_german(german: None, unlocked: Window, lived_in: Workspace, settle: Settle) -> None:
    unlocked.activateWindow()
    for name, root in walking.pages(unlocked, lived_in, settle):
        assert walking.nameless(root) == [], name


def test_no_letter_leads_to_two_things(german: None, unlocked: Window, lived_in: Workspace, settle: Settle) -> None:
    for walk in (walking.pages, walking.over):
        for name, root in walk(unlocked, lived_in, settle):
            letters = [
                found for widget in walking.shown(root)
                if isinstance(widget, QAbstractButton) and (found := QKeySequence.mnemonic(widget.text()).toString())
            ]  # fmt: skip
            assert len(letters) == len(set(letters)), name


def test_errors_of_the_engine_are_told_in_german(german: None, workspace: Workspace) -> None:
    from desktop.desk import explain
    from engine.errors import AlcoveError

    with pytest.raises(AlcoveError) as caught:
        workspace.desk.session.settings.get("colour of the moon")
    message, hint = explain(caught.value)
    assert message == "Es gibt keine Einstellung namens colour of the moon."
    assert hint.startswith("Einstellungen: ")


def test_values_of_the_user_stay_as_they_are(german: None) -> None:
    assert said("There is no folder Health.") == "Es gibt keinen Ordner Health."
    assert said("Undo: Edited a memory") == "Rückgängig: Erinnerung bearbeitet"
    assert said("“Edited a memory” can't be reverted alone: later steps changed the same things.").startswith("„Erinnerung bearbeitet“ lässt sich")


def test_sentences_that_come_together_are_told_together(german: None) -> None:
    both = "The Hugging Face Hub can't be reached. Check the internet connection, and try again."
    assert said(both) == "Der Hugging Face Hub ist nicht erreichbar. Prüfe die Internetverbindung, und versuche es erneut."


def test_what_is_not_known_stays_english(german: None) -> None:
    assert said("Something new happened.") == "Something new happened."


def test_numbers_days_and_plurals_are_german(german: None) -> None:
    assert (number(12_345), decimal(2.5), size(1_400_000_000)) == ("12.345", "2,5", "1,4 GB")
    assert trn("{n} memory", "{n} memories", 1) == "1 Erinnerung"
    assert trn("{n} memory", "{n} memories", 2_000) == "2.000 Erinnerungen"
    with clock.frozen(clock.from_utc("2026-11-22T08:00:00Z")):
        shown = [dates.stored(text) for text in ("2026-11-22T07:00:00Z", "2026-11-21", "2026-11-19", "2026-03-03", "2024-03-03", "2024-03", "2024")]
    assert shown == ["Heute", "Gestern", "Donnerstag", "3. März", "3. März 2024", "März 2024", "2024"]


def test_qt_speaks_german_too(german: None, workspace: Workspace) -> None:
    assert workspace.desk.actions.shortcut_text("chat.new") == "Strg+N"
