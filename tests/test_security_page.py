"""The page about security names for each promise a test that there is."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_promise_names_a_test_that_there_is() -> None:
    rows = [line for line in (ROOT / "SECURITY.md").read_text().splitlines() if re.search(r"`tests/\S+::\w+`", line)]
    assert len(rows) > 25
    for row in rows:
        path, name = re.findall(r"`(tests/\S+)::(\w+)`", row)[-1]
        assert f"def {name}(" in (ROOT / path).read_text(), row


def test_every_promise_in_the_table_has_one() -> None:
    promises = (ROOT / "SECURITY.md").read_text().split("## Promises")[1].splitlines()
    assert [line for line in promises if line.startswith("| ") and "promise | test" not in line and "`tests/" not in line] == []
