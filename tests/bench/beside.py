"""The inspector beside a model that generates: it takes all cores but one, and the window what is left."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.bench.stalls import Watch

STORIES = ("Write a long story about a lighthouse keeper and the sea.", "Tell me a very long fairy tale about a dragon who learns to bake bread.")


def search_and_scroll(home: Path, watch: Watch) -> None:
    """Searches and scrolls while the chat model in use writes a story; nothing where none is installed."""
    from desktop import interpreter
    from desktop.memory import section
    from desktop.onboarding.flow import Step
    from desktop.shell.window import Window
    from desktop.tasks import Tasks
    from models import install
    from tests.desktop.support import FAST, PASSPHRASE

    if install.chosen("chat") is None or install.chosen("embed") is None:
        return
    tasks, chance = Tasks(), random.Random(4)
    window = Window(home, tasks, argon=FAST)
    window.resize(1240, 800)
    window.show()
    watch.until(lambda: window.door is not None and window.door.flow is not None and Step.UNLOCK in window.door.pages)
    page: Any = window.door.pages[Step.UNLOCK] if window.door is not None else None
    page.field.setText(PASSPHRASE)
    page.submit()
    watch.until(lambda: window.workspace is not None)
    assert window.workspace is not None and window.session is not None and window.session.chat is not None
    workspace, session = window.workspace, window.session
    watch.until(lambda: session.chat is not None and session.chat.alive and session.embedder is not None and session.embedder.alive)
    watch.rest(3.0)  # the assistant's patterns are compiled
    interpreter.keep()
    workspace.show_memory_tab(section.BROWSE)
    watch.rest(1.0)
    longest, begun = {"searched": 0.0, "scrolled": 0.0}, time.perf_counter()
    for wish in STORIES:
        workspace.chat.new()
        workspace.chat.composer.field.setPlainText(wish)
        workspace.chat.composer.send()
        watch.until(lambda: workspace.chat.writer.writing)
        bar = workspace.memory.list.verticalScrollBar()
        while workspace.chat.writer.writing:
            for text in ("r", "ri", "riv", "number 777", ""):
                at = time.perf_counter()
                workspace.memory.search.setText(text)
                longest["searched"] = max(longest["searched"], time.perf_counter() - at, watch.rest(0.3))
            for _ in range(20):
                at = time.perf_counter()
                bar.setValue(chance.randint(0, bar.maximum()))
                longest["scrolled"] = max(longest["scrolled"], time.perf_counter() - at, watch.rest(0.03))
    took = (time.perf_counter() - begun) * 1e3
    watch.found |= {f"{what} while a model writes": (stall * 1e3, took) for what, stall in longest.items()}
    window.quit()
    tasks.stop()
