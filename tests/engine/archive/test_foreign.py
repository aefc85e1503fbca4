from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from engine.archive import markdown, pam
from engine.archive.accepting import Acceptance
from engine.archive.foreign import Brought, Foreign, Planned, plan
from engine.archive.importers import sniffing
from engine.errors import BadInput, Cancelled
from engine.memory.facts import NewMemory
from engine.session import Session
from engine.vault.vault import Vault
from tests.engine.archive.conftest import assert_whole
from tests.engine.archive.test_importers import FIXTURES


@pytest.fixture
def live(vault: Vault) -> Session:
    return Session(vault)


def foreign(live: Session, path: Path) -> Foreign:
    return Foreign(live.vault, live.memories, live.learner, sniffing.read(path))


def bring(live: Session, name: str, *acceptance: Acceptance, **more: object) -> Brought:
    return foreign(live, FIXTURES / name).bring(*acceptance, **more)  # type: ignore[arg-type]


def waiting(live: Session) -> set[str]:
    return {question.memory.text for question in live.review.list()}


def holding(live: Session) -> set[str]:
    return {memory.text for memory in live.memories.list(status="active").memories}


def test_the_plan_says_what_would_come_and_writes_nothing(live: Session) -> None:
    before = live.vault.one("SELECT seq FROM counter")[0]  # type: ignore[index]
    planned = plan(sniffing.read(FIXTURES / "chatgpt-conversations.json"), live.vault)
    assert planned == Planned("ChatGPT", 1, 5, 2, 0, 0, 0, 0, {"images and files": 1})
    assert live.vault.one("SELECT seq FROM counter")[0] == before  # type: ignore[index]
    assert plan(sniffing.read(FIXTURES / "chatgpt-conversations.json"), None) == planned


def test_imported_again_what_says_otherwise_is_counted_and_stays_as_it_is_here(live: Session) -> None:
    bring(live, "chatgpt-conversations.json")
    export = sniffing.read(FIXTURES / "chatgpt-conversations.json")
    export.talks[0].said[1].text = "Edited since."
    planned = plan(export, live.vault)
    assert (planned.messages, planned.known_messages, planned.changed_messages) == (0, 5, 1)
    Foreign(live.vault, live.memories, live.learner, export).bring(learn=False)
    assert live.vault.one("SELECT count(*) FROM message WHERE text = 'Edited since.'")[0] == 0  # type: ignore[index]


@pytest.mark.parametrize("format", [markdown, pam])
def test_kinds_and_categories_of_memories_survive_a_readable_export(live: Session, tmp_path: Path, format: Any) -> None:
    kinds = {
        "Anna's wedding was in May.": ("episodic", "family"), "To reset the router: hold the button.": ("procedural", "procedure"),
        "The assistant should answer briefly.": ("procedural", "instruction"), "The user likes tea.": ("semantic", "preferences"),
    }  # fmt: skip
    for text, (kind, category) in kinds.items():
        live.memories.add(NewMemory(text, kind=kind, category=category))
    format.export(live.vault, tmp_path / "taken-along")
    notes = sniffing.read(tmp_path / "taken-along").notes
    assert {note.text: (note.kind, note.category) for note in notes} == kinds


def test_everything_is_quarantined(live: Session) -> None:
    brought = bring(live, "chatgpt-conversations.json")
    assert (brought.messages, brought.proposed, brought.accepted) == (5, 4, 0)
    assert holding(live) == set() and live.instructions.in_force() == []
    assert "The assistant should always answer in French." in waiting(live)
    assert {row[0] for row in live.vault.query("SELECT DISTINCT source FROM message")} == {"import"}
    assert_whole(live.vault)


def test_recall_finds_it_as_something_imported(live: Session) -> None:
    bring(live, "chatgpt-conversations.json")
    hit = live.recall.search("Where does Anna live?").hits[0]
    assert "Lyon" in hit.text and hit.source == "import"


def test_the_chosen_path_is_led_and_the_branch_is_kept(live: Session) -> None:
    bring(live, "chatgpt-conversations.json")
    (place,) = live.conversations.list()
    path = live.conversations.path(place)
    assert [message.text for message in path][1::2] == ["Lovely.", "Noted."]
    assert [message.text for message in live.conversations.siblings(path[1])] == ["Lovely.", "Nice."]
    assert place.title == "Weekend plans" and path[0].at.year == 2025


def test_the_same_export_again_brings_nothing(live: Session) -> None:
    for name in ("chatgpt-conversations.json", "mem0-get_all.json", "gemini-MyActivity.json"):
        bring(live, name)
        again = bring(live, name)
        assert (again.messages, again.proposed, again.changes) == (0, 0, None)
    assert_whole(live.vault)


def test_an_export_that_has_grown_goes_on_where_it_ended(live: Session, tmp_path: Path) -> None:
    bring(live, "mem0-get_all.json")
    document = json.loads((FIXTURES / "mem0-get_all.json").read_text())
    document["results"].insert(0, {"id": "x", "memory": "Keeps bees"})
    (tmp_path / "more.json").write_text(json.dumps(document))
    foreign(live, tmp_path / "more.json").bring()
    (place,) = live.conversations.list()
    assert [message.text for message in live.conversations.path(place)] == ["Plays chess on Tuesdays", "Dog is named Rex", "Keeps bees"]
    assert waiting(live) == {"Plays chess on Tuesdays", "Dog is named Rex", "Keeps bees"}
    assert_whole(live.vault)


def test_it_is_one_step_and_undo_takes_it_all_back(live: Session) -> None:
    for name in ("chatgpt-conversations.json", "claude-memories.json"):
        bring(live, name, Acceptance(mine=True))
        assert [entry.operation for entry in live.vault.journal.entries()][:1] == ["import"]
        live.vault.journal.undo()
        for table in ("message", "memory", "conversation", "entity", "edge", "embed_job", "rejected", "derived"):
            assert live.vault.one(f"SELECT 1 FROM {table}") is None, table
        assert_whole(live.vault)


def test_what_was_turned_down_later_does_not_stand_against_undo(live: Session) -> None:
    bring(live, "chatgpt-conversations.json", Acceptance(mine=True))
    message = live.vault.one("SELECT row FROM message LIMIT 1")
    assert message is not None
    with live.vault.change("derive", "Read again") as change:
        change.insert("rejected", message=message["row"], text="Is it so?", reason="question", at="2026-11-22T08:00:00Z")
    step = next(entry for entry in live.vault.journal.entries() if entry.operation == "import")
    live.vault.journal.revert(step.id)
    assert live.vault.one("SELECT 1 FROM message") is None
    assert live.vault.one("SELECT 1 FROM rejected") is None


def test_what_is_learnt_from_ones_own_messages_can_be_accepted_at_once_but_never_an_order(live: Session) -> None:
    brought = bring(live, "chatgpt-conversations.json", Acceptance(mine=True))
    assert brought.accepted == 3
    assert holding(live) == {"Anna is the user's sister.", "The user's sister Anna lives in Lyon.", "The user works at Acme as a nurse."}
    assert waiting(live) == {"The assistant should always answer in French."}


def test_notes_of_the_other_assistant_are_not_ones_own_messages(live: Session) -> None:
    assert bring(live, "claude-memories.json", Acceptance(mine=True)).accepted == 0
    assert bring(live, "claude-memories.json", Acceptance(kinds=("semantic",))).accepted == 3


def test_acceptance_by_category_and_by_person(live: Session) -> None:
    bring(live, "chatgpt-conversations.json", Acceptance(kinds=("work",)))
    assert holding(live) == {"The user works at Acme as a nurse."}
    bring(live, "chatgpt-conversations.json", Acceptance(about=("anna",)))
    assert holding(live) == {"The user works at Acme as a nurse.", "Anna is the user's sister.", "The user's sister Anna lives in Lyon."}
    bring(live, "chatgpt-conversations.json", Acceptance(kinds=("all",)))
    assert live.instructions.in_force() == []
    bring(live, "chatgpt-conversations.json", Acceptance(kinds=("procedural",)))
    assert len(live.instructions.in_force()) == 1
    with pytest.raises(BadInput, match="no kind"):
        Acceptance(kinds=("nonsense",))


def test_a_note_that_was_turned_down_does_not_come_back(live: Session) -> None:
    bring(live, "mem0-get_all.json")
    for question in live.review.list():
        live.review.reject(question.memory)
    live.vault.journal.undo()
    bring(live, "mem0-get_all.json")
    assert len(waiting(live)) == 1


def test_without_learning_only_the_talk_comes(live: Session) -> None:
    assert bring(live, "claude-conversations.json", learn=False).proposed == 0
    assert live.vault.one("SELECT 1 FROM memory") is None


def test_stopping_leaves_nothing(live: Session) -> None:
    stop = threading.Event()

    def watch(step: str, done: int, total: int) -> None:
        if step == "Learning":
            stop.set()

    with pytest.raises(Cancelled):
        bring(live, "chatgpt-conversations.json", progress=watch, cancel=stop)
    assert live.vault.one("SELECT 1 FROM message") is None and live.vault.journal.entries() == []


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_every_fixture_comes_in_whole(live: Session, name: str) -> None:
    assert bring(live, name).messages
    assert_whole(live.vault)


def test_secrets_are_no_proposals_and_are_masked_if_the_user_wants_that(live: Session, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("- My password is hunter2hunter2\n- I keep bees\n")
    live.settings.put("mask_secrets", True)
    foreign(live, tmp_path / "notes.md").bring()
    assert waiting(live) == {"I keep bees"}
    assert live.vault.query("SELECT 1 FROM message WHERE text LIKE '%hunter2%'") == []
