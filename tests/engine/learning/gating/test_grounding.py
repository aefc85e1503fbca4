"""One gate for every tier: what the message doesn't say, in the user's own words, is not kept, and the reason is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.learning.gating.grounding import Ground, admit
from engine.learning.gating.wording import missing
from engine.learning.records import EXTRACTOR, Candidate

MODEL = "model:some/1"
MESSAGE = "My sister Anna lives in Berlin. I am allergic to peanuts, and I don't eat pork. Do I like jazz? If I won, I'd buy a boat."


def candidate(text: str, quote: str = "", *, source: str = MESSAGE, extractor: str = MODEL, kind: str = "semantic") -> Candidate:
    start = source.index(quote) if quote else 0
    return Candidate(kind=kind, text=text, category="other", start=start, stop=start + len(quote or source), extractor=extractor)  # type: ignore[arg-type]


@pytest.mark.parametrize("extractor", [EXTRACTOR, MODEL])
def test_what_is_said_is_admitted_from_either_tier(extractor: str) -> None:
    ground = Ground(MESSAGE)
    assert admit(candidate("The user's sister Anna lives in Berlin.", "My sister Anna lives in Berlin", extractor=extractor), ground) == ""
    assert admit(candidate("The user does not eat pork.", "I don't eat pork", extractor=extractor), ground) == ""


@pytest.mark.parametrize("extractor", [EXTRACTOR, MODEL])
@pytest.mark.parametrize(
    ("text", "quote", "why"),
    [
        ("The user's sister Anna lives in Paris.", "My sister Anna lives in Berlin", "not grounded"),
        ("The user's sister Anna lives in Berlin since 2019.", "My sister Anna lives in Berlin", "not grounded"),
        ("The user eats pork.", "I don't eat pork", "negation"),
        ("The user lives in Berlin.", "My sister Anna lives in Berlin", "wrong subject"),
        ("My sister Anna lives in Berlin.", "My sister Anna lives in Berlin", "not in the third person"),
        ("The user likes jazz.", "Do I like jazz", "question"),
        ("The user would buy a boat.", "I'd buy a boat", "hypothetical"),
        ("The user is allergic to peanuts " + "and peanuts " * 15 + ".", "I am allergic to peanuts", "too long"),
    ],
)
def test_what_is_not_said_is_turned_down_from_either_tier(extractor: str, text: str, quote: str, why: str) -> None:
    assert admit(candidate(text, quote, extractor=extractor), Ground(MESSAGE)) == why


def test_a_span_must_lie_in_the_message() -> None:
    outside = Candidate(kind="semantic", text="The user is allergic to peanuts.", category="health", start=500, stop=520, extractor=MODEL)
    assert admit(outside, Ground(MESSAGE)) == "no source"


def test_only_the_users_words_count() -> None:
    assert admit(candidate("The user does not eat pork.", "I don't eat pork"), Ground(MESSAGE, role="assistant")) == "not the user's words"


def test_a_quotation_of_somebody_else_is_not_the_users_word() -> None:
    said = 'Translate this: "I live in Rome and love opera."'
    assert admit(candidate("The user lives in Rome.", "I live in Rome", source=said), Ground(said)) == "somebody else's words"


def test_a_secret_is_none_for_any_tier() -> None:
    said = "my pin is 4471 and I live in Ghent"
    assert admit(candidate("The user's pin is 4471.", "my pin is 4471", source=said), Ground(said)) == "secret"


def test_a_name_from_the_message_before_needs_a_pronoun_that_means_it() -> None:
    she, plain = "she moved to Hull", "moved to Hull"
    before = "My sister Anna is visiting."
    assert admit(candidate("Anna moved to Hull.", she, source=she), Ground(she, previous=before)) == ""
    assert admit(candidate("Anna moved to Hull.", plain, source=plain), Ground(plain, previous=before)) == "not grounded"


def test_what_is_to_be_remembered_may_be_put_as_a_question() -> None:
    said = "remember: who has the spare key? Tom has the spare key?"
    ground = Ground(said, ordered=(10, len(said)))
    assert admit(candidate("Tom has the spare key.", "Tom has the spare key", source=said), ground) == ""
    assert admit(candidate("Tom has the spare key.", "Tom has the spare key", source=said), Ground(said)) == "question"


@pytest.mark.parametrize(
    ("said", "heard", "why"),
    [
        ("You said my train leaves at 17:45.", "Your train leaves at 17:45.", "echo"),
        ("Anna has a dog called Rex.", "I have this noted: Anna has a dog called Rex.", "echo"),
        ("I have a dog called Rex.", "You have a dog called Rex.", ""),  # the user's own words
        ("My train leaves at 17:45.", "Your train leaves at 17:45.", ""),
    ],
)
def test_repeating_the_assistant_is_no_news_but_ones_own_words_are(said: str, heard: str, why: str) -> None:
    text = {"Anna": "Anna has a dog called Rex.", "I": "The user has a dog called Rex."}.get(said.split()[0], "The user's train leaves at 17:45.")
    assert admit(candidate(text, source=said), Ground(said, heard=(heard,))) == why


def test_a_known_memory_is_not_read_into_a_message_that_only_touches_it() -> None:
    said = "Anna called, she sends her love from Berlin"
    known = "Anna lives in Berlin."
    assert admit(candidate(known, source=said), Ground(said, heard=(known,))) != ""


WORDS = st.sampled_from(
    "The user user's is has lives in not never a sister brother Anna Rex Zork Quux 7 42 1999 Berlin and who likes pork my I you on Friday".split()
)


@given(st.lists(WORDS, min_size=1, max_size=14).map(" ".join), st.integers(-5, 140), st.integers(-5, 140))
def test_nothing_with_a_foreign_name_or_number_ever_passes(text: str, start: int, stop: int) -> None:
    made = Candidate(kind="semantic", text=text + ".", category="other", start=start, stop=stop, extractor=MODEL)
    if admit(made, Ground(MESSAGE)) == "":
        assert missing(text, MESSAGE) == ""
        assert not {"Zork", "Quux", "42", "1999", "7", "Rex", "brother", "Friday"} & set(text.split())
        assert not {"my", "I", "you"} & set(text.split())
