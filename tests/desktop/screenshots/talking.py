"""The first run, the chat, why an answer came about, and the locked window."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea

from tests.desktop.demo import seed
from tests.desktop.screenshots.camera import SIZE, Camera


def first_run(camera: Camera) -> None:
    """Welcome, protection, recovery key; then the empty pages."""
    from desktop.onboarding.flow import Step
    from tests.desktop.support import PASSPHRASE

    window = camera.window
    camera.until(lambda: window.door is not None and window.door.flow is not None)
    door = window.door
    assert door is not None
    camera.both("welcome")
    door.pages[Step.WELCOME].begin.click()  # type: ignore[attr-defined]
    protect = door.pages[Step.PROTECT]
    protect.passphrase.setText(PASSPHRASE)  # type: ignore[attr-defined]
    protect.again.setText(PASSPHRASE)  # type: ignore[attr-defined]
    camera.rest()
    camera.take("protect-light")
    protect.next.click()  # type: ignore[attr-defined]
    camera.until(lambda: Step.RECOVERY_KEY in door.pages)
    camera.both("recovery-key")
    kept = door.pages[Step.RECOVERY_KEY]
    key = kept.recovery_key  # type: ignore[attr-defined]
    kept.next.click()  # type: ignore[attr-defined]
    for number, field in zip(key.asked, key.fields, strict=True):
        field.setText(key.key.split("-")[number])
    camera.both("recovery-key-typed")
    kept.next.click()  # type: ignore[attr-defined]
    camera.until(lambda: window.workspace is not None or Step.MODELS in door.pages)
    if window.workspace is None:
        camera.take("models-light")
        door.pages[Step.MODELS].later.click()  # type: ignore[attr-defined]
        camera.until(lambda: window.workspace is not None)
    camera.idle()
    camera.both("empty-chat")
    camera.workspace.show_page(1)
    camera.idle()
    camera.both("empty-memory")


def filled(camera: Camera) -> None:
    """Chat, memory and settings with something in them."""
    session = camera.session
    camera.do(lambda: setattr(camera, "shown", seed(session)))
    chat = camera.workspace.chat
    camera.workspace.show_page(0)
    chat.sidebar.reload()  # the clock stood elsewhere while the vault was filled
    chat.open(camera.shown)
    camera.idle()
    thread = chat.threads[camera.shown]
    answer = thread.last("assistant")
    assert answer is not None
    thread.messages[answer.message.id].used.toggle.setChecked(True)  # type: ignore[union-attr]
    camera.rest()
    camera.both("chat")
    first = next(c for c in chat.model._loaded if "sister Anna" in c.title)
    chat.open(first.id)
    camera.idle()
    camera.both("chat-learned")


def streaming(camera: Camera) -> None:
    """An answer with code, half written and whole."""
    chat = camera.workspace.chat
    chat.new()
    chat.composer.field.setPlainText("Write a Python function that counts the days until a birthday.")
    chat.composer.send()
    for _ in range(22):
        camera.gate.release()
    camera.until(lambda: (thread := chat.threads.get(chat.current)) and thread.pending and len(thread.pending.body.text) > 240)
    camera.both("streaming")
    for _ in range(400):
        camera.gate.release()
    camera.until(lambda: not chat.writer.writing)
    camera.idle()
    camera.both("answer")


def why(camera: Camera) -> None:
    """What an answer was made of, an answer without one memory, and a question that is only tried."""
    from desktop.memory import section

    chat = camera.workspace.chat
    camera.workspace.show_page(0)
    chat.new()
    camera.chat.answers = ["Your sister Anna lives in Berlin.", "I don't know where your sister lives."]
    chat.composer.field.setPlainText("Where does my sister live?")
    chat.composer.send()
    for _ in range(40):
        camera.gate.release()
    camera.until(lambda: not chat.writer.writing and chat.current and chat.threads[chat.current].items())
    camera.idle()
    chat.toggle_why()
    camera.idle()
    camera.both("why")
    view = chat.why.view
    if view.rest_toggle is not None:
        view.rest_toggle.setChecked(True)
    if view.prompt_box is not None:
        view.prompt_box.toggle.setChecked(True)
    camera.rest()
    chat.why.scroll.verticalScrollBar().setValue(chat.why.scroll.verticalScrollBar().maximum())
    camera.rest()
    camera.both("why-prompt")
    camera.window.resize(860, SIZE[1])
    camera.rest()
    camera.take("why-narrow-light")
    camera.window.resize(*SIZE)
    camera.rest()
    first = next(card for card in view.cards if not card.memory.fate)
    for _ in range(40):
        camera.gate.release()
    assert first.without is not None
    first.without.click()
    camera.until(lambda: not chat.writer.writing)
    camera.idle()
    camera.idle()
    camera.both("why-without")
    chat.why.dismiss()
    camera.workspace.show_memory_tab(section.TRY)
    camera.idle()
    camera.both("try-empty")
    trying = camera.workspace.memories.trying
    trying.field.setText("What should I not put into Anna's cake?")
    trying.run()
    camera.idle()
    camera.both("try")
    camera.workspace.show_memory_tab(section.BROWSE)


def rest_of_it(camera: Camera) -> None:
    """Settings, the palette, a toast, and the locked window."""
    from desktop.onboarding.flow import Step

    camera.workspace.show_page(2)
    camera.idle()
    camera.both("settings")
    page = camera.workspace.settings
    page.findChild(QScrollArea).ensureWidgetVisible(page.rows["lock_with_screen"], 0, 400)
    camera.rest()
    camera.both("settings-locking")
    camera.workspace.show_page(0)
    camera.window.show_palette()
    palette = camera.window.palette_window
    assert palette is not None
    camera.rest()
    camera.both("palette")
    palette.dismiss()
    camera.rest()
    camera.workspace.chat.verbs.toggle_pin()
    camera.idle()
    camera.take("toast-light")
    camera.window.lock()
    camera.until(lambda: camera.window.door is not None and camera.window.door.flow is not None)
    door = camera.window.door
    assert door is not None
    camera.both("unlock")
    page = door.pages[Step.UNLOCK]
    for _ in range(3):
        page.next.setEnabled(True)  # type: ignore[attr-defined]
        page.field.setText("not this one")  # type: ignore[attr-defined]
        page.submit()  # type: ignore[attr-defined]
        camera.until(lambda: camera.tasks.idle)
    camera.take("unlock-wrong-light")
