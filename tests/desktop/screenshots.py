"""Pictures of the real window over a temporary vault: `python -m tests.desktop.screenshots FOLDER [NAME…]`."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.chat.message import UserMessage
from desktop.memory import changing
from tests.desktop.demo import seed_learning

if TYPE_CHECKING:
    from desktop.shell.workspace import Workspace

PATIENCE = 60.0  # seconds
SIZE = (1240, 800)


class Camera:
    """Drives one window and takes pictures of it."""

    def __init__(self, folder: Path, only: set[str]) -> None:
        from desktop.shell.window import Window
        from desktop.tasks import Tasks
        from tests.desktop.demo import CODE, seed
        from tests.desktop.support import FAST, ScriptedChat, session_with

        self.folder, self.only = folder, only
        self.gate = threading.Semaphore(0)
        self.chat = ScriptedChat(CODE, gate=self.gate)
        self.tasks = Tasks()
        self.shown = ""
        self._seed = seed
        home = Path(tempfile.mkdtemp(prefix="alcove-screenshots-"))
        self.window = Window(home, self.tasks, argon=FAST, open_session=session_with(self.chat, embeds=True))  # type: ignore[arg-type]
        self.window.resize(*SIZE)
        self.window.show()

    def until(self, condition: Callable[[], object]) -> None:
        """Lets the window work until something is so."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("the window did not get there")
            QApplication.processEvents()
            time.sleep(0.002)
        self.rest()

    def rest(self) -> None:
        """Lets layouts and deletions finish."""
        for _ in range(12):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def idle(self) -> None:
        """Nothing is being read or written any more."""
        self.until(lambda: self.tasks.idle)

    def both(self, name: str, extra: QWidget | None = None) -> None:
        """A picture in light and one in dark."""
        from desktop.theme import theme

        for choice in ("light", "dark"):
            theme().choose(choice)  # type: ignore[arg-type]
            self.rest()
            self.take(f"{name}-{choice}", extra)
        theme().choose("light")
        self.rest()

    def take(self, name: str, extra: QWidget | None = None) -> None:
        """One picture; `extra` is a dialog or palette over the window."""
        if self.only and not any(name.startswith(wanted) for wanted in self.only):
            return
        picture = self.window.grab()
        if extra is not None:
            from PySide6.QtGui import QColor, QPainter

            corner = self.window.mapFromGlobal(extra.mapToGlobal(extra.rect().topLeft()))
            if extra.isWindow() and extra.windowFlags() & extra.windowFlags().Dialog == extra.windowFlags().Dialog:
                corner.setX((self.window.width() - extra.width()) // 2)
                corner.setY((self.window.height() - extra.height()) // 2)
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 60))
            painter.drawPixmap(corner, extra.grab())
            painter.end()
        picture.save(str(self.folder / f"{name}.png"))
        print(self.folder / f"{name}.png")

    def first_run(self) -> None:
        """Welcome, protection, recovery key; then the empty pages."""
        from desktop.onboarding.flow import Step
        from tests.desktop.support import PASSPHRASE

        window = self.window
        self.until(lambda: window.door is not None and window.door.flow is not None)
        door = window.door
        assert door is not None
        self.both("welcome")
        door.pages[Step.WELCOME].begin.click()  # type: ignore[attr-defined]
        protect = door.pages[Step.PROTECT]
        protect.passphrase.setText(PASSPHRASE)  # type: ignore[attr-defined]
        protect.again.setText(PASSPHRASE)  # type: ignore[attr-defined]
        self.rest()
        self.take("protect-light")
        protect.next.click()  # type: ignore[attr-defined]
        self.until(lambda: Step.RECOVERY_KEY in door.pages)
        self.both("recovery-key")
        kept = door.pages[Step.RECOVERY_KEY]
        key = kept.recovery_key  # type: ignore[attr-defined]
        kept.next.click()  # type: ignore[attr-defined]
        for number, field in zip(key.asked, key.fields, strict=True):
            field.setText(key.key.split("-")[number])
        self.both("recovery-key-typed")
        kept.next.click()  # type: ignore[attr-defined]
        self.until(lambda: window.workspace is not None or Step.MODELS in door.pages)
        if window.workspace is None:
            self.take("models-light")
            door.pages[Step.MODELS].later.click()  # type: ignore[attr-defined]
            self.until(lambda: window.workspace is not None)
        self.idle()
        self.both("empty-chat")
        self.workspace.show_page(1)
        self.idle()
        self.both("empty-memory")

    @property
    def workspace(self) -> Workspace:
        """The unlocked window's content."""
        workspace = self.window.workspace
        assert workspace is not None
        return workspace

    def filled(self) -> None:
        """Chat, memory and settings with something in them."""
        session = self.window.session
        assert session is not None
        self.tasks.change(self.window, lambda: self._seed(session), lambda shown: setattr(self, "shown", shown))
        self.until(lambda: self.shown)
        self.idle()
        chat = self.workspace.chat
        self.workspace.show_page(0)
        chat.sidebar.reload()  # the clock stood elsewhere while the vault was filled
        chat.open(self.shown)
        self.idle()
        thread = chat.threads[self.shown]
        answer = thread.last("assistant")
        assert answer is not None
        thread.messages[answer.message.id].used.toggle.setChecked(True)  # type: ignore[union-attr]
        self.rest()
        self.both("chat")
        first = next(c for c in chat.model._loaded if "sister Anna" in c.title)
        chat.open(first.id)
        self.idle()
        self.both("chat-learned")

    def streaming(self) -> None:
        """An answer with code, half written and whole."""
        chat = self.workspace.chat
        chat.new()
        chat.composer.field.setPlainText("Write a Python function that counts the days until a birthday.")
        chat.composer.send()
        for _ in range(22):
            self.gate.release()
        self.until(lambda: (thread := chat.threads.get(chat.current)) and thread.pending and len(thread.pending.body.text) > 240)
        self.both("streaming")
        for _ in range(400):
            self.gate.release()
        self.until(lambda: not chat.writer.writing)
        self.idle()
        self.both("answer")

    def why(self) -> None:
        """What an answer was made of, an answer without one memory, and a question that is only tried."""
        from desktop.memory import section

        chat = self.workspace.chat
        self.workspace.show_page(0)
        chat.new()
        self.chat.answers = ["Your sister Anna lives in Berlin.", "I don't know where your sister lives."]
        chat.composer.field.setPlainText("Where does my sister live?")
        chat.composer.send()
        for _ in range(40):
            self.gate.release()
        self.until(lambda: not chat.writer.writing and chat.current and chat.threads[chat.current].items())
        self.idle()
        chat.toggle_why()
        self.idle()
        self.both("why")
        view = chat.why.view
        if view.rest_toggle is not None:
            view.rest_toggle.setChecked(True)
        if view.prompt_box is not None:
            view.prompt_box.toggle.setChecked(True)
        self.rest()
        chat.why.scroll.verticalScrollBar().setValue(chat.why.scroll.verticalScrollBar().maximum())
        self.rest()
        self.both("why-prompt")
        self.window.resize(860, SIZE[1])
        self.rest()
        self.take("why-narrow-light")
        self.window.resize(*SIZE)
        self.rest()
        first = next(card for card in view.cards if not card.memory.fate)
        for _ in range(40):
            self.gate.release()
        assert first.without is not None
        first.without.click()
        self.until(lambda: not chat.writer.writing)
        self.idle()
        self.idle()
        self.both("why-without")
        chat.why.dismiss()
        self.workspace.show_memory_tab(section.TRY)
        self.idle()
        self.both("try-empty")
        trying = self.workspace.memories.trying
        trying.field.setText("What should I not put into Anna's cake?")
        trying.run()
        self.idle()
        self.both("try")
        self.workspace.show_memory_tab(section.BROWSE)

    def memories(self) -> None:
        """The memory page, its dialogs, and what is not there."""
        page = self.workspace.memory
        self.workspace.show_page(1)
        self.idle()
        session = self.window.session
        assert session is not None
        found = session.memories.list("terrier").memories
        if found:
            page.open_memory(found[0].id)
        self.idle()
        self.both("memory")
        page.detail.begin_edit()
        self.rest()
        self.take("memory-edit-light")
        page.detail.end_edit()
        page.forget()
        self.until(lambda: page.dialog is not None)
        self.take("forget-light", page.dialog)
        page.dialog.reject()
        self.rest()
        page.search.setText("submarine")
        self.until(lambda: page.model.asked.search == "submarine")
        self.idle()
        self.take("memory-nothing-light")
        page.search.clear()
        self.until(lambda: page.model.asked.search == "")
        self.idle()

    def inspector(self) -> None:
        """The graph, the timeline, several selected, and a day in the past, over twelve years of a life."""
        from datetime import date

        from desktop.memory import section
        from tests.desktop import demo_life

        session, page, done = self.window.session, self.workspace.memory, list[None]()
        assert session is not None
        self.tasks.change(self.window, lambda: demo_life.seed(session), done.append)
        self.until(lambda: done)
        self.idle()
        self.workspace.show_memory_tab(section.GRAPH)
        self.idle()
        page.graph.canvas.settle()
        self.both("graph")
        shown = page.graph.canvas.scene
        assert shown is not None
        page.graph.show_entity(next(row for row, node in shown.nodes.items() if node.name == "Anna"))
        self.idle()
        self.both("graph-person")
        self.workspace.show_memory_tab(section.TIMELINE)
        self._timeline_ready()
        self.both("timeline")
        page.timeline.canvas.look_at(date(2026, 10, 26).toordinal(), date(2026, 11, 26).toordinal())
        self._timeline_ready()
        self.both("timeline-month")
        self.workspace.show_memory_tab(section.BROWSE)
        self.idle()
        page.list.selectAll()
        self.idle()
        self.both("memory-several")
        page.list.clearSelection()
        page.look_at(date(2023, 3, 1))
        self.idle()
        self.both("memory-past")
        page.travelling.toggle()
        self.idle()

    def _timeline_ready(self) -> None:
        """What is in view has been read."""
        canvas = self.workspace.memory.timeline.canvas
        self.until(lambda: not canvas.waiting)
        self.idle()

    def learning(self) -> None:
        """What was learned and what was not, the inbox, instructions and how-tos, the profile, a memory that changed, an incognito chat."""
        from desktop.memory import section

        session = self.window.session
        assert session is not None
        place: list[str] = []
        self.tasks.change(self.window, lambda: seed_learning(session), place.append)
        self.until(lambda: place)
        self.idle()
        chat = self.workspace.chat
        self.workspace.show_page(0)
        chat.open(place[0])
        self.idle()
        thread = chat.threads[place[0]]
        for widget in thread.messages.values():
            if isinstance(widget, UserMessage) and widget.not_kept.isVisible():
                widget.not_kept.toggle.setChecked(True)
        self.idle()
        self.both("learned")
        self.workspace.show_memory_tab(section.INBOX)
        self.idle()
        self.both("inbox")
        self.workspace.show_memory_tab(section.HOWTOS)
        self.idle()
        self.both("howtos")
        self.workspace.show_memory_tab(section.PROFILE)
        self.idle()
        self.both("profile")
        self.workspace.show_memory_tab(section.BROWSE)
        moved = next(m for m in session.memories.list("moved to Nantes").memories if m.subject == "user")
        self.workspace.memory.open_memory(moved.id)
        self.idle()
        self.both("memory-changed")
        changing.ask_never(self.workspace.desk, self.window, session.memories.list("allergic to peanuts").memories[0].id)
        self.until(lambda: self.window.findChildren(changing.NeverDialog))
        dialog = self.window.findChildren(changing.NeverDialog)[0]
        self.take("never-light", dialog)
        dialog.reject()
        self.workspace.show_page(0)
        chat.private.open()
        self.idle()
        self.both("incognito-empty")
        self.chat.answers = ["Paris is lovely in spring. I keep none of this."]
        chat.composer.field.setPlainText("What should I see in Paris, for a surprise trip?")
        chat.composer.send()
        for _ in range(40):
            self.gate.release()
        self.until(lambda: not chat.writer.writing)
        self.idle()
        self.both("incognito")
        chat.private.end()
        self.idle()

    def history(self) -> None:
        """What was done to memory, a step before and after, a run of tidying up."""
        session = self.window.session
        assert session is not None
        done: list[bool] = []

        def work() -> None:
            first, second = session.memories.list().memories[:2]
            session.memories.edit(first, importance=0.9, category="work")
            session.forgetting.forget([second.id])
            session.vault.journal.undo()
            session.consolidate()
            done.append(True)

        self.tasks.change(self.window, work)
        self.until(lambda: done)
        page = self.workspace.history
        self.workspace.desk.actions.run("view.history")
        self.idle()
        for name, label in (("history", "Edited a memory"), ("history-tidied", "Tidied up")):
            step = next(step for step in page.model.steps if step.label.startswith(label))
            page.list.setCurrentIndex(page.model.find(step.id))
            self.idle()
            self.both(name)

    def models(self) -> None:
        """The models in use and to download, one on its way, one paused, and the settings of one."""
        from desktop.models.downloads import Going
        from desktop.tasks import Job
        from models.files import Progress

        page = self.workspace.models
        self.workspace.desk.actions.run("view.models")
        self.idle()
        shown = list(page.offered.values())
        shown[2].show_going(Going(Job(page), Progress("download", 371_000_000, shown[2].shown.offer.size)))
        shown[3].show_going(Going(None, Progress("download", 1_240_000_000, shown[3].shown.offer.size)))
        failed = ("The Hugging Face Hub can't be reached.", "Check the internet connection, and try again.")
        shown[4].show_going(Going(error=failed))
        self.rest()
        self.both("models-page")
        page.ensureWidgetVisible(shown[-1], 0, 300)
        self.rest()
        self.both("models-more")
        next(iter(page.installed.values())).tuned.emit()
        assert page.dialog is not None
        self.rest()
        self.both("models-settings", page.dialog)
        page.dialog.reject()
        self.rest()

    def rest_of_it(self) -> None:
        """Settings, the palette, a toast, and the locked window."""
        from desktop.onboarding.flow import Step

        self.workspace.show_page(2)
        self.idle()
        self.both("settings")
        page = self.workspace.settings
        page.findChild(QScrollArea).ensureWidgetVisible(page.rows["lock_with_screen"], 0, 400)
        self.rest()
        self.both("settings-locking")
        self.workspace.show_page(0)
        self.window.show_palette()
        palette = self.window.palette_window
        assert palette is not None
        self.rest()
        self.both("palette")
        palette.dismiss()
        self.rest()
        self.workspace.chat.verbs.toggle_pin()
        self.idle()
        self.take("toast-light")
        self.window.lock()
        self.until(lambda: self.window.door is not None and self.window.door.flow is not None)
        door = self.window.door
        assert door is not None
        self.both("unlock")
        page = door.pages[Step.UNLOCK]
        for _ in range(3):
            page.next.setEnabled(True)  # type: ignore[attr-defined]
            page.field.setText("not this one")  # type: ignore[attr-defined]
            page.submit()  # type: ignore[attr-defined]
            self.until(lambda: self.tasks.idle)
        self.take("unlock-wrong-light")

    def close(self) -> None:
        """Ends everything."""
        for _ in range(400):
            self.gate.release()
        self.window.close()
        self.rest()
        self.tasks.stop()


def main(arguments: list[str]) -> int:
    """Writes all pictures into a folder, or those whose names begin as given."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    folder = Path(arguments[0] if arguments else "build/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    from engine import clock
    from tests.desktop.demo import NOW

    with clock.frozen(NOW), contextlib.ExitStack() as stack:
        camera = Camera(folder, set(arguments[1:]))
        stack.callback(camera.close)
        camera.first_run()
        camera.filled()
        camera.streaming()
        camera.why()
        camera.memories()
        camera.learning()
        camera.history()
        camera.models()
        camera.inspector()
        camera.rest_of_it()
    app.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
