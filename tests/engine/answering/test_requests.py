"""Requests in a chat: forgetting what they name, asking when several could be meant, undoing right after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.learning import extract
from engine.memory.records import Conversation
from engine.session import Session
from engine.vault.vault import Vault

AT = datetime.fromisoformat("2025-06-17T10:00:00+01:00")


class Talk:
    """What the user says is learned from, or carried out; returns the answer to a request."""

    def __init__(self, session: Session) -> None:
        self.session, self.said = session, 0
        self.place: Conversation = session.conversations.create()

    def __call__(self, text: str) -> str:
        self.said += 1
        message = self.session.conversations.say(self.place, text, at=AT + timedelta(days=self.said))
        command = extract.learn(text, at=message.at).command
        if command is not None and command.action in ("forget", "undo", "show"):
            return self.session.assistant._requests.handle(command, message).text
        self.session.learner.learn_message(message)
        return ""

    @property
    def left(self) -> str:
        """Everything that can still be seen."""
        messages = [row[0] for row in self.session.vault.query("SELECT visible FROM message WHERE status = 'active'")]
        return "\n".join([*messages, *(memory.text for memory in self.session.memories.list(limit=500).memories)]).lower()


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    vault, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    session = Session(vault)
    yield Talk(session)
    session.close()


@pytest.mark.parametrize(
    ("told", "request_text", "gone", "stays"),
    [
        ("My sister Anna lives in Berlin.", "Please delete everything about Anna.", ["anna", "berlin"], []),
        ("I was engaged to Piers until 2022, he's a surveyor.", "wipe everything on Piers", ["piers", "surveyor"], []),
        ("my salary is 18 lakhs a year, and I work at the port", "please take out what I said about my salary", ["lakhs"], ["port"]),
        ("our Leanne has started on the vodka again. mum is worried about her", "that thing about leanne and the drink, please wipe it",
         ["vodka", "leanne"], []),
        ("my mil said I'm holding him too much. I'm fuming. She's always on at me", "pls bin what i said about my mother in law",
         ["mil ", "fuming", "always on"], []),
        ("my therapist is Dr Osei, thursdays at 4pm", "delete the therapist stuff. all of it", ["osei", "4pm", "therapist"], []),
        ("My flatmate is coeliac. My flatmate was in the Astley clinic in May", "Kindly forget what I told you about my flatmate and the clinic",
         ["astley", "clinic"], ["coeliac"]),
        ("I smoke ten a day", "forget that I smoke", ["smoke"], []),
        ("my address is 12 Elm Row", "delete my address", ["elm row"], []),
    ],
)  # fmt: skip
def test_a_request_takes_what_it_names_and_itself(told: str, request_text: str, gone: list[str], stays: list[str], talk: Talk) -> None:
    talk(told)
    talk("the library opens at nine")
    answer = talk(request_text)
    assert answer.startswith("Forgotten:")
    assert "undo" in answer
    assert [word for word in gone if word in talk.left] == []
    assert [word for word in [*stays, "library"] if word not in talk.left] == []


@pytest.mark.parametrize("word", ["undo", "undo that", "bring it back please"])
def test_undo_right_after_brings_everything_back(word: str, talk: Talk) -> None:
    talk("My sister Anna lives in Berlin.")
    before = talk.left
    talk("forget everything about Anna")
    assert talk(word).startswith("Undone:")
    assert talk.left.startswith(before.split("\n")[0])
    assert "the user's sister anna lives in berlin." in talk.left


def test_undo_takes_back_what_was_just_learned(talk: Talk) -> None:
    talk("My sister Anna lives in Berlin.")
    talk("undo that")
    assert talk.session.memories.list(status="active").total == 0


def test_what_is_not_sure_is_asked_about(talk: Talk) -> None:
    talk("my cousin is called Dwight")
    talk("my uncle is called Dwight")
    (question,) = talk.session.review.list()
    said = talk.session.assistant._requests.acknowledge([question.memory])
    assert said.startswith("Which is right?")
    assert "cousin" in said and "uncle" in said


def test_what_was_taken_back_is_said(talk: Talk) -> None:
    talk("I live in Leeds")
    message = talk.session.conversations.say(talk.place, "scrap that", at=AT + timedelta(days=9))
    assert talk.session.assistant._requests.acknowledge(talk.session.learner.learn_message(message)) == "Taken back: you live in Leeds."


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("tell me about my family", ["sister", "gluten"], ["boss", "cello"]),
        ("who's in my family?", ["sister"], ["boss"]),
        ("what about my health?", ["gluten", "asthma"], ["boss"]),
        ("list all my pets", ["rabbit"], ["sister"]),
    ],
)
def test_a_side_of_life_is_told_at_once(question: str, told: list[str], untold: list[str], talk: Talk) -> None:
    for said in ("My sister Anna can't eat gluten.", "My boss Tom plays the cello.", "I have asthma.", "my rabbit is called Biscuit"):
        talk(said)
    answer = talk(question)
    assert answer.startswith("About your ")
    assert [word for word in told if word not in answer.lower()] == []
    assert [word for word in untold if word in answer.lower()] == []


def test_nothing_to_undo_is_said(talk: Talk) -> None:
    assert "nothing to undo" in talk("undo")


def test_nothing_found_is_said_although_the_request_names_it(talk: Talk) -> None:
    talk("My sister Anna lives in Berlin.")
    answer = talk("forget everything about Zorro")
    assert "found nothing" in answer
    assert "berlin" in talk.left


def test_of_two_of_one_name_it_asks_which(talk: Talk) -> None:
    talk("my neighbour Priya has twins")
    talk("my colleague Priya lives in Hale")
    answer = talk("forget everything about Priya")
    assert "Which do you mean?" in answer
    assert "neighbour" in answer and "colleague" in answer
    assert talk("forget everything about my neighbour Priya").startswith("Forgotten:")
    assert "hale" in talk.left
    assert "twins" not in talk.left


def test_an_ex_is_found_by_what_is_known(talk: Talk) -> None:
    talk("my boyfriend Tom plays the cello")
    talk("I broke up with Tom")
    talk("forget about my ex")
    assert "tom" not in talk.left.replace("custom", "")


def test_what_was_forgotten_at_once_leaves_no_residue(talk: Talk) -> None:
    talk.session.settings.put("trash_days", 0)
    talk("My sister Anna lives in Berlin.")
    talk("forget everything about Anna")
    found = talk.session.vault.query("SELECT count(*) FROM journal WHERE content IS NOT NULL AND instr(content, CAST('Berlin' AS BLOB))")
    assert found[0][0] == 0
    assert "anna" not in talk.left


FACTS = (
    ("my sister Quenby lives in Xanthe", "Quenby"),
    ("my boss Zebulon is strict", "Zebulon"),
    ("I'm allergic to wolfberries", "wolfberries"),
    ("my dog is called Ottoline", "Ottoline"),
    ("Quenby moved to Yarrow", "Quenby"),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations(range(len(FACTS))), name=st.sampled_from(sorted({name for _, name in FACTS})))
def test_what_is_erased_is_gone_and_is_not_learned_again(order: list[int], name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("erased")
    vault, _ = Vault.create(home / "home", key_file=home / "key")
    session = Session(vault)
    try:
        talk = Talk(session)
        for n in order:
            talk(FACTS[n][0])
        report = session.forgetting.erase(session.forgetting.targets_for(f"everything about {name}"))
        assert report.residue is not None and report.residue.clean
        with vault.change("test", "Reads all again", journaled=False) as change:
            change.execute("DELETE FROM derived")
        for message in session.conversations.path(talk.place):
            session.learner.learn_message(message)
        assert name.lower() not in talk.left
        about = [text for text, named in FACTS if named != name]
        assert all(text.lower() in talk.left for text in about)
    finally:
        session.close()
