"""Writes the Flatpak manifest with the id of the app: `python packaging/flatpak.py`, into build/package/flatpak."""

from __future__ import annotations

from project import ROOT, app_id

MANIFEST = ROOT / "packaging/flatpak/manifest.yml"


def manifest() -> str:
    """The text of ID.yml."""
    return MANIFEST.read_text(encoding="utf-8").replace("@ID@", app_id())


if __name__ == "__main__":
    target = ROOT / "build/package/flatpak" / f"{app_id()}.yml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(manifest(), encoding="utf-8")
    print(f"""Written: {target.relative_to(ROOT)}
Fill build/package/wheels with wheels for the Python of the runtime (packaging/wheels.py) and Alcove's own (pip wheel --no-deps .), then:
  flatpak-builder --install --user build/flatpak {target.relative_to(ROOT)}""")
