"""The rows a reading yields: plain frozen data, each pointing at its own words.

These types are the product's contract: `brief.model` composes them and the published JSON Schema
is generated from their descriptions.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from fairwitness.span import Offset, Span

PlaceKind = Literal[
    "continent", "country", "territory", "province", "district", "city", "neighbourhood",
    "region", "base", "airfield", "camp", "crossing", "border", "road", "sea", "strait", "river",
    "lake", "mountain", "island", "desert", "facility", "unknown",
]  # fmt: skip
PlaceReading = Literal["place", "actor"]
Match = Literal["exact", "folded", "fuzzy", "none"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal[
    "century", "decade", "year", "season", "quarter", "month", "week", "day", "part_of_day",
    "hour", "minute", "second",
]  # fmt: skip
QuantityKind = Literal[
    "count", "distance", "area", "mass", "volume", "speed", "duration", "money", "percent",
    "fraction", "temperature", "other",
]  # fmt: skip
Sourcing = Literal["named", "role", "organisation", "collective", "anonymous", "document", "none"]
Stance = Literal["asserted", "denied", "doubted", "possible", "predicted", "demanded", "asked"]
Directness = Literal["first-hand", "second-hand", "translated"]
Distance = Literal["neutral", "doubting", "endorsing", "charged"]
ReaderName = Literal["rules", "learned"]
"""Who reads statements and incidents: rules, or rules and a trained second reading."""
RelationKind = Literal[
    "distance", "containment", "direction", "route", "between", "proximity", "radius", "travel",
]  # fmt: skip
Manner = Literal["near", "outskirts", "beside", "river", "coast", "midway"]
TravelMode = Literal["road", "foot", "rail", "sea", "air"]
ReckoningKind = Literal[
    "weekday", "nonexistent", "duration", "order", "age", "anniversary",
    "sum", "remainder", "share", "change", "conversion", "rate", "product",
    "repeat",
]  # fmt: skip
TermRole = Literal[
    "date", "weekday", "begin", "end", "birth", "at", "event", "stated", "age", "count",
    "total", "part", "rest", "base", "share", "old", "new", "span", "rate", "per", "left", "right",
]  # fmt: skip
Compass = Literal["N", "NE", "E", "SE", "S", "SW", "W", "NW", "C"]
ActorKind = Literal["person", "organisation", "group"]
MentionKind = Literal["name", "short", "role", "pronoun"]
Gender = Literal["she", "he"]
IncidentType = Literal[
    "attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage",
]  # fmt: skip
"""The six of MUC-4, by which incidents can be measured."""
IncidentStatus = Literal["reported", "background", "hypothetical"]
Outcome = Literal["accomplished", "attempted", "threatened", "unknown"]
TollKind = Literal["killed", "injured", "missing", "detained", "displaced"]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Anything found in a text: an id and the characters it stands on."""

    id: Annotated[str, Meta(description="Unique within the brief, e.g. `p3`; others refer to it.")]
    start: Annotated[Offset, Meta(description="Offset of the first character.")]
    end: Annotated[Offset, Meta(description="Offset just past the last character.")]
    text: Annotated[str, Meta(description="The words themselves.")]


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One record of the gazetteer that a name may mean."""

    record: Annotated[str, Meta(description="Data set and record id, e.g. `geonames:169373`.")]
    name: Annotated[str, Meta(description="The record's own name.")]
    kind: Annotated[PlaceKind, Meta(description="What sort of place it is.")]
    lat: Annotated[float, Meta(description="Degrees north, WGS 84.")]
    lon: Annotated[float, Meta(description="Degrees east, WGS 84.")]
    country: Annotated[str | None, Meta(description="ISO 3166-1 alpha-2 code.")] = None
    province: Annotated[str | None, Meta(description="ISO 3166-2 code of the first level.")] = None
    population: Annotated[int, Meta(description="Inhabitants, 0 where unknown.")] = 0
    score: Annotated[float, Meta(ge=0, le=1, description="Share of belief, 0 to 1.")] = 0.0
    claimants: Annotated[
        tuple[str, ...], Meta(description="Codes of all who claim the ground, if disputed.")
    ] = ()


class Place(Row, frozen=True, kw_only=True):
    """A toponym, what it resolves to, and whether it stands for a place or an actor here."""

    reading: Annotated[
        PlaceReading, Meta(description="`actor` where the name stands for a government or people.")
    ]
    match: Annotated[Match, Meta(description="How the spelling met the gazetteer.")]
    kind: Annotated[PlaceKind, Meta(description="What sort of place it is.")] = "unknown"
    name: Annotated[str | None, Meta(description="Name of the record chosen.")] = None
    record: Annotated[str | None, Meta(description="Data set and id of the record chosen.")] = None
    lat: Annotated[float | None, Meta(description="Degrees north; null where unresolved.")] = None
    lon: Annotated[float | None, Meta(description="Degrees east; null where unresolved.")] = None
    country: Annotated[str | None, Meta(description="ISO 3166-1 alpha-2 code.")] = None
    province: Annotated[str | None, Meta(description="ISO 3166-2 code of the first level.")] = None
    score: Annotated[float, Meta(ge=0, le=1, description="Belief in the choice, 0 to 1.")] = 0.0
    why: Annotated[str, Meta(description="What decided, or why it stays unresolved.")] = ""
    claimants: Annotated[
        tuple[str, ...], Meta(description="Codes of all who claim the ground, if disputed.")
    ] = ()
    candidates: Annotated[
        tuple[Candidate, ...], Meta(description="The most plausible records, best first.")
    ] = ()


class Time(Row, frozen=True, kw_only=True):
    """A time expression: TIMEX3 type and value, and the half-open interval it covers."""

    type: Annotated[TimeType, Meta(description="TIMEX3 type.")]
    value: Annotated[str | None, Meta(description="TIMEX3 value; null where it has none.")] = None
    begin: Annotated[str | None, Meta(description="ISO 8601 start of the interval.")] = None
    until: Annotated[str | None, Meta(description="ISO 8601 end, exclusive.")] = None
    precision: Annotated[Precision | None, Meta(description="Finest unit stated.")] = None
    anchor: Annotated[
        str | None,
        Meta(description="What it was reckoned from: `published`, a time row's id, or null."),
    ] = None
    alternatives: Annotated[
        tuple[str, ...], Meta(description="Other values, where day and month may be swapped.")
    ] = ()
    why: Annotated[str, Meta(description="Why it has no value, where it has none.")] = ""
    impossible: Annotated[bool, Meta(description="No calendar has the day it names.")] = False


class Quantity(Row, frozen=True, kw_only=True):
    """A number with its bounds, its unit and what it counts."""

    kind: Annotated[QuantityKind, Meta(description="What is measured.")]
    value: Annotated[float | None, Meta(description="The number stated, null for a bare range.")]
    low: Annotated[float | None, Meta(description="Lower bound; null where open below.")]
    high: Annotated[float | None, Meta(description="Upper bound; null where open above.")]
    exact: Annotated[
        bool, Meta(description="False where the words make it vague or a bound: `about`, `dozens`.")
    ]
    qualifier: Annotated[
        str | None, Meta(description="The words that open or blur it: `at least`, `nearly`.")
    ] = None
    unit: Annotated[
        str | None, Meta(description="pint unit, ISO 4217 code, `percent`, or null for counts.")
    ] = None
    counted: Annotated[Span | None, Meta(description="The words for what is counted.")] = None


class Relation(Row, frozen=True, kw_only=True):
    """Where the text says one place (the figure) stands to another (the ground)."""

    kind: Annotated[RelationKind, Meta(description="What is said of the two places.")]
    figure: Annotated[str, Meta(description="Id of the place that is being located.")]
    figure_words: Annotated[Span, Meta(description="The words for it here, e.g. `The base`.")]
    ground: Annotated[
        str | None, Meta(description="Id of the place it is located by; null for a bare adjective.")
    ]
    ground_words: Annotated[Span, Meta(description="The words for it: `the Turkish border`.")]
    ground_countries: Annotated[
        tuple[str, ...],
        Meta(description="Codes of the countries the words name: two for a shared border."),
    ] = ()
    ground_part: Annotated[
        Literal["whole", "border", "inside", "capital"],
        Meta(
            description="`border`: to the border; `inside`: depth inside it from the border; "
            "`capital`: to the capital of the country named."
        ),
    ] = "whole"
    via: Annotated[
        tuple[str, ...],
        Meta(description="Ids of the further places of a road, corridor or pair, in their order."),
    ] = ()
    quantity: Annotated[
        str | None, Meta(description="Id of the stated distance, or of the time a journey takes.")
    ] = None
    manner: Annotated[
        Manner | None, Meta(description="How close it is said to be: `near`, `river` …")
    ] = None
    mode: Annotated[TravelMode | None, Meta(description="How one travels, where stated.")] = None
    direction: Annotated[Compass | None, Meta(description="Stated direction or part.")] = None
    firm: Annotated[
        bool,
        Meta(description="False where the words only suggest it; such a relation never fails."),
    ] = True
    negated: Annotated[bool, Meta(description="The text says it is not so.")] = False
    why: Annotated[str, Meta(description="How the figure was found, where it is not named.")] = ""


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One date, stretch of time or number as a reckoning takes it."""

    role: Annotated[TermRole, Meta(description="What it is in the reckoning: `total`, `part` …")]
    words: Annotated[Span, Meta(description="Its words.")]
    row: Annotated[
        str | None, Meta(description="Id of its time or quantity; null for an age or an ordinal.")
    ] = None
    value: Annotated[float | None, Meta(description="The number stated, if one is.")] = None
    low: Annotated[float | None, Meta(description="Lower bound; null where open below.")] = None
    high: Annotated[float | None, Meta(description="Upper bound; null where open above.")] = None
    unit: Annotated[str | None, Meta(description="Unit, as in the row.")] = None
    exact: Annotated[bool, Meta(description="False where the words make it vague.")] = True
    begin: Annotated[str | None, Meta(description="First day of a date, ISO 8601.")] = None
    until: Annotated[str | None, Meta(description="Day after its last, ISO 8601.")] = None


class Reckoning(Row, frozen=True, kw_only=True):
    """Dates and numbers that the text puts together so that one follows from the others."""

    kind: Annotated[ReckoningKind, Meta(description="How they hang together.")]
    terms: Annotated[tuple[Term, ...], Meta(description="What is reckoned with, by role.")]
    whole: Annotated[
        bool, Meta(description="The text says that the parts are all of it, with none left over.")
    ] = True
    firm: Annotated[
        bool,
        Meta(description="False where the words only suggest it; such a reckoning never fails."),
    ] = True
    direction: Annotated[
        Literal["up", "down"] | None, Meta(description="Which way a change is said to go.")
    ] = None
    why: Annotated[str, Meta(description="What was supplied that the words leave out.")] = ""


class Statement(Row, frozen=True, kw_only=True):
    """An attribution: a source, the cue that attributes, and the content attributed."""

    source: Annotated[Span | None, Meta(description="Who says it, as written; null for nobody.")]
    cue: Annotated[Span | None, Meta(description="The attributing words: `said`, `according to`.")]
    content: Annotated[tuple[Span, ...], Meta(description="What is said; may be in pieces.")]
    kind: Annotated[
        Literal["direct", "indirect", "mixed"], Meta(description="Quoted, reported or both.")
    ]
    sourcing: Annotated[Sourcing, Meta(description="What sort of source stands behind it.")]
    speaker: Annotated[
        str | None, Meta(description="The source's fullest name in the report, if resolved.")
    ] = None
    stance: Annotated[
        Stance, Meta(description="How the source stands to the content, by the cue.")
    ] = "asserted"
    distance: Annotated[
        Distance,
        Meta(description="The reporter's to the source, by the cue: said, claimed, admitted …"),
    ] = "neutral"
    directness: Annotated[
        Directness, Meta(description="`second-hand`: through another outlet; `translated`.")
    ] = "first-hand"
    through: Annotated[
        Span | None, Meta(description="The outlet it came through, where one is named.")
    ] = None
    within: Annotated[
        str | None, Meta(description="Id of the statement whose content holds this one.")
    ] = None
    doubtful: Annotated[
        bool, Meta(description="Where it begins or ends is in doubt (unbalanced quotation).")
    ] = False


class Claim(Row, frozen=True, kw_only=True):
    """One assertion: who, what, whom, where, when, how many, and who holds it."""

    who: Annotated[Span | None, Meta(description="The subject or agent, as written.")]
    what: Annotated[Span, Meta(description="The predicate, as written.")]
    whom: Annotated[Span | None, Meta(description="The object or patient, as written.")]
    where: Annotated[tuple[str, ...], Meta(description="Ids of the places it names.")] = ()
    when: Annotated[tuple[str, ...], Meta(description="Ids of its times.")] = ()
    how_many: Annotated[tuple[str, ...], Meta(description="Ids of its quantities.")] = ()
    relations: Annotated[tuple[str, ...], Meta(description="Ids of its spatial relations.")] = ()
    held_by: Annotated[
        str | None, Meta(description="Id of the statement holding it; null: the report's voice.")
    ] = None
    stance: Annotated[Stance, Meta(description="How its holder stands to it.")] = "asserted"


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the text where an actor is meant."""

    words: Annotated[Span, Meta(description="The words that mean the actor.")]
    kind: Annotated[MentionKind, Meta(description="By name, short form, role or pronoun.")]
    titles: Annotated[
        tuple[Span, ...], Meta(description="Titles, offices and roles given here, in order.")
    ] = ()
    nationality: Annotated[Span | None, Meta(description="The nationality given here.")] = None
    gender: Annotated[
        Gender | None, Meta(description="What the word itself says: `she`, `Mr`, `his`.")
    ] = None
    voice: Annotated[
        str | None,
        Meta(description="Id of the statement whose words these are; null: the report's own."),
    ] = None


class Actor(Row, frozen=True, kw_only=True):
    """A person, organisation or group of the report, with where it is named and how."""

    kind: Annotated[ActorKind, Meta(description="What sort of actor it is.")]
    name: Annotated[str, Meta(description="Its fullest name in the report.")]
    mentions: Annotated[tuple[Mention, ...], Meta(description="Where it is meant, in order.")]
    unsure: Annotated[
        str, Meta(description="Why its mentions may not all be the same one; empty if they are.")
    ] = ""


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as stated: equal bounds where it is exact."""

    low: Annotated[float | None, Meta(description="At least so many; null where open below.")]
    high: Annotated[float | None, Meta(description="At most so many; null where open above.")]


class Toll(Row, frozen=True, kw_only=True):
    """How many were killed, injured … by one claimant's account."""

    kind: Annotated[TollKind, Meta(description="What befell them.")]
    low: Annotated[float | None, Meta(description="At least so many; null where open below.")]
    high: Annotated[float | None, Meta(description="At most so many; null where open above.")]
    exact: Annotated[bool, Meta(description="False where the words are vague or a bound.")] = True
    qualifier: Annotated[
        str | None, Meta(description="The words that open or blur it: `at least`.")
    ] = None
    quantity: Annotated[
        str | None, Meta(description="Id of the number; null for one person or a word like `all`.")
    ] = None
    group: Annotated[Span | None, Meta(description="The words for who they were.")] = None
    statement: Annotated[
        str | None, Meta(description="Id of the statement that states it; null: the report's own.")
    ] = None
    claimant: Annotated[
        Span | None, Meta(description="The words for who states it; null: the report's own voice.")
    ] = None
    incident: Annotated[str | None, Meta(description="Id of the incident it belongs to.")] = None
    part_of: Annotated[
        str | None, Meta(description="Id of the toll that counts these too (`among them`).")
    ] = None
    revises: Annotated[
        str | None, Meta(description="Id of the earlier toll this one takes the place of.")
    ] = None
    cumulative: Annotated[
        bool, Meta(description="A running total over more than this incident.")
    ] = False
    negated: Annotated[bool, Meta(description="The text denies it: `no one was killed`.")] = False


class Filler(msgspec.Struct, frozen=True, kw_only=True):
    """One entity in a role of an incident."""

    start: Annotated[Offset, Meta(description="Offset of its first character.")]
    end: Annotated[Offset, Meta(description="Offset just past its last character.")]
    text: Annotated[str, Meta(description="Its best name, as written.")]
    mentions: Annotated[tuple[Span, ...], Meta(description="All its mentions.")] = ()
    score: Annotated[float, Meta(ge=0, le=1, description="Belief that it belongs here.")] = 1.0


class Incident(Row, frozen=True, kw_only=True):
    """Something done to somebody: type, roles, time, place, and who states how many suffered."""

    type: Annotated[IncidentType, Meta(description="One of the six types of MUC-4.")]
    perpetrator_individual: Annotated[tuple[Filler, ...], Meta(description="Who did it.")] = ()
    perpetrator_organisation: Annotated[
        tuple[Filler, ...], Meta(description="The organisation behind it.")
    ] = ()
    physical_target: Annotated[tuple[Filler, ...], Meta(description="Things attacked.")] = ()
    victim: Annotated[tuple[Filler, ...], Meta(description="People attacked.")] = ()
    weapon: Annotated[tuple[Filler, ...], Meta(description="What with.")] = ()
    triggers: Annotated[tuple[Span, ...], Meta(description="The words that tell of it.")] = ()
    plover: Annotated[str | None, Meta(description="PLOVER event type.")] = None
    plover_mode: Annotated[str | None, Meta(description="PLOVER mode.")] = None
    acled: Annotated[str | None, Meta(description="ACLED event type.")] = None
    acled_sub: Annotated[str | None, Meta(description="ACLED sub-event type.")] = None
    status: Annotated[
        IncidentStatus, Meta(description="News of this report, background, or not said to be so.")
    ] = "reported"
    outcome: Annotated[Outcome, Meta(description="Whether it was carried out.")] = "unknown"
    time: Annotated[str | None, Meta(description="Id of the time row chosen.")] = None
    begin: Annotated[str | None, Meta(description="First moment it may have been, ISO 8601.")] = (
        None
    )
    until: Annotated[str | None, Meta(description="End of that interval, exclusive.")] = None
    why_time: Annotated[str, Meta(description="Why that time, or why none.")] = ""
    place: Annotated[str | None, Meta(description="Id of the place row chosen.")] = None
    why_place: Annotated[str, Meta(description="Why that place, or why none.")] = ""
    killed: Annotated[
        Bounds | None, Meta(description="Over all claimants, later revisions taken; null: unsaid.")
    ] = None
    injured: Annotated[Bounds | None, Meta(description="The same of the injured.")] = None
    tolls: Annotated[tuple[str, ...], Meta(description="Ids of its tolls.")] = ()
    claims: Annotated[tuple[str, ...], Meta(description="Ids of the claims it stands on.")] = ()
    statements: Annotated[
        tuple[str, ...], Meta(description="Ids of the statements it stands on.")
    ] = ()
