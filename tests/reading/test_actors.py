"""Who is named: clusters of names, titles, genders, nationalities and safe pronouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairwitness.reading.actors.names import name_key
from fairwitness.reading.actors.spelling import alike, distance, one_name

if TYPE_CHECKING:
    from fairwitness.brief.model import Brief
    from fairwitness.reader import Reader
    from fairwitness.reading.rows import Actor

from fairwitness.report import Report

ONE_NAME = [
    "mohammed muhammad", "hussein husayn", "gaddafi qadhafi", "zelensky zelenskyy", "osama usama",
    "abdullah abdallah", "qassem kasim", "haniyeh haniya", "erdogan erdoğan", "sharif shareef",
    "medvedev medwedew", "smirnov smirnoff", "soleimani sulaimani", "hezbollah hizbullah",
    "kyiv kiev", "yushchenko juschtschenko", "william bill", "aleksandr oleksandr", "j john",
]  # fmt: skip
ALIKE = ["arden urden", "kovak novak", "marden murden", "portela portena", "lindgren lindbren"]
NEITHER = ["hall hale", "ali avi", "berg bergstrom", "smith jones", "lindqvist lindstrom"]


@pytest.mark.parametrize("pair", ONE_NAME)
def test_transliterations_are_one_name(pair: str) -> None:
    assert one_name(*pair.split())


@pytest.mark.parametrize("pair", ALIKE)
def test_look_alikes_are_two_spellings(pair: str) -> None:
    assert alike(*pair.split())
    assert not one_name(*pair.split())


@pytest.mark.parametrize("pair", NEITHER)
def test_short_or_distant_names_are_not_alike(pair: str) -> None:
    assert not alike(*pair.split())


@given(a=st.text(max_size=60), b=st.text(max_size=60))
def test_distance_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert distance(a, b) == distance(b, a) <= 9
    assert distance(a, a) == 0


KEYS = [
    ("Omar al-Bashir", ("omar", "bashir"), ""),
    ("Abdul Rahman Najib", ("abdulrahman", "najib"), ""),
    ("Khalid bin Faisal", ("khalid", "faisal"), ""),
    ("Kim Jong-un", ("kim", "jongun"), ""),
    ("John Roe Jr.", ("john", "roe"), "jr"),
    ("J.P. Larsen", ("j", "p", "larsen"), ""),
    ("Václav Černý", ("vaclav", "cerny"), ""),
]


@pytest.mark.parametrize(("written", "key", "suffix"), KEYS)
def test_names_are_made_comparable(written: str, key: tuple[str, ...], suffix: str) -> None:
    assert name_key(written) == (key, suffix)


CLUSTERS = [
    ("short-form", "Tomas Berglund spoke. Later Berglund left.", {"Tomas Berglund": 2}),
    ("kim", "Kim Jong-min said no. Kim Jong Min left.", {"Kim Jong Min": 2}),
    ("al", "Omar al-Mansuri said no. Mansuri left.", {"Omar al-Mansuri": 2}),
    ("initial", "J. P. Larsen said no. John Larsen left.", {"J. P. Larsen": 2}),
    ("namesakes", "Anna Keller met Paul Keller.", {"Anna Keller": 1, "Paul Keller": 1}),
    ("pronoun", "Peter Lind said it rained. He left.", {"Peter Lind": 2}),
    (
        "acronym",
        "The Norwegian Refugee Council (NRC) left. Officials of the NRC said so.",
        {"Norwegian Refugee Council": 3},
    ),
]


@pytest.fixture(scope="module")
def briefs(reader: Reader) -> dict[str, Brief]:
    """All texts of this file, read in one batch."""
    texts = [*(row[1] for row in CLUSTERS), *TITLES, AMBIGUOUS, TWO, QUOTED]
    return {b.id: b for b in reader.read_reports([Report(id=t, text=t) for t in texts])}


AMBIGUOUS = "Anna Keller met Paul Keller. Keller signed."
TWO = "Peter Lind met Maria Costa. She signed, and he left."
QUOTED = 'Peter Lind said: "She told me." Then it rained.'
TITLES = {
    "Syrian Foreign Minister Walid Haddad left.": (["Syrian Foreign Minister"], "Syrian", None),
    "Maj. Gen. Pavel Orlik left.": (["Maj. Gen."], None, None),
    "Anton Kovel, a spokesman for the port, left.": (["a spokesman for the port"], None, None),
    "Mrs. Leyla Tashkent left.": (["Mrs."], None, "she"),
    "Spokeswoman Alina Dragan left.": (["Spokeswoman"], None, "she"),
    "The British-born Iraqi engineer Sami Aziz left.": (None, None, None),
}


@pytest.mark.parametrize(("text", "want"), [r[1:] for r in CLUSTERS], ids=[r[0] for r in CLUSTERS])
def test_names_of_one_actor_go_together(
    briefs: dict[str, Brief], text: str, want: dict[str, int]
) -> None:
    found = {a.name: len(a.mentions) for a in briefs[text].actors}
    assert {name: found.get(name) for name in want} == want, found


@pytest.mark.parametrize(("text", "want"), [*TITLES.items()][:-1])
def test_titles_nationality_and_gender_stand_at_the_mention(
    briefs: dict[str, Brief], text: str, want: tuple[list[str], str | None, str | None]
) -> None:
    (actor,) = (a for a in briefs[text].actors if a.kind == "person")
    mention = actor.mentions[0]
    nation = mention.nationality.text if mention.nationality else None
    assert ([t.text for t in mention.titles], nation, mention.gender) == want


def test_a_surname_of_two_people_says_that_it_is_unsure(briefs: dict[str, Brief]) -> None:
    lone: list[Actor] = [a for a in briefs[AMBIGUOUS].actors if a.name == "Keller"]
    assert [bool(a.unsure) for a in lone] == [True]


def test_pronouns_that_may_mean_two_people_mean_nobody(briefs: dict[str, Brief]) -> None:
    kinds = [m.kind for a in briefs[TWO].actors for m in a.mentions if m.gender == "she"]
    assert not kinds
    assert not [m for a in briefs[QUOTED].actors for m in a.mentions if m.gender]


def test_every_mention_stands_on_its_words(briefs: dict[str, Brief]) -> None:
    for text, brief in briefs.items():
        for actor in brief.actors:
            for mention in actor.mentions:
                spans = (mention.words, *mention.titles)
                assert all(text[s.start : s.end] == s.text for s in spans)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(text=st.text(alphabet="ABab .,'’\"-()\n\u202eé", max_size=200))
def test_any_text_is_read(reader: Reader, text: str) -> None:
    doc = reader.nlp(text)
    assert doc.text == text
