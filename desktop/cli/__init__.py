"""The `alcove` command. Starting it imports nothing but typer: each command imports what it needs when it runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from desktop.cli import (
    answer,
    archive,
    ask,
    backups,
    chat,
    consolidate,
    conversations,
    demo,
    derive,
    doctor,
    entities,
    entity_graph,
    failures,
    forgetting,
    ingest,
    instructions,
    journal,
    learn,
    licences,
    lock,
    memories,
    models,
    never,
    procedures,
    recall,
    review,
    settings,
    today,
    trash,
    vault,
    why,
    window,
)

ARCHIVE = ".alcove"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) == 1 and given[0].lower().endswith(ARCHIVE):  # Windows hands over the file that was double-clicked as the only word
        given = ["open", *given]
    _open_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = app(args=given, prog_name="alcove", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        return _pipe_closed()
    except KeyboardInterrupt:
        return 130
    except (typer.Abort, EOFError):
        return 1
    except Exception as error:
        return failures.report(error, as_json="--json" in given, debug="--debug" in given)
    return code if isinstance(code, int) else 0


def _open_closed() -> None:
    """Standard streams that were closed (`>&-`) lead nowhere, instead of to the first file that happens to get their number."""
    import os
    from pathlib import Path

    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open as long as the program


def _pipe_closed() -> int:
    """Whoever read our output has gone: nothing to say, and nothing to say it to at exit either."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141


def _group(name: str, about: str, *, alone: Callable[[typer.Context], None] | None = None) -> typer.Typer:
    """`alone`: what the group does without a command; else it shows its help."""
    group = typer.Typer(
        help=about, no_args_is_help=alone is None, invoke_without_command=alone is not None, callback=alone, add_completion=False,
        rich_markup_mode=None, context_settings=CONTEXT,
    )  # fmt: skip
    app.add_typer(group, name=name)
    return group


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"alcove {version('alcove')}")
        raise typer.Exit


CONTEXT = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(
    invoke_without_command=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, context_settings=CONTEXT,
)  # fmt: skip


@app.callback()
def start(
    context: typer.Context,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """An assistant that remembers, entirely on this computer. Without a command: the window, or a chat in the terminal where there is no display."""
    if context.invoked_subcommand is None:
        chat.start()


app.command("chat")(chat.chat)
app.command("ask")(ask.ask)
app.command("remember")(ask.remember)
app.command("recall")(recall.recall)
app.command("why")(why.why)

group = _group("today", "What the day brings: plans, birthdays, routines, lists.", alone=today.today)
group.command("done")(today.done)
group.command("later")(today.later)
group.command("never")(today.never)
group.command("again")(today.again)

group = _group("memories", "Look at what is remembered; correct, forget, erase it.")
group.command("list")(memories.list_memories)
group.command("show")(memories.show)
group.command("edit")(memories.edit)
group.command("approve")(memories.approve)
group.command("forget")(forgetting.forget)
group.command("erase")(forgetting.erase)
group.command("never-keep")(never.never_keep)
group.command("history")(memories.history)
group.command("undo")(journal.undo)
group.command("redo")(journal.redo)
group.command("rejected")(derive.rejected)

group = _group("conversations", "What was said: list, read, rename, delete, export a conversation.")
group.command("list")(conversations.list_conversations)
group.command("show")(conversations.show)
group.command("rename")(conversations.rename)
group.command("delete")(conversations.delete)
group.command("export")(conversations.export)

group = _group("instructions", "What the assistant was told to do always, or in certain cases.")
group.command("list")(instructions.list_instructions)
group.command("on")(instructions.on)
group.command("off")(instructions.off)
group.command("add")(instructions.add)

group = _group("procedures", "How-tos: step by step, with how they turned out.")
group.command("list")(procedures.list_procedures)
group.command("show")(procedures.show)
group.command("worked")(procedures.worked)
group.command("failed")(procedures.failed)

group = _group("review", "What waits for your word: which of two memories is right?")
group.command("list")(review.list_questions)
group.command("show")(review.show)
group.command("keep")(review.keep)
group.command("reject")(review.reject)
group.command("both")(review.both)
group.command("accept")(review.accept)
group.command("dismiss")(review.dismiss)

group = _group("journal", "The history of all changes to memory.")
group.command("list")(journal.list_steps)
group.command("show")(journal.show)
group.command("revert")(journal.revert)
group.command("undo")(journal.undo)
group.command("redo")(journal.redo)
group.command("verify")(journal.verify)

group = _group("trash", "What was forgotten and can still come back.")
group.command("list")(trash.list_trash)
group.command("restore")(trash.restore)
group.command("empty")(trash.empty)

group = _group("entities", "Who and what memories speak of; two that are one, one that is two.")
group.command("list")(entities.list_entities)
group.command("show")(entities.show)
group.command("path")(entity_graph.path)
group.command("around")(entity_graph.around)
group.command("rename")(entities.rename)
group.command("alias")(entities.alias)
group.command("relate")(entities.relate)
group.command("merge")(entities.merge)
group.command("split")(entities.split)
group.command("distinct")(entities.distinct)
group.command("suggestions")(entities.suggestions)

app.command("ingest")(ingest.ingest)
app.command("learn")(learn.learn)
app.command("derive")(derive.derive)
app.command("answer")(answer.answer)
app.command("consolidate")(consolidate.consolidate)
app.command("export")(archive.export)
app.command("import")(archive.import_)
app.command("profile")(consolidate.profile)
app.command("lock")(lock.lock)

group = _group("vault", "The encrypted store: keys and state.")
group.command("create")(vault.create)
group.command("status")(vault.status)
group.command("change-passphrase")(vault.change_passphrase)
group.command("recovery-key")(vault.recovery_key)
group.command("use-keychain")(vault.use_keychain)
group.command("remove-slot")(vault.remove_slot)

group = _group("backups", "Encrypted copies of the vault, and going back to one.")
group.command("list")(backups.list_backups)
group.command("make")(backups.make)
group.command("verify")(backups.verify)
group.command("restore")(backups.restore)

group = _group("models", "The models on this computer.")
group.command("list")(models.list_models)
group.command("available")(models.available)
group.command("search")(models.search)
group.command("install")(models.install)
group.command("import")(models.import_model)
group.command("use")(models.use)
group.command("show")(models.show)
group.command("set")(models.set_options)
group.command("remove")(models.remove)
group.command("verify")(models.verify)

group = _group("settings", "How Alcove behaves.", alone=settings.settings)
group.command("list")(settings.list_settings)
group.command("get")(settings.get)
group.command("set")(settings.put)

app.command("open")(window.open_)
app.command("doctor")(doctor.doctor)
app.command("licences")(licences.licences)
app.command("demo")(demo.demo)
