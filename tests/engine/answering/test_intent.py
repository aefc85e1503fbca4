"""What a message wants."""

from __future__ import annotations

import pytest

from engine.answering.intent import Intent, courtesy, follows, intent, of_ours, praises, states


@pytest.mark.parametrize(
    "text",
    [
        "Where does my sister live?",
        "what must i not eat",
        "when's mum's birthday",
        "whats my number plate",
        "Do you remember what I do for work?",
        "ok and when did we move here",
        "my home postcode?",
        "where's the spare key kept?",
        "who is bringing the salad",
        "how much was the boiler?",
        "what's the boiler man's number?",
        "since when is my cousin working with me",
        "the phone number of my dentist",
        "Summarise what changed in my life this year.",
    ],
)
def test_questions_about_ones_own_life_are_recalled(text: str) -> None:
    assert intent(text) is Intent.RECALL


@pytest.mark.parametrize(
    "text",
    [
        "How many grams are in an ounce?",
        "Write me one line for a birthday card.",
        "What is the capital of Peru?",
        "Can you explain photosynthesis to me?",
        "how do i boil an egg",
    ],
)
def test_other_questions_and_tasks_are_general(text: str) -> None:
    assert intent(text) is Intent.GENERAL


@pytest.mark.parametrize(
    "text", ["hi", "thanks!", "ok cool", "Good morning", "thanks, good night", "Thank you, bye for now!", "hello and good evening"]
)
def test_greetings_are_greetings(text: str) -> None:
    assert intent(text) is Intent.GREETING


@pytest.mark.parametrize(
    "text",
    [
        "My sister Anna lives in Berlin.",
        "allergic to latex, which is a pain in my job",
        "my boss, who is strict, likes me",
        "I love Ghent, where my aunt is",
    ],
)
def test_a_statement_is_a_statement(text: str) -> None:
    assert intent(text) is Intent.STATEMENT


def test_a_known_name_makes_a_question_personal() -> None:
    assert intent("when does cosimo land") is Intent.GENERAL
    assert intent("when does cosimo land", known={"cosimo"}) is Intent.RECALL


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("root canal got moved to tues 19 may same time", True),
        ("rico gave the drill back but now hes got my ladder", True),
        ("the plumber is coming at nine", True),
        ("mila school times", False),
        ("drill rico", False),
        ("left shoe", False),
    ],
)
def test_a_sentence_is_told_from_words_to_look_for(text: str, tells: bool) -> None:
    assert states(text) is tells


@pytest.mark.parametrize(
    "text",
    [
        "Thank you, you are very kind, it is nice to have someone who listens to me.",
        "you're so helpful!",
        "well done",
        "aw thanks a lot for that",
        "Ta. You are patient.",
        "I'll leave you in peace. Cheerio.",
    ],
)
def test_kind_words_are_heard_as_such(text: str) -> None:
    assert praises(text)
    assert courtesy(text) != "All right."


@pytest.mark.parametrize("text", ["My aunt is very kind.", "the nurse was great", "I made a great cake"])
def test_kind_words_about_others_are_told(text: str) -> None:
    assert not praises(text)


@pytest.mark.parametrize("text", ["Kofi's favourite film", "my shoe size", "my mum's birthday"])
def test_what_is_named_without_a_verb_is_asked_for(text: str) -> None:
    assert intent(text, {"kofi"}) is Intent.RECALL


@pytest.mark.parametrize("text", ["my head hurts", "my dog died", "My mum is at school", "my address is 4 Ash Grove"])
def test_what_has_a_verb_is_told(text: str) -> None:
    assert intent(text) is Intent.STATEMENT


@pytest.mark.parametrize(
    ("text", "memory"),
    [
        ("what time does the 44 leave", "The user's bus to school is the 44."),
        ("how much is a ticket for the concert", "The concert in St Jude's is on 12 July."),
        ("how long does the next flight take?", "The flight number is LO 723."),
    ],
)
def test_a_thing_that_memory_speaks_of_is_no_matter_of_general_knowledge(text: str, memory: str) -> None:
    assert intent(text) is Intent.GENERAL
    assert of_ours(text, [memory])


@pytest.mark.parametrize(
    ("text", "memory"),
    [
        ("what time is it in Tokyo", "The user's bus to school is the 44."),
        ("how does the heart work", "Kasimir gets half a tablet for his heart."),
        ("who wrote the book about the whale", "The user lent the book to Ana."),
        ("when did the war end", "The user likes the beach."),
    ],
)
def test_a_question_about_the_world_stays_one(text: str, memory: str) -> None:
    assert not of_ours(text, [memory])


@pytest.mark.parametrize("text", ["how often", "since when?", "and when exactly", "which one", "why?"])
def test_a_bare_question_word_goes_on_with_what_was_answered(text: str) -> None:
    assert follows(text)
    assert intent(text, after_recall=True) is Intent.RECALL
