"""Check `figures`: one count of one thing, stated twice in one report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.finding import Finding, Verdict
from fairwitness.checks.intervals import Interval, digits, half_step, stated, usable
from fairwitness.checks.reckoned import Judged, finding, terms
from fairwitness.reading.reading import Reading
from fairwitness.reading.reckonings.repeats import BESIDE, HEADLINE
from fairwitness.reading.rows import Reckoning, Statement, Term
from fairwitness.world import World

OWN = "the report itself"
ROUND = 100
"""Counts from here on may be rounded: "the 400 dead" of a list of 387."""
NESTED = 12
"""Statements looked back over for the one that holds some words: they nest no deeper."""
_SURE = frozenset({"named", "organisation", "document"})
"""Kinds of source of which two statements by the same words are by the same source."""


class Figures:
    """Compares counts that the words make one; two voices that differ are shown, not failed."""

    name = "figures"
    applies_to = (
        "The same count of the same people or things stated twice in one report: a headline and "
        "its text, “twelve were killed” and “the 14 dead”. Two voices that differ are "
        "`undetermined`: a disagreement."
    )
    needs: tuple[str, ...] = ()
    tolerance = (
        "Bounds and rounding as written (“at least 12” agrees with 14, “dozens” with 40); whole "
        "counts are exact. Left alone where the count may have changed, or been added to."
    )
    example = "Twelve people were killed by the blast. The 14 dead were buried on Friday."

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:  # noqa: ARG002 - needs no data
        """A finding for each pair of counts that can be compared."""
        voices = _Voices(reading)
        for reckoning in reading.reckonings:
            if reckoning.kind == "repeat":
                yield self._compared(reckoning, voices)

    def _compared(self, reckoning: Reckoning, voices: _Voices) -> Finding | LeftAlone:
        first, second = terms(reckoning, "stated")
        if not usable(first, second):
            return LeftAlone("a number is open or too large to reckon with")
        agree = _meant(first).meets(_meant(second))
        speakers = voices.of(first), voices.of(second)
        if reckoning.why == HEADLINE:  # whoever is quoted under it, the report writes both
            speakers = speakers[0], speakers[0]
        differ = speakers[0] != speakers[1]
        if not reckoning.firm and (agree or not differ or reckoning.why != BESIDE):
            return LeftAlone(reckoning.why)
        if not agree and not (first.exact and second.exact):
            return LeftAlone("one of the two counts is rough or a bound")
        return finding(self.name, reckoning, _judged((first, second), speakers, agree=agree))


class _Voice(NamedTuple):
    """Who states a count."""

    name: str
    sure: bool
    """Whether the same name is the same voice: two "officials" need not be."""


class _Voices:
    """Finds the innermost statement whose content holds some words."""

    def __init__(self, reading: Reading) -> None:
        pieces = [(p.start, p.end, s) for s in reading.statements for p in s.content]
        self.pieces = sorted(pieces, key=lambda piece: piece[:2])
        self.starts = [piece[0] for piece in self.pieces]

    def of(self, term: Term) -> _Voice:
        """The voice of a term's words; the report's own where no statement holds them."""
        at = term.words.start
        before = self.pieces[max(0, bisect_right(self.starts, at) - NESTED) :][:NESTED]
        holding = [(start - end, s) for start, end, s in before if start <= at < end]
        if not holding:
            return _Voice(OWN, sure=True)
        statement: Statement = max(holding, key=lambda held: held[0])[1]
        if statement.source is None:
            return _Voice("a statement without a source", sure=False)
        name = " ".join((statement.speaker or statement.source.text).split())
        return _Voice(name, statement.sourcing in _SURE)


def _meant(term: Term) -> Interval:
    """A count as its words have it: exact, but that a round hundred may be rounded."""
    if term.exact and term.value is not None:
        slack = half_step(term.value, 1) if term.value >= ROUND else 0.0
        return Interval(term.value - slack, term.value + slack)
    return stated(term, 1)


def _judged(pair: tuple[Term, Term], voices: tuple[_Voice, _Voice], *, agree: bool) -> Judged:
    (first, second), (one, other) = pair, voices
    values = " and ".join(digits(term.value) if term.value is not None else term.words.text
                          for term in pair)  # fmt: skip
    said = f"“{_one_line(first)}” and “{_one_line(second)}”"
    verdict: Verdict = "holds" if agree else "fails"
    missing = None
    if not agree and one != other:
        verdict = "undetermined"
        missing = (
            f"two voices disagree: {one.name} says {first.words.text}, "
            f"{other.name} says {second.words.text}"
        )
    elif not agree and not one.sure:
        verdict, missing = "undetermined", f"whether {one.name} is the same voice both times"
    return Judged(
        verdict, said, f"{values} {'agree' if agree else 'differ'}",
        "none for whole counts; bounds and round hundreds as written",
        "a count of the same people is one number", f"{said}: {values} "
        f"{'agree' if agree else 'differ'}", missing,
    )  # fmt: skip


def _one_line(term: Term) -> str:
    return " ".join(term.words.text.split())
