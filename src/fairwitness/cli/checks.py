"""`fairwitness checks`: what is checked, in the checks' own words."""

from __future__ import annotations

from rich.padding import Padding
from rich.text import Text

from fairwitness.checks import registered
from fairwitness.cli.console import Stream


def show_checks() -> int:
    """Prints every registered check with its claims, its example and its tolerance."""
    console = Stream()
    for check in registered():
        console.print(Text(check.name, style="bold"))
        rows = (
            ("looks at", check.applies_to),
            ("example", check.example),
            ("holds within", check.tolerance),
            ("rests on", ", ".join(check.needs)),
        )
        for name, words in rows:
            line = Text.assemble((f"{name}: ", "dim"), words)
            console.print(Padding(line, (0, 0, 0, 2), expand=False))
        console.print()
    return 0
