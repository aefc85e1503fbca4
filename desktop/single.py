"""One window per data folder: a second start asks the first to come to the front, or to open a file; a command may ask it to lock."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 800
RAISE, LOCK, OPEN = b"raise\n", b"lock\n", b"open "


def _name(home: Path) -> str:
    return f"alcove-{hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]}"


def raise_other(home: Path) -> bool:
    """Whether another window answered, which then comes to the front."""
    return _tell(home, RAISE)


def open_in_other(home: Path, file: Path) -> bool:
    """Whether another window answered, which then comes to the front and opens the file."""
    return _tell(home, OPEN + quote(os.fsencode(file.absolute())).encode() + b"\n")


def lock_other(home: Path) -> bool:
    """Whether a window answered, which then locks, and all others that have its vault open with it. Needs no key."""
    return _tell(home, LOCK)


def _tell(home: Path, what: bytes) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(_name(home))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(what)
    socket.waitForBytesWritten(WAIT_MS)
    socket.disconnectFromServer()
    return True


class Single(QObject):
    """Listens for other starts. The socket is local, and only this account may use it. `first`: there is no other window."""

    raised = Signal()
    locked = Signal()
    handed = Signal(str)  # the path of a file

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        self._lock = QLockFile(str(home / "window.lock"))  # of two starts at once one gets it; the socket would go to the later one
        self._lock.setStaleLockTime(0)  # a lock is stale when its process is gone, however old it is
        self.first = self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError
        if self.first:
            QLocalServer.removeServer(_name(home))  # left behind by a crash
            self._server.listen(_name(home))

    def close(self) -> None:
        """Stops listening."""
        self._server.close()
        self._lock.unlock()

    def _called(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(self._readable)
            if socket.bytesAvailable():
                self._read(socket)

    def _readable(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        while socket.canReadLine():
            asked = bytes(socket.readLine().data())
            if asked.startswith(OPEN):
                self.handed.emit(os.fsdecode(unquote_to_bytes(asked.removeprefix(OPEN).strip())))
            else:
                (self.locked if asked == LOCK else self.raised).emit()
