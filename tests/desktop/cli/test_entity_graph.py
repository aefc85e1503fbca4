"""`alcove entities path` and `around`: how two are tied, and who and what is near one."""

from __future__ import annotations

import pytest

from tests.desktop.cli.support import Command

TOLD = [
    "My brother Tom is a carpenter.",
    "Tom's wife is called Ellen.",
    "Ellen works at the Botanic Garden.",
    "Ellen's mother is called Ruth.",
    "Ruth lives in Ghent.",
    "My boss is Priya.",
]


@pytest.fixture
def told(vault: Command) -> Command:
    rows = [
        {"conversation": f"c{n}", "id": str(n), "role": "user", "speaker": "user", "time": f"2026-01-0{n + 1}T10:00:00", "text": text}
        for n, text in enumerate(TOLD)
    ]
    assert vault("ingest", vault.jsonl("told.jsonl", rows), "--learn").code == 0
    return vault


def test_the_way_between_two_reads_as_a_sentence_with_what_says_so(told: Command) -> None:
    out = told("entities", "path", "Tom", "Ghent").out.splitlines()
    assert out[0] == "Tom – wife → Ellen – mother → Ruth – lives in → Ghent"
    assert out[1:] == [
        "  2026-01-02  Tom's wife is called Ellen.",
        "  2026-01-04  Ellen's mother is called Ruth.",
        "  2026-01-05  Ruth lives in Ghent.",
    ]
    assert told("entities", "path", "Ruth", "Tom").out.startswith("Ruth ← mother – Ellen ← wife – Tom")


def test_a_way_for_programs(told: Command) -> None:
    (way,) = told("entities", "path", "Tom", "Botanic Garden", "--json").json["paths"]
    assert [node["name"] for node in way["nodes"]] == ["Tom", "Ellen", "Botanic Garden"]
    assert [line["predicate"] for line in way["lines"]] == ["wife", "works at"]
    assert way["lines"][0]["head"] == way["nodes"][0]["id"]


def test_relatives_are_tied_through_the_user_where_nothing_else_ties_them(told: Command) -> None:
    assert told("entities", "path", "Tom", "Priya").out.splitlines()[0] == "Tom ← brother – you – boss → Priya"
    assert told("entities", "path", "Tom", "Ellen").out.splitlines()[0] == "Tom – wife → Ellen"
    ways = told("entities", "path", "Tom", "Ellen", "--all").out.split("\n\n")
    assert ways[0].startswith("Tom – wife → Ellen\n") and ways[-1].startswith("Tom ← brother – you –")


def test_what_is_farther_than_asked_for_is_not_tied(told: Command) -> None:
    assert told("entities", "path", "Tom", "Ghent", "--hops", "2").out == "Nothing ties these two within 2 relations.\n"
    assert told("entities", "path", "Tom", "Nobody").code != 0


def test_the_surroundings_the_nearest_first(told: Command) -> None:
    out = told("entities", "around", "Ellen", "--hops", "1").out
    assert out.splitlines()[0] == "Ellen (brother's wife)"
    assert "    Tom – wife – Ellen  (2026-01-02)" in out
    assert "Botanic Garden" in out
    assert "Ghent" not in out
    assert "Ghent" in told("entities", "around", "Ellen").out
    assert "Priya" not in told("entities", "around", "Tom", "--hops", "6").out


def test_the_user_is_near_a_relative_and_is_found_by_any_word_for_oneself(told: Command) -> None:
    assert told("remember", "My name is Ines Kaya.").code == 0
    assert "  you\n    you – brother – Tom" in told("entities", "around", "Tom", "--hops", "1").out
    mine = told("entities", "around", "me", "--hops", "1").out
    assert mine.startswith("you\n") and "Tom (brother)" in mine and "Priya" in mine
    for word in ("you", "Me", "Ines Kaya", "ines"):
        assert told("entities", "around", word, "--hops", "1").out == mine
    assert told("entities", "path", "me", "Ruth").out.startswith("you – ")


def test_a_name_like_the_users_means_whoever_has_it(told: Command) -> None:
    assert told("remember", "My name is Tom Kaya.").code == 0
    assert told("entities", "around", "Tom", "--hops", "1").out.startswith("Tom (brother)\n")


def test_the_surroundings_are_cut_and_say_so(told: Command) -> None:
    cut = told("entities", "around", "Ellen", "--limit", "2")
    assert "more; --limit shows them" in cut.err + cut.out
    assert told("entities", "around", "Ellen", "--limit", "2", "--json").json["more"] > 0


def test_as_it_was_known_then(told: Command) -> None:
    assert told("entities", "path", "Tom", "Ghent", "--as-of", "2026-01-03T00:00:00").out.startswith("Nothing ties")
    assert told("entities", "around", "Tom", "--as-of", "yesterday-ish").code != 0


def test_what_was_forgotten_ties_no_more(told: Command) -> None:
    found = told("entities", "path", "Tom", "Ellen", "--json").json["paths"][0]["lines"][0]["memory"]
    assert told("memories", "forget", found, "--yes").code == 0
    assert told("entities", "path", "Tom", "Botanic Garden").out.startswith("Nothing ties")
