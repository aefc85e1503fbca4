"""Which sockets a process has open, by family: what `doctor` shows, and the tests hold the program to."""

from __future__ import annotations

from pathlib import Path

#: What a local one is for, as far as Alcove knows.
PURPOSES = {
    "unix": "the display, the keychain, the accessibility bus, other starts of Alcove",
    "netlink": "the kernel's news of devices", "packet": "raw network packets", "other": "pairs inside this process",
}  # fmt: skip
_TABLES = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6", "unix", "netlink", "packet")


def open_sockets(process: int | str = "self") -> dict[str, int] | None:
    """Sockets by the kernel's table that lists them ("other" where none does); None where the system can't tell (no /proc)."""
    folder = Path(f"/proc/{process}/fd")
    if not folder.is_dir():
        return None
    inodes = set()
    for entry in folder.iterdir():
        try:
            target = str(entry.readlink())
        except OSError:  # closed meanwhile
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    found: dict[str, int] = {}
    for table in _TABLES:
        mine = inodes & _listed(Path(f"/proc/{process}/net/{table}"))
        if mine:
            found[table] = len(mine)
            inodes -= mine
    if inodes:
        found["other"] = len(inodes)
    return found


def _listed(table: Path) -> set[str]:
    """The inode numbers of a table: its column has a different place in each, named in the first line."""
    try:
        head, *lines = table.read_text("utf-8", "replace").splitlines()
    except (OSError, ValueError):
        return set()
    # The first line of tcp and udp joins two pairs of columns of the others ("tx_queue rx_queue", "tr tm->when").
    place = 9 if table.name.startswith(("tcp", "udp", "raw")) else next((n for n, name in enumerate(head.split()) if name.lower() == "inode"), -1)
    return {fields[place] for fields in map(str.split, lines) if len(fields) > place >= 0}
