"""What the packages leave out of their requirements, and makes smaller. tests/packaging/test_prune.py proves that nothing used is left out."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

QT_MODULES = ("Core", "Gui", "Widgets", "Network", "Svg", "DBus", "PrintSupport")
#: In which Qt's own buttons and menus are told: desktop/i18n.py's languages but English.
LANGUAGES = ("de",)
IMAGES = ("svg", "jpeg", "gif", "webp")
#: Of Qt only this stays: widgets, printing, the parts that they stand on, and the plugins of each system and of the off-screen platform.
QT_KEPT = (
    *(f"PySide6/{qt}translations/qtbase_{language}.qm" for qt in ("Qt/", "") for language in LANGUAGES),
    "PySide6/*.py", "PySide6/support/*.py", "PySide6/libpyside6.*", *(f"PySide6/Qt{name}.*" for name in QT_MODULES),
    # Linux
    *(f"PySide6/Qt/lib/libQt6{name}.so*" for name in (*QT_MODULES, "OpenGL", "XcbQpa", "WaylandClient")), "PySide6/Qt/lib/libicu*",
    *(f"PySide6/Qt/plugins/platforms/libq{name}.so" for name in ("xcb", "wayland*", "offscreen")),
    *(f"PySide6/Qt/plugins/imageformats/libq{name}.so" for name in IMAGES),
    "PySide6/Qt/plugins/iconengines/*", "PySide6/Qt/plugins/platformthemes/*", "PySide6/Qt/plugins/xcbglintegrations/*",
    *(f"PySide6/Qt/plugins/platforminputcontexts/lib{name}platforminputcontextplugin.so" for name in ("compose", "ibus")),
    "PySide6/Qt/plugins/wayland-decoration-client/*", "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
    "PySide6/Qt/plugins/wayland-graphics-integration-client/libqt-plugin-wayland-egl.so",
    "PySide6/Qt/plugins/printsupport/*",
    # macOS
    *(f"PySide6/Qt/lib/Qt{name}.framework/*" for name in (*QT_MODULES, "OpenGL")),
    *(f"PySide6/Qt/plugins/platforms/libq{name}.dylib" for name in ("cocoa", "offscreen")),
    *(f"PySide6/Qt/plugins/imageformats/libq{name}.dylib" for name in IMAGES), "PySide6/Qt/plugins/styles/*",
    # Windows
    *(f"PySide6/Qt6{name}.dll" for name in (*QT_MODULES, "OpenGL")), "PySide6/pyside6.*", "PySide6/msvcp140*.dll", "PySide6/vcruntime140*.dll",
    "PySide6/concrt140.dll", *(f"PySide6/plugins/platforms/q{name}.dll" for name in ("windows", "offscreen")),
    *(f"PySide6/plugins/imageformats/q{name}.dll" for name in IMAGES),
    "PySide6/plugins/iconengines/*", "PySide6/plugins/styles/*", "PySide6/plugins/printsupport/*",
)  # fmt: skip
DROPPED = (
    "*.pyi", "*/py.typed", "*.pxd", "*.pyx", "*.h", "*.hpp", "*.cmake", "*.pc", "*.a", "*/__pycache__/*", "bin/*", "share/*", "include/*",
    "*/tests/*", "numpy/_core/*_tests.*", "PySide6/scripts/*", "dateparser_scripts/*", "tqdm/completion.sh",
    "llama_cpp/server/*", "numpy/f2py/*", "numpy/distutils/*", "numpy/_pyinstaller/*",
    "huggingface_hub/cli/*", "huggingface_hub/templates/*", "hf_xet/*", "hf_xet-*", "gguf/scripts/*", "gguf/gguf_*_editor*",
    "*.dist-info/RECORD", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED", "*.dist-info/direct_url.json", "*.dist-info/sboms/*",
)  # fmt: skip


def is_dropped(path: str) -> bool:
    """Whether a file, named from the folder of the requirements with /, is left out."""
    if any(fnmatchcase(path, pattern) for pattern in DROPPED):
        return True
    return path.startswith("PySide6/") and not any(fnmatchcase(path, pattern) for pattern in QT_KEPT)


def prune(folder: Path) -> int:
    """Deletes what is left out, strips libraries, and makes equal ones beside each other links to one. Bytes saved."""
    before = _size(folder)
    for path in [path for path in folder.rglob("*") if path.is_file() or path.is_symlink()]:
        if is_dropped(path.relative_to(folder).as_posix()):
            path.unlink()
    libraries = sorted(path for path in folder.rglob("*") if ".so" in path.name and path.is_file() and not path.is_symlink())
    _strip(libraries)
    _link_equal(libraries)
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
    return before - _size(folder)


def _strip(libraries: Iterable[Path]) -> None:
    for path in libraries:
        # Wheels of auditwheel keep their libraries in NAME.libs with patched headers, which strip would break.
        if not path.parent.name.endswith(".libs") and path.read_bytes()[:4] == b"\x7fELF":
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def _link_equal(libraries: Iterable[Path]) -> None:
    """A wheel has no links: it holds lib.so, lib.so.0 and lib.so.0.1 as three copies."""
    seen: dict[tuple[Path, str], Path] = {}
    for path in sorted(libraries, key=lambda path: (-len(path.name), path.name)):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        first = seen.setdefault((path.parent, digest), path)
        if first is not path:
            path.unlink()
            path.symlink_to(first.name)


def _size(folder: Path) -> int:
    return sum(os.lstat(path).st_size for path in folder.rglob("*") if not path.is_dir())


if __name__ == "__main__":
    target = Path(sys.argv[1])
    if sys.platform == "linux" and shutil.which("strip") is None:
        raise SystemExit("alcove: strip is missing. Install it with:  sudo apt-get install binutils")
    print(f"alcove: {prune(target) / 1e6:.0f} MB left out", file=sys.stderr)
