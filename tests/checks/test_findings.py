"""Sentences in, verdicts out: the whole way through model, world and checks."""

from __future__ import annotations

import pytest

from fairwitness.brief.model import Brief
from fairwitness.reader import Reader
from fairwitness.report import Report

HOLDS = [
    ("distance", "Irbid, about 20 km south of the Syrian border, was quiet.", "border, direction"),
    ("distance", "Peshawar is about 150 km from Islamabad.", "141 km along the geodesic"),
    ("distance", "Lviv, some 60 km from the Polish border, was hit.", "nearest point of a border"),
    ("distance", "The distance between Nairobi and Mombasa is 440 km.", "between A and B"),
    ("distance", "Kharkiv is less than 50 kilometres from the Russian border.", "an upper bound"),
    ("distance", "Cúcuta, about 5 miles from Venezuela, was calm.", "miles to a country"),
    ("distance", "Shelling hit Gaziantep, 60 miles north of Aleppo.", "97 km"),
    ("containment", "The southern Jordanian city of Aqaba was calm.", "demonym and part"),
    ("containment", "Soldiers patrolled Maiduguri in northeastern Nigeria.", "part of a country"),
    ("containment", "A bomb exploded in Paris, Texas.", "a namesake of a famous place"),
    ("containment", "The town of Zinder lies in southern Niger.", "predicate"),
    ("containment", "A ferry sank near Sevastopol in Ukraine.", "disputed: one claimant"),
    ("containment", "A ferry sank near Sevastopol in Russia.", "disputed: the other claimant"),
]
FAILS = [
    ("distance", "Irbid, about 120 km south of the Syrian border, was quiet.", "20 km"),
    ("distance", "Peshawar is about 600 km from Islamabad.", "141 km, too far for any road"),
    ("distance", "Peshawar is about 60 km from Islamabad.", "shorter than the geodesic"),
    ("distance", "Kharkiv is about 400 kilometres from the Russian border.", "30 km"),
    ("distance", "Mombasa lies 440 km north-west of Nairobi.", "right distance, wrong direction"),
    ("containment", "The northern Jordanian city of Aqaba was calm.", "southernmost"),
    ("containment", "Police searched the Lebanese city of Homs.", "it lies in Syria"),
    ("containment", "A bomb exploded in the city of Medellin in Venezuela.", "it lies in Colombia"),
    ("containment", "The port of Mombasa lies in Tanzania.", "it lies in Kenya"),
]
TRAPS = [
    ("Envoys from Aleppo in Iraq said nothing.", "who is in Iraq is not said"),
    ("The missile has a range of 300 km from Gaza.", "a range is no place"),
    ("The Syrian embassy in Beirut was closed.", "an embassy of one country in another"),
    ("Toledo, Ohio, is far from Madrid.", "a namesake"),
    ("The village of Kfar Samra in Lebanon was hit.", "a village no data set lists"),
    ("Santa Rosa is 12 km from San Jose.", "dozens of each"),
    ("He visited Damascus, Iraq and Jordan.", "a list"),
    ("Peshawar is not 600 km from Islamabad.", "denied by the text"),
    ("A summit of Moscow in Turkey was called off.", "an actor"),
    ("Georgia beat Paris 3-1 in Berlin.", "teams"),
    ("They raided farms, especially in New York, Kentucky, and Pennsylvania.", "a list of states"),
    ("In 1914 the fleet left the German coaling port of Qingdao.", "whose it was then"),
    ("Berlin was almost 1,400 km from the Western Front in 1918.", "no place called Western"),
    ("In 1912, soldiers held the Italian city of Tripoli.", "borders of another time"),
]


def read(reader: Reader, text: str) -> Brief:
    return next(reader.read_reports([Report(id="t", text=text)]))


def verdicts(brief: Brief) -> list[tuple[str, str]]:
    return [(finding.check, finding.verdict) for finding in brief.findings]


@pytest.mark.parametrize(("check", "text", "reason"), HOLDS, ids=lambda v: str(v)[:50])
def test_true_claims_hold(reader: Reader, check: str, text: str, reason: str) -> None:
    brief = read(reader, text)
    assert (check, "holds") in verdicts(brief), (reason, brief.findings, brief.unchecked)
    assert not [f.working for f in brief.findings if f.verdict == "fails"]


@pytest.mark.parametrize(("check", "text", "reason"), FAILS, ids=lambda v: str(v)[:50])
def test_planted_errors_fail(reader: Reader, check: str, text: str, reason: str) -> None:
    brief = read(reader, text)
    assert (check, "fails") in verdicts(brief), (reason, brief.findings, brief.unchecked)


@pytest.mark.parametrize(("text", "reason"), TRAPS, ids=lambda v: str(v)[:50])
def test_traps_never_fail(reader: Reader, text: str, reason: str) -> None:
    brief = read(reader, text)
    assert not [f.working for f in brief.findings if f.verdict == "fails"], reason


def test_a_finding_shows_its_working(reader: Reader) -> None:
    brief = read(reader, "Peshawar is about 600 km from Islamabad.")
    (finding,) = [f for f in brief.findings if f.check == "distance"]
    assert "along the geodesic; stated 600 km" in finding.working.replace("about ", "")
    assert finding.lines[0].km == pytest.approx(141, abs=8)
    assert {e.record.partition(":")[0] for e in finding.evidence} <= {"geonames", "supplement"}
    assert finding.tolerance_why
    assert brief.report.text[finding.start : finding.end] == finding.text
