"""A check for fairwitness: "in 1742, in the 19th century" cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.finding import Finding, Verdict
from fairwitness.reading.reading import Reading
from fairwitness.world import World

PATTERN = re.compile(
    r"\bin (?P<year>\d{3,4}),? in the (?P<century>\d{1,2})(?:st|nd|rd|th) century(?P<era> BCE?)?",
    re.IGNORECASE,
)


class Centuries:
    """Compares a year with the century named beside it."""

    # These five are what `fairwitness checks` prints. `needs` names data sets of the world.
    name = "centuries"
    applies_to = "A year with the century it is said to lie in."
    needs: tuple[str, ...] = ()
    tolerance = "The year that ends a century may be counted to the next: 1800 is in both."
    example = "The fort was built in 1742, in the 18th century."

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:  # noqa: ARG002
        """A finding for each pair, in text order; what cannot be judged says why."""
        for match in PATTERN.finditer(reading.text):
            if match["era"]:
                yield LeftAlone("the century is before the common era")
            else:
                yield self._finding(match)

    def _finding(self, match: re.Match[str]) -> Finding:
        # Whatever decides the verdict also stands in the working, so that they cannot differ.
        year, century = int(match["year"]), int(match["century"])
        first, last = 100 * (century - 1), 100 * century
        verdict: Verdict = "holds" if first <= year <= last else "fails"
        return Finding(
            id="",  # numbered later
            start=match.start(),
            end=match.end(),
            text=match[0],
            check=self.name,
            verdict=verdict,
            stated=f"{year} in century {century}",
            found=f"century {century} is {first} to {last}",
            tolerance="none",
            tolerance_why="both ends are counted in",
            working=f"century {century} is {first} to {last}; stated: {year}",
        )
