"""What Alcove is made of, and under which licences: read off the distributions that came with it, in a package as in a checkout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

#: Licences of distributions whose metadata names none; read from the text that comes with them.
UNSAID = {"hnswlib": "Apache-2.0", "sqlcipher3": "Zlib"}
#: What is compiled into a distribution without its metadata saying so: name, licence, distribution.
INSIDE = (
    ("SQLCipher", "BSD-3-Clause", "sqlcipher3"),
    ("SQLite", "blessing", "sqlcipher3"),
    ("llama.cpp", "MIT", "llama-cpp-python"),
    ("Qt", "LGPL-3.0-only", "pyside6-essentials"),
    ("ICU", "Unicode-3.0", "pyside6-essentials"),
    ("OpenBLAS", "BSD-3-Clause", "numpy"),
    ("OpenSSL", "Apache-2.0", "cryptography"),
    ("Zstandard", "BSD-3-Clause", "zstandard"),
)
#: Texts that a licence wants to be handed on, and that its distributions leave out.
HANDED_ON = {"LGPL-3.0": ("LGPL-3.0.txt", "GPL-3.0.txt")}
TEXTS = Path(__file__).resolve().parent.parent / "resources" / "licences"
OURS = "alcove"
_TEXT = re.compile(r"(?i)(.*licen[cs]e|copying|notice|authors)")


class Part(NamedTuple):
    """One thing that Alcove stands on. `inside`: the distribution that it is compiled into, else empty."""

    name: str
    version: str
    licence: str
    inside: str = ""


def version() -> str:
    """Of Alcove."""
    return metadata.version(OURS)


def parts() -> list[Part]:
    """Everything that is installed with Alcove and for it, by name."""
    found = {canonical(one.name): one for one in _distributions()}
    made = [Part(one.name, one.version, licence(one.metadata)) for one in found.values()]
    made += [Part(name, "", said, found[wheel].name) for name, said, wheel in INSIDE if wheel in found]
    return sorted(made, key=lambda part: part.name.lower())


def text(part: Part) -> str:
    """The licence texts that came with it; of what is inside a distribution, that one's."""
    distribution = metadata.distribution(part.inside or part.name)
    return "\n\n".join(said for folder in _folders(distribution) for said in texts(folder, part.licence))


def texts(folder: Path, licence: str) -> list[str]:
    """Those in the folder of a distribution's metadata, and what its licence wants handed on besides."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and _TEXT.match(path.name))
    paths += [TEXTS / name for said, names in HANDED_ON.items() if said in licence for name in names]
    return [path.read_text(encoding="utf-8", errors="replace").strip() for path in paths]


def canonical(name: str) -> str:
    """A distribution's name as package indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(told: metadata.PackageMetadata) -> str:
    """As a distribution says it: an SPDX expression, a short field, or its classifiers."""
    if expression := told.get("License-Expression"):
        return str(expression)
    said = (told.get("License") or "").strip()
    if said and "\n" not in said and len(said) < 60:
        return said
    kinds = [line.rsplit(" :: ", 1)[-1] for line in told.get_all("Classifier") or [] if line.startswith("License ::")]
    return ", ".join(kinds) or UNSAID.get(canonical(told["Name"]), "")


def _distributions() -> Iterator[metadata.Distribution]:
    """All that Alcove needs, and what these need; a package says of itself only that all beside it are its own."""
    if not metadata.requires(OURS):
        yield from (one for one in metadata.distributions() if canonical(one.name) != OURS)
        return
    waiting, seen = [*(metadata.requires(OURS) or [])], set[str]()
    while waiting:
        requirement = waiting.pop()
        named = re.match(r"[\w.-]+", requirement)
        if named is None or "extra ==" in requirement or (name := canonical(named[0])) in seen:
            continue
        seen.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for another system or Python
            continue
        yield found
        waiting += found.requires or []


def _folders(distribution: metadata.Distribution) -> list[Path]:
    """Of its metadata. Its list of files (RECORD) is not packaged."""
    root, name = Path(str(distribution.locate_file(""))), canonical(distribution.name)
    return [path for path in root.glob("*.dist-info") if canonical(path.name.removesuffix(".dist-info").rsplit("-", 1)[0]) == name]
