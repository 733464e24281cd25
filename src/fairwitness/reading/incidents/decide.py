"""Decides the incidents and tolls of a parsed text."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from fairwitness.reading.incidents.draft import Draft, Second
from fairwitness.reading.rows import Incident


def incidents_of(doc: Doc, drafts_second: Second | None = None) -> tuple[Incident, ...]:
    """The incidents of a parsed `doc`, in text order; ids are `i1`, `i2`, …

    By rules, or by rules joined with a second reading that has the last word on types and roles.
    """
    drafts: Sequence[Draft] = drafts_second(doc) if drafts_second is not None else ()
    return tuple(_row(doc, number, draft) for number, draft in enumerate(drafts, 1))


def _row(doc: Doc, number: int, draft: Draft) -> Incident:
    fillers = [filler for found in draft.roles.values() for filler in found]
    starts = [start for start, _ in draft.triggers] or [filler.start for filler in fillers] or [0]
    ends = [end for _, end in draft.triggers] or [filler.end for filler in fillers] or [1]
    start, end = min(starts), max(ends)
    return Incident(
        id=f"i{number}",
        start=start,
        end=end,
        text=doc.text[start:end],
        type=draft.type,
        perpetrator_individual=draft.roles.get("perpetrator_individual", ()),
        perpetrator_organisation=draft.roles.get("perpetrator_organisation", ()),
        physical_target=draft.roles.get("physical_target", ()),
        victim=draft.roles.get("victim", ()),
        weapon=draft.roles.get("weapon", ()),
    )
