from __future__ import annotations

import io

import pyrage
import pytest

from engine.archive import age
from engine.errors import BadInput, WrongKey

SECRET = "päss phrase"
SIZES = (0, 1, age.CHUNK - 1, age.CHUNK, age.CHUNK + 1, 3 * age.CHUNK)


def locked(data: bytes) -> bytes:
    target = io.BytesIO()
    writer = age.Encrypting(target, SECRET, 10)
    for start in range(0, len(data), 1000):
        writer.write(data[start : start + 1000])
    writer.close()
    return target.getvalue()


def opened(data: bytes, passphrase: str = "") -> bytes:
    return age.Decrypting(io.BytesIO(data), passphrase or SECRET).read()


@pytest.mark.parametrize("size", SIZES)
def test_another_implementation_of_age_opens_what_we_write(size: int) -> None:
    data = bytes(n % 251 for n in range(size))
    assert pyrage.passphrase.decrypt(locked(data), SECRET) == data
    assert opened(locked(data)) == data


def test_a_wrong_passphrase_is_told_apart_from_damage() -> None:
    with pytest.raises(WrongKey):
        opened(locked(b"something"), "other")


@pytest.mark.parametrize("end", [1, 10, 22, 60, 100, 150, 200, -1, -17, -age.CHUNK])
def test_a_file_that_is_cut_off_is_refused(end: int) -> None:
    with pytest.raises((BadInput, WrongKey)):
        opened(locked(bytes(2 * age.CHUNK))[:end])


def test_a_cut_between_two_chunks_is_noticed() -> None:
    whole = locked(bytes(2 * age.CHUNK))
    with pytest.raises(BadInput):
        opened(whole[: -(age.CHUNK + age.TAG)])


def test_no_byte_can_be_changed() -> None:
    whole = locked(b"something to keep")
    for place in range(len(whole)):
        with pytest.raises((BadInput, WrongKey)):
            opened(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])


def test_a_file_that_asks_for_gigabytes_of_memory_is_refused_at_once() -> None:
    whole = locked(b"x").replace(b" 10\n", b" 30\n", 1)
    with pytest.raises(BadInput, match="memory"):
        opened(whole)


def test_a_file_locked_with_a_key_is_told_to_be_so() -> None:
    recipient = pyrage.x25519.Identity.generate().to_public()
    with pytest.raises(BadInput, match="isn't locked with a passphrase"):
        opened(pyrage.encrypt(b"x", [recipient]))


def test_long_files_are_read_in_pieces() -> None:
    source = io.BytesIO(locked(bytes(10 * age.CHUNK)))
    reader = age.Decrypting(source, SECRET)
    reader.read(10)
    assert source.tell() < 4 * age.CHUNK
