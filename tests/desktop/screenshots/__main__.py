"""Pictures of every page, in light and dark, at one and two pixels a point: `python -m tests.desktop.screenshots FOLDER [NAME…]`."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.desktop.screenshots import looking, remembering, talking
from tests.desktop.screenshots.camera import Camera

SCENES = (
    talking.first_run, talking.filled, talking.streaming, talking.why, remembering.memories, remembering.learning, remembering.history,
    remembering.models, remembering.inspector, looking.today, looking.diagnostics, looking.dialogs, looking.archive, talking.rest_of_it,
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Writes all pictures into a folder, or those whose names begin as given; those of twice the pixels by a process of their own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    folder = Path(arguments[0] if arguments else "build/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    from engine import clock
    from tests.desktop.demo import NOW

    with clock.frozen(NOW), contextlib.ExitStack() as stack:
        camera = Camera(folder, set(arguments[1:]))
        stack.callback(camera.close)
        for scene in SCENES:
            scene(camera)
    app.quit()
    if "QT_SCALE_FACTOR" in os.environ:
        return 0
    again = [sys.executable, "-m", "tests.desktop.screenshots", *arguments]
    return subprocess.run(again, env=os.environ | {"QT_SCALE_FACTOR": "2"}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
