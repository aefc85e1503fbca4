"""Nothing that people see is out of the translators' reach, and constants are translated when they are shown, not when they are imported."""

from __future__ import annotations

import ast

from tests.desktop.i18n import extract, unwrapped


def test_no_text_of_the_window_is_left_as_it_is() -> None:
    found = [
        f"{name}:{line} {text!r}"
        for path in extract.window_files()
        if (name := str(path.relative_to(extract.ROOT))) not in unwrapped.EXCEPTIONS
        for line, text in unwrapped.literals(ast.parse(path.read_text("utf-8")))
    ]
    assert not found


def test_the_exceptions_are_needed() -> None:
    for name in unwrapped.EXCEPTIONS:
        assert (extract.ROOT / name).is_file()


def test_a_setter_with_a_literal_is_found() -> None:
    tree = ast.parse('label.setText("Saved" if ok else f"{n} left")\nButton(tr("Save"), name="Save it")\nbox.setProperty("role", "field")')
    assert sorted(text for _, text in unwrapped.literals(tree)) == [" left", "Save it", "Saved"]


def test_nothing_is_translated_at_import() -> None:
    """The language is not known yet; constants are phrase()d."""
    found = []
    for path in extract.window_files():
        tree = ast.parse(path.read_text("utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)]
        inside = {id(each) for function in functions for part in _body(function) for each in ast.walk(part)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "trn", "said") and id(node) not in inside:
                found.append(f"{path.relative_to(extract.ROOT)}:{node.lineno}")
    assert not found


def _body(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> list[ast.AST]:
    return [function.body] if isinstance(function, ast.Lambda) else list(function.body)
