"""Echo detection: questions and requests are told from statements, whether or not they are punctuated."""

from __future__ import annotations

import pytest

from engine.memory.questions import only_asks

ASKS = (
    "Where does my sister live?",
    "what is my dog called",
    "remind me when the dentist is",
    "convert 350F to celsius",
    "do fish sleep",
    "random: do fish sleep",
    "how do you fold a fitted sheet",
    "what's the plural of octopus",
    "make this shorter: we would like to inform you that the office is closed",
    "how do i turn off the little lights on the back of this thing",
    "who has my old samsung",
    "What must I not eat?",
    "hey, whats my book called",
    "Tell me about Piers",
    "please forget everything about Piers",
    "can you recommend a film",
    "i forgot where i parked the car",
    "is anna older than me",
    "have you seen my keys",
    "my dog's name?",
    "anna's birthday?",
    "¿Dónde vive mi hermana?",
    "我姐姐住在哪里？",
    "thanks! what is the capital of france?",
    "do i have a cat and what is it called",
    "any idea where i live",
    "show me what you know about me",
    "what should i cook for dinner, something quick",
    "when is my dentist appointment",
    "where do me and my wife live",
    "could you tell me what my job is",
    "Do I have any allergies? And where do I work?",
    "What is my sister's name? Please be brief.",
    "if i leave at 8 when do i arrive",
    "is my name Bob",
    "do you know where my sister lives",
    "what did i say about the boiler",
    "Which relative sold fried suppers by the sea?",
    "should i tell my boss",
    "will it rain tomorrow",
    'translate "my sister lives in Berlin" to German',
)
STATES = (
    "my sister moved, did you know?",
    "My sister Anna lives in Berlin and I am allergic to peanuts.",
    "I moved to Berlin, where can I get coffee?",
    "What should I cook, I'm allergic to peanuts?",
    "what can i cook because i am vegan",
    "remind me to buy milk tomorrow",
    "remember that my dog is called Rex",
    "had lunch with Ana",
    "was in Berlin yesterday",
    "Will is my brother",
    "am allergic to peanuts",
    "my sister lives in berlin, right?",
    "you know i moved to Berlin?",
    "good one haha",
    "ok i'll wait",
    "I have a cat. What should I feed it?",
    "since i'm allergic to peanuts, what can i eat",
    "bought a Nothing Phone 2a in the end, black. samsung went to my niece Tereza",
    "can't find my keys",
    "still can't whistle at my age",
    "her sister Maud kept the books and never smiled",
    "my brother is called Tom",
    "thanks",
    "Lovely weather in the park today.",
    "i hate mondays",
    "When I was 5 we lived in Rome.",
    "the code is 7731",
    "is allergic to nuts? my son is. what can he eat",
    "may is my favourite month",
    "mum wants the same one as mine, she has some ancient Motorola",
    "did you know my sister moved to Berlin",
    "what is my dog called? his name is Rex",
    "I was wondering about moving to Spain",
    "why is it that my boss Carla hates me? she is always late",
)


@pytest.mark.parametrize("text", ASKS)
def test_questions_and_requests_only_ask(text: str) -> None:
    assert only_asks(text)


@pytest.mark.parametrize("text", STATES)
def test_a_message_with_a_statement_does_not_only_ask(text: str) -> None:
    assert not only_asks(text)


@pytest.mark.parametrize("text", ["", "   ", "😂😂😂", "x" * 200_000, "?" * 10_000, "a, " * 5_000, ". " * 5_000, "is " * 5_000])
def test_odd_messages_are_judged_without_trouble(text: str) -> None:
    assert only_asks(text) in (True, False)
