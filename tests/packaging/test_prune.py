"""What is left out of the packages is nothing that the program uses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.support import ROOT, prune, runtime, stage

PROGRAM = """
import contextlib, importlib, os, pkgutil, sys
LEFT_OUT = tuple(sys.argv[2:])
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import desktop, engine, models

for package in (desktop, engine, models):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not found.name.endswith("__main__") and not found.name.startswith(LEFT_OUT):
            importlib.import_module(found.name)

# What these modules import only when they need it.
import ast
from pathlib import Path
for package in (desktop, engine, models):
    for path in Path(package.__path__[0]).rglob("*.py"):
        if ".".join(path.relative_to(Path(package.__path__[0]).parent).parts).startswith(LEFT_OUT):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            else:
                continue
            for name in names:
                with contextlib.suppress(ImportError):  # a class, or a module of another platform
                    importlib.import_module(name)

from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
application.processEvents()
QPixmap(sys.argv[1])

import dateparser, keyring, keyring.backends.SecretService, markdown_it, numpy
dateparser.parse("vor zwei Tagen")
keyring.get_keyring()
markdown_it.MarkdownIt().render("| a |\\n|---|\\n| b |")
numpy.linalg.svd(numpy.eye(3))

for module in list(sys.modules.values()):
    if getattr(module, "__file__", None):
        print("FILE", module.__file__)
if sys.platform == "linux":
    for line in Path("/proc/self/maps").read_text().splitlines():
        if ".so" in line:
            print("FILE", line.split(maxsplit=5)[-1])
"""


@pytest.fixture(scope="module")
def used() -> set[str]:
    """Every file below site-packages that the whole program has loaded, with all that it imports late."""
    left_out = [path.replace("/", ".") for path in stage.LEFT_OUT]
    icon = str(ROOT / "resources/icons/alcove.svg")
    done = subprocess.run([sys.executable, "-c", PROGRAM, icon, *left_out], cwd=ROOT, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr[-2000:]
    found = {Path(line.removeprefix("FILE ")).resolve() for line in done.stdout.splitlines() if line.startswith("FILE ")}
    packages = Path(next(path for path in sys.path if path.endswith("site-packages"))).resolve()
    return {path.relative_to(packages).as_posix() for path in found if path.is_relative_to(packages)}


def test_nothing_that_is_used_is_left_out(used: set[str]) -> None:
    assert len(used) > 500
    assert any(path.endswith("libQt6Widgets.so.6") or "QtWidgets" in path for path in used)
    assert any("llama_cpp/lib/" in path for path in used)
    assert sorted(path for path in used if prune.is_dropped(path)) == []


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/QtQml.abi3.so", "PySide6/Qt/qml/QtQuick/qmldir", "PySide6/designer", "PySide6/QtCore.pyi", "PySide6/Qt/lib/libQt6Designer.so.6",
        "numpy/linalg/tests/test_linalg.py", "numpy/__init__.pyi", "bin/tqdm", "llama_cpp/server/app.py", "rich/__pycache__/box.cpython-311.pyc",
        "PySide6/scripts/deploy.py", "numpy/_core/_umath_tests.cpython-311-x86_64-linux-gnu.so", "PySide6/Qt/translations/assistant_de.qm",
        "hf_xet/__init__.py", "hf_xet-1.8.0.dist-info/METADATA", "numpy-2.4.6.dist-info/RECORD",
    ],
)  # fmt: skip
def test_what_nobody_uses_is_left_out(path: str) -> None:
    assert prune.is_dropped(path)


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/QtCore.abi3.so", "PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so", "keyring-25.7.0.dist-info/entry_points.txt", "numpy-2.4.6.dist-info/licenses/LICENSE.txt",
        "dateparser/data/date_translation_data/de.py", "kuzu/__init__.py",
    ],
)  # fmt: skip
def test_what_is_found_by_name_at_run_time_stays(path: str) -> None:
    assert not prune.is_dropped(path)


def test_the_words_of_qt_itself_are_packaged_in_every_language_of_the_window() -> None:
    from desktop.i18n import LANGUAGES

    there = Path(next(path for path in sys.path if path.endswith("site-packages")))
    for language in LANGUAGES.keys() - {"en"}:
        (words,) = there.rglob(f"PySide6/**/qtbase_{language}.qm")
        assert not prune.is_dropped(words.relative_to(there).as_posix())


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree that Briefcase is given."""
    tree = tmp_path_factory.mktemp("stage") / "tree"
    stage.main(tree, tree.parent)
    return tree


def test_everything_of_the_project_is_packaged_but_what_only_developers_use(staged: Path) -> None:
    for name in ("desktop", "engine", "models", "resources"):
        ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / name).rglob("*") if path.is_file() and "__pycache__" not in path.parts}
        there = {path.relative_to(staged).as_posix() for path in (staged / name).rglob("*") if path.is_file()}
        assert there == {path for path in ours if not path.startswith(stage.LEFT_OUT) and not path.endswith(stage.SOURCES)}


def test_nothing_that_is_packaged_needs_what_is_left_out(staged: Path) -> None:
    gone = [path.replace("/", ".") for path in stage.LEFT_OUT]
    for path in staged.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [name for name in gone if f"from {name}" in text or f"import {name}" in text], path.relative_to(staged)


def test_every_translation_is_packaged_in_the_form_that_is_read(staged: Path) -> None:
    from desktop.i18n import LANGUAGES

    for language in LANGUAGES.keys() - {"en"}:
        assert sorted(path.suffix for path in (staged / "resources/locale" / language).rglob("*.?o")) == [".mo", ".mo"]


def test_the_tools_of_developers_are_not_packaged() -> None:
    assert not {"pytest", "mypy", "ruff", "hypothesis", "pip", "setuptools", "pyrage", "torch"} & runtime().keys()


def test_equal_libraries_beside_each_other_become_links(tmp_path: Path) -> None:
    for name in ("libx.so", "libx.so.0", "libx.so.0.1"):
        (tmp_path / name).write_text("the same" * 100)
    (tmp_path / "liby.so").write_text("another")
    assert prune.prune(tmp_path) > 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_symlink()) == ["libx.so", "libx.so.0"]
    assert {path.read_text() for path in tmp_path.iterdir()} == {"the same" * 100, "another"}


def test_empty_folders_are_not_left(tmp_path: Path) -> None:
    (tmp_path / "numpy/linalg/tests").mkdir(parents=True)
    (tmp_path / "numpy/linalg/tests/test_linalg.py").touch()
    (tmp_path / "numpy/core.py").touch()
    prune.prune(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["numpy", "numpy/core.py"]
