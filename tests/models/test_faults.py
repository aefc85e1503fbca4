"""What happens to a real model process in a bad world: it dies, hangs, gets garbage, loses its parent."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.client import ChatModel, Generation, Message
from models.errors import ModelCrashed, ModelDamaged, ModelError, ModelHung
from tests.models.tiny_gguf import data_start

HELLO = (Message("user", "Hello."),)
SHORT = Generation(max_tokens=8, temperature=0, repeat_penalty=1.0)
LONG = Generation(max_tokens=3500, temperature=0, repeat_penalty=1.0)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def wait_until_gone(pid: int) -> None:
    """Waits for a process that isn't our child (the test's own timeout bounds it)."""
    while True:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return
        except OSError:
            return


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def kill(pid: int, fatal: signal.Signals) -> None:
    """Pieces that were on their way arrive after the death, too."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, fatal)


@pytest.mark.parametrize("fatal", [signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV])
def test_a_process_that_dies_costs_one_answer(tiny: ChatModel, fatal: signal.Signals) -> None:
    expected = tiny.chat(HELLO, SHORT).text
    pid = tiny.stats().pid
    with pytest.raises(ModelCrashed, match=fatal.name) as caught:
        tiny.chat(HELLO, LONG, on_piece=lambda _: kill(pid, fatal))
    assert caught.value.hint
    assert not tiny.alive
    assert tiny.chat(HELLO, SHORT).text == expected
    assert tiny.stats().pid != pid


def test_a_kill_for_want_of_memory_is_explained(tiny: ChatModel) -> None:
    pid = tiny.stats().pid
    with pytest.raises(ModelCrashed) as caught:
        tiny.chat(HELLO, LONG, on_piece=lambda _: kill(pid, signal.SIGKILL))
    assert "memory" in caught.value.hint


def test_every_waiting_call_hears_of_the_death(tiny: ChatModel) -> None:
    pid = tiny.stats().pid
    begun = threading.Barrier(4, timeout=60)
    errors: list[ModelError] = []

    def ask(context: str) -> None:
        begun.wait()
        try:
            tiny.chat(HELLO, LONG, context=context)
        except ModelError as error:
            errors.append(error)

    threads = [threading.Thread(target=ask, args=(name,)) for name in ("answer", "learn", "other")]
    for thread in threads:
        thread.start()
    begun.wait()
    while tiny.alive and tiny.stats().requests < 4:
        pass
    os.kill(pid, signal.SIGKILL)
    for thread in threads:
        thread.join()
    assert [type(error) for error in errors] == [ModelCrashed] * 3


def test_a_process_that_hangs_is_ended_and_replaced(tiny: ChatModel) -> None:
    pid = tiny.stats().pid
    tiny._connection.deadline = 0.5
    with pytest.raises(ModelHung) as caught:
        tiny.chat(HELLO, LONG, on_piece=lambda _: kill(pid, signal.SIGSTOP))
    assert caught.value.hint
    tiny._connection.deadline = 60
    assert tiny.chat(HELLO, SHORT).text
    assert tiny.stats().pid != pid


def test_a_process_that_hangs_cannot_block_a_large_request(tiny: ChatModel) -> None:
    """Its pipe is full, so the write hangs as well."""
    pid = tiny.stats().pid
    os.kill(pid, signal.SIGSTOP)
    tiny._connection.deadline = 0.5
    with pytest.raises(ModelHung):
        tiny.count_tokens(["x" * 1_000_000])


def test_closing_a_hung_process_ends_it(tiny: ChatModel) -> None:
    pid = tiny.stats().pid
    os.kill(pid, signal.SIGSTOP)
    tiny.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_cancel_that_is_not_obeyed_ends_the_process(tiny: ChatModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.connection.CANCEL_DEADLINE", 0.3)
    pid = tiny.stats().pid
    cancel = threading.Event()

    def on_piece(_: str) -> None:
        os.kill(pid, signal.SIGSTOP)
        cancel.set()

    with pytest.raises(ModelHung):
        tiny.chat(HELLO, LONG, on_piece=on_piece, cancel=cancel)


def test_a_program_that_is_not_there_is_a_clear_error(open_tiny: Callable[..., ChatModel], tmp_path: Path) -> None:
    with pytest.raises(ModelCrashed, match="started"):
        open_tiny(command=[str(tmp_path / "absent")]).load()


def test_a_program_that_is_something_else_is_a_clear_error(open_tiny: Callable[..., ChatModel]) -> None:
    with pytest.raises(ModelCrashed, match="exit code 3"):
        open_tiny(command=[sys.executable, "-c", "import sys; print('Hello, world, I am no model.'); sys.exit(3)"]).load()


def test_stray_prints_and_a_flood_of_errors_do_not_break_the_conversation(open_tiny: Callable[..., ChatModel]) -> None:
    noisy = """
import os, sys
from models import host, verbs
count = verbs.Verbs._count
def loud(self, request):
    print("stray", flush=True)
    os.write(1, b"low")
    for _ in range(500):
        sys.stderr.write("x" * 1000)
    yield from count(self, request)
verbs.Verbs._count = loud
host.main()
"""
    model = open_tiny(command=[sys.executable, "-P", "-c", noisy])
    assert model.count_tokens(["abc"]) == [3]
    assert model.chat(HELLO, SHORT).text
    held = model._connection._host._errors  # type: ignore[union-attr]
    assert 0 < sum(len(block) for block in held) <= 40 * 4096


def test_a_bug_in_the_process_costs_one_request(open_tiny: Callable[..., ChatModel]) -> None:
    broken = """
from models import host, verbs
def fail(self, request):
    raise KeyError("private text")
    yield
verbs.Verbs._count = fail
host.main()
"""
    model = open_tiny(command=[sys.executable, "-P", "-c", broken])
    with pytest.raises(ModelError, match="KeyError") as caught:
        model.count_tokens(["abc"])
    assert "private" not in caught.value.message
    assert model.chat(HELLO, SHORT).text


@linux_only
def test_a_killed_parent_leaves_no_orphan_even_in_the_middle_of_an_answer(models_folder: Path, tiny_file: Path) -> None:
    (models_folder / "tiny.gguf").symlink_to(tiny_file)
    program = """
import sys
from models.client import *
from tests.models.conftest import tiny_entry
model = ChatModel(tiny_entry(), threads=1)
pid = model.stats().pid
model.chat([Message("user", "Hello.")], Generation(max_tokens=3500, temperature=0), on_piece=lambda _: print(pid, flush=True))
"""
    root = Path(__file__).parents[2]
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=root, env={**os.environ, "PYTHONPATH": str(root)})
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_until_gone(child)


@linux_only
def test_a_parent_that_is_stopped_and_killed_leaves_no_orphan_either(models_folder: Path, tiny_file: Path) -> None:
    """A stopped parent doesn't read: the child may hang in a write when the parent dies."""
    (models_folder / "tiny.gguf").symlink_to(tiny_file)
    program = """
import os, signal
from models.client import *
from tests.models.conftest import tiny_entry
model = ChatModel(tiny_entry(), threads=1)
print(model.stats().pid, flush=True)
model.chat([Message("user", "Hello.")], Generation(max_tokens=3500, temperature=0), on_piece=lambda _: os.kill(os.getpid(), signal.SIGSTOP))
"""
    root = Path(__file__).parents[2]
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=root, env={**os.environ, "PYTHONPATH": str(root)})
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    os.waitpid(parent.pid, os.WUNTRACED)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_until_gone(child)


def test_the_process_outlives_the_thread_that_asked_first(tiny: ChatModel) -> None:
    """The kernel's parent-death signal follows a thread: it must be one that lives as long as the process."""
    thread = threading.Thread(target=tiny.load)
    thread.start()
    thread.join()
    pid = tiny.stats().pid
    assert tiny.chat(HELLO, SHORT).text
    assert tiny.stats().pid == pid


def once(do: Callable[[], None]) -> Callable[[str], None]:
    """Does it at the first piece; others may be on their way."""
    left = [do]
    return lambda _: left.pop()() if left else None


@linux_only
def test_nothing_is_left_open_after_closing(open_tiny: Callable[..., ChatModel]) -> None:
    open_tiny().load()
    gc.collect()  # what earlier tests left to the collector must not be closed in between
    files, threads = _settled()
    for _ in range(3):
        model = open_tiny()
        model.chat(HELLO, SHORT)
        kill = partial(os.kill, model.stats().pid, signal.SIGKILL)
        with pytest.raises(ModelCrashed):
            model.chat(HELLO, LONG, on_piece=once(kill))
        model.chat(HELLO, SHORT)
        model.close()
    files_now, threads_now = _settled()
    assert files_now <= files and threads_now <= threads


def _settled() -> tuple[int, int]:
    """Open files and threads, once what earlier tests ended has closed its own."""
    now = open_files(), threading.active_count()
    for _ in range(20):
        time.sleep(0.25)
        before, now = now, (open_files(), threading.active_count())
        if now == before:
            break
    return now


@linux_only
def test_the_process_writes_no_core_and_hides_its_memory(tiny: ChatModel) -> None:
    pid = tiny.stats().pid
    limits = Path(f"/proc/{pid}/limits").read_text()
    (core,) = (line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]


@linux_only
def test_prompts_are_in_no_argument_and_no_environment_variable(tiny: ChatModel) -> None:
    seen = []

    def record(_: str) -> None:
        seen.append(Path(f"/proc/{pid}/cmdline").read_bytes())

    pid = tiny.stats().pid
    tiny.chat((Message("user", "canary-7431"),), SHORT, on_piece=record)
    assert seen
    assert not any(b"canary" in line for line in seen)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flips=st.lists(st.tuples(st.integers(min_value=24), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_flipped_header_is_an_error_or_a_model_and_the_next_model_works(
    open_tiny: Callable[..., ChatModel], models_folder: Path, tiny_file: Path, flips: list[tuple[int, int]]
) -> None:
    data = bytearray(tiny_file.read_bytes())
    end = data_start(tiny_file)
    for place, value in flips:
        data[place % end] = value
    (models_folder / "flipped.gguf").write_bytes(data)
    flipped = open_tiny("flipped.gguf")
    with contextlib.suppress(ModelError):
        assert flipped.chat(HELLO, SHORT).usage.completion_tokens <= SHORT.max_tokens
    flipped.close()
    assert not flipped.alive


def test_garbage_instead_of_a_model_is_named_and_the_good_file_works_at_once(
    models_folder: Path, open_tiny: Callable[..., ChatModel], tiny_file: Path
) -> None:
    bad = models_folder / "bad.gguf"
    bad.write_bytes(b"GGUF" + os.urandom(5000))
    model = open_tiny("bad.gguf")
    with pytest.raises(ModelError) as caught:
        model.load()
    assert caught.value.hint
    bad.write_bytes(tiny_file.read_bytes()[:-100])
    with pytest.raises(ModelDamaged, match="cut off"):
        model.load()
    bad.write_bytes(tiny_file.read_bytes())
    assert model.chat(HELLO, SHORT).text
