"""What is meant by "forget …" is found by name, by relation, by what memories say, or by the words themselves."""

from __future__ import annotations

import pytest

from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.memory.forgetting import About, Forgetting, Text


@pytest.fixture
def facts(memories: Memories, conversations: Conversations) -> dict[str, str]:
    anna = (NewEntity("Anna", "person", "subject", "sister"),)
    other = (NewEntity("Anna", "person", "subject", "boss"),)
    said = {
        "sister": NewMemory("The user's sister Anna lives in Berlin.", subject="Anna", object="Berlin", entities=anna),
        "boss": NewMemory("The user's boss Anna is strict.", subject="Anna", object="strict", entities=other),
        "nuts": NewMemory("The user is allergic to nuts.", subject="user", object="nuts"),
    }
    conversations.say(conversations.create(), "I was engaged to Piers. The cellar code is quokka 7731.")
    return {name: memories.add(new).id for name, new in said.items()}


@pytest.mark.parametrize(
    ("request_text", "names"),
    [
        ("that my sister lives in Berlin", ["sister"]),
        ("I'm allergic to nuts", ["nuts"]),
        ("please forget that I am allergic to nuts.", ["nuts"]),
        ("my shoe size", []),
        ("", []),
    ],
)
def test_memories_are_found_by_what_they_say(forgetting: Forgetting, facts: dict[str, str], request_text: str, names: list[str]) -> None:
    assert forgetting.targets_for(request_text) == tuple(facts[name] for name in names)


def test_people_are_found_by_name_or_relation(forgetting: Forgetting, memories: Memories, facts: dict[str, str]) -> None:
    asked = {"everything about my boss": ["boss"], "all you know about my sister Anna": ["sister"], "about Anna": ["boss", "sister"]}
    for request, gone in asked.items():
        targets = forgetting.targets_for(request)
        assert all(isinstance(target, About) for target in targets)
        assert {preview.id for preview in forgetting.blast_radius(targets).previews if preview.kind == "memory"} >= {facts[name] for name in gone}
    assert len(forgetting.targets_for("everything about my boss")) == 1


def test_names_that_were_never_learnt_are_found_in_what_was_said(forgetting: Forgetting, facts: dict[str, str]) -> None:
    assert forgetting.targets_for("everything about Piers") == (About("Piers"),)
    assert forgetting.targets_for("everything about Zorro") == ()
    assert forgetting.targets_for("the cellar code is quokka 7731") == (Text("the cellar code is quokka 7731"),)


def test_whom_a_request_names_by_relation_is_found_where_her_name_stands(
    forgetting: Forgetting, memories: Memories, conversations: Conversations
) -> None:  # fmt: skip
    chat = conversations.create()
    memories.add(
        NewMemory("Grace is the user's friend.", subject="user", object="Grace", entities=(NewEntity("Grace", "person", "object", "friend"),))
    )
    told = conversations.say(chat, "Grace had a miscarriage last week. The train was late.")
    asked = conversations.say(chat, "Please forget what I told you about my friend and her baby.")
    forgetting.forget(forgetting.meant("about my friend and her baby", said_in=asked.row).targets)
    shown = conversations.message(told).visible
    assert "miscarriage" not in shown
    assert "The train was late." in shown
