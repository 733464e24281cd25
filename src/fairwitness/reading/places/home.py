"""The town in a publisher's name (`Denver Post`) as weak context: what it prints is often near.

It counts as one more name of the report, and only where it has one well-known bearer and the report
does not name it itself. No gold set at hand gives publishers, so its gain is not measured.
"""

from __future__ import annotations

import re

from fairwitness.reading.places.groups import Group, name_key
from fairwitness.reading.places.lexicons import Lexicons
from fairwitness.reading.places.names import Known, Names
from fairwitness.world.records import PlaceRecord

_LONGEST = 3
_MOST_WORDS = 8
_LEAST_PEOPLE = 100_000
_TIMES_LARGER = 10
"""How much larger than the next bearer of its name a town is that needs no other hint."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def home_group(publisher: str, named: set[str], names: Names, lexicons: Lexicons) -> Group | None:
    """The publisher's town as a group without mentions; None where its name tells none.

    `named` holds the keys (`name_key`) of the names of the report.
    """
    words = _WORD.findall(publisher)[:_MOST_WORDS]
    for length in range(_LONGEST, 0, -1):
        for start in range(len(words) - length + 1):
            text = " ".join(words[start : start + length])
            plain = any(lexicons.has("press", word.lower()) for word in words[start:][:length])
            if plain or not text[0].isupper() or name_key(text) in named:
                continue
            record = _one_bearer(names.look(text))
            if record is not None:
                return Group(
                    key=name_key(text), mentions=[], as_place=1, text=text,
                    known=Known("name", (record,)),
                )  # fmt: skip
    return None


def _one_bearer(known: Known) -> PlaceRecord | None:
    cities = sorted((r for r in known.records if r.kind == "city"), key=lambda r: -r.population)
    if not cities or known.via != "name" or cities[0].population < _LEAST_PEOPLE:
        return None
    others = (record.population for record in cities[1:])
    return cities[0] if cities[0].population > _TIMES_LARGER * max(others, default=0) else None
