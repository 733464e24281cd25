"""A brief written by hand: overlapping rows, three findings with lines, fifteen places."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fairwitness.brief.model import Brief, MadeBy, Origin
from fairwitness.checks.finding import Evidence, Finding, Line, Point, Unchecked, Verdict
from fairwitness.problems import Problem
from fairwitness.reading.rows import (
    Actor,
    Candidate,
    Claim,
    Mention,
    Place,
    Quantity,
    Reckoning,
    Relation,
    Stance,
    Statement,
    Term,
    Time,
)
from fairwitness.span import Span

MADE_BY = MadeBy(fairwitness="0.1.0", model="en_core_web_md 3.8.0", world="3f2a9c41d0")
TITLE = "Column burned on the river road: what the convoy from Gao met"
TEXT = """\
Column burned on the river road: what the convoy from Gao met

A supply convoy of about 40 lorries was attacked on Tuesday near Labbezanga, a border post 4 km \
from the frontier between Mali and Niger, the regional governor's office said. Nine drivers were \
killed and at least 14 people were wounded, according to two hospital workers in Ansongo who asked \
not to be named.

The convoy had left Gao on the morning of 9 March and was to reach Ayorou in Niger by nightfall. \
It was halted in Ansongo, 95 km south of Gao, for five hours. The army garrison at Ménaka, which \
lies 600 km east of Gao, sent no help, residents said. Tessit, in the Kidal region, was shelled \
the same night.

"The road was open and the escort was strong," said Colonel Abdoulaye Keïta, a spokesman for the \
general staff in Bamako. "We lost vehicles, not men." He denied that the escort had fled towards \
Gossi and Hombori. Many observers believe that the column was betrayed from inside Gao.

A driver reached by telephone in Tillabéri described three hours of fire. "They let us pass the \
first bridge and closed the second behind us," he said, "and then there was nowhere to go."

Niamey rejected the charge that the attackers had crossed from its side. In 2023 the two \
governments had agreed on joint patrols between Labbezanga and Ayorou; whether any took place is \
not known. Traders in Gao and Timbuktu expect prices to rise by 20 per cent within two weeks. \
Flights from Gao and Mopti were suspended. "Whoever controls the river controls the north."
"""

_PLACES: dict[str, tuple[str, str, float, float, str | None]] = {
    "Gao": ("Gao", "city", 16.2717, -0.0447, "ML"),
    "Labbezanga": ("Labbezanga", "crossing", 14.9589, 0.7009, "ML"),
    "Ansongo": ("Ansongo", "city", 15.6597, 0.5022, "ML"),
    "Ayorou": ("Ayorou", "city", 14.7308, 0.9174, "NE"),
    "Ménaka": ("Ménaka", "city", 15.9167, 2.4, "ML"),
    "Tessit": ("Tessit", "city", 15.1963, 0.4087, "ML"),
    "Bamako": ("Bamako", "city", 12.6392, -8.0029, "ML"),
    "Gossi": ("Gossi", "city", 15.8211, -1.2936, "ML"),
    "Hombori": ("Hombori", "city", 15.2814, -1.6975, "ML"),
    "Tillabéri": ("Tillabéri", "city", 14.2118, 1.4531, "NE"),
    "Niamey": ("Niamey", "city", 13.5137, 2.1098, "NE"),
    "Timbuktu": ("Timbuktu", "city", 16.7735, -3.0074, "ML"),
    "Mopti": ("Mopti", "city", 14.4843, -4.183, "ML"),
    "Mali": ("Mali", "country", 17.0, -4.0, "ML"),
    "Niger": ("Niger", "country", 17.0, 8.0, "NE"),
    "Kidal region": ("Kidal", "province", 19.5, 1.4, "ML"),
}
_OSM = Evidence(data="osm_borders", version="1.1.0", record="ML/NE", licence="ODbL 1.0")
_GEONAMES = Evidence(
    data="geonames", version="2026-07", record="geonames:2457161", licence="CC BY 4.0"
)


def span(words: str, nth: int = 0, text: str = TEXT) -> Span:
    """The `nth` place in `text` where `words` stand."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span.of(text, start, start + len(words))


def at(words: str, nth: int = 0) -> dict[str, Any]:
    found = span(words, nth)
    return {"start": found.start, "end": found.end, "text": found.text}


def _places() -> list[Place]:
    rows: list[Place] = []
    for name, (record, kind, lat, lon, country) in _PLACES.items():
        for nth in range(TEXT.count(name)):
            reading = "actor" if name == "Niamey" else "place"
            rows.append(
                Place(
                    id=f"p{len(rows) + 1}",
                    **at(name, nth),
                    reading=reading,  # type: ignore[arg-type]
                    match="exact",
                    kind=kind,  # type: ignore[arg-type]
                    name=record,
                    record=f"sample:{record}",
                    lat=lat,
                    lon=lon,
                    country=country,
                    score=0.93,
                    why="the only record of that name among the countries of the report",
                )
            )
    other = Candidate(
        record="sample:2", name="Gao", kind="city", lat=5.6, lon=-0.1, country="GH", score=0.04
    )
    rows[0] = Place(**{**_fields(rows[0]), "candidates": (other,)})
    return rows


def _fields(row: Place) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__struct_fields__}


def _after(start: int, words: str | None) -> Span | None:
    if words is None:
        return None
    found = TEXT.index(words, start)
    return Span.of(TEXT, found, found + len(words))


def _statement(number: int, whole: str, content: tuple[str, ...], **parts: Any) -> Statement:
    source, cue = parts.pop("source", None), parts.pop("cue", None)
    start = TEXT.index(whole)
    return Statement(
        id=f"s{number}",
        **at(whole),
        source=_after(start, source),
        cue=_after(start, cue),
        content=tuple(span(piece) for piece in content),
        **parts,
    )


def _statements() -> tuple[Statement, ...]:
    attack = TEXT[TEXT.index("A supply convoy") : TEXT.index(", the regional governor")]
    losses = "Nine drivers were killed and at least 14 people were wounded"
    nurses = "two hospital workers in Ansongo who asked not to be named"
    fled = "that the escort had fled towards Gossi and Hombori"
    bridge = '"They let us pass the first bridge and closed the second behind us,"'
    return (
        _statement(
            1,
            f"{attack}, the regional governor's office said",
            (attack,),
            source="the regional governor's office",
            cue="said",
            kind="indirect",
            sourcing="organisation",
        ),
        _statement(
            2,
            f"{losses}, according to {nurses}",
            (losses,),
            source=nurses,
            cue="according to",
            kind="indirect",
            sourcing="anonymous",
        ),
        _statement(
            3,
            '"The road was open and the escort was strong," said Colonel Abdoulaye Keïta',
            ('"The road was open and the escort was strong,"', '"We lost vehicles, not men."'),
            source="Colonel Abdoulaye Keïta",
            cue="said",
            kind="direct",
            sourcing="named",
            speaker="Colonel Abdoulaye Keïta",
        ),
        _statement(
            4,
            f"He denied {fled}",
            (fled,),
            source="He",
            cue="denied",
            kind="indirect",
            sourcing="named",
            speaker="Colonel Abdoulaye Keïta",
        ),
        _statement(
            5,
            "Many observers believe that the column was betrayed from inside Gao",
            ("that the column was betrayed from inside Gao",),
            source="Many observers",
            cue="believe",
            kind="indirect",
            sourcing="collective",
        ),
        _statement(
            6,
            TEXT[TEXT.index("A driver") : TEXT.index('go."') + 4],
            (bridge, '"and then there was nowhere to go."'),
            source="A driver reached by telephone in Tillabéri",
            cue="described",
            kind="mixed",
            sourcing="anonymous",
            doubtful=True,
        ),
        _statement(
            7,
            '"Whoever controls the river controls the north."',
            ('"Whoever controls the river controls the north."',),
            kind="direct",
            sourcing="none",
        ),
    )


def _claim(
    number: int, whole: str, parts: tuple[str | None, str, str | None], **rest: Any
) -> Claim:
    who, what, whom = parts
    start = TEXT.index(whole)

    predicate = _after(start, what)
    assert predicate is not None
    stance: Stance = rest.pop("stance", "asserted")
    return Claim(
        id=f"c{number}",
        **at(whole),
        who=_after(start, who),
        what=predicate,
        whom=_after(start, whom),
        stance=stance,
        **rest,
    )


def _actors() -> tuple[Actor, ...]:
    colonel = Mention(
        words=span("Abdoulaye Keïta"),
        kind="name",
        titles=(span("Colonel"), span("a spokesman for the general staff in Bamako")),
    )
    again = Mention(words=span("He"), kind="pronoun", gender="he")
    return (
        Actor(
            id="a1",
            kind="person",
            name="Abdoulaye Keïta",
            mentions=(colonel, again),
            **at("Abdoulaye Keïta"),
        ),
    )


def _claims() -> tuple[Claim, ...]:
    return (
        _claim(
            1,
            "A supply convoy of about 40 lorries was attacked on Tuesday near Labbezanga",
            (None, "was attacked", "A supply convoy of about 40 lorries"),
            held_by="s1",
            when=("t1",),
            how_many=("q1",),
            where=("p9",),
        ),
        _claim(
            2,
            "a border post 4 km from the frontier between Mali and Niger",
            ("a border post", "4 km from", "the frontier between Mali and Niger"),
            held_by="s1",
            how_many=("q2",),
            relations=("r1",),
        ),
        _claim(
            3,
            "Nine drivers were killed",
            (None, "were killed", "Nine drivers"),
            held_by="s2",
            how_many=("q3",),
        ),
        _claim(
            4,
            "at least 14 people were wounded",
            (None, "were wounded", "at least 14 people"),
            held_by="s2",
            how_many=("q4",),
        ),
        _claim(
            5,
            "The army garrison at Ménaka, which lies 600 km east of Gao, sent no help",
            ("The army garrison at Ménaka", "sent", "no help"),
        ),
        _claim(
            6,
            "which lies 600 km east of Gao",
            ("which", "lies", "600 km east of Gao"),
            how_many=("q5",),
            relations=("r2",),
        ),
        _claim(
            7,
            "Tessit, in the Kidal region, was shelled the same night",
            (None, "was shelled", "Tessit"),
            when=("t4",),
            relations=("r3",),
        ),
        _claim(
            8,
            "the escort had fled towards Gossi and Hombori",
            ("the escort", "had fled", None),
            held_by="s4",
            stance="denied",
        ),
        _claim(
            9,
            "the column was betrayed from inside Gao",
            (None, "was betrayed", "the column"),
            held_by="s5",
            stance="possible",
        ),
        _claim(
            10,
            "prices to rise by 20 per cent within two weeks",
            ("prices", "to rise", None),
            stance="predicted",
            when=("t6",),
            how_many=("q7",),
        ),
        _claim(
            11,
            "Whoever controls the river controls the north",
            ("Whoever controls the river", "controls", "the north"),
            held_by="s7",
        ),
    )


def _times() -> tuple[Time, ...]:
    undated = "no day of publication to reckon from"
    return (
        Time(id="t1", **at("Tuesday"), type="DATE", precision="day", why=undated),
        Time(
            id="t2",
            **at("the morning of 9 March"),
            type="TIME",
            value="XXXX-03-09TMO",
            precision="part_of_day",
            why="the year is not stated",
        ),
        Time(id="t3", **at("five hours"), type="DURATION", value="PT5H", precision="hour"),
        Time(id="t4", **at("the same night"), type="TIME", why=undated, anchor="t2"),
        Time(
            id="t5",
            **at("2023"),
            type="DATE",
            value="2023",
            begin="2023-01-01",
            until="2024-01-01",
            precision="year",
        ),
        Time(id="t6", **at("two weeks"), type="DURATION", value="P2W", precision="week"),
    )


def _quantities() -> tuple[Quantity, ...]:
    def count(number: int, words: str, value: float, counted: str, **rest: Any) -> Quantity:
        fields: dict[str, Any] = {"low": value, "high": value, "exact": True, "kind": "count"}
        fields |= rest
        counted_span = span(counted) if counted else None
        return Quantity(id=f"q{number}", **at(words), value=value, counted=counted_span, **fields)

    km = {"kind": "distance", "unit": "kilometre"}
    return (
        count(1, "about 40", 40, "lorries", low=34, high=46, exact=False, qualifier="about"),
        count(2, "4 km", 4, "", **km),
        count(3, "Nine", 9, "drivers"),
        count(4, "at least 14", 14, "people", high=None, exact=False, qualifier="at least"),
        count(5, "600 km", 600, "", **km),
        count(6, "95 km", 95, "", **km),
        count(7, "20 per cent", 20, "prices", kind="percent", unit="percent"),
    )


def _relation(number: int, words: str, figure: str, ground: str, **rest: Any) -> Relation:
    ids = {place.text: place.id for place in reversed(_places())}
    return Relation(
        id=f"r{number}",
        **at(words),
        figure=ids[figure],
        figure_words=span(figure),
        ground=ids[ground],
        ground_words=span(ground),
        **rest,
    )


def _relations() -> tuple[Relation, ...]:
    return (
        _relation(
            1,
            "4 km from the frontier between Mali and Niger",
            "Labbezanga",
            "Mali",
            kind="distance",
            ground_part="border",
            quantity="q2",
        ),
        _relation(
            2,
            "600 km east of Gao",
            "Ménaka",
            "Gao",
            kind="distance",
            quantity="q5",
            direction="E",
        ),
        _relation(3, "Tessit, in the Kidal region", "Tessit", "Kidal region", kind="containment"),
    )


def _reckonings() -> tuple[Reckoning, ...]:
    return (
        Reckoning(
            id="n1",
            **at("20 per cent"),
            kind="change",
            terms=(Term(role="share", words=span("20 per cent"), row="q7", value=20.0),),
            direction="up",
            firm=False,
        ),
    )


def _finding(number: int, words: str, verdict: Verdict, **rest: Any) -> Finding:
    return Finding(id=f"f{number}", **at(words), verdict=verdict, **rest)


def _findings() -> tuple[Finding, ...]:
    gao = Point(name="Gao", lat=16.2717, lon=-0.0447)
    menaka = Point(name="Ménaka", lat=15.9167, lon=2.4)
    post = Point(name="Labbezanga", lat=14.9589, lon=0.7009)
    border = Point(name="Mali-Niger border", lat=14.9301, lon=0.7292)
    return (
        _finding(
            1,
            "4 km from the frontier between Mali and Niger",
            "holds",
            check="distance",
            claim="c2",
            relation="r1",
            stated="4 km",
            found="4.4 km",
            tolerance="2 km",
            tolerance_why="half of the stated distance, which is given to one digit",
            working="Labbezanga 14.96 N 0.70 E to the border of Mali with Niger 14.93 N 0.73 E: "
            "4.4 km along the geodesic; stated 4 km.",
            evidence=(_OSM, _GEONAMES),
            lines=(Line(start=post, end=border, km=4.42),),
        ),
        _finding(
            2,
            "600 km east of Gao",
            "fails",
            check="distance",
            claim="c6",
            relation="r2",
            stated="600 km",
            found="264 km",
            tolerance="90 km",
            tolerance_why="15 % of a round number",
            working="Ménaka 15.92 N 2.40 E to Gao 16.27 N 0.04 W: 264 km along the geodesic; "
            "stated 600 km.",
            evidence=(_GEONAMES,),
            lines=(Line(start=menaka, end=gao, km=264.4),),
        ),
        _finding(
            3,
            "95 km south of Gao",
            "holds",
            check="distance",
            stated="95 km",
            found="90 km",
            tolerance="10 km",
            tolerance_why="10 % of the stated distance",
            working="Ansongo 15.66 N 0.50 E to Gao 16.27 N 0.04 W: 90 km along the geodesic; "
            "stated 95 km.",
            evidence=(_GEONAMES,),
            lines=(Line(start=Point(name="Ansongo", lat=15.6597, lon=0.5022), end=gao, km=89.6),),
        ),
        _finding(
            4,
            "Tessit, in the Kidal region",
            "undetermined",
            check="containment",
            claim="c7",
            relation="r3",
            stated="Tessit in the Kidal region",
            found="one of two places of that name lies there",
            tolerance="none",
            tolerance_why="",
            working="Tessit 15.20 N 0.41 E lies in the Gao region; a well of the same name lies in "
            "the Kidal region.",
            evidence=(_GEONAMES,),
            missing="which Tessit is meant",
        ),
    )


def sample() -> Brief:
    """The brief of an invented, undated report."""
    from sample_incidents import ambush, shelling, tolls  # it is made from the words of this one

    return Brief(
        id="sample-1",
        status="partial",
        problems=(
            Problem(
                code="page_furniture",
                message="Two lines of the page look like navigation and were left out.",
                where="sample.html",
            ),
        ),
        report=Origin(
            text=TEXT,
            title=TITLE,
            url="https://example.org/reports/river-road?id=7",
            publisher="The River Gazette",
            language="en",
            source="sample.html",
            media_type="text/html",
            sha256="9f" * 32,
        ),
        made_by=MADE_BY,
        places=tuple(sorted(_places(), key=lambda row: (row.start, row.id))),
        times=_times(),
        quantities=_quantities(),
        reckonings=_reckonings(),
        relations=_relations(),
        statements=_statements(),
        claims=_claims(),
        actors=_actors(),
        incidents=(ambush(), shelling()),
        tolls=tolls(),
        findings=_findings(),
        unchecked=(
            Unchecked(check="distance", reason="no distance is stated", count=5),
            Unchecked(check="containment", reason="a name is not in the gazetteer", count=1),
        ),
    )


def failed() -> Brief:
    """The brief of an input that could not be read."""
    problem = Problem(code="encrypted", message="The PDF is locked by a password.", where="a.pdf")
    return Brief(
        id="a.pdf",
        status="failed",
        problems=(problem,),
        report=Origin(source="a.pdf", media_type="application/pdf"),
        made_by=MADE_BY,
    )


def crowded(claims: int) -> Brief:
    """A brief with that many claims, all on the same short text."""
    text = "One word. " * 50
    row = Span.of(text, 0, 8)
    rows = tuple(
        Claim(id=f"c{n}", start=0, end=8, text=row.text, who=None, what=row, whom=None)
        for n in range(claims)
    )
    origin = Origin(text=text, published=dt.date(2024, 5, 1), published_from="option")
    return Brief(id="crowd", status="ok", report=origin, made_by=MADE_BY, claims=rows)
