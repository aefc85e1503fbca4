"""First run and unlocking as a state machine, without any widget."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.i18n import phrase, tr

SHORTEST = 8  # characters of a passphrase
LONGEST_WAIT = 30  # seconds


class Step(StrEnum):
    """What the person sees."""

    WELCOME = "welcome"
    PROTECT = "protect"
    RECOVERY_KEY = "recovery key"
    UNLOCK = "unlock"
    RECOVER = "recover"
    NEW_PASSPHRASE = "new passphrase"
    MODELS = "models"
    OPEN = "open"


@dataclass(frozen=True)
class Facts:
    """What is found on this computer. `keychain`: its name, "" where there is none; `opens_itself`: a keychain or key file may do it."""

    vault: bool
    keychain: str = ""
    opens_itself: bool = False
    has_passphrase: bool = True
    has_recovery: bool = True
    models_missing: bool = False


class Flow:
    """Which step comes next. The widgets only ask `step` and report what happened."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.step = Step.UNLOCK if facts.vault else Step.WELCOME
        self.failures = 0

    @property
    def try_alone(self) -> bool:
        """Whether to unlock by keychain or key file before asking."""
        return self.step is Step.UNLOCK and self.facts.opens_itself and self.failures == 0

    @property
    def wait(self) -> int:
        """Seconds before the next try: nothing after two wrong ones, then 2, 4, 8 … up to 30."""
        return 0 if self.failures < 3 else min(2 ** (self.failures - 2), LONGEST_WAIT)

    def begin(self) -> Step:
        """From the welcome on."""
        self.step = Step.PROTECT
        return self.step

    def back(self) -> Step:
        """To the step before, where that makes sense."""
        self.step = {Step.PROTECT: Step.WELCOME, Step.RECOVER: Step.UNLOCK}.get(self.step, self.step)
        return self.step

    def made(self) -> Step:
        """The vault is made: its recovery key is shown once."""
        self.step = Step.RECOVERY_KEY
        return self.step

    def key_kept(self) -> Step:
        """The recovery key is written down."""
        return self._inside()

    def wrong(self) -> Step:
        """A key did not fit."""
        self.failures += 1
        return self.step

    def forgot(self) -> Step:
        """On to the recovery key."""
        self.step = Step.RECOVER
        return self.step

    def unlocked(self) -> Step:
        """The vault is open. Who came by recovery key may choose a new passphrase."""
        recovered = self.step is Step.RECOVER
        self.failures = 0
        if recovered:
            self.step = Step.NEW_PASSPHRASE
            return self.step
        return self._inside()

    def passphrase_done(self) -> Step:
        """A new passphrase was chosen, or not."""
        return self._inside()

    def models_done(self) -> Step:
        """Models are installed, or left for later."""
        self.step = Step.OPEN
        return self.step

    def _inside(self) -> Step:
        self.step = Step.MODELS if self.facts.models_missing else Step.OPEN
        return self.step


def problem(passphrase: str, again: str) -> str:
    """What is wrong with a new passphrase, or ""."""
    if len(passphrase) < SHORTEST:
        return tr("Use at least {n} characters. Four or five words are good, and easy to remember.", n=SHORTEST)
    if len(set(passphrase)) < 4:
        return tr("That is too easy to guess. Four or five words are good.")
    if passphrase != again:
        return tr("The two passphrases differ.")
    return ""


def strength(passphrase: str) -> int:
    """How hard it is to guess, 0 (nothing typed) to 4."""
    from engine.vault import passphrases

    return passphrases.strength(passphrase) if passphrase else 0


STRENGTHS = ("", phrase("Weak"), phrase("Fair"), phrase("Good"), phrase("Strong"))
