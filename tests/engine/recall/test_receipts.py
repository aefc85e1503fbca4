"""A receipt shows the very prompt that the model read, for as long as its text lives, and not a letter longer."""

from __future__ import annotations

import pytest

from engine.errors import NotFound
from engine.recall import receipts, rendering
from engine.recall.receipts import Draft, Segment
from engine.recall.rendering import ERASED

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
    shown = rendering.render(story.vault, identity)
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
    assert rendering.render(story.vault, identity).prompt == prompt


def test_a_forgotten_memory_is_shown_as_erased_and_comes_back_when_undone(answered: tuple[Story, str, str]) -> None:
    story, identity, prompt = answered
    row = story.vault.one("SELECT row FROM memory")["row"]
    with story.vault.change("forget", "Forgot a memory") as change:
        change.update("memory", row, status="trashed")
    shown = rendering.render(story.vault, identity)
    assert "Berlin" not in shown.prompt
    assert ERASED in shown.prompt
    assert not shown.exact
    assert [memory.text for memory in shown.memories if memory.owner_kind == "memory"] == [ERASED]
    with story.vault.change("undo", "Undid it") as change:
        change.update("memory", row, status="active")
    assert rendering.render(story.vault, identity).prompt == prompt


def test_a_masked_question_is_shown_as_erased(answered: tuple[Story, str, str]) -> None:
    story, identity, _ = answered
    question = rendering.render(story.vault, identity).question
    assert question is not None
    with story.vault.change("forget", "Forgot a part") as change:
        change.update("message", question, shown="Where does [forgotten] live? 🏠")
    shown = rendering.render(story.vault, identity)
    assert "Where does my" not in shown.prompt
    assert [segment.erased for segment in shown.segments].count(True) == 1


def test_without_its_salt_a_receipt_proves_nothing(answered: tuple[Story, str, str]) -> None:
    story, identity, _ = answered
    with story.vault.change("erase", "Erased", journaled=False) as change:
        change.execute("UPDATE receipt SET salt = NULL")
    assert {segment.text for segment in rendering.render(story.vault, identity).segments} == {ERASED}


def test_a_forged_template_is_noticed(answered: tuple[Story, str, str]) -> None:
    story, identity, _ = answered
    with story.vault.change("test", "Test", journaled=False) as change:
        change.execute("UPDATE receipt_segment SET literal = 'You are somebody else.' WHERE n = 0")
    assert rendering.render(story.vault, identity).segments[0].erased


def test_a_receipt_goes_with_its_answer(answered: tuple[Story, str, str]) -> None:
    story, identity, _ = answered
    answer = rendering.render(story.vault, identity[:13]).answer
    with story.vault.change("erase", "Erased", journaled=False) as change:
        change.execute("DELETE FROM message WHERE row = ?", (answer,))
    with pytest.raises(NotFound):
        rendering.render(story.vault, identity)
    with pytest.raises(NotFound):
        rendering.render(story.vault, "")


def test_it_says_what_was_searched_for_as_spans_of_what_was_said(answered: tuple[Story, str, str]) -> None:
    story, _, _ = answered
    before = story.say("Tell me about my sister Anna.")
    question = story.say("And where does she live?")
    query = (
        Segment(before.text, "message", before.row, before.version, 0, len(before.text)),
        Segment(" "),
        Segment(question.text, "message", question.row, question.version, 0, len(question.text)),
    )
    identity = kept(story, question=question.row, query=query)
    shown = rendering.render(story.vault, identity)
    assert shown.query == "Tell me about my sister Anna. And where does she live?"
    assert shown.prompt == ""
    assert not story.vault.query("SELECT 1 FROM receipt_segment WHERE part = 'query' AND literal LIKE '%Anna%'")
    with story.vault.change("forget", "Forgot a message") as change:
        change.update("message", before.row, status="trashed")
    assert rendering.render(story.vault, identity).query == f"{ERASED} And where does she live?"


def test_each_hit_has_its_places_and_what_stayed_out_says_why(answered: tuple[Story, str, str]) -> None:
    story, _, _ = answered
    packed = story.recall.context("Where does my sister Anna live?", budget_tokens=0)
    trace = receipts.trace(packed.stages, ("a note",), 0.5, "words")
    shown = rendering.render(story.vault, kept(story, hits=packed.hits, fates=packed.dropped, trace=trace))
    best = shown.memories[0]
    assert best.arms["memory"].rank == 1
    assert best.arms["memory"].score is not None and best.arms["memory"].share > 0
    assert shown.used == ()
    assert "budget" in {memory.fate for memory in shown.fell_out}
    assert all(memory.fate for memory in shown.fell_out)
    assert shown.trace.notes == ("a note",)
    assert {"hydrate", "fusion", "pack"} <= shown.trace.stages.keys()
    assert shown.trace.parameters and shown.trace.program


def test_what_the_user_wanted_left_out_is_named_after_the_hits(answered: tuple[Story, str, str]) -> None:
    story, _, _ = answered
    row = story.vault.one("SELECT row FROM memory")["row"]
    shown = rendering.render(story.vault, kept(story, left_out=(("memory", row),)))
    assert [(memory.owner, memory.fate) for memory in shown.left_out] == [(row, "left out")]
    assert shown.fell_out == ()


def test_a_receipt_of_the_format_before_is_still_read(answered: tuple[Story, str, str]) -> None:
    story, identity, prompt = answered
    with story.vault.change("test", "Test", journaled=False) as change:
        change.execute("UPDATE receipt_memory SET arms = '{\"turn\": 0.03}', fate = ''")
        change.execute("UPDATE receipt SET trace = '{}'")
    shown = rendering.render(story.vault, identity)
    assert shown.prompt == prompt
    assert shown.memories[0].arms["turn"].share == 0.03
    assert shown.memories[0].arms["turn"].rank is None


def kept(story: Story, question: int | None = None, **fields: object) -> str:
    """A receipt of a new answer; its id."""
    answer = story.say("I don't know.", role="assistant")
    with story.vault.change("chat", "Answered", journaled=False) as change:
        return receipts.write(change, story.vault, Draft(answer=answer.row, question=question, model="m", guard="passed", segments=(), **fields))  # type: ignore[arg-type]


def test_an_answer_is_found_by_number_and_by_id(answered: tuple[Story, str, str]) -> None:
    story, first, _ = answered
    second = kept(story)
    assert rendering.find(story.vault) == rendering.find(story.vault, "1") == second
    assert rendering.find(story.vault, "2") == first
    assert rendering.find(story.vault, first[:20]) == first
    assert rendering.find(story.vault, rendering.render(story.vault, second).answer_id) == second
    for unknown in ("0", "3", "ffffffff"):
        with pytest.raises(NotFound):
            rendering.find(story.vault, unknown)
