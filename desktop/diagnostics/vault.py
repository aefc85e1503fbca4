"""The vault: encryption, ways in, files, seal, agreement of everything derived, journal, backups, residue."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.diagnostics.findings import Findings, State

if TYPE_CHECKING:
    from engine.vault.vault import Vault

SQLITE_MAGIC = b"SQLite format 3\x00"
KINDS = {
    "conversation": "conversations", "message": "messages", "memory": "memories", "entity": "names", "journal": "journal steps",
    "embedding": "vectors", "embed_job": "vectors to be made",
}  # fmt: skip
OLD = 8  # days after which a newest backup is old
Progress = Callable[[str, int, int], None]


def encryption(found: Findings, vault: Vault) -> None:
    """Cipher and key derivation, and by the bytes of each file whether it is encrypted: SQLCipher's have no header that could be read."""
    with vault.read() as connection:
        told = [str(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("cipher_version", "cipher_page_size", "cipher_hmac_algorithm")]
    found.add("encryption", f"SQLCipher {told[0]}: AES-256-CBC, {told[2].replace('_', '-')}, pages of {told[1]} bytes, a raw 256-bit key")
    argon = [slot.argon for slot in vault.header.of_kind("passphrase") if slot.argon is not None]
    if argon:
        found.add("key derivation", f"Argon2id, {argon[0].memory >> 10} MiB, {argon[0].passes} passes, {argon[0].lanes} lanes; then HKDF-SHA256")
    for slot in vault.header.slots:
        detail = f"{slot.kind}{f' ({slot.backend})' if slot.backend else ''}, made {slot.created_at[:10]}"
        found.add("key slot", detail)
    for warning in vault.warnings:
        found.add("warning", warning, "warning", shared=without_paths(warning, vault.home))


def without_paths(text: str, home: Path) -> str:
    """A text in which this computer's folders and account are not named."""
    for path, name in ((home, "<data folder>"), (Path.home(), "<home>")):
        text = text.replace(str(path), name)
    return " ".join("<path>" if word.startswith(("/", "~/")) and len(word) > 1 else word for word in text.split(" "))


def files(found: Findings, vault: Vault) -> None:
    """Each file of the vault with its size, and whether what it holds could be read without the key."""
    from engine.vault import rawfiles
    from engine.vault.files import size_of

    for path in sorted(vault.layout.folder.iterdir()):
        size = size_of(path)
        if size is None or path.name.startswith("."):
            continue
        state: State = "ok"
        if ".db" in path.name and not path.name.endswith("-shm"):
            plain = rawfiles.beginning(path, 16) == SQLITE_MAGIC
            told, state = ("NOT encrypted", "failed") if plain else ("encrypted", "ok")
        else:
            told = "holds no content"
        found.add("file", f"{path.name}, {_size(size)}, {told}", state)


def seal(found: Findings, vault: Vault) -> None:
    """Whether the database continues what was sealed, and who else knows the last state."""
    from engine.vault import missing, witness

    finding = vault.sealer.check()
    if finding.warning:
        found.add("seal", finding.warning, "failed")
    else:
        row = vault.one("SELECT seq FROM counter")
        found.add("seal", f"fits: {row['seq'] if row else 0} commits, none missing")
    if text := missing.reminder(vault.database):
        found.add("missing", text, "warning")
    kept = witness.kept(vault.home, vault.header)
    told = "The keychain holds the last state: an older copy of the whole vault would be noticed."
    none = "No keychain holds the last state: an older copy of the whole vault could not be told from it."
    found.add("seal outside", told if kept else none, "ok" if kept else "note")
    ballast = vault.layout.ballast
    found.add("kept for a full disk", _size(ballast.stat().st_size) if ballast.exists() else "nothing: the disk is nearly full",
              "ok" if ballast.exists() else "warning")  # fmt: skip


def agreement(found: Findings, vault: Vault, *, pages: bool, repair: bool, progress: Progress, cancel: threading.Event | None) -> None:
    """Everything derived against the stored rows; `repair` builds anew what disagrees."""
    from engine import health

    problems = health.check(vault, thorough=pages, progress=progress, cancel=cancel)
    before = len(problems)
    if vault.read_only:
        found.add("search tables", "their inner structure can't be looked at while nothing can be written", "note")
    if problems and repair:
        problems = health.repair(vault, problems, progress=progress, cancel=cancel)
    for problem in problems:
        hint = "" if repair or not _mends(problem.part) else " Try: alcove doctor --repair"
        found.add(problem.part, f"{problem.text}{hint}", "failed")
    if not problems:
        mended = f" {before} {'thing was' if before == 1 else 'things were'} put right." if before else ""
        what = "Search rows, windows, vectors, index and graph" if pages else "Search rows and vectors"
        found.add("search rows", f"{what} agree with what is stored{', and every page is whole' if pages else ''}.{mended}")


def _mends(part: str) -> bool:
    return part in ("search", "windows", "vectors", "index")


def contents(found: Findings, vault: Vault) -> None:
    """How much of everything there is."""
    status = vault.status()
    told = f"format {status.format}, made {status.created_at}, {status.seq} commits"
    found.add("vault", f"{status.id}, {told}", shared=told)
    found.add("holds", ", ".join(f"{count:,} {KINDS[name]}" for name, count in status.counts.items()))


def vectors(found: Findings, vault: Vault) -> None:
    """Whose vectors there are, and how many wait."""
    from engine.recall import jobs
    from models import catalogue

    waiting = jobs.waiting(vault)
    made = vault.query("SELECT embedder, count(*) AS n FROM embedding GROUP BY 1")
    ours = catalogue.default("embed").id
    rest = f"; {waiting} wait (found by their words until then)" if waiting else ""
    text = ", ".join(f"{row['n']} by {row['embedder']}" for row in made) or "none yet"
    shared = ", ".join(f"{row['n']} by {row['embedder'] if row['embedder'] == ours else 'an own model'}" for row in made) or "none yet"
    found.add("vectors", f"{text}{rest}", "note" if waiting else "ok", shared=f"{shared}{rest}")


def journal(found: Findings, vault: Vault) -> None:
    """Whether its chain verifies."""
    check = vault.journal.verify()
    found.check("journal", check.ok, f"{check.steps} steps; their chain verifies", f"{len(check.wrong)} of {check.steps} steps were altered")


def backups(found: Findings, vault: Vault) -> None:
    """How many, the newest, and when that was found whole."""
    from engine import clock
    from engine.vault import backups as copies

    if broken := copies.incomplete(vault.home):
        found.add("backups", f"{len(broken)} incomplete, with no database in it: {', '.join(broken)}", "warning")

    listed = copies.listed(vault.home)
    if not listed:
        found.add("backups", "none yet. Make one with: alcove backups make", "note")
        return
    newest = listed[0]
    days = (clock.now() - clock.from_utc(newest.at)).days
    checked = f"found whole {newest.checked_at}" if newest.checked_at else "not checked"
    row = vault.one("SELECT seq FROM counter")
    behind = row is not None and row["seq"] != newest.seq
    state: State = "warning" if days > OLD and behind else "ok"
    told = f"{len(listed)}, newest {newest.at} ({newest.reason or 'unknown'}), {checked}, {_size(sum(one.size for one in listed))} in all"
    found.add("backups", f"{told}. It is {days} days old: alcove backups make" if state == "warning" else told, state)
    for path in copies.replaced(vault.home):
        found.add("set aside", f"{path} (a damaged vault that a backup took the place of)", "note", shared="a damaged vault")


def residue(found: Findings, vault: Vault, texts: list[str]) -> None:
    """Looks for given texts in every byte; they are not repeated."""
    from engine.vault.residue import scan

    report = scan(vault, texts)
    units = sum(1 for checked in report.checked if "/" in checked.what)
    if report.clean:
        found.add("residue", f"none of {len(texts)} texts is left in {units} files, {report.words} words looked for")
    for hit in report.hits:
        found.add("residue", f"text {hit.needle + 1} is still in {hit.what}, {hit.where}", "failed")


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size:,} bytes"
