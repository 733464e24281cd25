"""Check `names`: one person or body called what cannot all be right in one report."""

from __future__ import annotations

from collections.abc import Iterator

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.finding import Finding
from fairwitness.checks.names_found import Found
from fairwitness.checks.names_person import person
from fairwitness.checks.names_spelling import spellings
from fairwitness.checks.names_words import Near
from fairwitness.reading.reading import Reading
from fairwitness.world import World

TOLERANCE = "short forms, transliterations and titles of one name"
WHY = "one name is written in many ways, and two people may share one"


class Names:
    """Compares what a report calls its people and bodies with what it calls them elsewhere."""

    name = "names"
    applies_to = (
        "Names of people and bodies that look like misspellings of one another, and people given "
        "two names in one office, two genders, ministries, ranks or nationalities."
    )
    needs: tuple[str, ...] = ()
    tolerance = (
        "Short forms, initials, patronymics, titles and transliterations of one name hold, and so "
        "does whatever may be two people, another time or a second nationality."
    )
    example = "Colonel Mara Dovan, a spokeswoman, denied it. Dovak said the road was open."

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:
        """Findings on pairs of mentions, each pointing at the second."""
        near = Near(reading)
        for found in (*spellings(near), *(f for a in near.people for f in person(near, a, world))):
            yield found if isinstance(found, LeftAlone) else _finding(found)


def _finding(found: Found) -> Finding:
    words = found.words
    return Finding(
        id="",
        start=words.start,
        end=words.end,
        text=words.text,
        check=Names.name,
        verdict=found.verdict,
        stated=found.stated,
        found=found.found,
        tolerance=TOLERANCE,
        tolerance_why=WHY,
        working=found.working,
        missing=found.missing if found.verdict == "undetermined" else None,
    )
