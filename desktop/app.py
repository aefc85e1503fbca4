"""The window's program: made, shown, and taken down in order."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSocketNotifier, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from desktop import i18n, interpreter, logs, qtlog, restart, single
from desktop.icons import app_icon
from desktop.shell.state import WindowState
from desktop.shell.window import Window
from desktop.tasks import Tasks

AGAIN = 75  # the exit status that means: start anew, locked
PATIENCE = 10.0  # seconds for what is still to be written at exit


def main(argv: Sequence[str] | None = None, file: Path | None = None) -> int:
    """Runs the window until it is closed; the exit status. `file`: an archive to look at. Where there is a window, that one shows it."""
    from engine.vault import locate
    from engine.vault.hardening import harden

    qtlog.install()
    interpreter.favour_window()
    harden()
    home = locate.home()
    app = Application(list(argv if argv is not None else sys.argv))
    app.setApplicationName("Alcove")
    app.setApplicationDisplayName("Alcove")
    app.setDesktopFileName("alcove")
    app.setWindowIcon(app_icon())
    if _other(home, file):
        return 0
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    logs.configure(home)
    listener = single.Single(home)
    if not listener.first:  # it started at the same moment, and was faster
        _other(home, file)
        return 0
    i18n.use(WindowState(home).language)
    tasks = Tasks()
    window = Window(home, tasks, restart=lambda: app.exit(AGAIN))
    interpreter.keep()
    listener.raised.connect(window.raise_window)
    listener.locked.connect(window.lock)
    listener.handed.connect(lambda name: window.open_archive(Path(name)))
    app.handed.connect(lambda name: window.open_archive(Path(name)))
    if file is not None:
        window.open_archive(file.absolute())

    app.setQuitOnLastWindowClosed(False)  # it may be in the tray
    window.closed.connect(lambda: QTimer.singleShot(0, lambda: app.exit(0)))
    app.ending.connect(window.end)
    app.commitDataRequest.connect(window.end)
    signals = Signals(window.quit)
    if not (window.state.take_hidden() and window.outside.tray.there):
        window.show()
    status = app.exec()
    signals.close()
    listener.close()
    tasks.stop(PATIENCE)
    return restart.again() if status == AGAIN else status


def _other(home: Path, file: Path | None) -> bool:
    """Whether there is another window, which is now in front."""
    return single.open_in_other(home, file) if file is not None else single.raise_other(home)


class Application(QApplication):
    """`handed`: the path of a file that the system (macOS) wants opened. `ending`: the system's own "Quit"."""

    handed = Signal(str)
    ending = Signal()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self.handed.emit(event.file())
            return True
        if event.type() == QEvent.Type.Quit:
            self.ending.emit()
        return super().event(event)


class Signals:
    """Ctrl+C in the terminal closes the window properly. Python sees a signal only when Qt gives it a turn: a socket wakes Qt."""

    def __init__(self, on_signal: Callable[[], object]) -> None:
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: on_signal())
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(lambda *_: self._reader.recv(64))

    def close(self) -> None:
        """Back to Python's own ways."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        self._reader.close()
        self._writer.close()
