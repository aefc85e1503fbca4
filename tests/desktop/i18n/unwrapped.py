"""Literals of the window that people would see, and that no translation would reach."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.desktop.i18n import extract

#: Calls whose texts are shown, by place or name of the argument.
SETTERS = {
    "setText": (0,), "setPlaceholderText": (0,), "setToolTip": (0,), "setStatusTip": (0,), "setWhatsThis": (0,), "setWindowTitle": (0,),
    "setTitle": (0,),
    "setAccessibleName": (0,), "setAccessibleDescription": (0,), "setSuffix": (0,), "setPrefix": (0,), "addItem": (0,), "addAction": (0,),
    "addMenu": (0,),
    "setNameFilter": (0,), "setLabelText": (0,), "addTab": (1,), "QAction": (0,), "QLabel": (0,), "QCheckBox": (0,), "QRadioButton": (0,),
    "QPushButton": (0,), "QFileDialog": (1,), "QMenu": (0,),
    # Our own
    "Label": (0,), "Button": (0,), "IconButton": (1,), "EmptyState": (1, 2), "SearchField": (0,), "PassphraseField": (0,), "Choice": (0,),
    "Dialog": (1,),
    "ElidedLabel": (0,), "ElidedLink": (0, 1), "RichText": (0,), "FilterChip": (2,), "toast": (0, 1), "show_toast": (0, 1), "announce": (0,),
    "tell": (1, 2, 3),
    "ask": (1, 2), "add_button": (0,), "complain": (0,), "refused": (0,), "work": (0,), "set_name": (0,), "say": (0, 1), "show_work": (3,),
    "waiting": (0,),
    "set_full": (0,), "BadInput": (0, 1), "NotFound": (0, 1),
}  # fmt: skip
NAMED = ("name", "yes", "text", "title", "hint", "said")
WRAPPING = ("tr", "trn", "phrase", "phrases", "said", "word", *extract.DECLARED)
#: Not words: names of the program, of formats, of keys; marks.
ALLOWED = re.compile(r"Alcove|Markdown|GGUF|XXXXX(-XXXXX)*|[^A-Za-z]*|\[erased\]|[A-Z]|Ctrl\+.*")
#: Texts beside the setters that are read by a machine, or are English for a reason.
EXCEPTIONS = {
    "desktop/diagnostics/checks.py": "findings are the engine's kind of text: the report is English, the page translates them",
    "desktop/diagnostics/findings.py": "as above",
    "desktop/diagnostics/machine.py": "as above",
    "desktop/diagnostics/vault.py": "as above",
    "desktop/diagnostics/report.py": "a report is for whoever helps",
    "desktop/chat/welcome.py": "what is typed for the user: answers and learning are English",
    "desktop/memory/add.py": "examples of memories",
    "desktop/logs.py": "for the log",
    "desktop/memory/inbox_many.py": "labels of steps, which the history translates",
    "desktop/dates.py": "English names of days and months, beside those of QLocale",
}
SENTENCE = re.compile(r"[“A-Z][^<>{}]*[a-z]{2,} [^<>]*[.?…!]”?$|[A-Z][a-z]+ [a-z]{3,}( [a-z]+)*$")
SQL = re.compile(r"\b(SELECT|FROM|WHERE|PRAGMA|UPDATE|DELETE)\b")


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, text) of each that is shown and not wrapped."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    shown = {id(each) for node in ast.walk(tree) if isinstance(node, ast.Call) for each in _arguments(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or isinstance(parents[node], ast.Expr):
            continue
        if _wrapped(node, parents) or ALLOWED.fullmatch(node.value.strip()):
            continue
        text = node.value
        if (id(node) in shown and re.search("[A-Za-z]{2}", text)) or (SENTENCE.match(text) and not SQL.search(text)):
            yield node.lineno, text


def _arguments(call: ast.Call) -> Iterator[ast.AST]:
    name = extract.name_of(call)
    if name in SETTERS:
        for each in extract.arguments(call, SETTERS[name], NAMED):
            yield from _texts(each)


def _texts(node: ast.AST) -> Iterator[ast.AST]:
    """The literals that make up an argument; not what calls in it are given."""
    if isinstance(node, ast.Constant):
        yield node
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.BoolOp):
        for each in node.values:
            yield from _texts(each)
    elif isinstance(node, ast.BinOp):
        yield from (*_texts(node.left), *_texts(node.right))
    elif isinstance(node, ast.JoinedStr):
        for each in node.values:
            yield from _texts(each.value if isinstance(each, ast.FormattedValue) else each)


def _wrapped(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    inside, outside = node, parents.get(node)
    while outside is not None:
        if isinstance(outside, ast.Call) and extract.name_of(outside) in WRAPPING:
            return True
        if isinstance(outside, ast.Dict) and inside in outside.keys:
            return True
        if isinstance(outside, ast.Compare | ast.Subscript) or (isinstance(outside, ast.Call) and extract.name_of(outside) in NOT_SHOWN):
            return True
        inside, outside = outside, parents.get(outside)
    return False


#: Calls whose texts nobody reads.
NOT_SHOWN = (
    "setProperty", "setStyleSheet", "connect", "query", "one", "execute", "info", "warning", "error", "exception", "debug", "compile", "set_role",
    "getLogger", "get_logger", "startswith", "removeprefix", "removesuffix", "partition", "replace", "get", "dumps", "NotImplementedError",
    "RuntimeError",
    "Signal", "frozenset",
)  # fmt: skip
