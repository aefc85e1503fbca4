"""Proves that the .deb's Depends name every package whose libraries its own libraries need: `python packaging/check_deb.py TREE`. Run on Debian."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

#: Qt uses them where GTK and CUPS are there, and does without where they are not.
OPTIONAL = ("libqgtk3.so", "libcupsprintersupport.so")


def needed(tree: Path) -> dict[str, str]:
    """Debian package -> one library of it that the tree needs. Only what is linked directly: the rest is the dependency of a dependency."""
    own = {path.name for path in tree.rglob("*.so*")}
    wanted: dict[str, str] = {}
    for path in tree.rglob("*"):
        if not path.is_file() or path.is_symlink() or path.name in OPTIONAL or path.read_bytes()[:4] != b"\x7fELF":
            continue
        dynamic = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
        wanted |= {name: path.name for name in re.findall(r"NEEDED +(\S+)", dynamic) if name not in own}
    found = {}
    for library, user in sorted(wanted.items()):
        where = subprocess.run(["dpkg", "-S", f"*/{library}"], capture_output=True, text=True).stdout
        owners = [line.split(":")[0] for line in where.splitlines() if "/usr/lib/" in line or " /lib" in line]
        found[owners[0] if owners else f"? ({library})"] = f"{library} of {user}"
    return found


def main(tree: Path) -> int:
    control = (tree / "DEBIAN/control").read_text(encoding="utf-8")
    depends = re.search(r"^Depends: (.*)$", control, re.MULTILINE)
    named = {part.split()[0] for part in (depends[1] if depends else "").split(",")}
    # libc6 brings libgcc-s1 and the loader.
    missing = {package: why for package, why in needed(tree).items() if package not in named | {"libgcc-s1"}}
    for package, why in missing.items():
        print(f"not in Depends: {package}, for {why}")
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
