"""`alcove demo`: three days with Alcove, on the real models, in a temporary vault that is gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desktop.cli import output

if TYPE_CHECKING:
    from engine.session import Session

FIRST, SECOND, THIRD = "2026-03-02T09:12:00", "2026-03-05T20:41:00", "2026-03-14T18:05:00"


class Story:
    """Tells and checks. `wrong` names what did not happen as it should."""

    def __init__(self, home: Path) -> None:
        import secrets

        self.home = home
        self.passphrase = secrets.token_urlsafe(24)
        self.wrong: list[str] = []

    @contextmanager
    def day(self, moment: str, about: str) -> Iterator[Session]:
        """A day of its own: the vault is unlocked, the models start, and all ends with it."""
        from engine import clock
        from engine.session import Session
        from engine.vault import keys
        from engine.vault.vault import Vault

        now = datetime.fromisoformat(moment).astimezone()
        with clock.frozen(now):
            output.say()
            output.title(f"{now:%A, %-d %B %Y}: {about}")
            if (self.home / "vault").exists():
                vault = Vault.unlock(self.home, passphrase=self.passphrase)
            else:
                vault, _ = Vault.create(self.home, passphrase=self.passphrase, argon=keys.FLOOR)
            live = Session.open(vault)
            try:
                self._place = live.conversations.create()
                yield live
                live.settle()
            finally:
                live.close()

    def talk(self, live: Session, text: str, *expected: str, unwanted: str = "", declines: bool = False) -> None:
        """Says something; shows the answer, what was remembered, and what the answer stands on. The answer must hold `expected`."""
        from desktop.cli.talk import Talk

        talk = Talk(live, self._place, live=False)
        output.say(f"  you      {text}")
        turn = talk.ask(text)
        live.settle()
        answer = turn.answer.visible
        output.say("  alcove   " + answer.replace("\n", "\n           "))
        for remark in talk.remarks(turn):
            output.say(f"  ·        {remark}")
        told = answer.casefold()
        if any(word.casefold() not in told for word in expected) or (unwanted and unwanted.casefold() in told) or declines != turn.declined:
            self.fail(f"“{text}” was answered: {answer}")

    def shows(self, live: Session, about: str) -> None:
        """Lists the memories about somebody."""
        for memory in live.memories.list(person=about).memories:
            state = "" if memory.status == "active" else f"  [{memory.status}, until {memory.valid_to}]"
            output.say(f"           {memory.kind:<10} {memory.text}{state}")

    def recalls(self, live: Session, text: str, expected: str | None) -> None:
        """What recall finds; `expected` must be in the first hit, None: no hit at all may hold the words of the question."""
        hits = live.recall.search(text, top=3).hits
        for hit in hits[:2]:
            arms = ", ".join(f"{arm} {share:.3f}" for arm, share in sorted(hit.arms.items(), key=lambda pair: -pair[1])[:3])
            output.say(f"  recall   {hit.rank}. {hit.text}   ({arms})")
        if expected and not (hits and expected.casefold() in hits[0].text.casefold()):
            self.fail(f"recall of “{text}” did not find {expected} first")

    def told(self, text: str) -> None:
        output.say(f"  ·        {text}")

    def holds(self, true: bool, otherwise: str) -> None:
        if not true:
            self.fail(otherwise)

    def fail(self, what: str) -> None:
        self.wrong.append(what)
        output.say(f"  WRONG    {what}")


def demo() -> None:
    """Tell a three-day story on the real models, in a temporary vault: said, remembered, recalled, answered, forgotten, erased."""
    import tempfile

    from desktop import logs

    with tempfile.TemporaryDirectory(prefix="alcove-demo-") as folder:
        story = Story(Path(folder) / "home")
        story.home.mkdir(mode=0o700)
        logs.configure(story.home)
        output.say(f"Three days with Alcove, in a temporary vault under {folder}. Nothing of yours is touched.")
        _first(story)
        _second(story)
        _third(story)
    output.say()
    if story.wrong:
        output.say(f"The story went wrong at {len(story.wrong)} place{'s' if len(story.wrong) > 1 else ''}:")
        for what in story.wrong:
            output.say(f"- {what}")
        raise typer.Exit(1)
    output.say("The story went as it should. The temporary vault is gone.")


def _first(story: Story) -> None:
    with story.day(FIRST, "telling it things") as live:
        story.told(f"a new vault: {live.vault.status().cipher}")
        story.talk(live, "My sister Anna lives in Berlin and I am allergic to peanuts.", "Anna", "peanuts")
        story.talk(live, "I work as a nurse at Riverside Hospital.", "nurse")
        story.talk(live, "My neighbour Victor plays the trombone.", "Victor")
        story.talk(live, "Where does my sister live?", "Berlin", unwanted="peanuts")


def _second(story: Story) -> None:
    with story.day(SECOND, "three days later, a new start: it remembers, and notices change") as live:
        story.talk(live, "What must I not eat?", "peanuts", unwanted="Berlin")
        story.recalls(live, "Where do I work?", "Riverside")
        story.talk(live, "Anna moved to Hamburg yesterday.", "Hamburg")
        story.told("what is known about Anna now; what no longer holds is closed, not deleted:")
        story.shows(live, "Anna")
        story.talk(live, "Where does Anna live?", "Hamburg")
        story.talk(live, "What is my shoe size?", declines=True)


def _third(story: Story) -> None:
    from desktop.cli.journal import take_back
    from engine.memory.forgetting import About

    with story.day(THIRD, "forgetting, undoing, erasing") as live:
        story.talk(live, "Forget everything about Victor.", "Forgotten")
        story.talk(live, "What does my neighbour Victor play?", declines=True, unwanted="trombone")
        story.told(take_back(live.vault) + ", and it is all there again:")
        story.talk(live, "What does my neighbour Victor play?", "trombone")
        radius = live.forgetting.blast_radius([About("Victor")])
        story.told(
            f"erasing Victor beyond recovery: {radius.memories} memories, {radius.messages} messages, {radius.passages} passages of other messages"
        )
        report = live.forgetting.erase([About("Victor")])
        scan = report.residue
        if scan is None or report.unfinished:
            story.fail(f"erasing was not finished: {report.unfinished}")
        else:
            story.told(f"residue scan over {len(scan.checked)} files and tables: {'nothing is left' if scan.clean else 'TRACES FOUND'}")
            story.holds(scan.clean, "the residue scan found traces")
        story.recalls(live, "trombone", None)
        story.holds(not any("trombone" in hit.text for hit in live.recall.search("Victor trombone").hits), "something of Victor is still recalled")
        story.talk(live, "What does my neighbour Victor play?", declines=True, unwanted="trombone")
        check = live.vault.journal.verify()
        story.told(f"journal: {check.steps} steps, the chain {'verifies' if check.ok else 'IS BROKEN'}")
        story.holds(check.ok, "the journal's chain is broken")
        story.talk(live, "Where does Anna live?", "Hamburg")
