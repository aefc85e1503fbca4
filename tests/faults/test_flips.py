"""Bytes flipped and files cut, everywhere in every file of a vault: it is noticed and told, nothing is lost silently, and a backup puts it right.

In `make soak` each region of 64 bytes of the small files and some hundreds of the large ones, spread evenly; else a few places of each file.
"""

from __future__ import annotations

import contextlib
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.archive import age, importing
from engine.archive.container import Limits, Reader
from engine.archive.export import export
from engine.errors import AlcoveError
from engine.memory import windows
from engine.session import Session
from engine.vault import backups, consistency, missing, restoring, snapshots
from engine.vault.keys import FLOOR
from engine.vault.restoring import Secrets
from engine.vault.vault import Vault
from tests.faults.life import AROUND, SECRET, picture_of, small
from tests.soak import SEED, either

PLACES = either(10, 2_000)  # regions at most in each file
REGION = 64
done: Counter[str] = Counter()
pytestmark = pytest.mark.timeout(either(300, 0))


class Whole:
    """A vault as it was before anything happened to it, closed ("closed") and as a crash would leave it ("open", with its log)."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.key = folder, folder / "test.key"
        vault, _ = Vault.create(folder / "closed", passphrase="words", key_file=self.key, argon=FLOOR)
        live = Session(vault)
        chat = live.conversations.create()
        for text in ("My sister Anna lives in Oslo.", "I work at Acme as a nurse.", "My dog is called Rex.", "猫が好きです"):
            live.learner.learn_message(live.conversations.say(chat, text))
        snapshots.save(vault, "turns", {"data": bytes(5000)}, 1)
        vault.backup()
        live.memories.edit(live.memories.list("Rex").memories[0], text="Rex is the user's old dog.")
        vault.sealer.write()  # as a second after the last commit
        shutil.copytree(folder / "closed", folder / "open")
        export(vault, folder / "locked.alcove", passphrase=SECRET)
        export(vault, folder / "plain.alcove", passphrase=None)
        self.state = picture_of(vault, AROUND)
        vault.close()

    def fresh(self, place: Path, how: str) -> Path:
        """A copy to damage."""
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.folder / how, place)
        return place


@pytest.fixture(autouse=True)
def counted(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """How many damages there were, for the table of `make soak`."""
    before = done.total()
    yield
    record_property("damaged files", done.total() - before)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    iterations = age.Encrypting.__init__.__defaults__
    small()
    yield Whole(tmp_path_factory.mktemp("whole"))
    age.Encrypting.__init__.__defaults__ = iterations  # type: ignore[misc]


def damages(size: int) -> Iterator[Callable[[bytes], bytes]]:
    """Flips of one bit, and cuts."""
    chance = random.Random(f"{SEED}/{size}")
    regions = range(0, size, REGION)
    step = max(1, len(regions) // PLACES)
    for start in regions[chance.randrange(step) :: step]:
        at, bit = min(start + chance.randrange(REGION), size - 1), 1 << chance.randrange(8)
        done["flipped"] += 1
        yield lambda data, at=at, bit=bit: data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]  # type: ignore[misc]
    for _ in range(either(3, 60)):
        length = chance.randrange(size)
        done["cut"] += 1
        yield lambda data, length=length: data[:length]  # type: ignore[misc]


def each(source: Path, target: Path) -> Iterator[Path]:
    """`target` with one damage after the other of what is in `source`. The caller makes the folder fresh in between."""
    data = source.read_bytes()
    for damage in damages(len(data)):
        target.write_bytes(damage(data))
        yield target


def everything_told(whole: Whole, home: Path) -> tuple[str, str]:
    """What a person is told when the vault is opened and looked over ("" when nothing), and the state ("" when it can't be read)."""
    told, state = "", ""
    try:
        with Vault.unlock(home, key_file=whole.key) as vault:
            told = " ".join(vault.warnings)
            told += " ".join(problem.text for problem in consistency.check(vault, pages=True, window_text=windows.text))
            state = picture_of(vault, AROUND)  # what was noticed is noted there
            Session(vault).recall.search("Where does Anna live?")
    except AlcoveError as error:
        told += f"{error.message} {error.hint or 'NO HINT'}"
    assert "NO HINT" not in told
    return told, state


@pytest.mark.parametrize("name", ["vault.json", "vault.json.copy", "vault.seal", "vectors.db"])
def test_what_is_there_twice_or_derived_is_put_right_and_nothing_is_lost(name: str, whole: Whole, tmp_path: Path) -> None:
    for damage in damages((whole.folder / "closed" / "vault" / name).stat().st_size):
        home = whole.fresh(tmp_path / "data", "closed")
        path = home / "vault" / name
        path.write_bytes(damage(path.read_bytes()))
        told, state = everything_told(whole, home)
        assert state == whole.state
        assert told or name != "vault.json" or path.read_bytes() == (whole.folder / "closed" / "vault" / name).read_bytes()
        with Vault.unlock(home, key_file=whole.key) as vault:
            missing.acknowledge(vault)
        assert everything_told(whole, home) == ("", whole.state), "the next start has nothing to say"
        with Vault.unlock(home, key_file=whole.key) as vault:
            snapshots.save(vault, "turns", {"data": b"again"}, 1)
            assert snapshots.load(vault, "turns") == ({"data": b"again"}, 1)


def test_a_damaged_header_and_copy_are_told_and_left_alone(whole: Whole, tmp_path: Path) -> None:
    for damage in damages((whole.folder / "closed" / "vault" / "vault.json").stat().st_size):
        home = whole.fresh(tmp_path / "data", "closed")
        for name in ("vault.json", "vault.json.copy"):
            (home / "vault" / name).write_bytes(damage((home / "vault" / name).read_bytes()))
        before = (home / "vault" / "memory.db").read_bytes()
        told, state = everything_told(whole, home)
        assert (state == "" and told) or state == whole.state, "it is told, or was white space at the end"
        assert (home / "vault" / "memory.db").read_bytes() == before


def test_a_damaged_database_is_told_and_a_backup_puts_it_right(whole: Whole, tmp_path: Path) -> None:
    restored = 0
    for number, damage in enumerate(damages((whole.folder / "closed" / "vault" / "memory.db").stat().st_size)):
        home = whole.fresh(tmp_path / "data", "closed")
        path = home / "vault" / "memory.db"
        path.write_bytes(damage(path.read_bytes()))
        told, _ = everything_told(whole, home)
        assert told, number
        if number % either(4, 50) == 0:
            _restore(whole, home, backups.listed(home)[0].path.name)
            with Vault.unlock(home, key_file=whole.key) as vault:
                assert consistency.check(vault, pages=True) == []
                assert vault.one("SELECT count(*) FROM memory WHERE instr(text, 'Rex')")[0] == 1  # type: ignore[index]
                restored += 1
    assert restored


def test_a_damaged_log_loses_nothing_silently(whole: Whole, tmp_path: Path) -> None:
    lost = 0
    for damage in damages((whole.folder / "open" / "vault" / "memory.db-wal").stat().st_size):
        home = whole.fresh(tmp_path / "data", "open")
        path = home / "vault" / "memory.db-wal"
        path.write_bytes(damage(path.read_bytes()))
        if (shared := home / "vault" / "memory.db-shm").exists():
            shared.unlink()  # as after a restart
        told, state = everything_told(whole, home)
        assert told or state == whole.state
        lost += state != whole.state
    assert lost, "some of it did take commits away"


def test_a_damaged_backup_is_told_and_never_restored(whole: Whole, tmp_path: Path) -> None:
    [backup] = backups.listed(whole.folder / "closed")
    for name in ("memory.db", "vault.json", "vault.seal", "backup.json"):
        for damage in damages((backup.path / name).stat().st_size):
            home = whole.fresh(tmp_path / "data", "closed")
            path = backups.listed(home)[0].path / name
            path.write_bytes(damage(path.read_bytes()))
            if name == "memory.db":
                with pytest.raises(AlcoveError) as error:
                    _restore(whole, home, path.parent.name)
                assert error.value.hint
                assert everything_told(whole, home) == ("", whole.state), "what is there was not touched"
            else:
                _restore(whole, home, path.parent.name)
                with Vault.unlock(home, key_file=whole.key) as vault:
                    assert consistency.check(vault, pages=True) == []


def _restore(whole: Whole, home: Path, name: str) -> None:
    restoring.restore(restoring.open_backup(home, name, Secrets(key_file=whole.key)))


def _lines(path: Path) -> list[bytes]:
    """What stands in an archive, as far as it can be unpacked."""
    lines: list[bytes] = []
    with path.open("rb") as file, contextlib.suppress(AlcoveError):
        lines.extend(Reader(file, lambda: SECRET, Limits()).lines())
    return lines


@pytest.mark.parametrize("name", ["locked.alcove", "plain.alcove"])
def test_a_damaged_archive_is_refused_with_a_reason(name: str, whole: Whole, tmp_path: Path) -> None:
    said = _lines(whole.folder / name)
    with Vault.create(tmp_path / "new", key_file=tmp_path / "key")[0] as vault:
        empty = picture_of(vault)
        for path in each(whole.folder / name, tmp_path / name):
            if name == "plain.alcove" and _lines(path) == said:  # some bits of a zstd frame say nothing: all of it is as it was
                continue
            with pytest.raises(AlcoveError) as error, importing.opened(vault, path, passphrase=lambda: SECRET) as archive:
                archive.apply()
            assert error.value.hint
            assert picture_of(vault) == empty


def test_a_file_that_is_gone_is_told(whole: Whole, tmp_path: Path) -> None:
    for name in sorted(path.name for path in (whole.folder / "closed" / "vault").iterdir()):
        home = whole.fresh(tmp_path / "data", "closed")
        (home / "vault" / name).unlink()
        told, state = everything_told(whole, home)
        assert state == whole.state or (name == "memory.db" and told)
