"""Forgetting somebody reaches every name they go by, and nobody else."""

from __future__ import annotations

import pytest

from engine.memory.entities import Entities
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.memory.forgetting import About, Forgetting
from engine.memory.records import MASK
from engine.vault.vault import Vault

SAID = (
    "My mum Margaret lives in Harrogate.",
    "Mum was grumpy about the trombone today.",
    "Priya's mum plays the oboe.",
    "I love tea. My mother hates the marmalade shop!",
)


def mother(name: str) -> NewEntity:
    return NewEntity(name, "person", "subject", "mum")


@pytest.fixture
def told(conversations: Conversations, memories: Memories) -> list[str]:
    """Ids of four messages, of which the first gave a memory."""
    place = conversations.create()
    said = [conversations.say(place, text) for text in SAID]
    source = ((said[0].id, 0, len(SAID[0])),)
    home = "The user's mum Margaret lives in Harrogate."
    memories.add(NewMemory(home, subject="Margaret", object="Harrogate", entities=(mother("Margaret"),), sources=source))
    memories.add(NewMemory("The user's mother is allergic to penicillin.", subject="user's mother", entities=(mother("mother"),)))
    return [message.id for message in said]


@pytest.mark.parametrize("request_", ["everything about Margaret", "everything about my mother", "all you know about mum"])
def test_all_about_margaret_is_what_was_said_of_mum_too(
    told: list[str], forgetting: Forgetting, conversations: Conversations, memories: Memories, request_: str
) -> None:
    targets = forgetting.targets_for(request_)
    radius = forgetting.blast_radius(targets)
    assert (radius.memories, radius.passages) == (2, 3)
    forgetting.forget(targets)
    assert [conversations.message(id).visible for id in told] == [MASK, MASK, SAID[2], f"I love tea. {MASK}"]
    assert memories.list().total == 0


def test_erasing_margaret_leaves_no_trace_of_mum(told: list[str], forgetting: Forgetting, conversations: Conversations, vault: Vault) -> None:
    Entities(vault).alias("Margaret", "Maggie")
    Entities(vault).rename("Margaret", "Greta")
    report = forgetting.erase([About("Maggie")])
    assert report.residue is not None
    assert report.residue.clean
    everything = "\n".join(str(tuple(row)) for table in ("message", "memory", "memory_version", "entity", "entity_alias", "edge")
                           for row in vault.query(f"SELECT * FROM {table}"))  # fmt: skip
    for word in ("Margaret", "Maggie", "Greta", "trombone", "marmalade", "penicillin", "Harrogate"):
        assert word.casefold() not in everything.casefold()
    assert conversations.message(told[2]).text == SAID[2]


def test_of_two_bosses_only_the_named_one_goes(memories: Memories, conversations: Conversations, forgetting: Forgetting, vault: Vault) -> None:
    said = conversations.say(conversations.create(), "My boss was annoying today.")
    for name, relation in (("Karen", "boss"), ("Ines", "new boss")):
        memories.add(NewMemory(f"The user's boss {name} sings.", entities=(NewEntity(name, "person", "subject", relation),)))
    forgetting.forget(forgetting.targets_for("everything about Ines"))
    assert conversations.message(said).visible == said.text
    assert [known.entity.name for known in Entities(vault).list()] == ["Karen"]


def test_forgetting_one_anna_leaves_the_memories_of_the_other(memories: Memories, forgetting: Forgetting, vault: Vault) -> None:
    memories.add(NewMemory("The user's sister Anna sings.", entities=(NewEntity("Anna", "person", "subject", "sister"),)))
    work = memories.add(NewMemory("The user's colleague Anna runs payroll.", entities=(NewEntity("Anna", "person", "subject", "colleague"),)))
    forgetting.forget(forgetting.targets_for("everything about my sister Anna"))
    assert [memory.id for memory in memories.list().memories] == [work.id]
