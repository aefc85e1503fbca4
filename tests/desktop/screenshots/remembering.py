"""The pages of memory: list, graph, timeline, profile, inbox, how-tos, history; and the models."""

from __future__ import annotations

from desktop.chat.message import UserMessage
from desktop.memory import changing
from tests.desktop.demo import seed_learning
from tests.desktop.screenshots.camera import Camera


def memories(camera: Camera) -> None:
    """The memory page, its dialogs, and what is not there."""
    page = camera.workspace.memory
    camera.workspace.show_page(1)
    camera.idle()
    session = camera.session
    found = session.memories.list("terrier").memories
    if found:
        page.open_memory(found[0].id)
    camera.idle()
    camera.both("memory")
    page.detail.begin_edit()
    camera.rest()
    camera.take("memory-edit-light")
    page.detail.end_edit()
    page.forget()
    camera.until(lambda: page.dialog is not None)
    camera.take("forget-light", page.dialog)
    page.dialog.reject()
    camera.rest()
    page.search.setText("submarine")
    camera.until(lambda: page.model.asked.search == "submarine")
    camera.idle()
    camera.take("memory-nothing-light")
    page.search.clear()
    camera.until(lambda: page.model.asked.search == "")
    camera.idle()


def inspector(camera: Camera) -> None:
    """The graph, the timeline, several selected, and a day in the past, over twelve years of a life."""
    from datetime import date

    from desktop.memory import section
    from tests.desktop import demo_life

    session, page, done = camera.window.session, camera.workspace.memory, list[None]()
    assert session is not None
    camera.tasks.change(camera.window, lambda: demo_life.seed(session), done.append)
    camera.until(lambda: done)
    camera.idle()
    camera.workspace.show_memory_tab(section.GRAPH)
    camera.idle()
    page.graph.canvas.settle()
    camera.both("graph")
    shown = page.graph.canvas.scene
    assert shown is not None
    page.graph.show_entity(next(row for row, node in shown.nodes.items() if node.name == "Anna"))
    camera.idle()
    camera.both("graph-person")
    camera.workspace.show_memory_tab(section.TIMELINE)
    _timeline_ready(camera)
    camera.both("timeline")
    page.timeline.canvas.look_at(date(2026, 10, 26).toordinal(), date(2026, 11, 26).toordinal())
    _timeline_ready(camera)
    camera.both("timeline-month")
    camera.workspace.show_memory_tab(section.BROWSE)
    camera.idle()
    page.list.selectAll()
    camera.idle()
    camera.both("memory-several")
    page.list.clearSelection()
    page.look_at(date(2023, 3, 1))
    camera.idle()
    camera.both("memory-past")
    page.travelling.toggle()
    camera.idle()


def _timeline_ready(camera: Camera) -> None:
    """What is in view has been read."""
    canvas = camera.workspace.memory.timeline.canvas
    camera.until(lambda: not canvas.waiting)
    camera.idle()


def learning(camera: Camera) -> None:
    """What was learned and what was not, the inbox, instructions and how-tos, the profile, a memory that changed, an incognito chat."""
    from desktop.memory import section

    session = camera.session
    place: list[str] = []
    camera.tasks.change(camera.window, lambda: seed_learning(session), place.append)
    camera.until(lambda: place)
    camera.idle()
    chat = camera.workspace.chat
    camera.workspace.show_page(0)
    chat.open(place[0])
    camera.idle()
    thread = chat.threads[place[0]]
    for widget in thread.messages.values():
        if isinstance(widget, UserMessage) and widget.not_kept.isVisible():
            widget.not_kept.toggle.setChecked(True)
    camera.idle()
    camera.both("learned")
    camera.workspace.show_memory_tab(section.INBOX)
    camera.idle()
    camera.both("inbox")
    camera.workspace.show_memory_tab(section.HOWTOS)
    camera.idle()
    camera.both("howtos")
    camera.workspace.show_memory_tab(section.PROFILE)
    camera.idle()
    camera.both("profile")
    camera.workspace.show_memory_tab(section.BROWSE)
    moved = next(m for m in session.memories.list("moved to Nantes").memories if m.subject == "user")
    camera.workspace.memory.open_memory(moved.id)
    camera.idle()
    camera.both("memory-changed")
    changing.ask_never(camera.workspace.desk, camera.window, session.memories.list("allergic to peanuts").memories[0].id)
    camera.until(lambda: camera.window.findChildren(changing.NeverDialog))
    dialog = camera.window.findChildren(changing.NeverDialog)[0]
    camera.take("never-light", dialog)
    dialog.reject()
    camera.workspace.show_page(0)
    chat.private.open()
    camera.idle()
    camera.both("incognito-empty")
    camera.chat.answers = ["Paris is lovely in spring. I keep none of this."]
    chat.composer.field.setPlainText("What should I see in Paris, for a surprise trip?")
    chat.composer.send()
    for _ in range(40):
        camera.gate.release()
    camera.until(lambda: not chat.writer.writing)
    camera.idle()
    camera.both("incognito")
    chat.private.end()
    camera.idle()


def history(camera: Camera) -> None:
    """What was done to memory, a step before and after, a run of tidying up."""
    session = camera.session
    done: list[bool] = []

    def work() -> None:
        first, second = session.memories.list().memories[:2]
        session.memories.edit(first, importance=0.9, category="work")
        session.forgetting.forget([second.id])
        session.vault.journal.undo()
        session.consolidate()
        done.append(True)

    camera.tasks.change(camera.window, work)
    camera.until(lambda: done)
    page = camera.workspace.history
    camera.workspace.desk.actions.run("view.history")
    camera.idle()
    for name, label in (("history", "Edited a memory"), ("history-tidied", "Tidied up")):
        step = next(step for step in page.model.steps if step.label.startswith(label))
        page.list.setCurrentIndex(page.model.find(step.id))
        camera.idle()
        camera.both(name)


def models(camera: Camera) -> None:
    """The models in use and to download, one on its way, one paused, and the settings of one."""
    from desktop.models.downloads import Going
    from desktop.tasks import Job
    from models.files import Progress

    page = camera.workspace.models
    camera.workspace.desk.actions.run("view.models")
    camera.idle()
    shown = list(page.offered.values())
    shown[2].show_going(Going(Job(page), Progress("download", 371_000_000, shown[2].shown.offer.size)))
    shown[3].show_going(Going(None, Progress("download", 1_240_000_000, shown[3].shown.offer.size)))
    failed = ("The Hugging Face Hub can't be reached.", "Check the internet connection, and try again.")
    shown[4].show_going(Going(error=failed))
    camera.rest()
    camera.both("models-page")
    page.ensureWidgetVisible(shown[-1], 0, 300)
    camera.rest()
    camera.both("models-more")
    next(iter(page.installed.values())).tuned.emit()
    assert page.dialog is not None
    camera.rest()
    camera.both("models-settings", page.dialog)
    page.dialog.reject()
    camera.rest()
