"""Proves of the .deb's tree that Depends names every package whose libraries its own need, and that none are searched for in folders of
the machine that built it: `python packaging/check_deb.py TREE`. Run on Debian.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

#: Qt uses them where GTK and CUPS are there, and does without where they are not.
OPTIONAL = ("libqgtk3.so", "libcupsprintersupport.so")


def dynamic_sections(tree: Path) -> dict[Path, str]:
    """What the loader is told by each program and library, as objdump shows it."""
    binaries = [path for path in tree.rglob("*") if path.is_file() and not path.is_symlink() and path.read_bytes()[:4] == b"\x7fELF"]
    return {path: subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout for path in binaries}


def astray(sections: dict[Path, str]) -> dict[Path, str]:
    """Binary -> a folder in which it looks for libraries, named from the root and not from where it lies itself."""
    found = {path: re.findall(r"(?:RUNPATH|RPATH) +(\S+)", dynamic) for path, dynamic in sections.items()}
    folders = ((path, folder) for path, paths in found.items() for folder in ":".join(paths).split(":"))
    return {path: folder for path, folder in folders if folder and not folder.startswith("$ORIGIN")}


def needed(tree: Path, sections: dict[Path, str]) -> dict[str, str]:
    """Debian package -> one library of it that the tree needs. Only what is linked directly: the rest is the dependency of a dependency."""
    own = {path.name for path in tree.rglob("*.so*")}
    wanted: dict[str, str] = {}
    for path, dynamic in sections.items():
        if path.name in OPTIONAL:
            continue
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
    sections = dynamic_sections(tree)
    missing = {package: why for package, why in needed(tree, sections).items() if package not in named | {"libgcc-s1"}}
    for package, why in missing.items():
        print(f"not in Depends: {package}, for {why}")
    strays = astray(sections)
    for path, folder in strays.items():
        print(f"looks for libraries in {folder}: {path.relative_to(tree)}")
    return bool(missing or strays)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
