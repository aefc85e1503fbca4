"""`alcove today`: what the day brings, on the command line."""

from __future__ import annotations

from tests.desktop.cli.support import Command


def test_the_day_is_told_and_marked(vault: Command) -> None:
    assert "Nothing today" in vault("today").out
    for said in ("I have a dentist appointment tomorrow at 10am.", "My shopping list: milk, eggs and coffee."):
        assert vault("remember", said).code == 0
    shown = vault("today", "--json").json
    [dentist] = shown["coming"]
    [shopping] = shown["open"]
    assert (dentist["kind"], dentist["at"], shopping["items"]) == ("plan", "10:00", ["milk", "eggs", "coffee"])
    assert "tomorrow, 10:00" in vault("today").out

    assert vault("today", "done", shopping["memory"], "eggs").out.strip() == "Ticked off: eggs."
    refused = vault("today", "done", shopping["memory"], "eggs")
    assert refused.code != 0
    assert "not on the list" in refused.err
    assert vault("today", "later", dentist["memory"], "--days", "3").out.startswith("Not shown before")
    assert vault("today", "--json").json["coming"] == []
    assert vault("today", "again", dentist["memory"]).code == 0
    assert vault("today", "done", dentist["memory"]).code == 0
    assert vault("today", "--json").json["coming"] == []
    assert vault("today", "never", shopping["memory"]).code == 0
    assert "Nothing today" in vault("today").out
