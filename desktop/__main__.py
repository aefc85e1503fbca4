"""`python -m desktop`, and the entry point of a packaged app, which is also its own model process."""

from __future__ import annotations

import sys


def run() -> int:
    """Hands over to the model process or to the command line."""
    if sys.argv[1:2] == ["--model-host"]:
        from models import host

        host.main()
        return 0
    from desktop.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
