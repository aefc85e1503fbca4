"""An archive of each released version must open for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.archive import importing
from engine.archive.age import Decrypting
from engine.archive.schema import VERSION
from engine.session import Session
from engine.vault.vault import Vault
from tests.engine.archive.conftest import SECRET, assert_whole

FIXTURES = Path(__file__).parents[2] / "fixtures" / "archives"


def test_there_is_one_of_every_version() -> None:
    assert {path.name for path in FIXTURES.glob("version-*.alcove")} == {f"version-{n}.alcove" for n in range(1, VERSION + 1)}


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("version-*.alcove")), ids=lambda path: path.stem)
def test_it_opens_with_all_that_is_in_it(path: Path, vault: Vault) -> None:
    with importing.opened(vault, path, passphrase=lambda: SECRET) as archive:
        assert archive.dry_run().read.invalid == []
        archive.apply()
    live = Session(vault)
    assert {"The user's sister Anna moved to Rome.", "The user is allergic to peanuts.", "Tom Baker is the user's boss."} <= {
        memory.text for memory in live.memories.list(status="active").memories
    }
    assert [memory.text for memory in live.instructions.in_force()] == ["The assistant should always answer in bullet points."]
    assert live.memories.list("Lyon", status="superseded").total == 1
    assert live.conversations.draft(live.conversations.list("Family")[0]) == "and by the way"
    assert {known.entity.name for known in [live.entities.get("Annie")]} == {"Anna"}
    assert live.settings.get("persona") == "Be brief."
    assert_whole(vault)


def test_what_another_age_program_wrote_opens_too() -> None:
    with (FIXTURES / "other.age").open("rb") as file:
        assert Decrypting(file, SECRET).read() == b"written by pyrage 1.4.0\n"
