from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from engine.vault.touched import Touched

NOTED = st.lists(st.tuples(st.booleans(), st.sampled_from(["message", "memory"]), st.integers(1, 30)), max_size=60)


def fill(touched: Touched, noted: list[tuple[bool, str, int]], rows: set[tuple[str, int]]) -> None:
    """Rows are made once and may be touched again, as in a transaction."""
    for made, table, row in noted:
        if made and (table, row) not in rows:
            touched.made(table, row)
        else:
            touched.add(table, row)
        rows.add((table, row))


@given(NOTED, NOTED)
def test_it_is_a_set_that_can_go_back_to_how_it_was(first: list[tuple[bool, str, int]], then: list[tuple[bool, str, int]]) -> None:
    touched, rows = Touched(), set[tuple[str, int]]()
    fill(touched, first, rows)
    before, mark = set(rows), touched.mark()
    fill(touched, then, rows)
    assert set(touched) == rows and len(touched) == len(rows)
    assert all(row in touched for row in rows) and ("message", 99) not in touched
    assert {(table, row) for table, row in json.loads(touched.as_json())} == rows
    assert touched.count("memory") == sum(table == "memory" for table, _ in rows)
    touched.back(mark)
    assert set(touched) == before and len(touched) == len(before)


def test_a_long_run_takes_no_more_room_than_a_short_one() -> None:
    import tracemalloc

    touched = Touched()
    touched.made("message", 1)
    tracemalloc.start()
    try:
        for row in range(2, 200_000):
            touched.made("message", row)
        assert tracemalloc.get_traced_memory()[0] < 10_000
    finally:
        tracemalloc.stop()
    assert len(touched) == 199_999
