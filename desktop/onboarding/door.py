"""The way in: shows the step that the flow names, and ends with an open session."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import explain
from desktop.i18n import tr
from desktop.onboarding.flow import Facts, Flow, Step
from desktop.onboarding.models import ModelsPage
from desktop.onboarding.pages import DoorPage, ProtectPage, RecoveryKeyPage, WelcomePage
from desktop.onboarding.rescue import RescuePage
from desktop.onboarding.unlock import NewPassphrasePage, RecoverPage, UnlockPage
from desktop.tasks import Job, Tasks
from desktop.widgets.basic import fill
from engine.errors import VaultDamaged, WrongKey

if TYPE_CHECKING:
    from engine.session import Session
    from engine.vault.backups import Backup
    from engine.vault.keys import Argon
    from engine.vault.vault import Vault
    from models.catalogue import Entry


def look(home: Path) -> tuple[Facts, list[Entry]]:
    """What there is on this computer. Reads files: not for the UI thread."""
    from engine.vault import header, keychain, keyfile, locate
    from engine.vault.layout import Layout
    from models import catalogue, install

    missing = [entry for entry in (catalogue.default("chat"), catalogue.default("embed")) if install.chosen(entry.purpose) is None]
    system = keychain.find()
    name = system.name if system else ""
    if not locate.exists(home):
        return Facts(vault=False, keychain=name, models_missing=bool(missing)), missing
    found, _ = header.read(Layout(home).folder)
    by_keychain = bool(system and found.of_kind("keychain"))
    by_file = bool(found.of_kind("key-file") and keyfile.find(home, found.id))
    facts = Facts(
        vault=True, keychain=name if by_keychain else "", opens_itself=by_keychain or by_file or locate.PASSPHRASE_FILE in os.environ,
        has_passphrase=bool(found.of_kind("passphrase")),
        has_recovery=bool(found.of_kind("recovery")), models_missing=bool(missing),
    )  # fmt: skip
    return facts, missing


class Door(QWidget):
    """`opened` hands over the session; the window then shows the workspace."""

    opened = Signal(object)  # Session
    tried = Signal()  # a key is being worked out
    refused = Signal(int)  # how many wrong keys in a row

    def __init__(
        self, home: Path, tasks: Tasks, open_session: Callable[[Vault], Session], *, alone: bool = True, argon: Argon | None = None,
        wrong: tuple[int, float] = (0, 0.0),
    ) -> None:  # fmt: skip
        """`alone`: a keychain or key file is tried at once. `wrong`: how many wrong keys were typed before, the last one so many seconds ago."""
        super().__init__()
        self._wrong = wrong
        self.setProperty("role", "page")
        self.home, self.tasks = home, tasks
        self._open_session, self._alone, self._argon = open_session, alone, argon
        self.flow: Flow | None = None
        self.missing: list[Entry] = []
        self._vault: Vault | None = None
        self._installing: Job | None = None
        self.stack = QStackedWidget()
        fill(QVBoxLayout(self), self.stack)
        self._look()

    # What there is

    def _look(self) -> None:
        home = self.home
        self.tasks.query(self, lambda: look(home), self._looked, self._damaged)

    def _looked(self, found: tuple[Facts, list[Entry]]) -> None:
        facts, self.missing = found
        self.flow = Flow(facts)
        self.pages: dict[Step, DoorPage] = {}
        page = self._page(Step.UNLOCK if facts.vault else Step.WELCOME)
        if isinstance(page, UnlockPage):
            self._flow.failures, ago = self._wrong
            if (left := self._flow.wait - int(ago)) > 0:
                page.refused(tr("That passphrase did not open the vault."), min(left, self._flow.wait))
        if self._alone and self.flow.try_alone:
            self._try_alone()

    def _damaged(self, error: Exception) -> None:
        from engine.vault import backups

        home = self.home
        self.tasks.query(self, lambda: backups.listed(home), lambda found: self._offer(error, found))

    def _offer(self, error: Exception, found: list[Backup]) -> None:
        """Says what is wrong with the vault, and offers its backups."""
        message, hint = explain(error)
        if found:
            rescue = RescuePage(self.home, self.tasks, message, found)
            rescue.restored.connect(self._look)
            self.stack.addWidget(rescue)
            self.stack.setCurrentWidget(rescue)
            return
        page = DoorPage(tr("The vault can't be opened"), message)
        page.foot(None)
        page.complain(hint)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def _page(self, step: Step) -> DoorPage:
        page = self.pages.get(step)
        if page is None:
            page = self.pages[step] = self._make(step)
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        for name in ("field", "passphrase", "next", "by_itself", "begin", "start", "copy_button"):
            target = getattr(page, name, None)
            if isinstance(target, QWidget) and target.isEnabled() and not target.isHidden():
                target.setFocus()
                break
        return page

    def _make(self, step: Step) -> DoorPage:
        assert self.flow is not None
        facts = self.flow.facts
        match step:
            case Step.WELCOME:
                welcome = WelcomePage()
                welcome.chosen.connect(lambda: self._go(self._flow.begin()))
                return welcome
            case Step.PROTECT:
                protect = ProtectPage(facts.keychain)
                protect.asked.connect(self._create)
                protect.back.connect(lambda: self._go(self._flow.back()))
                return protect
            case Step.RECOVERY_KEY:
                kept = RecoveryKeyPage()
                kept.kept.connect(lambda: self._go(self._flow.key_kept()))
                return kept
            case Step.UNLOCK:
                unlock = UnlockPage(facts)
                unlock.asked.connect(self._try_passphrase)
                unlock.alone_asked.connect(self._try_alone)
                unlock.forgot.connect(lambda: self._go(self._flow.forgot()))
                return unlock
            case Step.RECOVER:
                recover = RecoverPage()
                recover.asked.connect(self._try_recovery)
                recover.back.connect(lambda: self._go(self._flow.back()))
                return recover
            case Step.NEW_PASSPHRASE:
                new = NewPassphrasePage()
                new.asked.connect(self._change_passphrase)
                new.skipped.connect(lambda: self._go(self._flow.passphrase_done()))
                return new
            case _:
                models = ModelsPage()
                models.show_entries(self.missing)
                models.asked.connect(self._install)
                models.cancelled.connect(self._stop_install)
                models.skipped.connect(lambda: self._go(self._flow.models_done()))
                return models

    @property
    def _flow(self) -> Flow:
        assert self.flow is not None
        return self.flow

    def _go(self, step: Step) -> None:
        if step is not Step.OPEN:
            self._page(step)
            return
        vault, self._vault = self._vault, None
        assert vault is not None
        self.tasks.change(self, lambda: self._open_session(vault), self.opened.emit)

    # Making

    def _create(self, passphrase: str, keychain: bool) -> None:
        from engine.vault.vault import Vault

        page = self.pages[Step.PROTECT]
        page.work(tr("Making your vault…"))
        page.setEnabled(False)
        home, argon = self.home, self._argon

        def create() -> tuple[Vault, str | None]:
            return Vault.create(home, passphrase=None if keychain else passphrase, keychain=keychain, argon=argon)

        self.tasks.change(self, create, self._created, lambda error: self._not_created(page, error))

    def _created(self, made: tuple[Vault, str | None]) -> None:
        self._vault, key = made
        page = self._page(self._flow.made())
        assert isinstance(page, RecoveryKeyPage)
        page.show_key(key or "")

    def _not_created(self, page: DoorPage, error: Exception) -> None:
        page.work("")
        page.setEnabled(True)
        page.complain(" ".join(explain(error)))

    # Unlocking

    def _open_unattended(self) -> Vault:
        from engine.vault import locate

        return locate.open_unattended(self.home)

    def _try_passphrase(self, passphrase: str) -> None:
        from engine.vault.vault import Vault

        home = self.home
        self._unlock(self.pages[Step.UNLOCK], lambda: Vault.unlock(home, passphrase=passphrase))

    def _try_alone(self) -> None:
        self._unlock(self.pages[Step.UNLOCK], self._open_unattended, counts=False)

    def _try_recovery(self, key: str) -> None:
        from engine.vault.vault import Vault

        home = self.home
        self._unlock(self.pages[Step.RECOVER], lambda: Vault.unlock(home, recovery_key=key))

    def _unlock(self, page: DoorPage, unlock: Callable[[], Vault], *, counts: bool = True) -> None:
        assert isinstance(page, UnlockPage | RecoverPage)
        page.trying(True)
        self.tried.emit()
        self.tasks.change(self, unlock, lambda vault: self._unlocked(page, vault), lambda error: self._refused(page, error, counts))

    def _unlocked(self, page: DoorPage, vault: Vault) -> None:
        assert isinstance(page, UnlockPage | RecoverPage)
        page.trying(False)
        self._vault = vault
        self._go(self._flow.unlocked())

    def _refused(self, page: DoorPage, error: Exception, counts: bool) -> None:
        message, hint = explain(error)
        if isinstance(error, VaultDamaged):
            self._damaged(error)
        if counts and isinstance(error, WrongKey):
            self._flow.wrong()
            self.refused.emit(self._flow.failures)
        if isinstance(page, UnlockPage):
            said = tr("That passphrase does not open the vault.") if counts and isinstance(error, WrongKey) else f"{message} {hint}"
            page.refused(said, self._flow.wait)
        elif isinstance(page, RecoverPage):
            page.refused(f"{message} {hint}".strip())

    def _change_passphrase(self, passphrase: str) -> None:
        page, vault, argon = self.pages[Step.NEW_PASSPHRASE], self._vault, self._argon
        assert vault is not None
        page.work(tr("Changing the passphrase…"))
        page.setEnabled(False)
        self.tasks.change(
            self, lambda: vault.change_passphrase(passphrase, argon=argon), lambda _: self._go(self._flow.passphrase_done()),
            lambda error: self._not_created(page, error),
        )  # fmt: skip

    # Models

    def _install(self) -> None:
        page = self.pages[Step.MODELS]
        assert isinstance(page, ModelsPage)
        page.installing(True)
        entries = list(self.missing)

        def install_all(emit: Callable[[object], None], cancel: object) -> None:
            from models import install

            for entry in entries:
                install.install(entry, lambda progress, entry=entry: emit((entry, progress)), cancel)  # type: ignore[arg-type,misc]

        self._installing = self.tasks.stream(
            self,
            install_all,
            lambda events: page.show_progress(*events[-1]),
            lambda _: self._installed(page),
            lambda error: self._not_installed(page, error),
        )

    def _stop_install(self) -> None:
        if self._installing is not None:
            self._installing.cancel()

    def _installed(self, page: ModelsPage) -> None:
        page.installing(False)
        self._go(self._flow.models_done())

    def _not_installed(self, page: ModelsPage, error: Exception) -> None:
        page.installing(False)
        page.complain(" ".join(explain(error)).strip())
