"""Joins the drafts of a learned reading with those of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fairwitness.reading.incidents.draft import Draft

_CAPITALS = 0.01
"""Share of capitals among characters from which on copy is cased: wires in small letters have none,
cased news has 2 to 5 in 100."""
_SURE = 0.5
"""Belief from which on the heads may add an incident of which no rule sees a word."""


def has_case(text: str) -> bool:
    """Whether capitals are kept in `text`."""
    return sum(map(str.isupper, text)) > _CAPITALS * len(text)


def joined(rules: Sequence[Draft], learned: Sequence[Draft], *, cased: bool) -> list[Draft]:
    """The drafts of both readings as one list.

    In copy without capitals, which the rules' parse reads badly and the heads were trained on, the
    heads have the last word on types and roles. In cased copy the rules have it: the heads fill
    roles that rules leave empty, and add what they are sure of and rules see no word of.
    """
    return _rules_first(rules, learned) if cased else _heads_first(rules, learned)


def _heads_first(rules: Sequence[Draft], learned: Sequence[Draft]) -> list[Draft]:
    out = []
    for draft in learned:
        alike = [one for one in rules if one.type == draft.type]
        triggers = {offsets for one in alike for offsets in one.triggers}
        out.append(replace(draft, triggers=tuple(sorted({*draft.triggers, *triggers}))))
    return out


def _rules_first(rules: Sequence[Draft], learned: Sequence[Draft]) -> list[Draft]:
    out = list(rules)
    for draft in learned:
        at = next((at for at, one in enumerate(rules) if one.type == draft.type), None)
        if at is not None:
            more = {role: some for role, some in draft.roles.items() if not out[at].roles.get(role)}
            out[at] = replace(out[at], roles={**out[at].roles, **more})
        elif draft.score >= _SURE and draft.roles and not rules:
            out.append(draft)
    return out
