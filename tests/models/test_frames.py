"""Frames over a pipe."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.frames import BrokenFrame, FrameWriter, read_frame


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    for fd in (reading, writing):
        try:
            os.close(fd)
        except OSError:
            pass


@given(st.lists(st.binary(max_size=2000), max_size=20))
def test_what_is_written_is_read(bodies: list[bytes]) -> None:
    reading, writing = os.pipe()
    try:
        writer = FrameWriter(writing)
        for body in bodies:
            writer.write(body)
        os.close(writing)
        assert [read_frame(reading) for _ in bodies] == bodies
        assert read_frame(reading) is None
    finally:
        os.close(reading)


def test_frames_of_several_threads_do_not_mix(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    writer = FrameWriter(writing)
    bodies = [bytes([number]) * 100_000 for number in range(6)]
    threads = [threading.Thread(target=writer.write, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    assert sorted(read_frame(reading) or b"" for _ in bodies) == bodies
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x00\x00\x05abc", b"\xff\xff\xff\xff", b"\x00\x00\x00\x05"])
def test_a_stream_that_is_cut_or_out_of_step_is_noticed(pipe: tuple[int, int], data: bytes) -> None:
    reading, writing = pipe
    os.write(writing, data)
    os.close(writing)
    with pytest.raises(BrokenFrame):
        read_frame(reading)


def test_a_closed_writer_writes_no_more(pipe: tuple[int, int]) -> None:
    writer = FrameWriter(pipe[1])
    assert writer.close(1)
    with pytest.raises(BrokenPipeError):
        writer.write(b"late")
