"""Requests about memory, told apart from talk that only uses the same words."""

from __future__ import annotations

import pytest

from engine.learning.commands.finding import find
from engine.learning.grammar.words import clean
from tests.engine.learning.support import reasons, texts

LAST_THING = (
    "Forget that.",
    "please forget that",
    "forget what I just said",
    "forget what I said",
    "Forget the last thing.",
    "forget the last thing I said",
    "forget my last message",
    "delete that",
    "Erase that, please.",
)


@pytest.mark.parametrize(
    ("message", "action", "text"),
    [
        ("Remember that my sister lives in Berlin", "remember", "my sister lives in Berlin"),
        ("please note that the boiler man comes on Friday", "remember", "the boiler man comes on Friday"),
        ("Don't forget that I hate coriander.", "remember", "I hate coriander."),
        ("can you remember that I'm vegetarian?", "remember", "I'm vegetarian?"),
        ("make a note: bins go out on Tuesdays", "remember", "bins go out on Tuesdays"),
        ("keep in mind I'm allergic to nuts", "remember", "I'm allergic to nuts"),
        ("The alarm code pad is by the door. Remember this please", "remember", "The alarm code pad is by the door"),
        ("forget that I live in Lyon", "forget", "I live in Lyon"),
        ("please forget everything about Piers", "forget", "Piers"),
        ("Forget about Anna, please.", "forget", "Anna"),
        ("delete everything you know about Benedikt please", "forget", "Benedikt"),
        ("wipe the last thing I said, it was meant for someone else", "forget", "the last thing I said"),
        *((said, "forget", "the last thing I said") for said in LAST_THING),
        ("drop the whole Rasmus money story, delete it, we're good again", "forget", "Rasmus money"),
        ("get rid of the Lisbon story", "forget", "Lisbon"),
        ("take out the note about the spare key", "forget", "the spare key"),
        ("let's forget I ever mentioned my accountant", "forget", "my accountant"),
        ("pretend I never told you about the baby", "forget", "the baby"),
        ("I'd rather you didn't remember the bit about Ingrid", "forget", "Ingrid"),
        ("the Rasmus business can go, remove it", "forget", "Rasmus"),
        ("remove Kofi's number", "forget", "Kofi's number"),
        ("no need to keep the stuff about my ex", "forget", "my ex"),
        ("forget everything", "forget", "everything"),
        ("delete all you know about me", "forget", "everything"),
        ("jot this down: locker 14 at the baths", "remember", "locker 14 at the baths"),
        ("Note for next time - I prefer metric units", "remember", "I prefer metric units"),
        ("for future ref i'm on nights", "remember", "i'm on nights"),
        ("dont let me forget the MOT is due", "remember", "the MOT is due"),
        ("what do you know about me?", "show", ""),
        ("what have you got saved about my kids?", "show", "my kids"),
        ("Do you have anything stored on Oluchi?", "show", "Oluchi"),
        ("can i see my memories", "show", ""),
        ("keep this one out of memory, I failed", "dont_remember", ""),
        ("not to be stored: I owe my brother a grand", "dont_remember", ""),
        ("Nothing from today should be remembered please", "dont_remember", ""),
        ("What do you remember about Anna?", "show", "Anna"),
        ("tell me everything you know about my sister", "show", "my sister"),
        ("show me your memories", "show", ""),
        ("don't remember this: I skipped work", "dont_remember", ""),
        ("off the record, I hate my boss", "dont_remember", ""),
    ],
)
def test_a_command_is_understood(message: str, action: str, text: str) -> None:
    command = find(clean(message))
    assert command is not None
    assert (command.action, command.text) == (action, text)
    assert 0 <= command.start < command.stop <= len(message)


@pytest.mark.parametrize(
    "message",
    [
        "remember when we went to Rome?",
        "remember how cold it was",
        "do you remember my sister?",
        "forget it",
        "forget about it!",
        "forget that, write me a poem about rain",
        "delete that paragraph",
        "I always forget my keys",
        "I forgot to call mum",
        "delete the second paragraph",
        "remove the commas from this text",
        "what do you know about black holes and time?".replace("what do you know about", "explain"),
        "never mind",
        "what do you know about black holes?",
        "what do you know about the Battle of Clontarf?",
        "note the sarcasm",
        "don't forget to smile!",
        "remember that scene in Jaws?",
        "I remember the war",
    ],
)
def test_talk_is_no_command(message: str) -> None:
    assert find(clean(message)) is None


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("remember that whatever floats", "The user wants remembered: whatever floats."),
        ("don't forget to buy milk", "The user wants to remember to buy milk."),
        ("note to self: renew the car insurance by 5 July", "The user wants to remember to renew the car insurance by 5 July 2025."),
        ("Remember that the Danube is longer than the Rhine", "The Danube is longer than the Rhine."),
        ("please remember: bins go out on Tuesdays", "The user's bins go out on Tuesdays."),
    ],
)
def test_what_is_to_be_remembered_always_becomes_a_memory(message: str, expected: str) -> None:
    assert expected in texts(message)


def test_what_follows_a_request_to_forget_is_still_learned() -> None:
    assert texts("forget the old gym membership. I cancelled PureGym") == ["The user cancelled PureGym."]
    assert texts("forget everything about Piers") == []


def test_nothing_is_learned_when_asked_not_to() -> None:
    assert texts("I live in Ghent. Don't remember this.") == []


def test_a_secret_is_not_remembered_even_when_asked() -> None:
    assert texts("remember that my card number is 4111 1111 1111 1111") == []
    assert reasons("remember that my card number is 4111 1111 1111 1111") == {"secret"}


def test_of_a_message_not_to_be_saved_only_what_is_set_apart_is_kept() -> None:
    told = "my boss drinks, don't save that, but do save that the ladder is in the shed"
    assert texts(told) == ["The ladder is in the shed."]
    assert texts("my boss drinks, don't save that") == []
