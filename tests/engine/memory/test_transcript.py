"""A conversation as Markdown."""

from __future__ import annotations

from datetime import UTC, datetime

from engine.memory.episodes import Conversations
from engine.memory.transcript import markdown
from engine.vault.vault import Vault

MORNING = datetime(2026, 11, 22, 9, 5, tzinfo=UTC)


def test_a_chat_reads_as_it_went(vault: Vault) -> None:
    conversations = Conversations(vault)
    place = conversations.create("A *soup*\nfor two")
    conversations.say(place, "How do I make\nsoup?", at=MORNING)
    conversations.say(place, "1. Peel\n2. Boil", role="assistant", at=MORNING.replace(hour=10))
    conversations.say(place, "Thanks.", at=MORNING.replace(day=23))
    text = markdown(conversations, place)
    assert text == (
        "# A *soup* for two\n\n*Sunday, 22 November 2026*\n\n**You** · 09:05\n\n> How do I make\n> soup?\n\n"
        "**Alcove** · 10:05\n\n1. Peel\n2. Boil\n\n*Monday, 23 November 2026*\n\n**You** · 09:05\n\n> Thanks.\n"
    )


def test_of_what_was_rewritten_only_the_chosen_version_is_there(vault: Vault) -> None:
    conversations = Conversations(vault)
    place = conversations.create()
    first = conversations.say(place, "My frist try", at=MORNING)
    conversations.edit(first, "My second try", at=MORNING)
    text = markdown(conversations, place.id)
    assert "second try" in text
    assert "frist" not in text
