"""Qt's own messages go into the log."""

from __future__ import annotations

import structlog
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = structlog.get_logger("qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: "debug", QtMsgType.QtInfoMsg: "info", QtMsgType.QtWarningMsg: "warning", QtMsgType.QtCriticalMsg: "error",
    QtMsgType.QtFatalMsg: "critical",
}  # fmt: skip


def install() -> None:
    """Takes over Qt's message handler."""
    qInstallMessageHandler(_handle)


def _handle(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    getattr(log, _LEVELS.get(kind, "warning"))("qt_message", message=message, category=context.category or "")
