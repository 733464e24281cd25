"""The command line with the mock reader in every worker: `python mocked.py ARGUMENTS`."""

from __future__ import annotations

import functools
import sys

from fairwitness.cli import app, read


def run(arguments: list[str]) -> int:
    """As `fairwitness ARGUMENTS`, read by `mock_reader`."""
    real = read.Options
    read.Options = functools.partial(real, reader="mock_reader:make")  # type: ignore[assignment,misc]
    try:
        return app.run(arguments)
    finally:
        read.Options = real  # type: ignore[misc]


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
