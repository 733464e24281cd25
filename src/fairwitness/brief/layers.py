"""The layers of a brief as people see them: which words a row marks and what its row shows.

One `Layer` a kind of row, in one table. The page (text marks, switches, tables, filters) is made
from this table alone, so that a new kind of row is one more entry here and one colour in the CSS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from fairwitness.brief.cells import (
    SIGNS,
    Bit,
    Cell,
    Context,
    Mark,
    as_text,
    linked,
    linked_rows,
    own,
    plain,
    quoted,
    spanned,
    verdicts,
    whole,
)
from fairwitness.brief.incident_layers import incident_marks, toll_figure, toll_marks
from fairwitness.brief.model import Brief
from fairwitness.brief.standing import GROUNDS, Ground
from fairwitness.brief.who_cells import (
    actor_marks,
    actor_mentions,
    actor_name,
    actor_titles,
    statement_content,
    statement_marks,
    statement_outer,
    statement_source,
    statement_way,
)
from fairwitness.reading.rows import Row


class Column(NamedTuple):
    title: str
    cell: Callable[[Any, Context], Cell]
    share: int = 0
    """Its share of the table's width in per cent; 0 for an aside below the row's first cell."""


class Facet(NamedTuple):
    """A filter of a table: one value for each row."""

    title: str
    value: Callable[[Any, Context], str]


class Layer(NamedTuple):
    key: str
    """The field of `Brief` that holds the rows; also the class of their marks in CSS."""
    title: str
    note: str
    shown: bool
    """Whether its marks are on when the page opens."""
    columns: tuple[Column, ...]
    facets: tuple[Facet, ...] = ()
    marks: Callable[[Any], Iterable[Mark]] = whole
    table: bool = True
    """False where the page shows its rows in a form of their own."""
    unfolded: bool = True


VERDICTS = ("fails", "holds", "undetermined")
HOLDERS: Mapping[Ground, str] = {
    "people": "a named person",
    "bodies": "a body or document",
    "nameless": "a nameless source",
    "nobody": "nobody",
    "own_voice": "the report’s own voice",
}
"""Who holds a claim, as the page calls it, by the field of `Standing` that counts it."""
OWN_VOICE = HOLDERS["own_voice"]


def context(brief: Brief) -> Context:
    by_id = {row.id: row for layer in LAYERS for row in getattr(brief, layer.key)}
    judged: dict[str, tuple[Row, ...]] = {}
    for finding in brief.findings:
        for target in {finding.claim, finding.relation, finding.reckoning} - {None}:
            judged[str(target)] = (*judged.get(str(target), ()), finding)
    return Context(by_id, judged)


def holder(claim: Any, ctx: Context) -> str:
    """One of `HOLDERS`: who stands behind a claim."""
    statement: Any = ctx.by_id.get(claim.held_by) if claim.held_by else None
    return OWN_VOICE if statement is None else HOLDERS[GROUNDS[statement.sourcing]]


# Cells ---------------------------------------------------------------------------------------


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _held_by(claim: Any, ctx: Context) -> Cell:
    if claim.held_by is None:
        return (Bit(OWN_VOICE, "note"),)
    statement: Any = ctx.by_id.get(claim.held_by)
    if statement is None:
        return (Bit(claim.held_by, "note"),)
    if statement.source is None:
        return (Bit("nobody: a statement with no source", "note", statement.id),)
    name = statement.speaker or statement.source.text
    return (Bit(name, "words", statement.id), Bit(f" ({statement.sourcing})", "note"))


# Places


def _place_record(place: Any, _: Context) -> Cell:
    if place.name is None:
        return (Bit("unresolved", "note"),)
    inside = ", ".join(part for part in (place.province, place.country) if part)
    note = f" {place.kind}" + (f", {inside}" if inside else "")
    claimed = f"; claimed by {', '.join(place.claimants)}" if place.claimants else ""
    return (Bit(place.name), Bit(note + claimed, "note"))


def _place_point(place: Any, _: Context) -> Cell:
    if place.lat is None or place.lon is None:
        return ()
    return (Bit(coordinates(place.lat, place.lon)),)


def coordinates(lat: float, lon: float) -> str:
    return f"{abs(lat):.2f} {'N' if lat >= 0 else 'S'} {abs(lon):.2f} {'E' if lon >= 0 else 'W'}"


def _place_why(place: Any, _: Context) -> Cell:
    belief = f"{place.match} spelling, belief {place.score:.2f}" if place.name else place.match
    return (Bit(belief, "note"), *((Bit(f"; {place.why}", "note"),) if place.why else ()))


def _place_others(place: Any, _: Context) -> Cell:
    others = [one for one in place.candidates if one.record != place.record]
    return (Bit("; ".join(f"{one.name} {one.country or ''}".strip() for one in others), "note"),)


# Times, quantities, relations


def _time_cover(time: Any, _: Context) -> Cell:
    if time.begin is None and time.until is None:
        return (Bit(time.why, "note"),) if time.why else ()
    return (Bit(f"{time.begin or '…'} until {time.until or '…'}"),)


def _time_anchor(time: Any, ctx: Context) -> Cell:
    if time.anchor in ctx.by_id:
        return linked([time.anchor], ctx)
    return (Bit(time.anchor),) if time.anchor else ()


def _time_value(time: Any, _: Context) -> Cell:
    if time.value is None:
        return (Bit("unresolved", "note"),)
    other = f" or {', '.join(time.alternatives)}" if time.alternatives else ""
    return (Bit(time.value + other),)


def _quantity_value(quantity: Any, _: Context) -> Cell:
    unit = f" {quantity.unit}" if quantity.unit else ""
    low, high = _number(quantity.low) or "…", _number(quantity.high) or "…"
    stated = _number(quantity.value)
    if quantity.exact and stated:
        return (Bit(stated + unit),)
    bounds = f"{low} to {high}{unit}"
    return (Bit(f"{stated}{unit} " if stated else ""), Bit(bounds, "note"))


def _relation_ends(relation: Any, _: Context) -> Cell:
    part = {"whole": "", "border": " (its border)", "inside": " (depth inside it)"}
    codes = f" [{', '.join(relation.ground_countries)}]" if relation.ground_countries else ""
    ground = Bit(relation.ground_words.text, "words", relation.ground)
    figure = Bit(relation.figure_words.text, "words", relation.figure)
    aside = part.get(relation.ground_part, "") + codes
    return (figure, Bit(" to ", "note"), ground, Bit(aside, "note"))


def _relation_says(relation: Any, ctx: Context) -> Cell:
    bits = linked([relation.quantity], ctx)
    notes = (
        relation.direction,
        None if relation.firm else "only suggested",
        "said not to be so" if relation.negated else None,
    )
    text = ", ".join(note for note in notes if note)
    return (*bits, Bit(f" {text}" if bits and text else text, "note"))


def _reckoning_terms(reckoning: Any, _: Context) -> Cell:
    bits: list[Bit] = []
    for term in reckoning.terms:
        bits += [Bit(" · ", "note")] if bits else []
        bits += [Bit(f"{term.role}: ", "note"), Bit(term.words.text, "words", term.row)]
    return tuple(bits)


def _reckoning_says(reckoning: Any, _: Context) -> Cell:
    notes = (
        reckoning.direction,
        None if reckoning.whole else "one may be only a part",
        None if reckoning.firm else "only suggested",
        reckoning.why,
    )
    return (Bit(", ".join(note for note in notes if note), "note"),)


# Findings


def _finding_verdict(finding: Any, _: Context) -> Cell:
    return (Bit(f"{SIGNS.get(finding.verdict, '')} {finding.verdict}", finding.verdict),)


LAYERS: tuple[Layer, ...] = (
    Layer(
        "findings",
        "Findings",
        "What geography, calendar or arithmetic says of a claim",
        True,
        (
            Column("Verdict", _finding_verdict),
            Column("Words", own),
            Column("Stated", plain("stated")),
            Column("Found", plain("found")),
            Column("Working", plain("working")),
        ),
        table=False,
    ),
    Layer(
        "incidents",
        "Incidents",
        "Who did what to whom",
        False,
        (Column("Words", own), Column("Type", plain("type")), Column("Status", plain("status"))),
        marks=incident_marks,
        table=False,
    ),
    Layer(
        "tolls",
        "Tolls",
        "How many suffered, by whose account",
        False,
        (
            Column("Words", own),
            Column("What", plain("kind")),
            Column("How many", lambda toll, _: (Bit(toll_figure(toll)),)),
            Column("Stated by", lambda toll, _: quoted(toll.claimant, OWN_VOICE)),
        ),
        marks=toll_marks,
        table=False,
    ),
    Layer(
        "claims",
        "Claims",
        "One assertion a row, and who holds it",
        False,
        (
            Column("Claim", own, 62),
            Column("Who", spanned("who")),
            Column("What", spanned("what")),
            Column("Whom", spanned("whom")),
            Column("Where", linked_rows("where")),
            Column("When", linked_rows("when")),
            Column("How many", linked_rows("how_many")),
            Column("Relations", linked_rows("relations")),
            Column("Held by", _held_by, 24),
            Column("Stance", plain("stance"), 14),
            Column("Findings", verdicts),
        ),
        (Facet("Held by", holder), Facet("Stance", as_text("stance"))),
    ),
    Layer(
        "statements",
        "Statements",
        "Who is said to have said what",
        True,
        (
            Column("Source", statement_source, 30),
            Column("Cue", spanned("cue")),
            Column("What is said", statement_content, 52),
            Column("Sourcing", plain("sourcing"), 18),
            Column("Stance", plain("stance")),
            Column("The report’s distance", plain("distance")),
            Column("Came", statement_way),
            Column("Within", statement_outer),
            Column("Form", plain("kind")),
        ),
        (
            Facet("Sourcing", as_text("sourcing")),
            Facet("Distance", as_text("distance")),
            Facet("Came", as_text("directness")),
            Facet("Form", as_text("kind")),
        ),
        marks=statement_marks,
    ),
    Layer(
        "actors",
        "Who is named",
        "People, organisations and groups, by what names and titles",
        False,
        (
            Column("Name", actor_name, 28),
            Column("Titles", actor_titles, 34),
            Column("Meant by", actor_mentions, 24),
            Column("Kind", plain("kind"), 14),
            Column("In doubt", plain("unsure")),
        ),
        (Facet("Kind", as_text("kind")),),
        marks=actor_marks,
        unfolded=False,
    ),
    Layer(
        "places",
        "Places",
        "Names of places, and what they were taken for",
        True,
        (
            Column("As written", own, 36),
            Column("Taken for", _place_record, 27),
            Column("Point", _place_point, 23),
            Column("Read as", plain("reading"), 14),
            Column("Why", _place_why),
            Column("Could also be", _place_others),
        ),
        (Facet("Read as", as_text("reading")), Facet("Kind", as_text("kind"))),
    ),
    Layer(
        "times",
        "Times",
        "Time expressions and the interval they cover",
        False,
        (
            Column("As written", own, 30),
            Column("Type", plain("type"), 16),
            Column("Value", _time_value, 22),
            Column("Covers", _time_cover, 32),
            Column("Reckoned from", _time_anchor),
        ),
        (Facet("Type", as_text("type")),),
        unfolded=False,
    ),
    Layer(
        "quantities",
        "Quantities",
        "Numbers with their bounds and units",
        False,
        (
            Column("As written", own, 30),
            Column("Value", _quantity_value, 30),
            Column("Of what", spanned("counted"), 24),
            Column("Kind", plain("kind"), 16),
        ),
        (Facet("Kind", as_text("kind")),),
        unfolded=False,
    ),
    Layer(
        "reckonings",
        "Reckonings",
        "Dates and numbers that must agree",
        False,
        (
            Column("As written", own, 38),
            Column("Joins", _reckoning_terms, 44),
            Column("Kind", plain("kind"), 18),
            Column("Says", _reckoning_says),
            Column("Findings", verdicts),
        ),
        (Facet("Kind", as_text("kind")),),
        unfolded=False,
    ),
    Layer(
        "relations",
        "Relations",
        "Where one place is said to lie from another",
        False,
        (
            Column("As written", own, 40),
            Column("From, to", _relation_ends, 38),
            Column("Says", _relation_says, 22),
            Column("Kind", plain("kind")),
            Column("Findings", verdicts),
        ),
        (Facet("Kind", as_text("kind")),),
        unfolded=False,
    ),
)


def rows(brief: Brief, layer: Layer) -> tuple[Row, ...]:
    """The rows of `layer` in reading order, failed findings before the others."""
    found: tuple[Any, ...] = getattr(brief, layer.key)
    if layer.key != "findings":
        return found
    return tuple(sorted(found, key=lambda row: (VERDICTS.index(row.verdict), row.start)))


def plain_cell(cell: Cell, numbers: Mapping[str, int]) -> list[list[object]]:
    """A cell as JSON for the page: `[text, style, row number]` for each bit with text.

    A style or number that says nothing is left out: half of a page's data are such bits.
    """
    shown: list[list[object]] = []
    for bit in cell:
        if bit.row is not None and bit.row in numbers:
            shown.append([bit.text, bit.style, numbers[bit.row]])
        elif bit.text:
            shown.append([bit.text, bit.style] if bit.style else [bit.text])
    return shown
