"""Writes the vault that later releases must open: `python -m tests.engine.vault.make_fixture 1`. Run once per released format, never again."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.vault import ballast
from engine.vault.keys import FLOOR
from engine.vault.vault import Vault
from tests.engine.vault.conftest import add_conversation, add_entity, add_memory, add_message, link
from tests.engine.vault.test_migrations import FIXTURE_PASSPHRASE, FIXTURES


def write(home: Path) -> str:
    """Two messages, two memories with a source and a person, an edit, all in the journal. Gives the recovery key."""
    ballast.SIZE = 0
    vault, recovery = Vault.create(home, passphrase=FIXTURE_PASSPHRASE, argon=FLOOR)
    with vault:
        with vault.change("chat", "Said something") as change:
            conversation = add_conversation(change, "Anna")
            first = add_message(change, conversation, "My sister Anna lives in Berlin.")
            add_message(change, conversation, "猫が好きです", parent=first)
        with vault.change("learn", "Learnt something") as change:
            memory, anna = add_memory(change, "The user's sister lives in Berlin."), add_entity(change, "Anna")
            link(change, memory, anna)
            change.insert("memory_source", memory=memory, message=first, start=0, stop=31)
            add_memory(change, "猫が好きです")
        with vault.change("edit", "Edited a memory") as change:
            change.update("memory", memory, text="The user's sister Anna lives in Berlin.", version=2)
    assert recovery is not None
    (home / "vault" / "ballast").unlink(missing_ok=True)
    return recovery


if __name__ == "__main__":
    home = FIXTURES / f"format-{int(sys.argv[1])}"
    home.with_suffix(".recovery").write_text(write(home))
