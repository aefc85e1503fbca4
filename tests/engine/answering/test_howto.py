"""Which procedure a message calls for, in other words than it was told in; with the real embedder."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from engine.answering import howto
from engine.learning.rules.procedures import procedures
from engine.memory.facts import Memories, NewMemory
from engine.memory.procedures import Procedures
from engine.memory.records import Memory
from engine.vault.vault import Vault
from models.client import EmbedModel

TOLD = (
    "To reset the router: unplug it, count to 30, plug it back in.",
    "If the alarm panel beeps, press the hash key twice, then hold 0 until it stops.",
    "To descale the coffee machine: fill the tank with vinegar, run two cycles, rinse it three times.",
    "To bleed the radiators: turn the heating off, open the valve a quarter turn, wait for water, close it.",
)
ROUTER, ALARM, COFFEE, RADIATORS = range(4)
FOUND = {
    "how do I reset the router?": ROUTER,
    "the wifi is dead again, what do I do": ROUTER,
    "remind me of the router trick": ROUTER,
    "The alarm panel is beeping!!": ALARM,
    "what do i do when the burglar alarm starts beeping": ALARM,
    "Could you remind me how one descales the coffee maker?": COFFEE,
    "gonna descale the espresso machine now": COFFEE,
    "how did I get the air out of the radiators": RADIATORS,
    "time to bleed the radiators before winter, how was that": RADIATORS,
}
NONE = (
    "how do I reset my phone?",
    "how do I descale the kettle?",
    "how do I make pancakes?",
    "how does a coffee machine work?",
    "how much did the coffee machine cost?",
    "I bought a new router yesterday",
    "My radiator key is in the kitchen drawer.",
    "how to stop bleeding",
    "what should I do about my blood pressure",
    "I'm about to watch a film",
    "where does my sister live?",
    "",
)


@pytest.fixture
def known(tmp_path: Path) -> list[Memory]:
    vault, _ = Vault.create(tmp_path / "home", key_file=tmp_path / "key")
    memories = Memories(vault)
    for text in TOLD:
        (made,) = procedures(text)
        memories.add(NewMemory(made.text, kind="procedural", predicate="how_to", trigger_words=made.trigger, steps=made.steps))
    found = Procedures(vault, memories).all()[::-1]
    vault.close()
    return found


def test_procedures_are_found_in_other_words_and_none_for_other_things(known: list[Memory], embedder: EmbedModel) -> None:
    found = {text: match.index for text in (*FOUND, *NONE) if (match := howto.find(text, known, embedder)) is not None}
    assert found == FOUND


def test_one_that_is_only_near_is_said_to_be(known: list[Memory], embedder: EmbedModel) -> None:
    match = howto.find("how do I clean the coffee machine", known, embedder)
    assert match is not None
    assert not match.sure
    assert howto.told(known[match.index], sure=match.sure).startswith("I'm not sure that this is it.")


def test_without_an_embedder_the_words_decide(known: list[Memory]) -> None:
    found = howto.find("how do I reset the router?", known, None)
    assert found is not None
    assert found.index == ROUTER
    assert howto.find("how do I reset my phone?", known, None) is None
    assert howto.find("the wifi is dead again, what do I do", known, None) is None


def test_of_two_for_one_thing_the_one_that_works_is_told(known: list[Memory], embedder: EmbedModel) -> None:
    router = known[ROUTER]
    failing = msgspec.structs.replace(router, failures=3)
    for order in ([failing, router], [router, failing]):
        match = howto.find("how do I reset the router?", order, embedder)
        assert match is not None
        assert order[match.index] is router


@pytest.mark.parametrize(
    ("successes", "failures", "remark"),
    [
        (3, 0, ""),
        (0, 1, "This did not work last time."),
        (0, 2, "This did not work the last 2 times."),
        (3, 1, "So far this worked 3 times and failed once."),
    ],
)
def test_failures_are_told(known: list[Memory], successes: int, failures: int, remark: str) -> None:
    told = howto.told(msgspec.structs.replace(known[ROUTER], successes=successes, failures=failures))
    assert told == "To reset the router:\n1. Unplug it\n2. Count to 30\n3. Plug it back in" + (f"\n\n{remark}" if remark else "")


def test_steps_are_told_to_the_user(known: list[Memory]) -> None:
    memory = msgspec.structs.replace(
        known[ROUTER], text="To call the user's mum: take the user's phone, dial 1.", steps=None, trigger_words="call the user's mum"
    )
    assert howto.numbered(memory) == "To call your mum:\n1. Take your phone\n2. Dial 1"
