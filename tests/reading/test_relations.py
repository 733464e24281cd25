"""What the words say of where one place stands to another, as a table.

Places and distances are laid on the doc by hand, so that only the relations are under test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from fairwitness.reading.relations import find_relations
from fairwitness.reading.relations.lexicon import lexicon
from fairwitness.reading.rows import Place, PlaceKind, Quantity
from fairwitness.world import World

KINDS: dict[str, PlaceKind] = {
    "Syria": "country", "Iraq": "country", "Jordan": "country", "Turkey": "country",
    "Lebanon": "country", "Kenya": "country", "Somalia": "country", "Texas": "province",
    "Homs province": "province", "Oaxaca": "province", "Camp Osprey": "base",
    "Fort Mallory": "base", "Garissa": "city", "Azaz": "city", "Aleppo": "city",
    "Tripoli": "city", "Qaim": "city", "Zarqa": "city", "Paris": "city", "Dadaab": "camp",
    "Karak Gate": "crossing", "Nairobi": "city",
}  # fmt: skip
CODES = {"Syria": "SY", "Iraq": "IQ", "Jordan": "JO", "Turkey": "TR", "Lebanon": "LB",
         "Kenya": "KE", "Somalia": "SO"}  # fmt: skip
DEMONYMS = {"Syrian": "SY", "Iraqi": "IQ", "Jordanian": "JO", "Turkish": "TR", "Lebanese": "LB",
            "Kenyan": "KE", "Somali": "SO"}  # fmt: skip


@dataclass(frozen=True)
class FakeCountry:
    code: str


class FakeCountries:
    def demonym(self, word: str) -> FakeCountry | None:
        return FakeCountry(DEMONYMS[word]) if word in DEMONYMS else None


class FakeWorld:
    countries = FakeCountries()


def _places(text: str) -> tuple[Place, ...]:
    names = "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True))
    return tuple(
        Place(
            id=f"p{n}", start=m.start(), end=m.end(), text=m[0], reading="place", match="exact",
            kind=KINDS[m[0]], country=CODES.get(m[0]), record=f"test:{m[0]}",
        )
        for n, m in enumerate(re.finditer(names, text), 1)
    )  # fmt: skip


def _quantities(text: str) -> tuple[Quantity, ...]:
    return tuple(
        Quantity(
            id=f"q{n}", start=m.start(), end=m.end(), text=m[0], kind="distance",
            value=float(m[1]), low=float(m[1]), high=float(m[1]), exact=True, unit="kilometre",
        )
        for n, m in enumerate(re.finditer(r"(\d+) (?:km|kilometres|miles)", text), 1)
    )  # fmt: skip


def relations(nlp: Language, text: str) -> list[tuple[str, ...]]:
    doc: Doc = nlp(text)
    world = cast(World, FakeWorld())
    rows = find_relations(doc, _places(text), _quantities(text), world, lexicon())
    return [
        (
            row.kind,
            row.figure_words.text,
            row.ground_words.text,
            row.direction or "",
            "/".join(row.ground_countries),
            "" if row.firm else "suggested",
        )
        for row in rows
    ]


DISTANCES = [
    ("The town of Azaz, 30 km north of Aleppo, was quiet.",
     [("distance", "Azaz", "Aleppo", "N", "", "")], "apposition"),
    ("Azaz lies about 30 km north-west of the city of Aleppo.",
     [("distance", "Azaz", "the city of Aleppo", "NW", "", "")], "predicate, hyphened compass"),
    (("Camp Osprey is located 22 km west of Iraq, 25 km from the Syrian-Jordanian border, and "
      "90 km from Karak Gate."),
     [("distance", "Camp Osprey", "Iraq", "W", "IQ", ""),
      ("distance", "Camp Osprey", "the Syrian-Jordanian border", "", "SY/JO", ""),
      ("distance", "Camp Osprey", "Karak Gate", "", "", "")], "one figure for a list"),
    ("Camp Osprey was quiet. The base lies 25 km from the Turkish border.",
     [("distance", "The base", "the Turkish border", "", "TR", "")], "the base goes back"),
    ("Camp Osprey and Fort Mallory were quiet. The base lies 25 km from the Turkish border.",
     [], "two bases: which one is not said"),
    ("Garissa (about 90 km from the border with Somalia) was calm.",
     [("distance", "Garissa", "the border with Somalia", "", "SO", "")], "brackets"),
    ("Dadaab lies 80 km from the border between Kenya and Somalia.",
     [("distance", "Dadaab", "the border between Kenya and Somalia", "", "KE/SO", "")],
     "border between"),
    ("The distance between Azaz and Aleppo is 40 km.",
     [("distance", "Azaz", "Aleppo", "", "", "")], "between A and B"),
    ("Azaz and Aleppo are 40 km apart.",
     [("distance", "Azaz", "Aleppo", "", "", "")], "apart"),
    ("Shells hit Azaz in northern Syria, 6 km from the Turkish border.",
     [("containment", "Azaz", "Syria", "N", "SY", ""),
      ("distance", "Azaz", "the Turkish border", "", "TR", "")], "past the container"),
    (
        "The convoy left Azaz, which lies about 40 km from Aleppo, on Monday.",
        [("distance", "Azaz", "Aleppo", "", "", "")],
        "a relative clause",
    ),
    ("Two men were found 12 km south of Aleppo.", [], "who is located has no name"),
    ("The missile has a range of 300 km.", [], "a range locates nothing"),
    ("In Syria, 20 km from the Turkish border, a truck burned.", [], "a country is no point"),
    ("The rebels advanced 20 km from Aleppo.", [], "the rebels are no place"),
]  # fmt: skip

CONTAINMENTS = [
    ("Fort Mallory is a base in southeast of Syria, located in the desert region of Homs province.",
     [("containment", "Fort Mallory", "Syria", "SE", "SY", ""),
      ("containment", "Fort Mallory", "Homs province", "", "", "")], "predicate, then participle"),
    ("They took the cities of Qaim in Iraq and Azaz in Syria.",
     [("containment", "Qaim", "Iraq", "", "IQ", ""),
      ("containment", "Azaz", "Syria", "", "SY", "")], "a list of cities"),
    ("The northern Lebanese city of Tripoli was calm.",
     [("containment", "Tripoli", "Lebanese", "N", "LB", "")], "demonym and compass"),
    ("A bomb exploded in Paris, Texas.",
     [("containment", "Paris", "Texas", "", "", "")], "comma hierarchy"),
    ("He visited Aleppo, Iraq and Lebanon.", [], "a list is no hierarchy"),
    ("Envoys from Aleppo in Iraq said nothing.",
     [("containment", "Aleppo", "Iraq", "", "IQ", "suggested")], "the envoys may be in Iraq"),
    ("Azaz is not in Turkey.",
     [("containment", "Azaz", "Turkey", "", "TR", "")], "negation is on the relation"),
    ("Zarqa, a town in central Jordan, was calm.",
     [("containment", "Zarqa", "Jordan", "C", "JO", "")], "apposition with a descriptor"),
    ("The governor of Oaxaca spoke in Nairobi.", [], "a city holds no province"),
    ("The embassy of Kenya in Somalia was closed.", [], "no country lies in another"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected", "reason"), DISTANCES + CONTAINMENTS, ids=lambda v: str(v)[:40]
)
def test_relations(nlp: Language, text: str, expected: list[tuple[str, ...]], reason: str) -> None:
    assert relations(nlp, text) == expected, reason


def test_a_denial_is_marked(nlp: Language) -> None:
    text = "Azaz is not in Turkey."
    doc = nlp(text)
    rows = find_relations(doc, _places(text), (), cast(World, FakeWorld()), lexicon())
    assert [row.negated for row in rows] == [True]
