"""Joins the drafts of a learned reading with those of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fairwitness.reading.incidents.draft import Draft


def joined(rules: Sequence[Draft], learned: Sequence[Draft]) -> list[Draft]:
    """The learned drafts, each with the triggers of the rules' drafts of its type.

    The learned reading has the last word on how many incidents there are and on who is in them;
    the rules say which words tell of them.
    """
    out = []
    for draft in learned:
        alike = [one for one in rules if one.type == draft.type]
        triggers = {offsets for one in alike for offsets in one.triggers}
        out.append(replace(draft, triggers=tuple(sorted({*draft.triggers, *triggers}))))
    return out
