"""A whole session of real commands about a canary: it is readable in no file that they wrote, packed ones included."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from engine.vault import bytescan, snapshots
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.faults.test_canary import CANARY, WORDS
from tests.faults.test_crash import ROOT

NEEDLES = [(0, form) for text in (CANARY, *WORDS) for form in [*bytescan.forms(text), *bytescan.disguises(text)]]
LONGEST = 1 << 22


def unpacked(data: bytes) -> Iterator[bytes]:
    """The file as it is, and whatever zlib, gzip or zstd makes of any place in it that looks like their beginning."""
    yield data
    for magic, window in ((b"\x1f\x8b\x08", 31), (b"\x78\x01", 15), (b"\x78\x9c", 15), (b"\x78\xda", 15), (b"\x28\xb5\x2f\xfd", 0)):
        at = data.find(magic)
        while at >= 0:
            try:
                if window:
                    yield zlib.decompressobj(window).decompress(data[at:], LONGEST)
                else:
                    yield zstandard.ZstdDecompressor().decompressobj().decompress(data[at : at + LONGEST])
            except (zlib.error, zstandard.ZstdError):
                pass
            at = data.find(magic, at + 1)


def readable(folder: Path) -> list[str]:
    finder = bytescan.Finder(NEEDLES)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [str(path.relative_to(folder)) for path in files if any(finder.found(part.lower()) for part in unpacked(path.read_bytes()))]


def decrypted(home: Path) -> list[str]:
    """Databases, logs and backups that hold it for who has the key, in any page, freed ones too."""
    with Vault.unlock(home, passphrase="words") as vault:
        keys = {"memory.db": vault.subkey("database"), "vectors.db": snapshots.file_key(vault)}
        files = [(path, keys.get(path.name.removesuffix("-wal"))) for path in sorted(home.rglob("*.db*")) if not path.name.endswith("-shm")]
        return [str(path.relative_to(home)) for path, key in files if key is not None and bytescan.search_database(path, key, NEEDLES)[1]]


def test_the_search_finds_it_in_every_packing(tmp_path: Path) -> None:
    text = f"log: {CANARY}".encode()
    gzip = zlib.compressobj(wbits=31)
    packed = {"gzip": gzip.compress(text) + gzip.flush(), "zlib": zlib.compress(text), "zstd": zstandard.compress(text)}
    packed["utf-16"] = CANARY.encode("utf-16")
    for name, data in packed.items():
        (tmp_path / name).write_bytes(b"\0" * 7 + data)
    assert readable(tmp_path) == sorted(packed)


@pytest.mark.timeout(300)
def test_a_session_on_the_command_line_leaves_it_readable_nowhere(tmp_path: Path) -> None:
    watched, outside = tmp_path / "watched", tmp_path / "outside"
    for folder in (watched / "tmp", watched / "home", outside):
        folder.mkdir(parents=True)
    Vault.create(watched / "data", passphrase="words", argon=FLOOR)[0].close()
    (outside / "words").write_text("words")
    (outside / "archive words").write_text("seven grey herons")
    line = {"conversation": "c", "role": "user", "text": CANARY}
    lines = [{**line, "id": str(n), "time": f"2025-03-0{n}T10:00:00Z"} for n in range(1, 5)]
    (outside / "chat.jsonl").write_text("\n".join(map(json.dumps, lines)))
    told = os.environ | {
        "ALCOVE_HOME": str(watched / "data"), "ALCOVE_PASSPHRASE_FILE": str(outside / "words"), "TMPDIR": str(watched / "tmp"),
        "SQLITE_TMPDIR": str(watched / "tmp"), "HOME": str(watched / "home"), "XDG_CACHE_HOME": str(watched / "home" / "cache"),
        "XDG_STATE_HOME": str(watched / "home" / "state"), "PYTHONFAULTHANDLER": "1",
    }  # fmt: skip

    def run(*words: str, code: int = 0) -> None:
        command = [sys.executable, "-c", "from desktop.cli import main; raise SystemExit(main())", *words]
        found = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
        assert found.returncode == code, (words, found.stdout, found.stderr)

    run("remember", CANARY)
    run("ingest", str(outside / "chat.jsonl"))
    run("recall", "ocelots")
    run("export", str(watched / "all.alcove"), "--passphrase-file", str(outside / "archive words"))
    run("backups", "make")
    run("--debug", "memories", "show", CANARY, code=1)  # an error, traceback and all
    run("memories", "list")
    dying = (
        "import os, sys; from pathlib import Path; from engine.vault.vault import Vault; from tests.faults.writer import turn;"
        "vault = Vault.unlock(Path(sys.argv[1]), passphrase='words'); turn(vault, sys.argv[2]); os.abort()"
    )
    dies = [sys.executable, "-c", dying, str(watched / "data"), CANARY]
    found = subprocess.run(dies, cwd=watched / "tmp", env=told | {"PYTHONPATH": str(ROOT)}, check=False)
    assert found.returncode == -signal.SIGABRT
    assert readable(watched) == []
    run("memories", "list")
    assert readable(watched) == []
    assert decrypted(watched / "data") != [], "who has the key finds it"
    run("memories", "erase", "--matching", "ocelots", "--yes")
    assert decrypted(watched / "data") == [], "and after erasing, nobody does"
    assert readable(watched) == []
