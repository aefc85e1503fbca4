"""What the user had just heard from the assistant when saying something: its answer, and the memories that were in that answer's prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.memory.records import Message
    from engine.vault.vault import Vault


def turn(vault: Vault, message: Message) -> str:
    """The assistant's answer that a message follows; "" where there is none."""
    row = vault.one("SELECT visible FROM message WHERE row IS ? AND role = 'assistant' AND status = 'active'", (message.parent,))
    return str(row["visible"]) if row else ""


def heard(vault: Vault, message: Message) -> tuple[str, ...]:
    """The answer before a message, then the texts that the receipts of that answer, and of the message's own, name as part of the prompt."""
    shown = vault.query(
        "SELECT m.text FROM receipt r JOIN receipt_memory x ON x.receipt = r.row JOIN memory m ON m.row = x.owner "
        "WHERE (r.message IS ? OR r.question = ?) AND x.owner_kind = 'memory' AND x.in_prompt = 1 AND m.status <> 'trashed' ORDER BY x.rank",
        (message.parent, message.row),
    )
    return tuple(dict.fromkeys(filter(None, (turn(vault, message), *(row["text"] for row in shown)))))
