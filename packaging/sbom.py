"""What is inside a package, for people and for scanners: CycloneDX 1.5 JSON, and all licences as one text."""

from __future__ import annotations

import json
import re
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from project import locked, project

#: Licences of distributions whose metadata names none; read from the text that comes with them.
UNSAID = {"hnswlib": "Apache-2.0", "sqlcipher3": "Zlib"}
#: What is compiled into a wheel without its metadata saying so: name, licence, distribution.
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


def bill(packages: Path) -> dict[str, Any]:
    """The CycloneDX document of the distributions in a folder. No date and no random number: the same tree gives the same bytes."""
    ours = project()
    components = [_component(*found) for found in _distributions(packages)]
    names = {component["name"] for component in components}
    components += [
        {"type": "library", "name": name, "licenses": [{"license": {"id": licence}}], "properties": [{"name": "alcove:inside", "value": wheel}]}
        for name, licence, wheel in INSIDE
        if wheel in names
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": "alcove", "name": "alcove", "version": ours["version"],
                "licenses": [{"license": {"id": ours["license"]}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": "alcove", "dependsOn": [component["bom-ref"] for component in components if "bom-ref" in component]}],
    }  # fmt: skip


def licences(packages: Path) -> str:
    """Every licence text that comes with the distributions in a folder, under their names."""
    parts = ["Alcove is licensed under the Apache License 2.0. These are the licences of what is packaged with it.\n"]
    for metadata, folder in _distributions(packages):
        parts.append(f"{'=' * 100}\n{metadata['Name']} {metadata['Version']}: {_licence(metadata) or 'see below'}\n{'=' * 100}")
        texts = [path for path in sorted(folder.rglob("*")) if path.is_file() and re.match(r"(?i)(.*licen[cs]e|copying|notice|authors)", path.name)]
        parts += [path.read_text(encoding="utf-8", errors="replace").strip() + "\n" for path in texts]
    return "\n".join(parts)


def write(packages: Path, folder: Path) -> None:
    """Both files, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sbom.cdx.json").write_text(json.dumps(bill(packages), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "third-party-licences.txt").write_text(licences(packages), encoding="utf-8")


def _distributions(packages: Path) -> list[tuple[Any, Path]]:
    found = [(HeaderParser().parsestr((path / "METADATA").read_text(encoding="utf-8")), path) for path in packages.glob("*.dist-info")]
    return sorted(found, key=lambda pair: _name(pair[0]))


def _component(metadata: Any, _: Path) -> dict[str, Any]:
    name, version = _name(metadata), metadata["Version"]
    licence = _licence(metadata)
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        **({"licenses": [{"expression": licence}] if metadata["License-Expression"] else [{"license": {"name": licence}}]} if licence else {}),
        # The lock names every file of the distribution: one of these is the file that was used.
        "properties": [{"name": "alcove:sha256", "value": digest} for digest in re.findall(r"sha256:([0-9a-f]{64})", locked(name))],
    }


def _name(metadata: Any) -> str:
    return re.sub(r"[-_.]+", "-", metadata["Name"]).lower()


def _licence(metadata: Any) -> str:
    """As the distribution says it: an SPDX expression, a short field, or its classifiers."""
    if expression := metadata["License-Expression"]:
        return str(expression)
    said = (metadata["License"] or "").strip()
    if said and "\n" not in said and len(said) < 60:
        return said
    kinds = [line.rsplit(" :: ", 1)[-1] for line in metadata.get_all("Classifier", []) if line.startswith("License ::")]
    return ", ".join(kinds) or UNSAID.get(_name(metadata), "")
