"""`alcove journal` and `alcove trash`: what was done is listed, shown, checked and taken back."""

from __future__ import annotations

from desktop.cli import opening
from tests.desktop.cli.support import Command


def ids(vault: Command, *more: str) -> list[str]:
    return [step["id"] for step in vault("journal", "list", "--json", *more).json["steps"]]


def edited(vault: Command) -> str:
    """A memory that was learnt and edited; its id."""
    vault("remember", "I", "play", "the", "tuba")
    memory = str(vault("memories", "list", "--json").json["memories"][0]["id"])
    assert vault("memories", "edit", memory, "--text", "The user plays the cello.").code == 0
    return memory


def test_each_step_says_who_when_how_much_and_whether_it_was_undone(vault: Command) -> None:
    edited(vault)
    first, second = vault("journal", "list", "--json").json["steps"]
    assert (first["who"], first["operation"], first["undone"], second["who"]) == ("user", "edit", False, "user")
    assert first["rows"] >= 1
    assert vault("journal", "undo").out == "Undone: Edited a memory\n"
    assert "[undone]" in vault("journal", "list").out
    assert vault("journal", "redo").out == "Done again: Edited a memory\n"
    assert "cello" not in vault("journal", "list").out


def test_a_step_is_shown_row_by_row(vault: Command) -> None:
    edited(vault)
    shown = vault("journal", "show", ids(vault)[0])
    assert "- Text: The user plays the tuba." in shown.out
    assert "+ Text: The user plays the cello." in shown.out
    assert vault("journal", "show", ids(vault)[0], "--json").json["entries"][0]["changes"]


def test_steps_are_listed_page_by_page_and_filtered(vault: Command) -> None:
    edited(vault)
    whole = ids(vault)
    page = vault("journal", "list", "--limit", "1")
    assert f"--before {whole[0]}" in page.err + page.out
    assert ids(vault, "--before", whole[0]) == whole[1:]
    assert ids(vault, "--who", "user") == whole
    assert ids(vault, "--who", "assistant") == []
    assert ids(vault, "--operation", "edit") == whole[:1]
    assert ids(vault, "--to", "2001") == []
    assert vault("journal", "list", "--who", "nobody").code == 1
    assert vault("journal", "list", "--from", "soon").code == 1


def test_a_revert_is_refused_with_the_list_of_what_stands_on_it(vault: Command) -> None:
    edited(vault)
    edit, learn = ids(vault)
    refused = vault("journal", "revert", learn)
    assert refused.code == 1
    assert edit in refused.err
    assert "--with-later" in refused.err
    assert vault("journal", "revert", learn, "--with-later", "--json").json["step"]
    assert vault("memories", "list", "--json").json["total"] == 0
    again = vault("journal", "revert", learn)
    assert again.code == 1
    assert "reverted already" in again.err
    assert vault("journal", "revert", "nonsense").code == 1


def test_the_chain_is_verified_and_outlives_erasing(vault: Command) -> None:
    memory = edited(vault)
    assert vault("memories", "erase", memory, "--yes").code == 0
    checked = vault("journal", "verify", "--json").json
    assert checked["ok"] is True
    assert checked["erased"] >= 2
    assert "[content erased]" in vault("journal", "list").out
    assert "erased" in vault("journal", "show", ids(vault)[-1]).out
    with opening.vault() as opened, opened.database.maintenance() as connection:
        connection.execute("UPDATE journal SET label = 'Nothing' WHERE row = 1")
    assert vault("journal", "verify").code == 1


def test_what_was_forgotten_lies_in_the_trash_until_it_is_brought_back_or_erased(vault: Command) -> None:
    memory = edited(vault)
    assert vault("trash", "list").out == "The trash is empty.\n"
    vault("memories", "forget", memory, "--yes")
    (lying,) = vault("trash", "list", "--json").json["trash"]
    assert lying["label"] == "Forgot a memory"
    assert vault("trash", "restore", memory).out == "Brought back.\n"
    assert vault("memories", "show", memory, "--json").json["status"] == "active"
    assert vault("trash", "restore", memory).code == 1
    vault("memories", "forget", memory, "--yes")
    assert vault("trash", "empty").code == 1  # nobody to ask
    assert vault("trash", "empty", "--yes", "--json").json["clean"] is True
    assert vault("memories", "show", memory).code == 1


def test_a_conversation_a_message_and_a_time_can_be_named(vault: Command) -> None:
    edited(vault)
    with opening.vault() as opened:
        chat, message = (opened.one(f"SELECT id FROM {table} ORDER BY row")["id"] for table in ("conversation", "message"))  # type: ignore[index]
    assert vault("memories", "forget", "--conversation", message, "--yes").code == 1  # that is a message
    assert vault("memories", "forget", "--message", message, "--yes").code == 0
    assert vault("memories", "undo").code == 0
    assert vault("memories", "forget", "--to", "2001", "--yes").code == 1
    assert vault("memories", "forget", "--from", "2001", "--yes", "--json").json["forgotten"]["conversations"] == 1
    assert vault("memories", "list", "--json").json["total"] == 0
    assert vault("memories", "undo").code == 0
    erased = vault("memories", "erase", "--conversation", chat, "--yes")
    assert erased.code == 0
    assert "Out of reach: archives that you exported" in erased.out + erased.err
    assert "vault/memory.db" in erased.out + erased.err
