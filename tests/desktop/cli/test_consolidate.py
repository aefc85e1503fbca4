"""`alcove consolidate` and `alcove profile`."""

from __future__ import annotations

from datetime import timedelta

from engine import clock
from tests.desktop.cli.support import Command

LINES = ("My sister Anna lives in Berlin.", "I work at Bosch as an engineer.", "I am allergic to peanuts.", "I play the cello on Thursdays.")


def tell(vault: Command) -> None:
    rows = [
        {"conversation": "c", "id": str(n), "role": "user", "speaker": "user", "time": f"2025-01-01T10:0{n}:00", "text": text}
        for n, text in enumerate(LINES)
    ]
    assert vault("ingest", vault.jsonl("chat.jsonl", rows)).code == 0


def test_a_dry_run_tells_and_a_run_does_it_once(vault: Command) -> None:
    tell(vault)
    dry = vault("consolidate", "--dry-run", "--json").json
    assert dry["dry_run"]
    assert dry["done"]["summaries"] == 1
    assert "The user is allergic to peanuts." in dry["planned"]["summaries"][0]
    assert vault("memories", "list", "--kind", "summary", "--json").json["total"] == 0
    said = vault("consolidate")
    assert said.code == 0
    assert "1 conversation summarised" in said.out
    assert vault("memories", "list", "--kind", "summary", "--json").json["total"] == 1
    assert vault("consolidate").out == "There is nothing to tidy up.\n"


def test_each_step_is_in_the_history_and_can_be_taken_back(vault: Command) -> None:
    tell(vault)
    steps = vault("consolidate", "--json").json["steps"]
    assert steps
    history = vault("journal", "list").out
    assert "Summarised conversations" in history
    for step in reversed(steps):
        assert vault("memories", "undo", step).code == 0
    assert vault("memories", "list", "--kind", "summary", "--json").json["total"] == 0
    assert vault("profile").out.startswith("There is no profile yet.")


def test_the_profile_is_one_page_by_section(vault: Command) -> None:
    assert vault("profile").out.startswith("There is no profile yet.")
    tell(vault)
    vault("consolidate")
    out = vault("profile").out
    assert out.index("Work") < out.index("The user works at Bosch") < out.index("Health") < out.index("peanuts")
    sections = {section["section"]: section["memories"] for section in vault("profile", "--json").json["sections"]}
    (peanuts,) = sections["health"]
    assert vault("memories", "show", peanuts["id"]).code == 0


def test_what_was_set_aside_is_found_by_a_search_and_comes_back(vault: Command) -> None:
    text = "The neighbour's fence is rather green."
    rows = [{"conversation": "c", "id": "1", "role": "user", "speaker": "user", "time": "2020-01-01T10:00:00", "text": text}]
    with clock.frozen(clock.now() - timedelta(days=400)):
        vault("ingest", vault.jsonl("chat.jsonl", rows))
    (memory,) = vault("memories", "list", "--json").json["memories"]
    assert vault("consolidate", "--json").json["done"]["decay"] == 1
    assert vault("memories", "list", "--json").json["memories"][0]["status"] == "archived"
    found = vault("recall", "green", "fence", "--json").json["hits"]
    assert ("archived", memory["id"]) in {(hit["status"], hit["id"]) for hit in found}
    assert vault("memories", "list", "--json").json["memories"][0]["status"] == "active"


def test_after_tidying_up_an_undo_asks_which_step_is_meant(vault: Command) -> None:
    tell(vault)
    cello = next(one["id"] for one in vault("memories", "list", "--json").json["memories"] if "cello" in one["text"])
    assert vault("memories", "forget", cello, "--yes").code == 0
    steps = vault("consolidate", "--json").json["steps"]
    refused = vault("memories", "undo")
    assert refused.code != 0
    assert steps[-1] in refused.err
    assert refused.err.count("alcove journal revert") == 2  # the tidying, and the forgetting
    assert vault("journal", "revert", steps[0]).code == 0  # the whole run, as it is listed
    assert vault("memories", "list", "--kind", "summary", "--json").json["total"] == 0
