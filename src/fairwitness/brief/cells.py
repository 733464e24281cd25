"""What the cells of the page's tables are made of, whichever row they show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from fairwitness.reading.rows import Row
from fairwitness.span import Span

SIGNS = {"fails": "✗", "holds": "✓", "undetermined": "?"}


class Bit(NamedTuple):
    """A run of a cell: text, how it is set, and the id of the row it leads to, if any."""

    text: str
    style: str = ""
    """`` for our words, `words` for the report's, `note` for an aside, or a verdict."""
    row: str | None = None


type Cell = tuple[Bit, ...]
type Mark = tuple[int, int, str]
"""Start, end, and the part of the row those characters are (empty for the whole)."""


class Context(NamedTuple):
    """What a cell may look up beside its own row."""

    by_id: Mapping[str, Row]
    judged: Mapping[str, tuple[Row, ...]]
    """Findings by the id of the claim, relation or reckoning they judge."""


def whole(row: Row) -> Iterable[Mark]:
    """One mark over all of a row's words."""
    return ((row.start, row.end, ""),)


def quoted(span: Span | Row | None, missing: str = "") -> Cell:
    """The report's words, leading to the row where they are one; `missing` where there are none."""
    if span is None:
        return (Bit(missing, "note"),) if missing else ()
    row = span.id if isinstance(span, Row) else None
    return (Bit(span.text, "words", row),)


def own(row: Row, _: Context) -> Cell:
    """A row's own words."""
    return (Bit(row.text, "words"),)


def plain(field: str) -> Callable[[Any, Context], Cell]:
    """A cell of the value of `field`, empty where there is none."""

    def cell(row: Any, _: Context) -> Cell:
        value = getattr(row, field)
        return () if value in (None, "") else (Bit(str(value)),)

    return cell


def as_text(field: str) -> Callable[[Any, Context], str]:
    """The value of `field` as text, for a filter."""
    return lambda row, _: str(getattr(row, field))


def linked(ids: Iterable[str | None], ctx: Context) -> Cell:
    """The words of other rows, each leading to its row; an id without a row is shown as such."""
    bits: list[Bit] = []
    for row_id in ids:
        if row_id is None:
            continue
        row = ctx.by_id.get(row_id)
        if bits:
            bits.append(Bit(" · ", "note"))
        bits.append(Bit(row_id, "note") if row is None else Bit(row.text, "words", row_id))
    return tuple(bits)


def verdicts(row: Row, ctx: Context) -> Cell:
    """The verdicts of the findings that judge a row, each leading to its finding."""
    bits: list[Bit] = []
    for found in _judging(row, ctx):
        bits += [Bit(" · ", "note")] if bits else []
        sign = SIGNS.get(found.verdict, "")
        bits.append(Bit(f"{sign} {found.verdict}", found.verdict, found.id))
    return tuple(bits)


def _judging(row: Row, ctx: Context) -> tuple[Any, ...]:
    return ctx.judged.get(row.id, ())


def spanned(field: str) -> Callable[[Any, Context], Cell]:
    """A cell of the words `field` points at."""
    return lambda row, _: quoted(getattr(row, field))


def linked_rows(field: str) -> Callable[[Any, Context], Cell]:
    """A cell of the rows whose ids `field` holds."""
    return lambda row, ctx: linked(getattr(row, field), ctx)
