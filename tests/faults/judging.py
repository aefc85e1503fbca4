"""What must hold of a vault that a process was killed over: nothing acknowledged is lost, nothing half done can be seen, all parts agree."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.archive import importing
from engine.errors import AlcoveError, WrongKey
from engine.memory import windows
from engine.vault import backups, consistency, header, holdings, residue, snapshots
from engine.vault.vault import Vault
from tests.faults.life import AROUND, SECRET, Life, picture_of

Told = dict[str, str]


class Expected:
    """What a child that was killed has told about: the states that may be found now, and the passphrases that may open it."""

    def __init__(self, state: str, passphrase: str) -> None:
        self.states, self.passphrases = {state}, [passphrase]
        self.doing, self.done, self.commits = "", 0, 0
        self.windows = True  # whether the rows were made by the engine: the vaults of old formats were put together by hand, without windows
        self.core = ""  # while the keys are being changed: the state but for what that notes itself

    def take(self, told: Sequence[Told]) -> None:
        """Follows what was told, in its order."""
        pending = ""
        for one in told:
            match one["kind"]:
                case "will":
                    pending = one["state"]
                    self.states.add(pending)
                case "did":
                    self.states = {pending}
                    self.commits += 1
                case "restoring":
                    self.states.add(one["state"])
                case "restored":
                    self.states = {one["state"]}
                case "passphrase":
                    self.passphrases.append(one["new"])
                case "rotating":
                    self.passphrases.append(one["new"])
                    self.core = one["core"]
                case "rotated":
                    self.passphrases, self.states, self.core = [one["new"]], {one["state"]}, ""
                case "changed":
                    self.passphrases = [one["new"]]
                case "begin":
                    self.doing = one["operation"]
                    if len(self.states) > 1:  # a commit that was refused
                        self.states.discard(pending)
                case "end":
                    self.done += 1
                    self.doing = ""


def opened(home: Path, passphrases: Sequence[str]) -> tuple[Vault, str]:
    """The vault, by the passphrase that was acknowledged last, or by the one that was being set."""
    for passphrase in passphrases:
        try:
            return Vault.unlock(home, passphrase=passphrase), passphrase
        except WrongKey:
            continue
    raise AssertionError("no passphrase opens the vault")


def judge(place: Path, expected: Expected) -> tuple[str, str]:
    """Looks everything over; gives the state and the passphrase for the next child. Raises AssertionError."""
    home = place / "data"
    vault, passphrase = opened(home, expected.passphrases)
    try:
        header.read(home / "vault")
        assert vault.warnings == [], vault.warnings
        if expected.core:
            assert picture_of(vault, AROUND) == expected.core, "the change of keys changed something else"
        else:
            assert picture_of(vault) in expected.states, f"the state is none of {len(expected.states)} that it may be"
        _agrees(vault, expected)
        _backups(vault, passphrase)
        held = snapshots.covered(vault)
        assert all(seq <= _one(vault, "SELECT seq FROM counter") for seq in held.values()), held
        _archives(vault, place)
    finally:
        vault.close()
    life = Life(place, passphrase, seed=0)
    try:
        again = life.session.vault
        assert again.warnings == [], again.warnings
        assert _one(again, "SELECT count(*) FROM meta WHERE key = 'erase_pending'") == 0
        if expected.doing == "erase":
            assert residue.scan(again, []).clean
        _recalls(life)
        _agrees(again, expected)
        state = picture_of(again)
    finally:
        life.close()
    for path in home.rglob(".*"):
        os.utime(path, (0, 0))  # a while later
    with Vault.unlock(home, passphrase=passphrase) as last:
        assert last.warnings == [], last.warnings
        assert picture_of(last) == state, "closing and opening changes it"
        left = [str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()]
    strange = [path for path in left if not holdings.is_declared(path)]
    assert strange == [], strange
    return state, passphrase


def _agrees(vault: Vault, expected: Expected) -> None:
    found = consistency.check(vault, pages=True, window_text=windows.text if expected.windows else None)
    assert found == [], found


def _backups(vault: Vault, passphrase: str) -> None:
    for backup in backups.listed(vault.home):
        backups.verify(backup.path, vault.subkey("database"), backup.seq)
        assert header.read(backup.path)[0].id == vault.id


#: In the vaults of tests/fixtures, which rounds of `migrate` go on with, one answer lies at the depth of what it answers; no program wrote that.
_OF_THE_FIXTURES = "its place in the conversation can't be"


def _archives(vault: Vault, place: Path) -> None:
    for path in place.glob("*.alcove"):
        with importing.opened(vault, path, passphrase=lambda: SECRET) as archive:
            assert [one for one in archive.dry_run().read.invalid if one.reason != _OF_THE_FIXTURES] == [], path.name
        path.unlink()


def _recalls(life: Life) -> None:
    """A new message is found by its words and its meaning, and so is an old one; what is forgotten is not."""
    session = life.session
    session.conversations.say(session.conversations.create(), f"The password of the boat house is heron{life.chance.random()}.")
    session.settle()
    found = session.recall.search("boat house", top=100)
    assert found.notes == (), found.notes
    assert any("boat house" in hit.text for hit in found.hits)
    hidden = {
        row[0] for row in session.vault.query("SELECT id FROM memory WHERE status = 'trashed' UNION SELECT id FROM message WHERE status = 'trashed'")
    }
    everything = session.recall.search("Where does my sister Anna live?", top=100)
    assert not hidden & {hit.id for hit in everything.hits}
    vectors = _one(session.vault, "SELECT count(*) FROM embed_job")
    assert vectors == 0, "all that can be embedded has its vector"


def _one(vault: Vault, sql: str) -> Any:
    row = vault.one(sql)
    assert row is not None
    return row[0]


def told_by(path: Path) -> list[Told]:
    """The whole lines of a child's report: the last one may be cut."""
    import msgspec

    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return [msgspec.json.decode(line) for line in lines]


def plain(error: BaseException) -> str:
    """An error in one line."""
    told = f" ({error.hint})" if isinstance(error, AlcoveError) else ""
    return f"{type(error).__name__}: {error}{told}"
