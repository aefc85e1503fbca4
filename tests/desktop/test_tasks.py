"""Work off the UI thread: order, delivery, cancelling, failing, stopping."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject

from desktop.tasks import Tasks
from engine.errors import BadInput, Cancelled

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_query_runs_elsewhere_and_its_result_arrives_on_the_ui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    here, threads = threading.get_ident(), []
    tasks.query(tasks, threading.get_ident, lambda ran: threads.extend([ran, threading.get_ident()]))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != here
    assert threads[1] == here


def test_changes_run_one_after_the_other_in_the_order_of_the_calls(qtbot: QtBot, tasks: Tasks) -> None:
    first = threading.Event()
    done: list[int] = []
    tasks.change(tasks, lambda: (first.wait(5), done.append(1)))
    tasks.change(tasks, lambda: done.append(2))
    tasks.change(tasks, lambda: done.append(3))
    assert done == []
    first.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert done == [1, 2, 3]


def test_a_query_does_not_wait_for_a_change(qtbot: QtBot, tasks: Tasks) -> None:
    hold, answers = threading.Event(), []
    tasks.change(tasks, lambda: hold.wait(5))
    tasks.query(tasks, lambda: "found", answers.append)
    qtbot.waitUntil(lambda: answers == ["found"])
    hold.set()


def test_results_for_an_owner_that_is_gone_are_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    owner, hold, answers = QObject(), threading.Event(), []
    tasks.query(owner, lambda: hold.wait(5), answers.append)
    shiboken6.delete(owner)
    hold.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert answers == []


def test_a_cancelled_query_says_nothing(qtbot: QtBot, tasks: Tasks) -> None:
    hold, answers = threading.Event(), []
    job = tasks.query(tasks, lambda: hold.wait(5), answers.append)
    job.cancel()
    hold.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert answers == []


def test_a_failure_goes_to_its_handler_or_else_to_everybody(qtbot: QtBot, tasks: Tasks) -> None:
    def fail() -> None:
        raise BadInput("No.", "Try yes.")

    handled: list[Exception] = []
    unhandled: list[Exception] = []
    tasks.failed.connect(unhandled.append)
    tasks.query(tasks, fail, lambda _: None, handled.append)
    tasks.change(tasks, fail)
    qtbot.waitUntil(lambda: tasks.idle)
    assert [str(error) for error in handled] == ["No."]
    assert [getattr(error, "hint", "") for error in unhandled] == ["Try yes."]


def test_stopping_work_is_no_failure(qtbot: QtBot, tasks: Tasks) -> None:
    def stopped() -> None:
        raise Cancelled("Stopped.")

    unhandled: list[Exception] = []
    tasks.failed.connect(unhandled.append)
    tasks.change(tasks, stopped)
    qtbot.waitUntil(lambda: tasks.idle)
    assert unhandled == []


def test_what_streams_arrives_in_order_in_batches_and_before_the_end(qtbot: QtBot, tasks: Tasks) -> None:
    batches: list[list[int]] = []
    seen_at_end: list[int] = []

    def work(emit: Callable[[Any], None], cancel: threading.Event) -> str:
        for number in range(500):
            emit(number)
        return "end"

    tasks.stream(tasks, work, batches.append, lambda _: seen_at_end.extend(n for batch in batches for n in batch))
    qtbot.waitUntil(lambda: tasks.idle)
    assert seen_at_end == list(range(500))
    assert len(batches) < 50


def test_a_stream_is_told_to_stop_and_still_ends(qtbot: QtBot, tasks: Tasks) -> None:
    ended: list[str] = []

    def work(emit: Callable[[Any], None], cancel: threading.Event) -> str:
        return "stopped" if cancel.wait(5) else "ran out"

    job = tasks.stream(tasks, work, lambda _: None, ended.append)
    job.cancel()
    qtbot.waitUntil(lambda: ended == ["stopped"])


def test_stopping_finishes_what_was_to_be_written_and_ends_all_threads(qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    tasks, done = Tasks(), []
    tasks.change(tasks, lambda: done.append("written"))
    tasks.stream(tasks, lambda emit, cancel: cancel.wait(5), lambda _: None, lambda _: None)
    assert tasks.stop(5)
    assert done == ["written"]
    assert not set(threading.enumerate()) - before


def test_the_log_of_a_failure_holds_no_values(qtbot: QtBot, tasks: Tasks) -> None:
    import structlog

    def fail() -> None:
        secret = "the canary sings at noon"
        raise ValueError(secret)

    with structlog.testing.capture_logs() as logs:
        tasks.change(tasks, fail)
        qtbot.waitUntil(lambda: tasks.idle)
    assert logs[0]["error"] == "ValueError"
    assert "canary" not in repr(logs)


class Witness:
    """Tells on which thread it went."""

    def __init__(self, gone: list[int]) -> None:
        self._gone = gone

    def __call__(self, *_: object) -> None:
        """Stands for work, and for what is done with its result."""

    def __del__(self) -> None:
        self._gone.append(threading.get_ident())


def test_what_was_handed_in_is_let_go_of_on_the_ui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    gone: list[int] = []
    for _ in range(20):
        tasks.query(tasks, Witness(gone), Witness(gone), Witness(gone))
        tasks.change(tasks, Witness(gone), Witness(gone), Witness(gone))
        tasks.stream(tasks, Witness(gone), Witness(gone), Witness(gone), Witness(gone))
    qtbot.waitUntil(lambda: tasks.idle)
    assert len(gone) == 20 * 10
    assert set(gone) == {threading.get_ident()}


def test_what_a_failure_holds_is_let_go_of_on_the_ui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    gone: list[int] = []

    def fail(*_: object) -> None:
        held = Witness(gone)  # the traceback keeps it
        raise BadInput("No.", "Try yes." if held else "")

    for _ in range(20):
        tasks.query(tasks, fail, lambda _: None, lambda _: None)
        tasks.stream(tasks, fail, lambda _: None, lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: tasks.idle)
    gc.collect()
    assert len(gone) == 20 * 2
    assert set(gone) == {threading.get_ident()}
