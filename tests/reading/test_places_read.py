"""What the places component makes of sentences: found, resolved, read as place or actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fairwitness.reading.carrier import PLACES, PUBLISHER, get
from fairwitness.reading.places import Places
from fairwitness.reading.rows import Place

if TYPE_CHECKING:
    from spacy.language import Language

    from fairwitness.world import World


@pytest.fixture(scope="module")
def places(world: World) -> Places:
    return Places(world)


def read(nlp: Language, places: Places, text: str) -> tuple[Place, ...]:
    return get(places(nlp(text)), PLACES)


def named(rows: tuple[Place, ...], text: str) -> Place:
    found = [row for row in rows if row.text == text]
    assert found, f"{text} is not among {[row.text for row in rows]}"
    return found[0]


FOUND = [
    ("The convoy reached Aleppo on Friday.", ["Aleppo"], "a city"),
    ("Fighting spread from Homs to Hama and Palmyra.", ["Homs", "Hama", "Palmyra"], "a list"),
    ("Jets struck the garrison at Al-Tanf twice.", ["Al-Tanf"], "the recogniser knows it not"),
    ("The U.S.-led coalition denied it.", ["U.S."], "inside one token of the model"),
    ("Students of Aleppo University marched.", ["Aleppo"], "nested in an institution's name"),
    ("The Kenyan army crossed into Somalia.", ["Kenyan", "Somalia"], "an adjective of a country"),
    ("Ships waited in the Strait of Hormuz.", ["Strait of Hormuz"], "a strait"),
    ("Police in Paris, Texas, said so.", ["Paris", "Texas"], "a place and what holds it"),
    ("Irbid, about 20 km south of the lake, was quiet.", ["Irbid"], "a distance stands behind"),
    ("Raqqa, 160 km east of Aleppo, fell.", ["Raqqa", "Aleppo"], "a distance and a direction"),
    ("Goma, on the border with Rwanda, slept.", ["Goma", "Rwanda"], "on a border"),
    ("Deir ez-Zor lies 30 km from the front.", ["Deir ez-Zor"], "a predicate that locates"),
    ("The town of Dabiq was taken.", ["Dabiq"], "the town of, though nothing is known of it"),
    (
        "QUITO, Ecuador, March 14 – The bridge was shut.",
        ["QUITO", "Ecuador"],
        "the month of a date",
    ),
    ("He flew from the U.S. to the UK.", ["U.S.", "UK"], "abbreviations of states"),
    ("BAGHDAD, Iraq - Ten were held.", ["BAGHDAD", "Iraq"], "a dateline in capitals"),
    ("SYRIAN REBELS SEIZE TOWN NEAR ALEPPO", ["SYRIAN", "ALEPPO"], "a headline in capitals"),
    (
        "bogota, 12 jan 90 -- the guerrillas fled from a barracks in cali to medellin.",
        ["bogota", "cali", "medellin"],
        "wire copy without capitals: a dateline, and towns of its country",
    ),
    (
        "the troops crossed from jordan into syria near daraa on tuesday.",
        ["jordan", "syria", "daraa"],
        "wire copy without capitals: countries, and a town of one",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), FOUND, ids=[why for *_, why in FOUND])
def test_found(nlp: Language, places: Places, text: str, expected: list[str], why: str) -> None:
    assert [row.text for row in read(nlp, places, text)] == expected, why


NOT_FOUND = [
    ("Denzel Washington and Paris Hilton came along.", "persons with names of places"),
    ("In March, Mr. Jordan may visit Victoria Beckham.", "a month, a surname, a first name"),
    ("The report ran in the Boston Globe.", "a newspaper"),
    ("He said that it was over and that they had to go.", "no capital, no place"),
    ("The Turks and the Cubans disagreed.", "peoples are no places"),
    ("EU leaders met; the UN and the WHO told us so.", "acronyms that small towns are spelt like"),
    ("Hassan, a city official, was quiet.", "a person of the city is no city"),
    ("TALKS GO ON IN SECRET OR FAIL, ALL OF THEM SAY", "words in capitals, no states"),
    ("who told us that the us was wrong, and why nobody in march said so?", "words, not states"),
]


@pytest.mark.parametrize(("text", "why"), NOT_FOUND, ids=[why for _, why in NOT_FOUND])
def test_not_found(nlp: Language, places: Places, text: str, why: str) -> None:
    rows = read(nlp, places, text)
    assert not [row for row in rows if row.text != "Boston"], why


RESOLVED = [
    ("Police in Paris, Texas, arrested two men.", "Paris", "US", "the text says where"),
    ("Tourists returned to Paris, and the French police to Lyon.", "Paris", "FR", "its country"),
    ("Shells fell on Tripoli, north of Beirut, in Lebanon.", "Tripoli", "LB", "its neighbours"),
    ("Militias fought in Tripoli and Misrata in Libya.", "Tripoli", "LY", "its neighbours"),
    ("They left the town of Bokmal in Syria at dawn.", "Bokmal", "SY", "sounds like Abu Kamal"),
    ("The garrison at Al-Tanf in Syria was hit.", "Al-Tanf", "SY", "kept by hand"),
    ("The Iraqi city of Qaem was quiet.", "Qaem", "IQ", "sounds like Al-Qaim"),
]


@pytest.mark.parametrize(
    ("text", "name", "country", "why"), RESOLVED, ids=[f"{n} {c}" for _, n, c, _ in RESOLVED]
)
def test_resolved(
    nlp: Language, places: Places, text: str, name: str, country: str, why: str
) -> None:
    row = named(read(nlp, places, text), name)
    assert row.country == country, why
    assert row.candidates[0].record == row.record
    assert row.lat is not None
    assert row.why


def test_a_province_is_meant_where_the_text_says_province(nlp: Language, places: Places) -> None:
    rows = read(nlp, places, "Rebels hold parts of Homs province in Syria.")
    assert named(rows, "Homs").kind == "province"


def test_a_bare_name_of_city_and_province_means_the_city(nlp: Language, places: Places) -> None:
    rows = read(nlp, places, "A blast shook Homs in Syria.")
    assert named(rows, "Homs").kind == "city"


def test_a_crossing_is_not_the_village_of_its_name(nlp: Language, places: Places) -> None:
    rows = read(nlp, places, "Trucks queued at the al-Waleed crossing between Syria and Iraq.")
    assert named(rows, "al-Waleed crossing").kind == "crossing"


def test_a_sound_alike_is_marked_and_needs_a_country(nlp: Language, places: Places) -> None:
    with_country = named(read(nlp, places, "They hold Bokmal in Syria."), "Bokmal")
    assert with_country.match == "fuzzy"
    alone = [row for row in read(nlp, places, "They moved to Bokmal.") if row.text == "Bokmal"]
    assert all(row.record is None and row.match == "none" and row.why for row in alone)


def test_what_is_told_of_a_place_tells_which_it_is(nlp: Language, places: Places) -> None:
    rows = read(nlp, places, "Tripoli, a port city in northern Lebanon, was calm.")
    assert named(rows, "Tripoli").country == "LB"


@pytest.mark.parametrize(
    ("publisher", "state"),
    [("", None), ("Boston Courier", "US-MA"), ("The Daily Courier", None)],
    ids=["nobody stated", "a town in its name", "no town in its name"],
)
def test_the_publishers_town_is_weak_context(
    nlp: Language, places: Places, publisher: str, state: str | None
) -> None:
    doc = nlp("Police in Springfield held a man.")
    doc.user_data[PUBLISHER] = publisher
    found = named(get(places(doc), PLACES), "Springfield")
    assert found.province == state, found.candidates


def test_one_sense_a_report(nlp: Language, places: Places) -> None:
    rows = read(nlp, places, "A man from Paris, Texas, was held. Paris police gave no reason.")
    assert {row.country for row in rows if row.text == "Paris"} == {"US"}


READINGS = [
    ("Moscow rejected the offer.", "Moscow", "actor", "subject of a political verb"),
    ("Strikes on Moscow killed two.", "Moscow", "place", "what is struck"),
    ("Turkey said it would answer.", "Turkey", "actor", "subject of a verb of speech"),
    ("She was born in Turkey.", "Turkey", "place", "where something happens"),
    ("France beat Wales in the final match of the tournament.", "France", "actor", "a team"),
    ("He flew from Berlin to Cairo.", "Cairo", "place", "where one goes"),
    ("The sanctions were imposed by Canada.", "Canada", "actor", "agent of a passive"),
    ("The Iraqi army withdrew.", "Iraqi", "actor", "an adjective of an army"),
    ("They reached the Iraqi city of Mosul.", "Iraqi", "place", "an adjective of ground"),
    ("The Syrian-Jordanian border is shut.", "Jordanian", "place", "an adjective of ground"),
    ("Al-Tanf has become a burden.", "Al-Tanf", "place", "bases do not act"),
    ("Kharkiv is less than 50 km from Russia.", "Kharkiv", "place", "the sentence locates it"),
    ("Kobani sits on the Turkish border.", "Kobani", "place", "the sentence locates it"),
    ("DAMASCUS (AP) - A bomb went off.", "DAMASCUS", "place", "a dateline"),
]


@pytest.mark.parametrize(
    ("text", "name", "reading", "why"), READINGS, ids=[text for text, *_ in READINGS]
)
def test_reading(
    nlp: Language, places: Places, text: str, name: str, reading: str, why: str
) -> None:
    assert named(read(nlp, places, text), name).reading == reading, why


def test_disputed_ground_names_all_who_claim_it(nlp: Language, places: Places) -> None:
    row = named(read(nlp, places, "Shells hit Sevastopol in the night."), "Sevastopol")
    assert set(row.claimants) == {"RU", "UA"}


def test_rows_are_in_text_order_with_plain_ids(nlp: Language, places: Places) -> None:
    rows = read(nlp, places, "From Rome to Oslo, from Oslo to Lima.")
    assert [row.id for row in rows] == ["p1", "p2", "p3", "p4"]
    assert [row.start for row in rows] == sorted(row.start for row in rows)
    assert all(len(row.candidates) <= 5 for row in rows)
    assert all(0 <= row.score <= 1 for row in rows)


def test_the_same_text_gives_the_same_rows(nlp: Language, places: Places) -> None:
    text = "Talks in Geneva between Iran and Oman; Tehran welcomed them."
    assert read(nlp, places, text) == read(nlp, places, text)
