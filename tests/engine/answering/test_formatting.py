"""Instructions that code obeys for a model that can't: the form changes, what is told stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answering.formatting import formatted, obeys, style


def form(text: str, *instructions: str, answers: bool = True, own_words: bool = False) -> str:
    wanted = style(instructions)
    assert wanted is not None
    return formatted(text, wanted, answers=answers, own_words=own_words)


@pytest.mark.parametrize(
    ("instruction", "text", "obeyed"),
    [
        (
            "The assistant should always answer in bullet points.",
            "Anna lives in Berlin. She is a nurse.",
            "- Anna lives in Berlin.\n- She is a nurse.",
        ),
        ("The assistant should not give bullet points.", "I have this noted:\n- Anna\n- Ben", "I have this noted: Anna. Ben."),
        ("The assistant should stop using emojis.", "Hello 😀 there 🎉!", "Hello there!"),
        ("The assistant should never use exclamation marks.", "Hello! Really!?", "Hello. Really?"),
        ("The assistant should use the 24-hour clock.", "Your train leaves at 5:40 pm.", "Your train leaves at 17:40."),
        ("The assistant should always use metric units.", "You run 5 miles.", "You run 8 km (5 miles)."),
        ("The assistant should always use British spelling.", "Your favorite color is gray.", "Your favourite colour is grey."),
        ("The assistant should always write dates as day.month.year.", "Your test is on 7 June 2027.", "Your test is on 07.06.2027."),
        ("The assistant should end every answer with over and out.", "Anna lives in Berlin.", "Anna lives in Berlin. over and out."),
        ("The assistant should start each answer with Aye.", "Your sister lives in Berlin.", "Aye, your sister lives in Berlin."),
        ("The assistant should always address the user as Captain.", "Your sister lives in Berlin.", "Captain, your sister lives in Berlin."),
        ("The assistant should answer in lower case.", "Anna lives in Berlin.", "anna lives in berlin."),
    ],
)
def test_the_form_of_an_answer(instruction: str, text: str, obeyed: str) -> None:
    assert obeys(instruction)
    assert form(text, instruction) == obeyed
    assert form(form(text, instruction), instruction) == obeyed  # once is enough


def test_a_name_stands_in_greetings() -> None:
    call = "The assistant should call the user Liz."
    assert form("Hello! What's new?", call, answers=False) == "Hello, Liz! What's new?"
    assert form("Anna lives in Berlin.", call) == "Anna lives in Berlin."


def test_short_cuts_the_models_own_words_alone() -> None:
    text = "A fox. A second fox. A third fox."
    assert form(text, "The assistant should keep its answers to one sentence.", own_words=True) == "A fox."
    assert form(text, "The assistant should keep it brief.", own_words=True) == "A fox. A second fox."
    assert form(text, "The assistant should keep it brief.") == text


def test_steps_stay_steps() -> None:
    steps = "To reset the router:\n1. Unplug it\n2. Wait"
    assert form(steps, "The assistant should always answer in bullet points.") == steps


def test_a_greeting_is_no_list() -> None:
    assert form("Hello! What's new?", "The assistant should always answer in bullet points.", answers=False) == "Hello! What's new?"


@pytest.mark.parametrize(
    "instructions",
    [
        ("The assistant should end every reply with ciao.", "The assistant should stop ending replies with ciao."),
        ("The assistant should end each reply with ciao.", "The assistant should not end replies with ciao."),
    ],
)
def test_the_later_instruction_counts(instructions: tuple[str, ...]) -> None:
    assert form("Anna lives in Berlin.", "The assistant should use bullet points.", *instructions) == "- Anna lives in Berlin."


def test_a_permission_ends_a_ban_and_orders_nothing() -> None:
    assert style(["The assistant should not give bullet points.", "The assistant may use bullet points again."]) is None
    assert style(["The assistant should stop using emojis.", "The assistant may use emojis again."]) is None


@pytest.mark.parametrize(
    "instruction",
    [
        "The assistant should always answer in French.",
        "The assistant should talk like a pirate.",
        "The assistant should always give the user prices in Swiss francs.",
        "When the user asks about recipes, it should use bullet points.",
        "The assistant should write dates as it pleases.",
        "The assistant should always answer in detail.",
    ],
)
def test_what_code_cannot_obey_is_not_claimed(instruction: str) -> None:
    assert not obeys(instruction)


_ALL = [
    "use bullet points", "no emojis", "no exclamation marks", "keep it short", "call me Liz", "use metric", "use the 24-hour clock",
    "write dates as day.month.year", "use British spelling", "start every answer with Aye", "end every answer with ciao", "no markdown",
]  # fmt: skip


@given(st.text(max_size=200), st.lists(st.sampled_from(_ALL), min_size=1, max_size=6), st.booleans(), st.booleans())
def test_any_answer_can_be_formed(text: str, instructions: list[str], answers: bool, own_words: bool) -> None:
    assert isinstance(form(text, *instructions, answers=answers, own_words=own_words), str)


@given(st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=80))
def test_bullets_keep_every_word(text: str) -> None:
    assert form(text, "use bullet points").replace("- ", "").split() == text.split()


def test_one_sentence_is_not_cut_at_a_title() -> None:
    wanted = style(["The assistant should answer in one sentence."])
    assert wanted is not None
    assert formatted("Mr. Fairweather is your boss. He is new.", wanted, answers=True, own_words=True) == "Mr. Fairweather is your boss."
