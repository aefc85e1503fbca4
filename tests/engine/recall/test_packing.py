"""The few lines that a model reads."""

from __future__ import annotations

import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import clock
from engine.recall.hits import Found, Hit
from engine.recall.packing import Line, estimate_tokens, pack
from engine.recall.parameters import PARAMETERS

from .conftest import Story


def lines(story: Story, question: str, **options: object) -> list[str]:
    story.embed()
    return [line.text for line in story.recall.context(question, **{"budget_tokens": 300} | options).lines]  # type: ignore[arg-type]


def test_a_fact_stands_for_the_turn_it_came_from(story: Story) -> None:
    turn = story.say("oh and my sister anna has been living in berlin for ages")
    story.note("The user's sister Anna lives in Berlin.", source=turn)
    assert lines(story, "where does sister Anna live, in Berlin?") == ["The user's sister Anna lives in Berlin."]


def test_what_says_nearly_the_same_is_packed_once(story: Story) -> None:
    story.say("I keep bees in the garden.", "I keep bees in the garden!", "I keep bees, in the garden")
    assert len(lines(story, "who keeps bees in the garden")) == 1


def test_lines_come_in_the_order_in_which_things_were_said(story: Story) -> None:
    story.say("The bee hive is new.")
    story.new_conversation()
    story.say("The bee hive is full of honey bees, the bee hive hums.")
    story.new_conversation()
    story.say("The bee hive was moved.")
    assert lines(story, "what about the bee hive") == [
        "The bee hive is new.", "The bee hive is full of honey bees, the bee hive hums.", "The bee hive was moved.",
    ]  # fmt: skip


def test_what_the_prompt_holds_already_is_not_packed_again(story: Story) -> None:
    turn = story.say("I keep bees.")
    story.note("The user keeps bees.", source=turn)
    assert lines(story, "keep bees", history_rows={turn.row}) == []


def test_what_no_longer_holds_is_packed_only_when_the_question_looks_back(story: Story) -> None:
    old = story.note("The user lives in Lyon.")
    new = story.note("The user lives in Turin.")
    story.memories.supersede(old, new)
    assert lines(story, "in which city does the user live, Turin or Lyon") == ["The user lives in Turin."]
    story.embed()
    back = story.recall.context("in which city did the user live before, Turin or Lyon", budget_tokens=300).lines
    assert {(line.text, line.status) for line in back} == {("The user lives in Turin.", "active"), ("The user lives in Lyon.", "superseded")}


def test_dates_are_given_when_the_question_is_about_time(story: Story) -> None:
    story.note("The user got married.", valid_from="2019-06-08")
    story.embed()
    assert [line.date for line in story.recall.context("when was the user married", budget_tokens=300).lines] == ["2019-06-08"]
    assert [line.date for line in story.recall.context("is the user married", budget_tokens=300).lines] == [None]


def test_of_a_long_message_the_part_that_matters_is_quoted(story: Story) -> None:
    filler = " ".join(f"Then we walked through street number {n} and talked about nothing much." for n in range(40))
    text = f"{filler} The dentist appointment is on Monday at nine. {filler}"
    story.say(text)
    story.embed()
    packed = story.recall.context("when is the dentist appointment", budget_tokens=300)
    assert len(packed.lines) == 1
    line = packed.lines[0]
    assert "The dentist appointment is on Monday at nine." in line.text
    assert len(line.text) <= PARAMETERS.excerpt_characters
    assert text[line.start : line.stop] == line.text


def test_what_was_left_out_says_why(story: Story) -> None:
    turn = story.say("I keep bees in the garden behind the house.")
    fact = story.note("The user keeps bees in the garden behind the house.", source=turn)
    story.embed()
    packed = story.recall.context("who keeps bees in the garden", budget_tokens=300)
    assert packed.dropped[f"message {turn.row}"] == "its fact is there"
    tight = story.recall.context("who keeps bees in the garden", budget_tokens=5)
    assert tight.lines == ()
    assert tight.dropped[f"memory {fact.row}"] == "budget"


def test_the_models_own_count_of_tokens_is_used(story: Story) -> None:
    story.say("I keep bees.")
    story.embed()
    packed = story.recall.context("who keeps bees", budget_tokens=1_000, count_tokens=lambda texts: [123 for _ in texts])
    assert packed.tokens == 123 + PARAMETERS.line_overhead


VOCABULARY = ["bees", "garden", "Anna", "Berlin", "honey", "car", "Monday", "yellow", "猫が好き", "बहन"]
texts = st.lists(st.sampled_from([*VOCABULARY, *string.ascii_lowercase]), min_size=1, max_size=120).map(" ".join)
moments = st.integers(0, 27).map(lambda day: f"2025-03-{day + 1:02d}T09:00:00+00:00")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(texts, moments, st.booleans(), st.booleans()), max_size=25), budget=st.integers(0, 400), dated=st.booleans())
def test_a_context_is_within_its_budget_chronological_and_without_duplicates(story: Story, said: list, budget: int, dated: bool) -> None:  # type: ignore[type-arg]
    hits, when = [], {}
    story.conversation = story.conversations.create()
    for rank, (text, moment, is_fact, echo) in enumerate(said, start=1):
        at = clock.parse(moment)
        row = story.note(text, mentioned_at=at).row if is_fact else story.conversations.say(story.conversation, text, at=at).row
        kind = "semantic" if is_fact else "message"
        when["memory" if is_fact else "message", row] = moment
        hits.append(Hit(rank, 1 / rank, kind, f"id{rank}", row, text, moment, None, "active", (), "", {}, echo=echo and not is_fact))
    packed = pack(story.vault, "when were the bees in the garden" if dated else "bees", Found(tuple(hits), 0.0, 0, (), (), 1.0), budget_tokens=budget)
    costs = estimate_tokens([line.text for line in packed.lines])
    overhead = PARAMETERS.line_overhead + (PARAMETERS.date_overhead if dated else 0)
    assert sum(costs) + overhead * len(packed.lines) == packed.tokens <= budget
    assert [when[line.owner_kind, line.owner] for line in packed.lines] == sorted(when[line.owner_kind, line.owner] for line in packed.lines)
    assert len({frozenset(line.text.lower().split()) for line in packed.lines}) == len(packed.lines)
    whole = {("message" if hit.kind == "message" else "memory", hit.row): hit for hit in hits}
    for line in packed.lines:
        assert_traceable(line, whole[line.owner_kind, line.owner])


def assert_traceable(line: Line, hit: Hit) -> None:
    assert hit.text[line.start : line.stop] == line.text
    assert not hit.echo
    assert (line.date is None) or line.date == hit.time[:10]
