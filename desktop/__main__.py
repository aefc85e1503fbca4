"""`python -m desktop`, and the entry point of a packaged app, which is also its own model process and its own reader of documents."""

from __future__ import annotations

import sys


def run() -> int:
    """Hands over to the model process, to the reader of one document, or to the command line."""
    if sys.argv[1:2] == ["--model-host"]:
        from models import host

        host.main()
        return 0
    if sys.argv[1:2] == ["--read-document"]:
        from engine.documents import child

        child.main()
        return 0
    from desktop.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
