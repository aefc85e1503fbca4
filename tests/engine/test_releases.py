"""A vault and an archive of every release open for ever, with everything that they held."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from engine.archive import importing
from engine.archive.schema import VERSION
from engine.session import Session
from engine.vault.keys import FLOOR
from engine.vault.migrations import FORMAT
from engine.vault.vault import Vault
from tests.engine.archive.conftest import SECRET, assert_whole
from tests.engine.vault.test_migrations import FIXTURE_PASSPHRASE
from tests.packaging.support import fixture, version

KEPT = sorted(path for path in fixture.RELEASES.iterdir() if path.is_dir())


@pytest.fixture(params=KEPT, ids=lambda path: path.name)
def kept(request: pytest.FixtureRequest) -> Path:
    return request.param


def assert_all_there(live: Session) -> None:
    """What `tests.engine.archive.conftest.live_in` told, did and said to forget."""
    assert {"The user's sister Anna moved to Rome.", "The user is allergic to peanuts.", "Tom Baker is the user's boss."} <= {
        memory.text for memory in live.memories.list(status="active").memories
    }
    assert [memory.text for memory in live.instructions.in_force()] == ["The assistant should always answer in bullet points."]
    assert live.memories.list("Lyon", status="superseded").total == 1
    assert live.memories.list("Bert", status="active").total == 0
    assert live.conversations.draft(live.conversations.list("Family")[0]) == "and by the way"
    assert live.entities.get("Annie").entity.name == "Anna"
    assert live.settings.get("persona") == "Be brief."
    assert_whole(live.vault)


def test_this_release_is_kept_with_the_formats_that_it_writes() -> None:
    made = json.loads((fixture.RELEASES / version() / "made.json").read_text())
    assert made == {"format": FORMAT, "archive": VERSION}, "make it anew:  python packaging/fixture.py"


def test_its_vault_opens(kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept / "vault", tmp_path / "vault")
    with Vault.unlock(tmp_path, passphrase=FIXTURE_PASSPHRASE) as vault:
        assert vault.warnings == []
        assert vault.status().format == FORMAT
        assert vault.journal.verify().ok
        assert_all_there(Session(vault))


def test_its_vault_opens_with_its_recovery_key(kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept / "vault", tmp_path / "vault")
    Vault.unlock(tmp_path, recovery_key=(kept / "recovery").read_text().strip()).close()


def test_its_archive_brings_everything_to_another_computer(kept: Path, tmp_path: Path) -> None:
    with Vault.create(tmp_path, passphrase="x", argon=FLOOR)[0] as vault:
        with importing.opened(vault, kept / "archive.alcove", passphrase=lambda: SECRET) as archive:
            assert archive.dry_run().read.invalid_count == 0
            archive.apply()
        assert_all_there(Session(vault))


def test_its_archive_holds_nothing_that_its_vault_has_not(kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept / "vault", tmp_path / "vault")
    with (
        Vault.unlock(tmp_path, passphrase=FIXTURE_PASSPHRASE) as vault,
        importing.opened(vault, kept / "archive.alcove", passphrase=lambda: SECRET) as archive,
    ):
        found = archive.dry_run().found
        assert found.new.total() == found.conflicting.total() == 0
        assert found.same["memory"] > 5


def test_a_released_one_is_never_made_again() -> None:
    dated = [number for number, date, _ in fixture.releases() if date]
    assert all(fixture.released(number) for number in dated)
    assert not fixture.released("0.0.0")
