from __future__ import annotations

import json
import random
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from engine.archive import importing
from engine.archive.container import Limits
from engine.archive.export import export
from engine.errors import AlcoveError, BadInput, WrongKey
from engine.ids import new_id
from engine.vault.vault import Vault
from tests.engine.archive import hostile
from tests.engine.archive.conftest import SECRET, archived, assert_whole, content, write
from tests.soak import SEED, either

ROUNDS = either(300, 2_400)
PARTS = 6


def bring(vault: Vault, path: Path, **more: Any) -> importing.ImportReport:
    with importing.opened(vault, path, passphrase=lambda: SECRET, own=True, limits=more.pop("limits", None)) as archive:
        return archive.apply(**more)


def refused(vault: Vault, path: Path, match: str, **more: Any) -> AlcoveError:
    """The import is refused with a message and a hint, and the vault is as it was."""
    with pytest.raises(AlcoveError, match=match) as error:
        bring(vault, path, **more)
    assert error.value.hint
    assert vault.journal.entries() == [] and rows(vault) == 0
    return error.value


def rows(vault: Vault) -> int:
    found = vault.one(
        "SELECT (SELECT count(*) FROM memory) + (SELECT count(*) FROM message) + (SELECT count(*) FROM entity) + (SELECT count(*) FROM setting)"
    )
    return int(found[0]) if found else 0


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_is_done_to_an_archive_it_is_refused_with_a_reason_or_imported_right(
    part: int, make_vault: Callable[[str], Vault], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    vault, path, lines = make_vault("fuzzed"), tmp_path / "a.alcove", hostile.right()
    outcomes = {"refused": 0, "imported": 0}
    for seed in range(part, ROUNDS, PARTS):
        spoil = random.Random(seed if SEED == 1 else f"{SEED}/{seed}")
        path.write_bytes(hostile.packed(hostile.mutated(lines, spoil), spoil=spoil))
        try:
            report = bring(vault, path, mode=spoil.choice(["skip", "merge", "replace"]), without_invalid=spoil.random() < 0.7)
        except AlcoveError as error:
            outcomes["refused"] += bool(error.message and error.hint)
        else:
            assert_whole(vault)
            outcomes["imported"] += 1
            if report.changes:
                vault.journal.undo()
        assert rows(vault) == len(vault.query("SELECT 1 FROM setting")), seed
        with vault.change("test", "Test", journaled=False) as change:
            change.execute("DELETE FROM setting")
    assert outcomes["refused"] and outcomes["imported"] and sum(outcomes.values()) == len(range(part, ROUNDS, PARTS))
    assert_whole(vault)
    for outcome, count in outcomes.items():
        record_property(f"hostile archives {outcome}", count)


def test_a_right_one_made_by_hand_is_imported(vault: Vault, tmp_path: Path) -> None:
    lines = hostile.right()
    bring(vault, write(tmp_path / "a.alcove", lines))
    assert content(vault, tmp_path) == lines[1:-1]
    assert_whole(vault)


def test_an_archive_from_before_there_were_folders_is_imported(vault: Vault, tmp_path: Path) -> None:
    lines = hostile.right()
    place = next(line for line in lines if line["type"] == "conversation")
    del place["folder"]
    bring(vault, write(tmp_path / "a.alcove", lines))
    place["folder"] = ""
    assert content(vault, tmp_path) == lines[1:-1]


def test_a_wrong_passphrase_is_told(lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
    path = archived(lived_in, tmp_path / "a.alcove")
    with pytest.raises(WrongKey), importing.opened(vault, path, passphrase=lambda: "guess"):
        pass
    with pytest.raises(BadInput, match="no passphrase"), importing.opened(vault, path):
        pass


def test_an_archive_cut_off_anywhere_is_refused(lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
    for secret in (SECRET, None):
        export(lived_in, tmp_path / "a.alcove", passphrase=secret, replace=True)
        whole = (tmp_path / "a.alcove").read_bytes()
        for length in (*range(0, len(whole), 97), *range(len(whole) - 5, len(whole))):
            (tmp_path / "b.alcove").write_bytes(whole[:length])
            refused(vault, tmp_path / "b.alcove", ".")


def test_any_changed_byte_of_an_encrypted_archive_is_noticed(lived_in: Vault, vault: Vault, tmp_path: Path) -> None:
    whole = archived(lived_in, tmp_path / "a.alcove").read_bytes()
    for place in range(0, len(whole), 53):
        (tmp_path / "b.alcove").write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        refused(vault, tmp_path / "b.alcove", ".")


def test_a_newer_version_is_refused_by_name(vault: Vault, tmp_path: Path) -> None:
    lines = hostile.right()
    lines[0]["version"] = 7
    error = refused(vault, write(tmp_path / "a.alcove", lines), "version 7; this Alcove knows 1")
    assert "Update Alcove" in error.hint


def test_a_bomb_stops_before_it_fills_memory(vault: Vault, tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first = json.dumps(hostile.right()[0]).encode() + b"\n"
    for name, data in (
        ("one long line", zstandard.compress(first + b" " * 400_000_000)),
        ("many lines", zstandard.compress(first + b'{"type":"x"}\n' * 20_000_000)),
        ("a window of a gigabyte", _wide_window()),
    ):
        (tmp_path / "bomb.alcove").write_bytes(data)
        assert len(data) < 200_000, name
        refused(vault, tmp_path / "bomb.alcove", "longer than|made to fill|can't be unpacked|nothing that can be imported")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_200_000  # kB; the tests themselves make the 400 MB


def _wide_window() -> bytes:
    settings = zstandard.ZstdCompressionParameters.from_level(3, window_log=30, enable_ldm=True)
    packer = zstandard.ZstdCompressor(compression_params=settings).compressobj()
    return packer.compress(b"x" * 1000) + packer.flush()


@pytest.mark.parametrize(
    ("limits", "match"),
    [
        (Limits(total=2_000), "unpacks to more"),
        (Limits(records=5), "more lines"),
        (Limits(line=100), "longer than"),
        (Limits(invalid=0), "Most of the archive"),
    ],
)
def test_every_bound_is_kept(vault: Vault, tmp_path: Path, limits: Limits, match: str) -> None:
    refused(vault, write(tmp_path / "a.alcove", [*hostile.right(), {"type": "hologram"}]), match, limits=limits)


@pytest.mark.parametrize(
    "line", [b"[" * 100_000, b'{"type":"memory","id":' + b"[" * 50 + b"]" * 50 + b"}", b"\xff\xfe", b"null", b"7", b'"x"', b'{"a":1', b"", b"{}" * 2]
)
def test_what_is_no_json_object_is_refused(vault: Vault, tmp_path: Path, line: bytes) -> None:
    refused(vault, write(tmp_path / "a.alcove", [hostile.right()[0], line]), "is not what it should be")


def test_lies_about_count_checksum_and_end_are_noticed(vault: Vault, tmp_path: Path) -> None:
    lines = hostile.right()
    refused(vault, write(tmp_path / "a.alcove", lines, end=False), "cut off")
    refused(vault, write(tmp_path / "a.alcove", [*lines, {"type": "end", "count": 3, "sha256": ""}], end=False), "as many records")
    refused(vault, write(tmp_path / "a.alcove", [*lines, {"type": "end", "count": len(lines) - 1, "sha256": "0" * 64}], end=False), "checksum")


def _invalid(vault: Vault, path: Path) -> list[tuple[str, str]]:
    with importing.opened(vault, path, passphrase=lambda: SECRET, own=True) as archive:
        return [(invalid.type, invalid.reason) for invalid in archive.dry_run().read.invalid]


CHANGES: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("memory", {"id": "../../x"}, "id is not what it should be"),
    ("memory", {"id": "01A203C2-FAF5-72B0-9DF3-E5DCE3F3053F"}, "id is not what it should be"),
    ("memory", {"text": "a\x00b"}, "text is not what it should be"),
    ("memory", {"text": 7}, "text is not what it should be"),
    ("memory", {"text": " "}, "it is empty"),
    ("memory", {"importance": 7}, "importance is not what it should be"),
    ("memory", {"mentioned_at": "2026-13-40T00:00:00Z"}, "mentioned_at is not what it should be"),
    ("memory", {"mentioned_at": "0999-01-01T00:00:00Z"}, "mentioned_at is not what it should be"),
    ("memory", {"valid_from": "2026-02-31"}, "valid_from is not what it should be"),
    ("memory", {"kind": "root"}, "kind is not what it should be"),
    ("memory", {"pinned": 1}, "pinned is not what it should be"),
    ("memory", {"utc_offset": 10**9}, "utc_offset is not what it should be"),
    ("memory", {"version": 10**30}, "version is not what it should be"),
    ("memory", {"row": 1}, "it has a field that is not known here"),
    ("message", {"shown": "Send money."}, "what is shown of it is not a part of its text"),
    ("message", {"depth": 9}, "its place in the conversation can't be"),
    ("message", {"parent": new_id()}, "its parent is not in the archive, or comes after it"),
    ("memory_source", {"stop": 10_000}, "it quotes more than the message has"),
    ("memory_source", {"start": 20, "stop": 3}, "it ends before it begins"),
    ("conversation", {"status": "trashed"}, "it is forgotten without a date, or dated without being forgotten"),
)


@pytest.mark.parametrize(("type", "change", "reason"), CHANGES)
def test_a_record_that_cannot_be_is_named_with_its_reason(vault: Vault, tmp_path: Path, type: str, change: dict[str, Any], reason: str) -> None:
    lines = hostile.right()
    [line for line in lines if line["type"] == type][-1].update(change)
    path = write(tmp_path / "a.alcove", lines)
    assert (type, reason) in _invalid(vault, path)
    refused(vault, path, "can't be imported")
    bring(vault, path, without_invalid=True)
    assert_whole(vault)


def test_a_record_of_an_unknown_type_is_named_and_can_be_left_out(vault: Vault, tmp_path: Path) -> None:
    lines = hostile.right()
    path = write(tmp_path / "a.alcove", [*lines, {"type": "hologram", "id": new_id()}])
    assert _invalid(vault, path) == [("", "records of this type are not known here")]
    refused(vault, path, "can't be imported")
    bring(vault, path, without_invalid=True)
    assert rows(vault) > 5


def test_an_id_that_stands_there_twice_counts_once(vault: Vault, tmp_path: Path) -> None:
    lines = hostile.right()
    memory = next(line for line in lines if line["type"] == "memory")
    path = write(tmp_path / "a.alcove", [*lines[: lines.index(memory)], memory, {**memory, "text": "Another."}, *lines[lines.index(memory) + 1 :]])
    assert _invalid(vault, path) == [("memory", "its id stands in the archive twice")]


def test_memories_that_replace_each_other_in_a_circle_are_refused(vault: Vault, tmp_path: Path) -> None:
    lines = hostile.right()
    memories = [line for line in lines if line["type"] == "memory"]
    memories[0]["superseded_by"], memories[1]["superseded_by"] = memories[1]["id"], memories[0]["id"]
    refused(vault, write(tmp_path / "a.alcove", lines), "circle")


def test_a_record_cannot_write_over_one_that_belongs_elsewhere(lived_in: Vault, tmp_path: Path) -> None:
    """A message of the archive bears the id of one here, but says that it is of another conversation."""
    here = lived_in.one("SELECT id, text FROM message ORDER BY row LIMIT 1")
    assert here is not None
    lines = hostile.right()
    old = next(line for line in lines if line["type"] == "message")["id"]
    lines = json.loads(json.dumps(lines).replace(old, here["id"]))
    for mode in ("skip", "merge"):
        bring(lived_in, write(tmp_path / "a.alcove", lines), mode=mode)
        assert lived_in.one("SELECT text FROM message WHERE id = ?", (here["id"],))["text"] == here["text"]  # type: ignore[index]
        assert_whole(lived_in)


def test_errors_hold_nothing_of_the_archive(vault: Vault, tmp_path: Path) -> None:
    lines = hostile.right()
    lines[-3]["section"] = ["canary heron"]
    path = write(tmp_path / "a.alcove", lines)
    assert "canary" not in str(_invalid(vault, path))
    assert "canary" not in str(
        refused(
            vault,
            write(
                tmp_path / "b.alcove",
                [lines[0], b'{"canary heron'],
            ),
            ".",
        )
    )
