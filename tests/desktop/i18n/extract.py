"""What there is to translate, read from the source: the window's own strings, and the sentences of the engine that it shows."""

from __future__ import annotations

import ast
import itertools
import keyword
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from desktop.i18n_engine import VALUE
from models.available import offers
from tests.desktop.i18n import unseen

ROOT = Path(__file__).resolve().parents[3]
#: Declarations whose fields are shown: (name of the class, places of the arguments, names of the arguments).
DECLARED = {"Spec": ((1, 2, 5), ("title", "section", "words")), "Link": ((0, 1, 2, 3, 6), ("section", "title", "about", "said", "words"))}
#: The same in the engine.
SHOWN = {
    "Setting": ((2, 3, 4), ("description", "title", "section", "offered", "unit", "words")), "Category": ((1, 2), ()),
    "Offer": ((), ("about",)), "Problem": ((0, 1), ()),
}  # fmt: skip
#: Errors take a message and a hint.
SQL = re.compile(r"(UPDATE|DELETE|INSERT|SELECT) ")
ERRORS = re.compile(r"class (\w+)\(")
FINDINGS = {"add": ((0, 1), ()), "check": ((0, 2, 3), ()), "guarded": ((0,), ())}
#: Where every sentence is meant for people.
SENTENCES = ("engine/vault", "engine/archive", "engine/documents", "engine/memory", "engine/agenda", "engine/recall", "models")
SINGLE = ("engine/health.py", "engine/settings.py", "engine/errors.py", "engine/learning/gating/categories.py", "engine/learning/gating/language.py",
          "desktop/cli/failures.py", "desktop/diagnostics/checks.py", "desktop/diagnostics/findings.py", "desktop/diagnostics/machine.py",
          "desktop/diagnostics/vault.py")  # fmt: skip
TO_MODELS = ("models/benchmark.py", "models/verbs.py", "models/training")  # their sentences are read by a model
#: Calls and names that say what a step of the history is called.
LABELLING, LABELS = ("change", "_set", "_move"), re.compile("_?labels?", re.IGNORECASE)


class Message(NamedTuple):
    """A key of a catalogue."""

    text: str
    many: str = ""
    context: str = ""


def name_of(call: ast.Call) -> str:
    """The function's last name."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def files(*folders: str) -> Iterator[Path]:
    """Python files below folders of the repository."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def window_files() -> list[Path]:
    """Those of the window."""
    return [path for path in files("desktop") if "cli" not in path.relative_to(ROOT).parts and not path.name.startswith("i18n")]


def window() -> dict[Message, list[str]]:
    """The window's strings, and where each stands. Raises AssertionError for a call that can't be read."""
    found: dict[Message, list[str]] = {}
    for path in [*window_files(), *files("desktop/cli")]:
        for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
            place = f"{path.relative_to(ROOT)}:{call.lineno}"
            name, context = name_of(call), next((each.value for each in call.keywords if each.arg == "context"), None)
            said = context.value if isinstance(context, ast.Constant) else ""
            if name in ("tr", "phrase") and isinstance(call.func, ast.Name):
                for text in literals(call.args[0]):
                    found.setdefault(Message(text, context=said), []).append(place)
            elif name in ("trn", "phrases") and isinstance(call.func, ast.Name) and not isinstance(call.args[0], ast.Starred):
                one, many = (list(literals(each)) for each in call.args[:2])
                assert len(one) == len(many) == 1, place
                found.setdefault(Message(one[0], many[0]), []).append(place)
            elif name in DECLARED and isinstance(call.func, ast.Name):
                for each in arguments(call, *DECLARED[name]):
                    for text in literals(each):
                        if text:
                            found.setdefault(Message(text), []).append(place)
    return found


def engine() -> dict[Message, list[str]]:
    """The engine's sentences as templates."""
    found: dict[Message, list[str]] = {Message(text): ["tests/desktop/i18n/unseen.py"] for text in unseen.TEXTS}
    found |= {Message(text, context=VALUE): ["tests/desktop/i18n/unseen.py"] for text in unseen.WORDS}
    found |= {Message(offer.about): ["models/available.json"] for offer in offers()}
    errors = {
        name: ((0, 1), ("message", "hint")) for file in ("engine", "models") for name in ERRORS.findall((ROOT / file / "errors.py").read_text())
    }
    sentences = {*files(*SENTENCES), *(ROOT / name for name in SINGLE)} - {
        each for each in files("models") if str(each.relative_to(ROOT)).startswith(TO_MODELS)
    }
    for path in sorted({*files("engine", "models"), *sentences}):
        tree = ast.parse(path.read_text("utf-8"))
        parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        shown = FINDINGS if "diagnostics" in path.parts else SHOWN | errors
        asked = {id(each) for node in ast.walk(tree) for each in (*_shown(node, shown), *_labels(node))}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr | ast.Constant) and not isinstance(parents.get(node), ast.JoinedStr | ast.FormattedValue | ast.Expr):
                for text in templates(node):
                    worded = re.search("[a-z]{2}", re.sub(r"\{\w+\}", "", text)) is not None
                    if not SQL.match(text) and ((id(node) in asked and worded) or (path in sentences and sentence(text))):
                        found.setdefault(Message(text), []).append(f"{path.relative_to(ROOT)}:{node.lineno}")
    for path in files("desktop"):  # the window's own steps
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and name_of(node) == "change"
                and isinstance(node.func, ast.Attribute)
                and ast.unparse(node.func.value).endswith("vault")
            ):
                for each in (part for argument in node.args[1:2] for part in _leaves(argument)):
                    for text in templates(each):
                        found.setdefault(Message(text), []).append(f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def _labels(node: ast.AST) -> Iterator[ast.AST]:
    """What a step is called."""
    if isinstance(node, ast.Call) and name_of(node) in LABELLING:
        for argument in node.args[1:]:
            yield from (each for each in _leaves(argument) if isinstance(each, ast.Constant) and str(each.value)[:1].isupper())
    elif isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and LABELS.fullmatch(target.id) for target in node.targets):
        yield from (
            each for each in _leaves(node.value) if isinstance(each, ast.Constant) and str(each.value)[:1].isupper() and " " in str(each.value)
        )


def _shown(call: ast.AST, shown: dict[str, tuple[tuple[int, ...], tuple[str, ...]]]) -> Iterator[ast.AST]:
    """The literals that a call shows to people."""
    if isinstance(call, ast.Call) and name_of(call) in shown:
        for each in arguments(call, *shown[name_of(call)]):
            yield from _leaves(each)


def _leaves(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.IfExp):
        yield from itertools.chain(_leaves(node.body), _leaves(node.orelse))
    elif isinstance(node, ast.Dict):
        for each in node.values:
            yield from _leaves(each)
    elif isinstance(node, ast.Constant | ast.JoinedStr):
        yield node


def arguments(call: ast.Call, places: tuple[int, ...], names: tuple[str, ...]) -> Iterator[ast.expr]:
    """Those at these places, and those with these names."""
    yield from (each for place, each in enumerate(call.args) if place in places)
    yield from (each.value for each in call.keywords if each.arg in names)


def literals(node: ast.AST) -> Iterator[str]:
    """The constants that an argument may be; nothing for a variable."""
    for each in _leaves(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def sentence(text: str) -> bool:
    """Whether it reads like one."""
    fixed = re.sub(r"\{\w+\}", "", text)
    return bool(
        re.match(r"[“\"]?([A-Z]|\{\w+\}|vault\.json)", text) and text.rstrip("”\"").endswith((".", "?", "…")) and " " in text
        and len(re.findall("[a-z]{2,}", fixed)) > 1 and not re.search(r"\\[wbds]|\(\?|SELECT |[<>|]", text)
    )  # fmt: skip


def templates(node: ast.AST) -> Iterator[str]:
    """A constant, or what an f-string may become, with a place for each value."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
        return
    if not isinstance(node, ast.JoinedStr):
        return
    choices: list[list[str]] = []
    used: set[str] = set()
    for part in node.values:
        if isinstance(part, ast.Constant):
            choices.append([str(part.value)])
        elif isinstance(part, ast.FormattedValue):
            fixed = list(literals(part.value)) if isinstance(part.value, ast.IfExp) else []
            choices.append(fixed if len(fixed) == 2 else [_place(part.value, used)])
    for picked in itertools.product(*choices):
        yield "".join(picked)


def _place(value: ast.expr, used: set[str]) -> str:
    if isinstance(value, ast.Name):
        name = value.id
    elif isinstance(value, ast.Attribute):
        name = value.attr
    elif isinstance(value, ast.Call):
        name = "n" if name_of(value) == "len" else name_of(value) or "value"
    elif isinstance(value, ast.Subscript):
        return _place(value.value, used)
    else:
        name = "value"
    name = name.strip("_").lower()
    name = f"{name}_" if keyword.iskeyword(name) else name
    number, first = 2, name
    while name in used:
        name, number = f"{first}{number}", number + 1
    used.add(name)
    return f"{{{name}}}"
