"""One turn: what is stored, said, shown and learnt, whatever the model does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from engine import clock
from engine.answering.compose import DONT_KNOW
from engine.assistant import Answered, Event, LearnedFrom, Piece, Retrying, Said, Turn
from engine.errors import BadInput, NotFound
from engine.memory.forgetting import Text
from engine.recall import rendering
from engine.session import Session
from engine.vault.vault import Vault
from models import catalogue
from models.client import ChatModel, EmbedModel
from models.errors import ModelCrashed
from tests.desktop.cli.support import dump
from tests.desktop.support import ScriptedChat


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    yield opened
    opened.close()


def session_of(vault: Vault, *answers: str, small: bool = True) -> tuple[Session, ScriptedChat]:
    chat = ScriptedChat(*(answers or ("Hello there.",)), small=small)
    return Session(vault, chat=chat), chat  # type: ignore[arg-type]


def talk(session: Session, *texts: str) -> list[Turn]:
    chat = session.conversations.create()
    return [session.assistant.reply(chat, text) for text in texts]


def test_an_empty_message_is_refused(vault: Vault) -> None:
    session, _ = session_of(vault)
    with pytest.raises(BadInput):
        talk(session, "  \n")
    assert session.conversations.list()[0].leaf is None


def test_the_message_is_stored_before_the_model_is_asked_and_stays_when_it_fails(vault: Vault) -> None:
    session, chat = session_of(vault)
    chat.error = ModelCrashed("The model crashed.", "Ask again.")
    place = session.conversations.create()
    with pytest.raises(ModelCrashed):
        session.assistant.reply(place, "Tell me a story about a fox.")
    (kept,) = session.conversations.path(place)
    assert kept.text == "Tell me a story about a fox."
    chat.error = None
    again = session.assistant.regenerate(kept)
    assert again.answer.text == "Hello there."


def test_the_events_of_a_turn_come_in_order(vault: Vault) -> None:
    session, _ = session_of(vault)
    seen: list[Event] = []
    session.assistant.reply(session.conversations.create(), "My sister Anna lives in Berlin.", on_event=seen.append)
    assert [type(event) for event in seen] == [Said, Piece, Answered, LearnedFrom]
    learned = seen[-1]
    assert isinstance(learned, LearnedFrom)
    assert "The user's sister Anna lives in Berlin." in [memory.text for memory in learned.memories]


def test_a_tiny_model_is_not_asked_about_what_it_is_told(vault: Vault) -> None:
    session, chat = session_of(vault)
    (turn,) = talk(session, "I am allergic to peanuts.")
    assert turn.answer.text == "Noted: you are allergic to peanuts."
    assert chat.asked == []


def test_what_was_noted_is_not_told_twice(vault: Vault) -> None:
    session, _ = session_of(vault)
    (turn,) = talk(session, "My sister Anna lives in Berlin.")
    assert turn.answer.text == "Noted: your sister Anna lives in Berlin."
    assert len(turn.learned) == 2  # who she is, and where she lives


def test_a_small_model_is_not_asked_for_what_memory_tells(vault: Vault) -> None:
    session, chat = session_of(vault, "Your sister lives in Paris with her two cats.")
    _, turn = talk(session, "My sister Anna lives in Berlin.", "Where does my sister live?")
    assert turn.answer.text == "Your sister Anna lives in Berlin."
    assert turn.guard == "memories shown"
    assert chat.asked == []


def test_a_capable_model_that_invents_a_number_is_asked_once_more(vault: Vault) -> None:
    session, _ = session_of(vault, "Your train leaves at 17:45.", "I don't know when your train leaves.", small=False)
    seen: list[Event] = []
    turn = session.assistant.reply(session.conversations.create(), "When does my train leave?", on_event=seen.append)
    assert [event.reason for event in seen if isinstance(event, Retrying)] == ["17:45"]
    assert turn.answer.text == "I don't know when your train leaves."
    assert turn.declined


def test_what_is_not_known_is_said_to_be_unknown(vault: Vault) -> None:
    session, chat = session_of(vault)
    _, turn = talk(session, "My sister Anna lives in Berlin.", "What is my shoe size?")
    assert turn.answer.text == DONT_KNOW
    assert turn.declined
    assert chat.asked == []


def test_without_a_model_memory_still_answers(vault: Vault) -> None:
    session = Session(vault)
    _, known, unknown = talk(session, "My sister Anna lives in Berlin.", "Where does my sister live?", "Who painted the Mona Lisa?")
    assert known.answer.text == "Your sister Anna lives in Berlin."
    assert "No chat model" in unknown.answer.text


def test_stopping_keeps_what_was_said(vault: Vault) -> None:
    session, _ = session_of(vault, "Once upon a time there was a fox who lived in a wood.", small=False)
    cancel = threading.Event()
    turn = session.assistant.reply(
        session.conversations.create(), "Tell me a story.", cancel=cancel, on_event=lambda event: cancel.set() if isinstance(event, Piece) else None
    )
    assert turn.answer.state == "cancelled"
    assert turn.answer.text and "Once upon a time there was a fox".startswith(turn.answer.text.strip())


def test_regenerating_makes_a_version_beside_the_old_one_and_learns_nothing_twice(vault: Vault) -> None:
    session, _ = session_of(vault, "A first answer.", "A second answer.", small=False)
    (first,) = talk(session, "I work as a nurse.")
    second = session.assistant.regenerate(first.answer)
    assert [m.text for m in session.conversations.siblings(second.answer)] == ["A first answer.", "A second answer."]
    assert second.learned == ()
    assert session.memories.list().total == len(first.learned)


@pytest.mark.parametrize("small", [True, False], ids=["small", "capable"])
@pytest.mark.parametrize("apart", [True, False], ids=["told in another chat", "told in the same chat"])
def test_answering_again_without_a_memory_reads_neither_it_nor_the_turn_it_came_from(small: bool, apart: bool, vault: Vault) -> None:
    session, chat = session_of(vault, "Your sister lives in Berlin.", small=small)
    place = session.conversations.create()
    told = session.assistant.reply(place, "My sister Anna lives in Berlin.")
    before = session.assistant.reply(session.conversations.create() if apart else place, "Where does my sister live?")
    assert "Berlin" in before.answer.text
    fact = next(memory for memory in told.learned if "Berlin" in memory.text)
    asked = len(chat.asked)
    chat.answers = ["I don't know."]
    after = session.assistant.regenerate(before.answer, without=[fact.id])
    assert "Berlin" not in after.answer.text
    assert "Berlin" not in str(chat.asked[asked:])
    assert [message.id for message in session.conversations.siblings(after.answer)] == [before.answer.id, after.answer.id]
    receipt = rendering.render(vault, after.receipt_id)
    assert {memory.owner_id for memory in receipt.left_out} == {fact.id, told.question.id}
    assert all("Berlin" not in memory.text for memory in receipt.used)
    again = session.assistant.regenerate(after.answer)  # for that one answer only
    receipt = rendering.render(vault, again.receipt_id)
    assert "Berlin" in receipt.prompt + str(receipt.used)


def test_the_receipt_counts_the_texts_of_other_chats_that_wait_for_vectors(vault: Vault) -> None:
    session, _ = session_of(vault, small=False)
    (first,) = talk(session, "Is it late?")
    assert rendering.render(vault, first.receipt_id).waiting == 0
    (second,) = talk(session, "Is it early?")
    assert rendering.render(vault, second.receipt_id).waiting > 0


def test_answering_again_without_an_instruction_does_not_follow_it(vault: Vault) -> None:
    session, chat = session_of(vault, "Yes.", small=False)
    order = session.instructions.add("The assistant should always answer in rhymes.")
    (turn,) = talk(session, "Is it late?")
    assert "rhymes" in str(chat.asked[-1])
    session.assistant.regenerate(turn.answer, without=[order.id])
    assert "rhymes" not in str(chat.asked[-1])


def test_learning_that_fails_costs_no_answer(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    session, _ = session_of(vault, small=False)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(session.learner, "learn_message", fail)
    (turn,) = talk(session, "I work as a nurse.")
    assert turn.answer.text == "Hello there."


def test_with_review_on_what_is_learnt_waits_for_approval(vault: Vault) -> None:
    session, _ = session_of(vault)
    session.settings.put("review", "proposed")
    told, asked = talk(session, "My sister Anna lives in Berlin.", "Where does my sister live?")
    assert {memory.status for memory in told.learned} == {"proposed"}
    assert "approval" in told.answer.text
    assert asked.receipt_id


def test_with_learning_off_nothing_is_learnt(vault: Vault) -> None:
    session, _ = session_of(vault)
    session.settings.put("learn", False)
    talk(session, "My sister Anna lives in Berlin.")
    assert session.memories.list().total == 0


def test_a_correction_of_what_was_just_said_is_taken(vault: Vault) -> None:
    session, _ = session_of(vault)
    *_, corrected = talk(session, "I have an interview at the museum on Friday at 10.", "Sorry, it's at 11, not 10.")
    assert "11" in corrected.answer.text
    assert [memory.text for memory in session.memories.list(status="active").memories if "10" in memory.text] == []


@pytest.mark.parametrize("request_text", ["Forget that.", "forget what I just said", "forget the last thing"])
def test_what_was_just_said_can_be_forgotten(vault: Vault, request_text: str) -> None:
    session, _ = session_of(vault)
    *_, turn = talk(session, "My last holiday was in Malta.", "I have a secret tattoo on my back.", request_text)
    assert turn.answer.text.startswith("Forgotten:")
    held = " ".join(memory.text for memory in session.memories.list(status="active").memories)
    assert "tattoo" not in held
    assert "Malta" in held


def test_a_request_to_forget_hides_the_fact_and_the_request(vault: Vault) -> None:
    session, _ = session_of(vault)
    talk(session, "My neighbour Victor plays the trombone.", "Victor gave me a jar of honey last week.")
    (turn,) = talk(session, "Please forget everything about Victor.")
    assert turn.answer.text.startswith("Forgotten:")
    assert not [hit for hit in session.recall.search("Victor trombone honey", top=50).hits if "victor" in hit.text.lower()]
    vault.journal.undo()
    assert [hit for hit in session.recall.search("Victor trombone").hits if "Victor" in hit.text]


def test_all_memory_is_not_wiped_by_a_sentence(vault: Vault) -> None:
    session, _ = session_of(vault)
    told, asked = talk(session, "My sister Anna lives in Berlin.", "Forget everything you know about me.")
    assert session.memories.list(status="active").total == len(told.learned)
    assert "erase --everything" in asked.answer.text


def test_what_no_longer_holds_is_not_answered_from_the_old_message(vault: Vault) -> None:
    session, _ = session_of(vault, "nonsense")
    *_, turn = talk(
        session, "My sister Anna lives in Berlin and I am allergic to peanuts.", "Anna moved to Hamburg yesterday.", "Where does Anna live?"
    )
    assert "Hamburg" in turn.answer.text
    assert "Berlin" not in turn.answer.text


def test_the_receipt_renders_the_exact_prompt_until_a_part_is_forgotten(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "small", False)
    chat, embedder = ChatModel(catalogue.default("chat")), EmbedModel(catalogue.default("embed"))
    session = Session(vault, chat=chat, embedder=embedder)
    try:
        with clock.frozen(datetime(2026, 3, 2, 9).astimezone()):
            (told,), (asked,) = talk(session, "My sister Anna lives in Berlin."), talk(session, "Where does my sister live?")
            receipt = rendering.render(vault, asked.receipt_id)
            assert receipt.exact
            assert "The user's sister Anna lives in Berlin." in receipt.prompt
            assert receipt.prompt.startswith("<|im_start|>system\n") and "Where does my sister live?" in receipt.prompt
            assert receipt.prompt_tokens > 0
            session.forgetting.forget([memory.id for memory in told.learned])
            after = rendering.render(vault, asked.receipt_id)
        assert not after.exact
        assert "Berlin" not in after.prompt
    finally:
        chat.close()
        embedder.close()


def test_a_model_that_fails_costs_the_answer_and_not_what_was_said(vault: Vault) -> None:
    session, chat = session_of(vault, small=False)
    chat.error = ModelCrashed("The model crashed.", "Ask again.")
    with pytest.raises(ModelCrashed):
        talk(session, "I work as a nurse.")
    assert [memory.text for memory in session.memories.list().memories] == ["The user works as a nurse."]


def test_answering_again_does_not_read_what_was_forgotten_since(vault: Vault) -> None:
    session, chat = session_of(vault, "One.", "Two.", small=False)
    (turn,) = talk(session, "Victor is my neighbour. Write a poem about rain.")
    session.forgetting.forget([Text("Victor is my neighbour")])
    again = session.assistant.regenerate(turn.answer)
    assert "Victor" not in str(chat.asked[-1])
    assert "poem" in str(chat.asked[-1])
    receipt = rendering.render(vault, again.receipt_id)
    assert receipt.exact
    session.forgetting.forget([turn.question.id])
    with pytest.raises(NotFound):
        session.assistant.regenerate(turn.answer)


def test_a_secret_is_masked_from_the_start_and_the_model_reads_it_this_once(vault: Vault) -> None:
    session, chat = session_of(vault, "Your password hunter2zz is weak.", "I don't know it.", small=False)
    session.settings.put("mask_secrets", True)
    place = session.conversations.create()
    first = session.assistant.reply(place, "My wifi password is hunter2zz. Is that a good one?")
    assert "hunter2zz" in chat.asked[0][-1].content
    assert first.question.text == "My wifi password is ••••. Is that a good one?"
    assert first.answer.text == "Your password •••• is weak."
    session.assistant.reply(place, "What was my password?")
    assert "hunter2zz" not in str(chat.asked[1])
    rendered = rendering.render(vault, first.receipt_id)
    assert rendered.exact
    assert first.learned == ()
    assert "hunter2zz" not in dump(vault)


def test_editing_masks_too_and_unmasked_is_how_it_was(vault: Vault) -> None:
    session, _ = session_of(vault, small=False)
    place = session.conversations.create()
    plain = session.assistant.reply(place, "My pin is 4821.")
    assert plain.question.text == "My pin is 4821."
    session.settings.put("mask_secrets", True)
    assert session.assistant.edit(plain.question, "My pin is 4822, I think.").question.text == "My pin is ••••, I think."


def test_asking_to_remember_a_masked_secret_says_what_became_of_it(vault: Vault) -> None:
    session, _ = session_of(vault)
    session.settings.put("mask_secrets", True)
    (turn,) = talk(session, "Remember that my pin is 4821.")
    assert "masked" in turn.answer.text
    assert session.memories.list().total == 0


def test_asking_to_remember_what_is_never_kept_says_so(vault: Vault) -> None:
    session, _ = session_of(vault)
    session.settings.put("never_keep", ["health"])
    (turn,) = talk(session, "Remember that I have asthma.")
    assert "never to keep such things (health)" in turn.answer.text
    assert turn.learned == ()


KEY = "sk-proj-abcdef1234567890ABCDEF"


@pytest.mark.parametrize("small", [True, False])
def test_a_message_with_a_secret_answers_only_who_asks_for_it(small: bool, vault: Vault) -> None:
    session, chat = session_of(vault, "I don't know.", small=small)
    talk(session, f"My API key is {KEY} and my dog is Otto")
    (unrelated,) = talk(session, "What is the name of my dog?")
    assert KEY not in unrelated.answer.text
    assert KEY not in str(chat.asked[1:])
    *_, asked = talk(session, f"My API key is {KEY} and my dog is Otto", "What is my API key?")
    assert KEY in asked.answer.text + str(chat.asked[-1:])


@pytest.mark.parametrize("small", [True, False])
def test_a_secret_is_not_carried_from_one_conversation_into_another(small: bool, vault: Vault) -> None:
    session, chat = session_of(vault, "I don't know.", small=small)
    talk(session, f"My API key is {KEY}.")
    chat.asked.clear()
    (asked,) = talk(session, "What is my API key?")
    assert KEY not in asked.answer.text + str(chat.asked)
    assert asked.declined
    assert "secret" in asked.answer.text or not small


def test_no_answer_stands_on_the_confirmation_of_a_request(vault: Vault) -> None:
    session, chat = session_of(vault)
    *_, asked = talk(session, "My sister Anna moved to Berlin in 2022.", "Forget everything about Anna.", "What happened in 2022?")
    assert "memory" not in asked.answer.text
    assert "Forgotten" not in str(chat.asked)


def test_what_was_not_kept_is_said_with_its_reason(vault: Vault) -> None:
    session, _ = session_of(vault)
    session.settings.put("never_keep", ["health"])
    health, secret, both = talk(session, "I have asthma.", "My pin is 4821.", "I have asthma and my dog is called Otto.")
    assert health.answer.text.startswith("Not kept: health.")
    assert "Not kept: a secret" in secret.answer.text
    assert "Noted" in both.answer.text and "Not kept: health." in both.answer.text


def test_asking_never_to_keep_a_kind_sets_that(vault: Vault) -> None:
    session, _ = session_of(vault)
    first, second = talk(session, "Never remember anything about my health", "don't ever keep anything about money")
    assert session.settings.get("never_keep") == ["health", "money"]
    assert "health" in first.answer.text and "settings" in first.answer.text
    assert "money" in second.answer.text


@pytest.mark.parametrize("subject", ["my ex", "my trip to Rome"])
def test_a_kind_that_there_is_not_is_answered_honestly(subject: str, vault: Vault) -> None:
    session, _ = session_of(vault)
    (turn,) = talk(session, f"Never remember anything about {subject}")
    assert session.settings.get("never_keep") == []
    assert turn.answer.text.startswith("I can't keep out just that")


def test_forgetting_says_which_message_went_without_repeating_it(vault: Vault) -> None:
    session, _ = session_of(vault)
    told, turn = talk(session, "I have a secret tattoo on my back.", "Forget that.")
    assert told.question.at.strftime("%H:%M") in turn.answer.text
    assert "tattoo" not in turn.answer.text
    assert "undo" in turn.answer.text and "memory page" in turn.answer.text
