"""Connects the parts of the chat page, binds its actions, and says which of them can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.chat.drafts import INCOGNITO, NEW

if TYPE_CHECKING:
    from desktop.chat.page import ChatPage
    from desktop.chat.thread import Thread


def connect(page: ChatPage) -> None:
    """Who is told what."""
    page.sidebar.opened.connect(page.open_found)
    page.sidebar.renamed.connect(page.verbs.rename)
    page.sidebar.shown.connect(page.show_title)
    page.sidebar.incognito_asked.connect(page.private.open)
    page.incognito_bar.ended.connect(page.private.end)
    page.incognito_bar.memory_allowed.connect(page.private.allow_memory)
    page.composer.sent.connect(page.sending.send)
    page.composer.stopped.connect(page.writer.stop)
    page.composer.attach_asked.connect(page.files.choose)
    page.composer.field.files_given.connect(page.attaching.add_files)
    page.composer.field.much_pasted.connect(page.attaching.add_pasted)
    page.composer.shelf.unfolded.connect(page.files.unfold)
    page.attaching.shown.connect(lambda: page.composer.show_attached(reading=page.attaching.reading))
    page.attaching.changed.connect(page.attached)
    page.composer.draft_changed.connect(page.keep_draft)
    page.composer.edit_last.connect(page.sending.edit_last)
    page.composer.edit_cancelled.connect(page.sending.leave_edit)
    page.welcome.suggested.connect(page.suggest)
    page.threads.made.connect(lambda thread: join(page, thread))
    page.threads.read.connect(page.loaded)
    page.threads.gone.connect(page.gone)
    page.why.without_asked.connect(page.sending.answer_without)
    page.why.toggled.connect(page.make_room)
    page.writer.started.connect(page.writing_changed)
    page.writer.ended.connect(page.written)
    page.desk.changed.connect(page.changed)


def join(page: ChatPage, thread: Thread) -> None:
    """Connects a new thread to what can be done with its messages."""
    thread.file_asked.connect(page.files.act)
    thread.edit_asked.connect(page.sending.begin_edit)
    thread.again_asked.connect(page.sending.again)
    thread.more_asked.connect(page.sending.proceed)
    thread.version_asked.connect(page.sending.switch_version)
    thread.note_chosen.connect(page.notes.show)
    thread.note_asked.connect(page.notes.act)
    thread.learned_undone.connect(page.notes.undo_learned)
    thread.why_asked.connect(page.show_why)
    thread.link_chosen.connect(page.notes.open_link)


def bind(page: ChatPage) -> None:
    """What the actions do."""
    for action, handler in (
        ("chat.new", page.new), ("chat.incognito", page.private.open), ("chat.find", page.search.setFocus),
        ("chat.rename", page.sidebar.begin_rename), ("chat.pin", page.verbs.toggle_pin), ("chat.folder", page.verbs.move),
        ("chat.export", page.verbs.export),
        ("chat.delete", page.verbs.delete), ("chat.stop", page.writer.stop), ("chat.regenerate", page.sending.regenerate),
        ("chat.continue", page.sending.proceed),
        ("chat.edit", page.sending.edit_last), ("chat.copy", page.verbs.copy_last), ("chat.attach", page.files.choose),
        ("chat.why", page.toggle_why), ("chat.write", page.composer.field.setFocus),
    ):  # fmt: skip
        page.desk.actions.bind(action, handler)
    enable(page)


def enable(page: ChatPage) -> None:
    """Greys what can't be done now."""
    writing = page.writer.writing
    here = page.current not in (NEW, INCOGNITO)
    thread = page.threads.get(page.current)
    spoken = thread is not None and bool(thread.messages)
    actions = page.desk.actions
    for action in ("chat.rename", "chat.pin", "chat.folder", "chat.export"):
        actions.enable(action, here)
    actions.enable("chat.delete", bool(page.current) and not (writing and page.writer.conversation_id == page.current))
    actions.enable("chat.stop", writing)
    for action in ("chat.regenerate", "chat.copy"):
        actions.enable(action, spoken and not writing)
    last = thread.last("assistant") if thread is not None else None
    actions.enable("chat.continue", last is not None and last.unfinished and not writing)
    actions.enable("chat.why", spoken and here)
    actions.enable("chat.edit", spoken and here and not writing)
