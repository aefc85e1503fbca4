"""The two models that Alcove starts with and their adapter, as a package brings them: files that are only read, beside what the user installs."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from project import ROOT


def copy(folder: Path) -> str:
    """Puts them and their hashes into an empty folder. Returns a line about the licence of each."""
    sys.path.insert(0, str(ROOT))
    import msgspec

    from models import registry
    from models.catalogue import default
    from models.install import install, verify

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    told, hashes = "", {}
    for entry in (default("chat"), default("embed")):
        path = install(entry)
        hashes[entry.file] = verify(entry)
        shutil.copy(path, folder / entry.file)
        told += f"{entry.title} ({entry.file}): {entry.licence}. The weights are unchanged{'' if entry.sha256 else ', written in another format'}.\n"
    for adapter in sorted((ROOT / "resources/adapters").glob("*.gguf")):
        shutil.copy(adapter, folder / adapter.name)
        told += f"{adapter.stem}: an adapter of the chat model, by Alcove, under Alcove's licence.\n"
    # So that `alcove models verify` and `alcove doctor` know the file that was converted here.
    (folder / registry.FILE).write_bytes(msgspec.json.format(msgspec.json.encode(registry.Registry(hashes=hashes))))
    return told


if __name__ == "__main__":
    copy(Path(sys.argv[1]))
