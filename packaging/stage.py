"""Merges briefcase.toml with pyproject.toml into the tree that Briefcase builds: `python packaging/stage.py TREE WHEELS`."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

import manpage
from project import ROOT, project, runtime

#: Briefcase asks for an address of each type of document; .invalid can't be anybody's.
NO_ADDRESS = "https://alcove.invalid"
#: Of the project's folders, what only developers use: how the adapters were trained, pictures for the README, the sources of translations.
#: The adapter itself goes with the models (weights.py).
LEFT_OUT = ("models/training", "resources/screenshots", "resources/adapters/answering.gguf", "resources/adapters/learning.gguf")
SOURCES = (".po", ".pot")


def main(tree: Path, wheels: Path) -> None:
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for name in ("desktop", "engine", "models", "resources"):
        shutil.copytree(ROOT / name, tree / name, ignore=_ignored)
    shutil.copytree(ROOT / "packaging/launcher/alcove", tree / "alcove", ignore=_ignored)
    for name in ("LICENSE", "CHANGELOG.md", "README.md"):
        shutil.copy(ROOT / name, tree / name)
    (tree / "alcove.1").write_text(manpage.page(), encoding="utf-8")
    (tree / "pyproject.toml").write_text(dump(merged(wheels)), encoding="utf-8")


def _ignored(folder: str, names: list[str]) -> set[str]:
    at = Path(folder)
    here = at.relative_to(ROOT).as_posix() if at.is_relative_to(ROOT) else ""
    return {name for name in names if name == "__pycache__" or f"{here}/{name}" in LEFT_OUT or name.endswith(SOURCES)}


def merged(wheels: Path) -> dict[str, Any]:
    """The staged pyproject.toml, as a table."""
    with (ROOT / "briefcase.toml").open("rb") as file:
        ours = tomllib.load(file)
    known = project()
    identity = ours.pop("identity")
    app: dict[str, Any] = {
        **{key: value for key, value in identity.items() if key not in ("bundle", "author", "author_email")},
        "description": known["description"].rstrip("."),
        "requires": [f"{name}=={version}" for name, version in runtime().items()],
        "requirement_installer_args": ["--no-index", "--no-deps", "--no-compile", "--find-links", str(wheels)],
        **ours,
    }
    for kind in app.get("document_type", {}).values():
        kind.setdefault("url", NO_ADDRESS)
    system = app["linux"]["system"]
    system["template"] = str(ROOT / "packaging/template")
    system["debian"]["system_runtime_requires"].append(f"python3.{sys.version_info[1]}")
    return {
        "tool": {
            "briefcase": {
                "project_name": identity["formal_name"],
                **{key: identity[key] for key in ("bundle", "author", "author_email")},
                "version": known["version"],
                "license": known["license"],
                "license-files": known["license-files"],
                "app": {known["name"]: app},
            }
        }
    }


def dump(table: dict[str, Any], path: tuple[str, ...] = ()) -> str:
    """A table as TOML."""
    plain = {key: value for key, value in table.items() if not isinstance(value, dict)}
    lines = [f"[{'.'.join(map(_key, path))}]"] if plain and path else []
    lines += [f"{_key(key)} = {json.dumps(value, ensure_ascii=False)}" for key, value in plain.items()]
    deeper = [dump(value, (*path, key)) for key, value in table.items() if isinstance(value, dict)]
    return "\n".join(lines) + "\n" + "".join(deeper)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).resolve())
