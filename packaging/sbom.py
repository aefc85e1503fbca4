"""What is inside a package, for people and for scanners: CycloneDX 1.5 JSON, and all licences as one text."""

from __future__ import annotations

import json
import re
import sys
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from project import ROOT, locked, project

sys.path.insert(0, str(ROOT))

from desktop.licences import INSIDE, canonical, licence, texts


def bill(packages: Path) -> dict[str, Any]:
    """The CycloneDX document of the distributions in a folder. No date and no random number: the same tree gives the same bytes."""
    ours = project()
    components = [_component(*found) for found in _distributions(packages)]
    names = {component["name"] for component in components}
    components += [
        {"type": "library", "name": name, "licenses": [{"license": {"id": identifier}}], "properties": [{"name": "alcove:inside", "value": wheel}]}
        for name, identifier, wheel in INSIDE
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
        said = licence(metadata)
        parts.append(f"{'=' * 100}\n{metadata['Name']} {metadata['Version']}: {said or 'see below'}\n{'=' * 100}")
        parts += [f"{text}\n" for text in texts(folder, said)]
    return "\n".join(parts)


def write(packages: Path, folder: Path) -> None:
    """Both files, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sbom.cdx.json").write_text(json.dumps(bill(packages), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "third-party-licences.txt").write_text(licences(packages), encoding="utf-8")


def _distributions(packages: Path) -> list[tuple[Any, Path]]:
    found = [(HeaderParser().parsestr((path / "METADATA").read_text(encoding="utf-8")), path) for path in packages.glob("*.dist-info")]
    return sorted(found, key=lambda pair: canonical(pair[0]["Name"]))


def _component(metadata: Any, _: Path) -> dict[str, Any]:
    name, version = canonical(metadata["Name"]), metadata["Version"]
    said = licence(metadata)
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        **({"licenses": [{"expression": said}] if metadata["License-Expression"] else [{"license": {"name": said}}]} if said else {}),
        # The lock names every file of the distribution: one of these is the file that was used.
        "properties": [{"name": "alcove:sha256", "value": digest} for digest in re.findall(r"sha256:([0-9a-f]{64})", locked(name))],
    }
