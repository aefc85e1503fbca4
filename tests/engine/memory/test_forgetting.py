"""Forgetting hides at once, everywhere, and can be undone to the byte."""

from __future__ import annotations

import pytest

from engine.errors import BadInput, NotFound
from engine.memory.entities import Entities
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.memory.forgetting import About, Everything, Forgetting, Text
from engine.memory.records import Conversation, Memory, Message
from engine.vault.vault import Vault

from .support import assert_search_rows_agree, dump, everywhere


@pytest.fixture
def chat(conversations: Conversations) -> Conversation:
    return conversations.create()


def answer(conversations: Conversations, chat: Conversation, text: str) -> Message:
    return conversations.say(chat, text, role="assistant", source="generated")


def learn(
    memories: Memories, said: Message, text: str, part: str, *, subject: str = "user", object: str = "", people: tuple[str, ...] = ()
) -> Memory:
    start = said.text.index(part)
    entities = tuple(NewEntity(name, "person", "mention") for name in people)
    sources = ((said.id, start, start + len(part)),)
    return memories.add(NewMemory(text, subject=subject, object=object, entities=entities, sources=sources), actor="assistant", operation="learn")


def test_forgetting_a_person_leaves_no_trace_in_any_query(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting, chat: Conversation
) -> None:
    engaged = "I was engaged to a man called Piers until 2022, he's a surveyor"
    said = conversations.say(chat, engaged)
    answer(conversations, chat, "I see. Piers, the surveyor, is in the past then.")
    conversations.say(chat, "anyway I'm writing a memoir, working title Salt Line")
    conversations.say(chat, "please forget everything about Piers. I don't want his name in here at all.")
    learn(memories, said, "The user was engaged to Piers until 2022.", engaged, object="Piers", people=("Piers",))
    learn(memories, said, "Piers is a surveyor.", "he's a surveyor", subject="Piers", object="surveyor", people=("Piers",))
    before = dump(vault)
    forgetting.forget([About("Piers")])
    assert everywhere(vault, "piers") == []
    assert everywhere(vault, "surveyor") == []
    assert conversations.search("Piers") == []
    assert memories.list("surveyor").total == memories.list(person="Piers").total == 0
    assert Entities(vault).list() == []
    assert everywhere(vault, "salt") == ["turns", "windows", "titles", "messages"]
    assert_search_rows_agree(vault)
    vault.journal.undo()
    assert dump(vault) == before
    assert_search_rows_agree(vault)


def test_forgetting_a_fact_hides_it_in_the_users_the_assistants_and_the_requests_words(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting, chat: Conversation
) -> None:
    said = conversations.say(chat, "My sister Anna lives in Berlin and I am allergic to peanuts.")
    answer(conversations, chat, "Noted: Anna lives in Berlin. No peanuts for you.")
    conversations.say(chat, "Where does my sister live?")
    answer(conversations, chat, "In Berlin.")
    request = conversations.say(chat, "forget that my sister lives in Berlin")
    fact = learn(memories, said, "The user's sister Anna lives in Berlin.", "My sister Anna lives in Berlin", subject="Anna", object="Berlin")
    other = learn(memories, said, "The user is allergic to peanuts.", "I am allergic to peanuts", object="peanuts")
    before = dump(vault)
    changes = forgetting.forget([fact.id])
    assert changes.label == "Forgot a memory"
    assert [message.visible for message in conversations.path(chat)] == [
        "[forgotten] I am allergic to peanuts.", "[forgotten] No peanuts for you.", "Where does my sister live?", "[forgotten]", "[forgotten]",
    ]  # fmt: skip
    assert conversations.message(request).text == "forget that my sister lives in Berlin"
    assert conversations.get(chat).title == "I am allergic to peanuts."
    assert (memories.get(fact).status, memories.get(other).status) == ("trashed", "active")
    assert everywhere(vault, "berlin") == []
    vault.journal.undo()
    assert dump(vault) == before


def test_a_fact_learnt_from_two_messages_keeps_the_evidence_that_stays(
    conversations: Conversations, memories: Memories, forgetting: Forgetting, chat: Conversation
) -> None:
    first, second = conversations.say(chat, "I play the cello."), conversations.say(chat, "The cello is my great love.")
    twice = learn(memories, first, "The user plays the cello.", "I play the cello.", object="cello")
    memories.cite(twice, second.id, 0, len(second.text))
    only = learn(memories, first, "The user is musical.", "I play the cello.", object="musical")
    forgetting.forget([first.id])
    assert memories.get(twice).status == "active"
    assert [message.id for message, _, _ in memories.sources(twice)] == [second.id]
    assert memories.get(only).status == "trashed"


def test_other_facts_about_the_same_two_are_left_alone(
    conversations: Conversations, memories: Memories, forgetting: Forgetting, chat: Conversation
) -> None:
    lives, visited = conversations.say(chat, "Anna lives in Berlin."), conversations.say(chat, "Anna first visited Berlin in 2009.")
    fact = learn(memories, lives, "Anna lives in Berlin.", lives.text, subject="Anna", object="Berlin")
    other = learn(memories, visited, "Anna first visited Berlin in 2009.", visited.text, subject="Anna", object="Berlin")
    forgetting.forget([fact.id])
    assert memories.get(other).status == "active"
    assert [message.visible for message in conversations.path(chat)] == ["[forgotten]", visited.text]


def test_an_everyday_word_of_a_fact_takes_nothing_else_with_it(
    conversations: Conversations, memories: Memories, forgetting: Forgetting, chat: Conversation
) -> None:
    said = conversations.say(chat, "My dog is called Pixel and he is four years old.")
    fact = learn(memories, said, "The user's dog Pixel is four years old.", "he is four years old", subject="Pixel", object="four years old")
    code = answer(conversations, chat, "following = birthday.replace(year=today.year + 1)")
    forgetting.forget([fact.id])
    assert "four years" not in conversations.message(said).visible
    assert conversations.message(code).visible == code.text


def test_the_same_memory_in_other_words_goes_too(memories: Memories, forgetting: Forgetting) -> None:
    first = memories.add(NewMemory("The user's sister Anna lives in Berlin.", subject="Anna", object="Berlin"))
    twin = memories.add(NewMemory("The sister Anna is living in Berlin.", subject="Anna", object="Berlin"))
    forgetting.forget([first.id])
    assert memories.get(twin).status == "trashed"


def test_forgetting_a_message_takes_its_other_versions_and_its_echoes(
    vault: Vault, conversations: Conversations, forgetting: Forgetting, chat: Conversation
) -> None:
    conversations.say(chat, "Hello")
    said = conversations.say(chat, "The cellar code is quokka 7731.")
    edited = conversations.edit(said, "The cellar code is quokka 7731, mind.")
    answer(conversations, chat, "I'll keep it in mind: quokka. Anything else?")
    forgetting.forget([edited.id])
    assert everywhere(vault, "quokka") == everywhere(vault, "7731") == []
    assert conversations.path(chat)[-1].visible == "[forgotten] Anything else?"
    assert conversations.message(said).visible == "[forgotten]"


def test_forgetting_a_conversation_takes_the_facts_that_stand_on_it_alone(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting, chat: Conversation
) -> None:
    said = conversations.say(chat, "I keep bees.")
    elsewhere = conversations.create()
    answer(conversations, elsewhere, "As a friend of bees, you keep bees.")
    stays = conversations.say(elsewhere, "The honey was great.")
    fact = learn(memories, said, "The user keeps bees.", said.text, object="bees")
    assert forgetting.forget([chat.id]).label == "Forgot a memory and a conversation"
    assert memories.get(fact).status == "trashed"
    assert everywhere(vault, "bees") == ["turns", "messages"]  # rows of the trashed conversation, which views leave out
    assert [hit.message_id for hit in conversations.search("bees")] == []
    assert conversations.message(stays).shown is None
    forgetting.restore(chat.id)
    assert memories.get(fact).status == "active"
    assert_search_rows_agree(vault)


def test_a_phrase_is_forgotten_wherever_it_stands(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting, chat: Conversation
) -> None:
    conversations.say(chat, "I saw Dr. Kowalski about my knee. The bus was late.")
    memories.add(NewMemory("The user's doctor is Dr. Kowalski.", subject="user", object="Dr. Kowalski"))
    conversations.rename(chat, "Kowalski and knees")
    forgetting.forget([Text("dr. kowalski")])
    assert everywhere(vault, "kowalski") == ["titles"]
    forgetting.forget([Text("Kowalski")])
    assert everywhere(vault, "kowalski") == []
    assert "The bus was late." in conversations.path(chat)[0].visible


def test_forgetting_everything_leaves_nothing_to_see_and_undo_brings_it_all_back(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting, chat: Conversation
) -> None:
    for n in range(5):
        learn(memories, conversations.say(chat, f"I own boat {n}."), f"The user owns boat {n}.", f"boat {n}", object=f"boat {n}")
    before = dump(vault)
    assert forgetting.forget([Everything()]).label == "Forgot everything"
    assert (conversations.list(), memories.list().total, conversations.search("boat")) == ([], 0, [])
    vault.journal.undo()
    assert dump(vault) == before
    assert_search_rows_agree(vault)


def test_many_targets_are_one_step(vault: Vault, memories: Memories, forgetting: Forgetting) -> None:
    ids = [memories.add(NewMemory(f"Fact {word}.")).id for word in ("alpha", "beta", "gamma")]
    steps = len(vault.journal.entries())
    assert forgetting.forget(ids).label == "Forgot 3 memories"
    assert len(vault.journal.entries()) == steps + 1


def test_the_blast_radius_says_beforehand_what_will_go(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting, chat: Conversation
) -> None:
    said = conversations.say(chat, "My cat is called Minka. It rains.")
    answer(conversations, chat, "Minka is a fine name.")
    fact = learn(memories, said, "The user's cat is called Minka.", "My cat is called Minka.", subject="user", object="Minka", people=("Minka",))
    before = dump(vault)
    radius = forgetting.blast_radius([fact.id])
    assert (radius.memories, radius.passages, radius.messages, radius.conversations) == (1, 2, 0, 0)
    assert [preview.text for preview in radius.previews] == [fact.text, "My cat is called Minka.", "Minka is a fine name."]
    assert forgetting.blast_radius([About("Minka")]).names == 1
    assert forgetting.blast_radius([Everything()]).messages == 2
    assert forgetting.blast_radius([Text("nowhere to be found")]).empty
    assert dump(vault) == before


def test_a_rejected_candidate_is_hidden_with_its_message(
    vault: Vault, conversations: Conversations, forgetting: Forgetting, chat: Conversation
) -> None:
    said = conversations.say(chat, "The cellar code is quokka.")
    with vault.change("learn", "Learnt", journaled=False) as change:
        change.execute("INSERT INTO rejected (message, text, reason, at) VALUES (?, 'cellar code quokka', 'secret', '')", (said.row,))
    forgetting.forget([said.id])
    assert everywhere(vault, "quokka") == []
    vault.journal.undo()
    assert "rejected" in everywhere(vault, "quokka")


def test_unknown_targets_are_refused(forgetting: Forgetting, memories: Memories) -> None:
    memories.add(NewMemory("The user is here.", entities=(NewEntity("user", "user", "subject"),)))
    with pytest.raises(NotFound):
        forgetting.forget(["no such id"])
    with pytest.raises(BadInput):
        forgetting.forget([Text(" ")])
    with pytest.raises(BadInput):
        forgetting.forget([About("user")])
    assert forgetting.forget([About("Nobody")]).label == ""


def test_a_forgotten_person_is_named_as_a_speaker_no_more_and_comes_back_with_undo(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting
) -> None:
    spoken = conversations.say(conversations.create(), "I will be late.", role="other", speaker="Piers")
    memories.add(NewMemory("Piers is the user's boss.", entities=(NewEntity("Piers", "person", "subject", "boss"),)))
    forgetting.forget([About("Piers")])
    assert conversations.message(spoken).speaker == ""
    assert everywhere(vault, "Piers") == []
    assert_search_rows_agree(vault)
    vault.journal.undo()
    assert conversations.message(spoken).speaker == "Piers"
    assert_search_rows_agree(vault)


def test_a_memory_that_stays_does_not_quote_what_was_forgotten(conversations: Conversations, memories: Memories, forgetting: Forgetting) -> None:
    chat = conversations.create()
    said = conversations.say(chat, "My sister Anna lives in Berlin and likes tea.")
    other = conversations.say(chat, "Anna is great.")
    kept = memories.add(NewMemory("Anna is the user's sister.", sources=((said.id, 0, len(said.text)), (other.id, 0, 14))))
    forgetting.forget([Text("lives in Berlin")])
    assert memories.get(kept).status == "active"
    assert [message.text for message, _, _ in memories.sources(kept)] == ["Anna is great."]
