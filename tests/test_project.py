"""What holds for the project as a whole: the direction of imports, and names that nobody else may take."""

from __future__ import annotations

import ast
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: Each package, and what it may import of the others (design: desktop -> engine -> models).
MAY_IMPORT = {"desktop": {"engine", "models", "resources"}, "engine": {"models"}, "models": set()}
#: Inside the engine: assistant -> answering -> recall, learning -> memory -> vault.
ENGINE_MAY_IMPORT = {
    "vault": set(),
    "memory": {"vault"},
    "learning": {"memory", "vault"},
    "recall": {"memory", "vault"},
    "answering": {"memory", "vault", "learning", "recall", "agenda"},
    "archive": {"memory", "vault", "learning"},
    "agenda": {"memory", "vault"},
    "documents": {"memory", "vault"},
}


def _imports(path: Path) -> set[str]:
    """What a module imports at run time: imports for type checking alone don't count."""
    found: set[str] = set()
    nodes: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            nodes += ast.iter_child_nodes(node)
    return found


def test_no_installed_distribution_provides_our_top_level_names() -> None:
    provided = packages_distributions()
    assert not {"desktop", "engine", "models", "resources"} & provided.keys()


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_go_from_desktop_to_engine_to_models(package: str) -> None:
    forbidden = MAY_IMPORT.keys() - MAY_IMPORT[package] - {package}
    for path in (ROOT / package).rglob("*.py"):
        wrong = {name for name in _imports(path) if name.split(".")[0] in forbidden}
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


@pytest.mark.parametrize("package", ENGINE_MAY_IMPORT)
def test_imports_inside_the_engine_make_no_circles(package: str) -> None:
    forbidden = {f"engine.{other}" for other in ENGINE_MAY_IMPORT.keys() - ENGINE_MAY_IMPORT[package] - {package}}
    forbidden |= {"engine.assistant", "engine.session"}
    for path in (ROOT / "engine" / package).rglob("*.py"):
        wrong = {name for name in _imports(path) if any(name == f or name.startswith(f"{f}.") for f in forbidden)}
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


def test_qt_is_imported_by_the_window_alone() -> None:
    for package in ("engine", "models", "desktop/cli"):
        for path in (ROOT / package).rglob("*.py"):
            assert not any(name.startswith("PySide6") for name in _imports(path)), path.relative_to(ROOT)
