"""The `fairwitness` command. Importing it is instant; what a command needs is imported by it."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Runs the command line and exits with its status: 0, 1 (some failed) or 2 (wrong use)."""
    from fairwitness.cli.app import run

    sys.exit(run(sys.argv[1:]))
