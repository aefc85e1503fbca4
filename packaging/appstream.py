"""AppStream's description of Alcove for software centres, from briefcase.toml, pyproject.toml and CHANGELOG.md."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from project import app_id, epoch, identity, project, releases

NEWS = 8  # points of a release that are told


def metainfo(desktop: str = "alcove") -> str:
    """The text of NAME.metainfo.xml; `desktop` is the name of the desktop entry."""
    ours, known = identity(), project()
    said = [f"    <p>{escape(' '.join(paragraph.split()))}</p>" for paragraph in ours["long_description"].strip().split("\n\n")]
    today = datetime.fromtimestamp(epoch(), UTC).date().isoformat()
    told = []
    for version, date, points in releases():
        news = "".join(f"\n          <li>{escape(point)}</li>" for point in points[:NEWS])
        told += [f'    <release version="{version}" date="{date or today}">', "      <description>", f"        <ul>{news}", "        </ul>"]
        told += ["      </description>", "    </release>"]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<component type="desktop-application">',
            f"  <id>{app_id()}</id>",
            f"  <name>{ours['formal_name']}</name>",
            f"  <summary>{escape(known['description'].rstrip('.'))}</summary>",
            "  <metadata_license>CC0-1.0</metadata_license>",
            f"  <project_license>{known['license']}</project_license>",
            f'  <developer id="{ours["bundle"]}"><name>{escape(ours["author"])}</name></developer>',
            "  <description>", *said, "  </description>",
            f'  <launchable type="desktop-id">{desktop}.desktop</launchable>',
            "  <categories><category>Utility</category></categories>",
            "  <provides><binary>alcove</binary><mediatype>application/x-alcove-archive</mediatype></provides>",
            '  <content_rating type="oars-1.1"/>',
            "  <releases>", *told, "  </releases>",
            "</component>", "",
        ]
    )  # fmt: skip


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(metainfo(*sys.argv[2:]), encoding="utf-8")
