"""One window per data folder: a second start asks the first to come to the front."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 800


def _name(home: Path) -> str:
    return f"alcove-{hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]}"


def raise_other(home: Path) -> bool:
    """Whether another window answered, which then comes to the front."""
    socket = QLocalSocket()
    socket.connectToServer(_name(home))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(b"raise\n")
    socket.waitForBytesWritten(WAIT_MS)
    socket.disconnectFromServer()
    return True


class Single(QObject):
    """Listens for other starts. The socket is local, and only this account may use it."""

    raised = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        if not self._server.listen(_name(home)):
            QLocalServer.removeServer(_name(home))  # left behind by a crash
            self._server.listen(_name(home))

    def close(self) -> None:
        """Stops listening."""
        self._server.close()

    def _called(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raised.emit()
