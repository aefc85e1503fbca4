"""Erasing leaves nothing: not in a table, an index, the history, a freed page or a backup."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine import clock
from engine.errors import NotFound
from engine.memory.entities import Entities
from engine.memory.episodes import Conversations
from engine.memory.facts import Memories, NewEntity, NewMemory
from engine.memory.forgetting import About, Everything, Forgetting, Text
from engine.vault import backups, pages, restoring, snapshots
from engine.vault.vault import Vault

from .support import assert_search_rows_agree, assert_trees_are_sound, everywhere

CANARY = "My zanzibar locker opens with quokka-7731-plover."


def assert_no_byte_of(vault: Vault, *texts: str) -> None:
    """Reads every decrypted page of the database and of all backups, apart from the program's own scan."""
    vault.truncate_wal()
    files = [vault.layout.database, *vault.layout.backups.rglob("memory.db")]
    assert len(files) > 1
    for path in files:
        for page in pages.read(path, vault.subkey("database")):
            data = page.data.lower()
            assert not [text for text in texts if text.encode() in data], f"page {page.number} of {path.name}"


def test_going_back_to_the_backup_of_an_erasing_leaves_what_was_set_aside(vault: Vault, memories: Memories, forgetting: Forgetting) -> None:
    """Found by kills: it asked to be finished once more, and what the restore had set aside went, so that it could not be taken back."""
    memories.add(NewMemory(CANARY))
    memories.add(NewMemory("The user likes rain."))
    forgetting.erase([Text("quokka-7731-plover")])
    [backup] = backups.listed(vault.home)
    memories.add(NewMemory("The user likes snow."))
    vault.close()
    key = vault.home.parent / "key"
    restoring.restore(restoring.open_backup(vault.home, backup.path.name, restoring.Secrets(key_file=key)))
    with Vault.unlock(vault.home, key_file=key) as again:
        Forgetting(again).finish()
        assert [one.reason for one in backups.listed(again.home)] == ["replaced", "erasing"]


def test_a_chatted_canary_is_gone_with_the_answer_that_quoted_it_and_the_title(
    vault: Vault, conversations: Conversations, forgetting: Forgetting
) -> None:
    chat = conversations.create()
    said = conversations.say(chat, CANARY)
    conversations.say(chat, "Understood: your zanzibar locker opens with quokka-7731-plover. Is there more?", role="assistant", source="generated")
    conversations.say(chat, "what opens my locker")
    conversations.say(chat, "It is quokka-7731-plover!", role="assistant", source="generated")
    conversations.say(chat, "I also like figs.")
    conversations.set_draft(chat, "the zanzibar locker opens with quokka-7731-plover")
    vault.backup()
    report = forgetting.erase([said.id])
    assert report.residue is not None
    assert report.residue.clean
    assert report.residue.checked
    assert report.unfinished == ""
    assert [message.text for message in conversations.path(chat)] == ["Is there more?", "what opens my locker", "I also like figs."]
    assert conversations.get(chat).title == "what opens my locker"
    assert_no_byte_of(vault, "quokka", "plover", "zanzibar")
    assert_search_rows_agree(vault)
    assert_trees_are_sound(vault)


def test_an_extracted_fact_is_gone_with_its_versions_entities_receipts_and_history(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting
) -> None:
    chat = conversations.create()
    said = conversations.say(chat, "I am allergic to figs and my locker opens with quokka-7731-plover.")
    people = (NewEntity("Quokka-7731-plover", "thing", "object"),)
    sources = ((said.id, 25, 65),)
    text = "The user's locker opens with quokka-7731-plover."
    fact = memories.add(NewMemory(text, subject="locker", object="quokka-7731-plover", entities=people, sources=sources))
    kept = memories.add(NewMemory("The user is allergic to figs.", object="figs", sources=((said.id, 0, len(said.text)),)))
    memories.edit(fact, text="The user's old locker opens with quokka-7731-plover.")
    renamed = memories.add(NewMemory("A note of quokka-7731-plover things."))
    memories.edit(renamed, text="A note.")
    with vault.change("answer", "Answered", journaled=False) as change:
        row = change.execute(
            "INSERT INTO receipt (id, message, at, model, guard, budget_tokens, prompt_tokens, cached_tokens, completion_tokens, recall_ms, "
            "prompt_ms, answer_ms, waiting, salt) VALUES ('r', NULL, '', 'm', 'passed', 1, 1, 1, 1, 1, 1, 1, 0, x'00')"
        ).lastrowid
        segment = "INSERT INTO receipt_segment (receipt, n, owner_kind, owner, version, start, stop, mac) VALUES (?, ?, 'memory', ?, ?, 0, 9, x'aa')"
        change.execute(segment, (row, 0, fact.row, 2))
        change.execute(segment, (row, 1, kept.row, 1))
        change.execute("INSERT INTO receipt_memory VALUES (?, 1, 'memory', ?, 1.0, '{}', 1, '')", (row, fact.row))
        change.execute("INSERT INTO rejected (message, text, reason, at) VALUES (?, 'quokka-7731-plover', 'secret', '')", (said.row,))
        change.execute("UPDATE conversation SET profile = ?", (f"[[{fact.row}, 1]]",))
    snapshots.save(vault, "index", {"vectors": b"some"}, 1)
    generation = vault.generation
    report = forgetting.erase([fact.id])
    assert report.residue is not None
    assert report.residue.clean
    assert report.memories == 1
    with pytest.raises(NotFound):
        memories.get(fact.id)
    assert [message.text for message in conversations.path(chat)] == ["I am allergic to figs"]
    assert [(message.text[start:stop]) for message, start, stop in memories.sources(kept)] == ["I am allergic to figs"]
    assert Entities(vault).list() == []
    assert [tuple(row) for row in vault.query("SELECT owner, mac FROM receipt_segment ORDER BY n")] == [(fact.row, bytes(32)), (kept.row, b"\xaa")]
    assert vault.query("SELECT * FROM receipt_memory") == vault.query("SELECT * FROM rejected") == []
    assert memories.history(renamed) == []
    assert conversations.get(chat).profile is None
    assert snapshots.load(vault, "index") is None
    assert vault.generation > generation
    assert vault.journal.verify().ok
    assert_no_byte_of(vault, "quokka", "plover")
    assert_search_rows_agree(vault)


def test_what_was_forgotten_first_can_still_be_erased(vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting) -> None:
    chat = conversations.create()
    said = conversations.say(chat, CANARY + " The bus was late.")
    text = "The user's zanzibar locker opens with quokka-7731-plover."
    fact = memories.add(NewMemory(text, object="quokka-7731-plover", sources=((said.id, 0, 49),)))
    conversations.say(chat, "Got it, quokka-7731-plover it is.", role="assistant", source="generated")
    forgetting.forget([fact.id])
    assert forgetting.expire_trash(7) is None
    with clock.frozen(clock.now() + timedelta(days=8)):
        report = forgetting.expire_trash(7)
    assert report is not None
    assert report.residue is not None
    assert report.residue.clean
    assert [(message.text, message.shown) for message in conversations.path(chat)] == [("The bus was late.", None)]
    assert_no_byte_of(vault, "quokka", "zanzibar")
    assert forgetting.expire_trash(0) is None
    assert_search_rows_agree(vault)


def test_the_trash_keeps_what_is_younger(vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting) -> None:
    chat = conversations.create()
    old, young = conversations.say(chat, "I own a tandem. I own a tuba."), memories.add(NewMemory("The user owns a tuba.", object="tuba"))
    elder = memories.add(NewMemory("The user owns a tandem.", object="tandem"))
    forgetting.forget([elder.id])
    with clock.frozen(clock.now() + timedelta(days=5)):
        forgetting.forget([young.id])
    with clock.frozen(clock.now() + timedelta(days=8)):
        forgetting.expire_trash(7)
    assert conversations.message(old).text == "I own a tuba."
    assert conversations.message(old).visible == "[forgotten]"
    assert memories.get(young).status == "trashed"
    assert everywhere(vault, "tuba") == []
    with clock.frozen(clock.now() + timedelta(days=8)):
        forgetting.expire_trash(0)
    with pytest.raises(NotFound):
        conversations.message(old)
    assert_search_rows_agree(vault)


def test_a_conversation_is_erased_with_what_stood_on_it(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting
) -> None:
    chat, other = conversations.create(), conversations.create()
    said = conversations.say(chat, CANARY)
    conversations.edit(said, "My zanzibar locker is broken.")
    conversations.say(other, "Where is my zanzibar locker?")
    conversations.say(other, "I know of a zanzibar locker with quokka-7731-plover.", role="assistant", source="generated")
    memories.add(NewMemory("The user's zanzibar locker opens with quokka-7731-plover.", object="quokka-7731-plover", sources=((said.id, 0, 49),)))
    report = forgetting.erase([chat.id])
    assert (report.memories, report.conversations) == (1, 1)
    with pytest.raises(NotFound):
        conversations.get(chat.id)
    assert_no_byte_of(vault, "quokka-7731", "plover")
    assert_search_rows_agree(vault)


def test_what_answers_elsewhere_quote_of_an_erased_conversation_goes_and_what_was_said_there_too_stays(
    vault: Vault, conversations: Conversations, forgetting: Forgetting
) -> None:
    chat, other = conversations.create(), conversations.create()
    conversations.say(chat, "The spare plover is under the blue pot. I keep bees in Oslo.")
    conversations.say(other, "I keep bees in Oslo.")
    quoted = "You said: “The spare plover is under the blue pot.” And you keep bees in Oslo. Enjoy the day."
    conversations.say(other, quoted, role="assistant", source="generated")
    forgetting.erase([chat.id])
    mine, answer = conversations.path(other)
    assert mine.text == "I keep bees in Oslo."
    assert "bees in Oslo" in answer.visible
    assert "Enjoy the day." in answer.visible
    assert_no_byte_of(vault, "plover", "blue pot")


def test_erasing_a_person_spares_what_is_said_about_others(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting
) -> None:
    chat = conversations.create()
    conversations.say(chat, "I met Piers and Maud. He paid.")
    maud = conversations.say(chat, "Maud keeps the books.")
    conversations.rename(chat, "Piers again")
    memories.add(NewMemory("Maud keeps the books.", entities=(NewEntity("Maud", "person", "subject"),), sources=((maud.id, 0, 21),)))
    piers = memories.add(NewMemory("The user was engaged to Piers.", entities=(NewEntity("Piers", "person", "object"),)))
    with vault.change("alias", "Added another name") as change:
        row = change.execute("SELECT row FROM entity WHERE name = 'Piers'").fetchone()[0]
        change.insert("entity_alias", entity=row, alias="P. the Surveyor", folded="p. the surveyor")
    forgetting.erase([About("Piers")])
    with pytest.raises(NotFound):
        memories.get(piers.id)
    assert [known.entity.name for known in Entities(vault).list()] == ["Maud"]
    assert [message.text for message in conversations.path(chat)] == ["Maud keeps the books."]
    assert_no_byte_of(vault, "piers", "surveyor")


def test_a_phrase_is_cut_out_and_the_rest_of_the_sentence_stays(vault: Vault, conversations: Conversations, forgetting: Forgetting) -> None:
    chat = conversations.create()
    said = conversations.say(chat, "I saw Dr. Kowalski about my knee.")
    forgetting.erase([Text("dr. kowalski")])
    assert (conversations.message(said).text, conversations.message(said).version) == ("I saw about my knee.", 2)
    assert_no_byte_of(vault, "kowalski")


def test_erasing_everything_empties_the_vault(vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting) -> None:
    for n in range(20):
        chat = conversations.create()
        said = conversations.say(chat, f"{CANARY} Number {n}.")
        memories.add(NewMemory(f"Fact {n} of quokka.", entities=(NewEntity("Quokka"),), sources=((said.id, 0, 9),)))
    report = forgetting.erase([Everything()])
    assert (report.memories, report.messages, report.conversations) == (20, 20, 20)
    assert report.residue is not None
    assert report.residue.clean
    assert_no_byte_of(vault, "quokka", "zanzibar")
    assert_search_rows_agree(vault)
    assert vault.journal.verify().ok
    conversations.say(conversations.create(), "A new beginning.")
    assert_search_rows_agree(vault)


def test_an_erasing_that_was_cut_off_is_finished_later(
    vault: Vault, conversations: Conversations, forgetting: Forgetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = conversations.say(conversations.create(), CANARY)
    vault.backup()

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(vault, "truncate_wal", dies)
        with pytest.raises(KeyboardInterrupt):
            forgetting.erase([said.id])
    forgetting.finish()
    assert_no_byte_of(vault, "quokka", "zanzibar")
    assert len(list(vault.layout.backups.iterdir())) == 1


def test_erasing_cannot_be_undone(vault: Vault, memories: Memories, forgetting: Forgetting) -> None:
    fact = memories.add(NewMemory("The user owns a tuba."))
    memories.pin(fact)
    forgetting.erase([fact.id])
    assert vault.journal.undo() is None
    assert vault.journal.verify().ok


def test_taking_a_message_out_of_the_middle_leaves_the_tree_whole(vault: Vault, conversations: Conversations, forgetting: Forgetting) -> None:
    chat = conversations.create()
    said = [conversations.say(chat, f"Turn about {word}.") for word in ("apples", "boats", "cellos", "drums", "eels")]
    conversations.edit(said[3], "Another turn about dunes.")
    conversations.choose(said[4])
    forgetting.erase([said[1].id, said[2].id])
    assert [message.text for message in conversations.path(chat)] == ["Turn about apples.", "Turn about drums.", "Turn about eels."]
    assert len(conversations.siblings(said[3].id)) == 2
    forgetting.erase([said[4].id])
    assert conversations.say(chat, "And on.").depth == 2
    assert_trees_are_sound(vault)
    assert_search_rows_agree(vault)


def test_what_was_told_anew_after_it_was_forgotten_outlives_the_trash(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting
) -> None:
    chat = conversations.create()
    text = "The user's sister Anna lives in Berlin."
    said = conversations.say(chat, "My sister Anna lives in Berlin.")
    first = memories.add(NewMemory(text, subject="Anna", object="Berlin", sources=((said.id, 0, len(said.text)),)))
    forgetting.forget([first.id])
    with clock.frozen(clock.now() + timedelta(days=3)):
        again = conversations.say(chat, "Remember that my sister Anna lives in Berlin.")
        second = memories.add(NewMemory(text, subject="Anna", object="Berlin", sources=((again.id, 14, len(again.text)),)))
    with clock.frozen(clock.now() + timedelta(days=8)):
        report = forgetting.expire_trash(7)
    assert report is not None
    assert report.memories == 1
    assert [message.text for message in conversations.path(chat)] == [again.text]
    assert [memory.id for memory in memories.list().memories] == [second.id]
    assert [message.id for message, _, _ in memories.sources(second)] == [again.id]
    assert_search_rows_agree(vault)


def test_an_erased_name_is_gone_from_speakers_old_titles_and_receipts(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting
) -> None:
    chat = conversations.create()
    spoken = conversations.say(chat, "I will be late.", role="other", speaker="Piers Quux")
    people = (NewEntity("Piers Quux", "person", "subject", "boss"),)
    memories.add(NewMemory("Piers Quux is the user's boss.", entities=people))
    other = conversations.create("Dinner with Piers Quux")
    conversations.rename(other, "Dinner")
    with vault.change("answer", "Answered", journaled=False) as change:
        row = change.execute(
            "INSERT INTO receipt (id, message, at, model, guard, budget_tokens, prompt_tokens, cached_tokens, completion_tokens, recall_ms, "
            "prompt_ms, answer_ms, waiting, salt) VALUES ('r', NULL, '', 'm', 'passed', 1, 1, 1, 1, 1, 1, 1, 0, x'00')"
        ).lastrowid
        change.execute("INSERT INTO receipt_segment (receipt, n, literal, mac) VALUES (?, 0, 'Piers Quux said: \"', x'aa')", (row,))
        change.execute("INSERT INTO receipt_segment (receipt, n, literal, mac) VALUES (?, 1, 'Question: ', x'aa')", (row,))
    report = forgetting.erase([About("Piers Quux")])
    assert report.residue is not None
    assert report.residue.clean
    assert (conversations.message(spoken).text, conversations.message(spoken).speaker) == ("I will be late.", "")
    assert [tuple(row) for row in vault.query("SELECT literal, mac FROM receipt_segment ORDER BY n")] == [("", bytes(32)), ("Question: ", b"\xaa")]
    assert not vault.query("SELECT 1 FROM journal WHERE content IS NOT NULL AND instr(content, CAST('Quux' AS BLOB))")
    assert_no_byte_of(vault, "piers", "quux")
    assert_search_rows_agree(vault)


def test_a_title_in_other_words_that_is_no_longer_in_use_goes_from_the_history(
    vault: Vault, conversations: Conversations, memories: Memories, forgetting: Forgetting
) -> None:
    fact = memories.add(NewMemory("The user's sister Anna lives in Berlin.", subject="Anna", object="Berlin"))
    chat = conversations.create()
    conversations.rename(chat, "Anna lives Berlin way")
    conversations.rename(chat, "Family")
    forgetting.erase([fact.id])
    assert not vault.query("SELECT 1 FROM journal WHERE content IS NOT NULL AND instr(content, CAST('Berlin' AS BLOB))")
    assert vault.journal.verify().ok


def test_a_name_that_an_edit_left_without_a_memory_stays_for_its_undo_when_something_else_is_erased(
    vault: Vault, memories: Memories, forgetting: Forgetting
) -> None:
    people = (NewEntity("Anna", "person", "subject"), NewEntity("Berlin", "place", "object"))
    anna = memories.add(NewMemory("Anna lives in Berlin.", entities=people))
    other = memories.add(NewMemory("The user owns a tandem."))
    with vault.change("edit", "Edited a memory") as change:
        berlin = change.execute("SELECT row FROM entity WHERE name = 'Berlin'").fetchone()[0]
        for row in change.execute("SELECT row FROM memory_entity WHERE entity = ?", (berlin,)).fetchall():
            change.delete("memory_entity", row[0])
        change.update("memory", anna.row, text="Anna lives in Rome.")
    forgetting.erase([other.id])
    vault.journal.undo()
    assert [known.entity.name for known in Entities(vault).list()] == ["Anna", "Berlin"]
    memories.edit(memories.get(anna.id), text="Anna lives in Rome.")
    forgetting.erase([anna.id])
    assert Entities(vault).list() == []
    assert_no_byte_of(vault, "berlin")
