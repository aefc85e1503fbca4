"""Writes the Flatpak manifest with the id of the app, and what it packs of models: `python packaging/flatpak.py`, into build/package."""

from __future__ import annotations

import weights
from project import ROOT, app_id

MANIFEST = ROOT / "packaging/flatpak/manifest.yml"


def manifest() -> str:
    """The text of ID.yml."""
    return MANIFEST.read_text(encoding="utf-8").replace("@ID@", app_id())


if __name__ == "__main__":
    target = ROOT / "build/package/flatpak" / f"{app_id()}.yml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(manifest(), encoding="utf-8")
    weights.copy(ROOT / "build/package/models")
    print(f"""Written: {target.relative_to(ROOT)}; the two small models lie in build/package/models.
Fill build/package/wheels with wheels for the Python of the runtime (packaging/wheels.py) and Alcove's own (pip wheel --no-deps .), then:
  flatpak-builder --install --user build/flatpak {target.relative_to(ROOT)}""")
