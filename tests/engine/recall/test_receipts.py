"""A receipt shows the very prompt that the model read, for as long as its text lives, and not a letter longer."""

from __future__ import annotations

import pytest

from engine.errors import NotFound
from engine.recall import receipts
from engine.recall.receipts import ERASED, Draft, Segment

from .conftest import Story

SYSTEM = "<|im_start|>system\nYou are Alcove.<|im_end|>\n<|im_start|>user\nMemories:\n- "


@pytest.fixture
def answered(story: Story) -> tuple[Story, str, str]:
    """An answer with a receipt: the story, the receipt's id, the prompt as it was."""
    told = story.say("My sister Anna lives in Berlin, by the way.")
    story.note("The user's sister Anna lives in Berlin.", source=told)
    story.new_conversation()
    question = story.say("Where does my sister Anna live? 🏠")
    answer = story.say("In Berlin.", role="assistant")
    story.embed()
    packed = story.recall.context(question.text, budget_tokens=200, history_rows={question.row, answer.row})
    assert packed.lines
    pieces = [Segment(SYSTEM)]
    for line in packed.lines:
        pieces += [Segment(line.text, line.owner_kind, line.owner, line.version, line.start, line.stop), Segment("\n- ")]
    asked = Segment(question.text, "message", question.row, question.version, 0, len(question.text))
    pieces += [Segment("Question: "), asked, Segment("<|im_end|>\n")]
    draft = Draft(
        answer=answer.row, question=question.row, model="smollm2", guard="passed", segments=tuple(pieces), hits=packed.hits,
        packed=[(line.owner_kind, line.owner) for line in packed.lines], budget_tokens=200, prompt_tokens=61, waiting=packed.waiting, recall_ms=3.5,
    )  # fmt: skip
    with story.vault.change("chat", "Answered", journaled=False) as change:
        identity = receipts.write(change, story.vault, draft)
    return story, identity, "".join(piece.text for piece in pieces)


def test_the_prompt_comes_back_byte_for_byte(answered: tuple[Story, str, str]) -> None:
    story, identity, prompt = answered
    shown = receipts.render(story.vault, identity)
    assert shown.prompt.encode() == prompt.encode()
    assert shown.exact
    assert shown.prompt_tokens == 61
    assert [memory.in_prompt for memory in shown.memories].count(True) == 1
    assert shown.memories[0].text == "The user's sister Anna lives in Berlin."
    assert shown.memories[0].arms


def test_no_second_copy_of_the_text_is_stored(answered: tuple[Story, str, str]) -> None:
    story, _, _ = answered
    stored = story.vault.query("SELECT literal FROM receipt_segment WHERE literal IS NOT NULL")
    assert not any("Berlin" in row["literal"] or "Anna" in row["literal"] for row in stored)


def test_an_edited_memory_shows_what_the_model_read(answered: tuple[Story, str, str]) -> None:
    story, identity, prompt = answered
    memory = story.vault.one("SELECT id FROM memory")["id"]
    story.memories.edit(memory, text="The user's sister Anna lives in Potsdam.")
    assert receipts.render(story.vault, identity).prompt == prompt


def test_a_forgotten_memory_is_shown_as_erased_and_comes_back_when_undone(answered: tuple[Story, str, str]) -> None:
    story, identity, prompt = answered
    row = story.vault.one("SELECT row FROM memory")["row"]
    with story.vault.change("forget", "Forgot a memory") as change:
        change.update("memory", row, status="trashed")
    shown = receipts.render(story.vault, identity)
    assert "Berlin" not in shown.prompt
    assert ERASED in shown.prompt
    assert not shown.exact
    assert [memory.text for memory in shown.memories if memory.owner_kind == "memory"] == [ERASED]
    with story.vault.change("undo", "Undid it") as change:
        change.update("memory", row, status="active")
    assert receipts.render(story.vault, identity).prompt == prompt


def test_a_masked_question_is_shown_as_erased(answered: tuple[Story, str, str]) -> None:
    story, identity, _ = answered
    question = receipts.render(story.vault, identity).question
    assert question is not None
    with story.vault.change("forget", "Forgot a part") as change:
        change.update("message", question, shown="Where does [forgotten] live? 🏠")
    shown = receipts.render(story.vault, identity)
    assert "Where does my" not in shown.prompt
    assert [segment.erased for segment in shown.segments].count(True) == 1


def test_without_its_salt_a_receipt_proves_nothing(answered: tuple[Story, str, str]) -> None:
    story, identity, _ = answered
    with story.vault.change("erase", "Erased", journaled=False) as change:
        change.execute("UPDATE receipt SET salt = NULL")
    assert {segment.text for segment in receipts.render(story.vault, identity).segments} == {ERASED}


def test_a_forged_template_is_noticed(answered: tuple[Story, str, str]) -> None:
    story, identity, _ = answered
    with story.vault.change("test", "Test", journaled=False) as change:
        change.execute("UPDATE receipt_segment SET literal = 'You are somebody else.' WHERE n = 0")
    assert receipts.render(story.vault, identity).segments[0].erased


def test_a_receipt_goes_with_its_answer(answered: tuple[Story, str, str]) -> None:
    story, identity, _ = answered
    answer = receipts.render(story.vault, identity[:13]).answer
    assert receipts.for_message(story.vault, answer) == identity
    with story.vault.change("erase", "Erased", journaled=False) as change:
        change.execute("DELETE FROM message WHERE row = ?", (answer,))
    with pytest.raises(NotFound):
        receipts.render(story.vault, identity)
    with pytest.raises(NotFound):
        receipts.render(story.vault, "")
