"""Today, diagnostics, and what opens over the window: keys, export, import, erasing, merging two people, a memory by hand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog

from desktop.archive.dialog import ImportDialog
from tests.desktop.screenshots.camera import Camera

PLANS = (
    "I have a dentist appointment on Tuesday at 14:30.",
    "Leïla's birthday is on 29 November.",
    "I'm having dinner with Hugo and Leïla today at 7pm.",
    "I sing in the choir every Wednesday at 8pm.",
    "I have to renew my passport by 12 December.",
)
ARCHIVE = "everything, 22 November.alcove"


def today(camera: Camera) -> None:
    """What is on, with plans of several kinds; and on an empty day."""
    session = camera.session

    def plans() -> None:
        place = session.conversations.create()
        for text in PLANS:
            session.learner.learn_message(session.conversations.say(place, text))

    camera.do(plans)
    camera.workspace.desk.actions.run("view.today")
    camera.idle()
    camera.both("today")


def diagnostics(camera: Camera) -> None:
    """How the vault and the models fare."""
    camera.workspace.desk.actions.run("view.diagnostics")
    camera.until(lambda: camera.tasks.idle)
    camera.both("diagnostics")


def dialogs(camera: Camera) -> None:
    """Each over the page from which it is asked for."""
    actions = camera.workspace.desk.actions
    for name, action in (
        ("keys", "app.keys"), ("erase", "app.erase"), ("export", "app.export"), ("about", "app.about"), ("memory-add", "memory.add"),
        ("shortcuts", "view.shortcuts"),
    ):  # fmt: skip
        camera.workspace.show_page(1 if name == "memory-add" else 0)
        camera.idle()
        actions.run(action)
        _over(camera, name)


def archive(camera: Camera) -> None:
    """Importing an archive of this very vault: what it would change."""
    from engine.archive.export import export

    path = Path(camera.window.home) / ARCHIVE
    camera.do(lambda: export(camera.session.vault, path, passphrase="a passphrase"))
    dialog = ImportDialog(camera.workspace.desk, path)
    dialog.open()
    camera.until(dialog.field.isVisible)
    dialog.field.setText("a passphrase")
    dialog.submit()
    camera.until(lambda: dialog.found)
    camera.both("import", dialog)  # it waits for the decision: nothing is idle
    dialog.reject()
    camera.idle()


def _over(camera: Camera, name: str) -> None:
    """The dialog that is open, over the window; then it is closed."""
    camera.idle()
    shown = next(dialog for dialog in camera.window.findChildren(QDialog) if dialog.isVisible())
    camera.both(name, shown)
    shown.reject()
    camera.idle()
