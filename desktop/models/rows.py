"""The lines of the page of models: one that is installed, one that can be downloaded, and a file on its way in."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QWidget

from desktop.i18n import number, said, tr
from desktop.models import wording
from desktop.models.downloads import Going
from desktop.models.state import Installed, Offered
from desktop.widgets.basic import Button, IconButton, Label, Picture, column, fill, row
from models.fitting import Verdict

ICONS = {"chat": "chat", "embed": "search"}


class Bar(QProgressBar):
    """A thin bar; without a total it only shows that something happens."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setAccessibleName(name)

    def show_share(self, done: int, total: int) -> None:
        """`done` of `total` of anything."""
        self.setRange(0, 1000 if total else 0)
        self.setValue(round(1000 * done / total) if total else 0)


class _Row(QWidget):
    """Picture, texts, buttons: the buttons at the top right, a bar and a complaint below the texts."""

    def __init__(self, icon_name: str, tint: str, title: str, tag: tuple[str, str, str] | None = None) -> None:
        super().__init__()
        self.title = Label(title, "strong")
        self.said = Label("", "small", wrap=True)
        self.about = Label("", "caption", wrap=True)
        self.bar = Bar(tr("Progress of {title}", title=title))
        self.step = Label("", "caption")
        self.trouble = Label("", "error", wrap=True)
        heading = row(self.title, spacing=8)
        if tag is not None:
            name, colour, verdict = tag
            heading.addSpacing(4)
            heading.addWidget(Picture(name, colour, 14))
            heading.addWidget(Label(tr(verdict), "caption"))
        heading.addStretch(1)
        self.texts = column(heading, self.said, self.about, self.bar, self.step, self.trouble, spacing=3)
        self.buttons = row(spacing=6)
        picture = Picture(icon_name, tint, 20)
        layout = fill(QHBoxLayout(self), picture, self.texts, self.buttons, spacing=14, margins=(0, 4, 0, 4))
        layout.setStretch(1, 1)
        layout.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        layout.setAlignment(self.buttons, Qt.AlignmentFlag.AlignTop)
        for widget in (self.said, self.bar, self.step, self.trouble):
            widget.hide()

    def tell(self, label: Label, text: str) -> None:
        """Shows a line, or hides it when there is nothing to say."""
        label.setText(text)
        label.setVisible(bool(text))


class InstalledRow(_Row):
    """`chosen`, `tuned`, `verified`, `measured` and `removed` say what the user wants of it."""

    chosen = Signal()
    tuned = Signal()
    verified = Signal()
    measured = Signal()
    removed = Signal()

    def __init__(self, shown: Installed, *, active: bool) -> None:
        super().__init__(ICONS[shown.entry.purpose], "accent" if active else "text-3", shown.entry.title)
        self.shown, self.active = shown, active
        title = shown.entry.title
        self.setAccessibleName(f"{title}: {wording.facts(shown)}")
        self.about.setText(wording.facts(shown))
        self.tell(self.trouble, wording.trouble(shown))
        self.use = Button(tr("Use"), name=tr("Use {title}", title=title), on=self.chosen.emit)
        self.settings = Button(tr("Settings…"), "quiet", name=tr("Settings of {title}", title=title), on=self.tuned.emit)
        self.more = IconButton("more", tr("More about {title}", title=title), small=True, tint="text-2", on=self._show_menu)
        for widget in ([] if active else [self.use]) + [self.settings, self.more]:
            self.buttons.addWidget(widget)

    def show_work(self, done: int, total: int, said: str) -> None:
        """A bar for what is being done with the model; nothing said: it is over."""
        self.bar.setVisible(bool(said))
        self.bar.show_share(done, total)
        self.tell(self.step, said)

    def menu(self) -> QMenu:
        """What is seldom wanted."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.active and self.shown.entry.purpose == "chat":
            menu.addAction(tr("Measure its speed"), self.measured.emit)
        menu.addAction(tr("Check that its file is whole"), self.verified.emit)
        menu.addSeparator()
        remove = menu.addAction(tr("Remove…"), self.removed.emit)
        remove.setEnabled(not self.active)
        return menu

    def _show_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))


class OfferRow(_Row):
    """`begun` (or gone on with), `paused`, `cancelled`."""

    begun = Signal()
    paused = Signal()
    cancelled = Signal()

    def __init__(self, shown: Offered) -> None:
        offer = shown.offer
        super().__init__(ICONS[offer.purpose], "accent" if offer.recommended else "text-3", offer.title, wording.VERDICTS[shown.fit.verdict])
        self.shown = shown
        facts = " · ".join(filter(None, (wording.offer(shown), wording.fit(shown.fit))))
        about = said(offer.about)
        self.setAccessibleName(f"{offer.title}: {about} {tr(wording.VERDICTS[shown.fit.verdict][2])}. {facts}")
        self.tell(self.said, tr("Recommended. {about}", about=about) if offer.recommended else about)
        self.about.setText(facts)
        self.start = Button(tr("Download"), icon_name="download", name=tr("Download {title}", title=offer.title), on=self.begun.emit)
        self.pause = Button(tr("Pause"), name=tr("Pause {title}", title=offer.title), on=self.paused.emit)
        self.cancel = Button(tr("Cancel"), "quiet", name=tr("Cancel {title}", title=offer.title), on=self.cancelled.emit)
        for button in (self.start, self.pause, self.cancel):
            self.buttons.addWidget(button)
        self.show_going(None)

    def show_going(self, going: Going | None) -> None:
        """How the download stands; None: not begun, or paused."""
        running = going is not None and going.job is not None
        here, size = self.shown.here, self.shown.offer.size
        self.start.setVisible(not running)
        begun = bool(here) or (going is not None and going.progress is not None)
        self.start.setText(tr("Go on") if begun else tr("Try again") if going is not None else tr("Download"))
        self.start.setEnabled(self.shown.fit.verdict is not Verdict.TOO_LARGE and not self.shown.missing)
        self.pause.setVisible(running)
        self.pause.setEnabled(going is not None and not going.stopping)
        self.cancel.setVisible(running or begun)
        self.bar.setVisible(running or begun)
        progress = going.progress if going is not None else None
        done, total = (progress.done, progress.total) if progress is not None else (here or 0, size)
        self.bar.show_share(done, total if not running or progress is not None else 0)
        if running and going is not None:
            step = (
                tr("Pausing…")
                if going.stopping == "pause"
                else tr(wording.STEPS.get(progress.step, ""))
                if progress is not None
                else tr("Asking the Hub…")
            )
        else:
            step = tr("Paused") if begun else ""
        if step and (progress is not None or not running) and total:
            step = tr("{step}: {done} of {total} MB", step=step, done=number(round(done / 1e6)), total=number(round(total / 1e6)))
        self.tell(self.step, step)
        self.bar.setAccessibleDescription(self.step.text())
        self.tell(self.trouble, " ".join(going.error) if going is not None and going.error else "")


class ImportRow(_Row):
    """A file on its way in."""

    cancelled = Signal()

    def __init__(self, name: str, going: Going) -> None:
        super().__init__("chip", "text-3", name)
        self.cancel = Button(tr("Cancel") if going.job else tr("Dismiss"), "quiet", name=tr("Cancel {name}", name=name), on=self.cancelled.emit)
        self.buttons.addWidget(self.cancel)
        self.show_going(going)

    def show_going(self, going: Going) -> None:
        """How far it is, or what was wrong with it."""
        running, progress = going.job is not None, going.progress
        self.bar.setVisible(running)
        self.bar.show_share(progress.done if progress else 0, progress.total if progress else 0)
        step = tr(wording.STEPS.get(progress.step, wording.WORKING)) + "…" if progress else tr("Reading…")
        self.about.setText(step if running else tr("Not imported"))
        self.cancel.setText(tr("Cancel") if running else tr("Dismiss"))
        self.tell(self.trouble, " ".join(going.error) if going.error else "")
