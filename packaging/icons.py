"""Renders resources/icons/alcove.svg in the sizes that the platforms want: `python packaging/icons.py FOLDER`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from project import ROOT

SIZES = (16, 20, 24, 32, 44, 48, 64, 128, 150, 256, 310, 512, 1024)
#: What Briefcase wants as one file for Windows.
ICO_SIZE = 256


def main(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication([])
    drawing = QSvgRenderer(str(ROOT / "resources/icons/alcove.svg"))
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.render(painter, QRectF(image.rect()))
        painter.end()
        image.save(str(folder / f"alcove-{size}.png"))
        if size == ICO_SIZE:
            image.save(str(folder / "alcove.ico"))
    del application


if __name__ == "__main__":
    main(Path(sys.argv[1]))
