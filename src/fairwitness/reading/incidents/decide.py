"""Decides the incidents and tolls of a parsed text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from fairwitness.reading import carrier
from fairwitness.reading.incidents.draft import Draft, Second
from fairwitness.reading.incidents.join import has_case, joined
from fairwitness.reading.incidents.people import People
from fairwitness.reading.incidents.resolve import figures
from fairwitness.reading.incidents.rules import drafts_of, is_background, spans
from fairwitness.reading.incidents.setting import place_of, time_of
from fairwitness.reading.incidents.told import Told, told_in
from fairwitness.reading.incidents.triggers import Codes, codes, listed, triggers_in
from fairwitness.reading.incidents.words import trigger_words
from fairwitness.reading.rows import Incident, Outcome, Toll, TollKind
from fairwitness.reading.tree import Tree, tree_of
from fairwitness.span import Span


@dataclass(frozen=True, slots=True)
class Decided:
    """What a text tells of incidents."""

    incidents: tuple[Incident, ...]
    tolls: tuple[Toll, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """A draft with where it is told of and whether it is news."""

    draft: Draft
    at: tuple[int, ...]
    background: bool


def incidents_of(doc: Doc, drafts_second: Second | None = None) -> tuple[Incident, ...]:
    """The incidents of a parsed `doc`, in text order; ids are `i1`, `i2`, …"""
    return decided(doc, drafts_second).incidents


def decided(doc: Doc, drafts_second: Second | None = None) -> Decided:
    """The incidents and tolls of a parsed `doc`; ids are `i1` …, `k1` …

    By rules, or by rules joined with a second reading (`join.joined`).
    """
    if not len(doc):
        return Decided((), ())
    tree = tree_of(doc)
    entities = [(e.start, e.end, e.label_) for e in doc.ents]
    people = People(tree, carrier.get(doc, carrier.QUANTITIES), entities)
    triggers = triggers_in(tree, people)
    drafts = drafts_of(tree, people, triggers)
    cased = drafts_second is None or has_case(doc.text)
    if drafts_second is not None:
        drafts = joined(drafts, drafts_second(doc), cased=cased)
    cases = [_case(tree, draft) for draft in drafts]
    told = told_in(tree, people, carrier.get(doc, carrier.STATEMENTS))
    if cased:
        cases += _untriggered(tree, told, cases)
    if cases and all(case.background for case in cases):
        cases = [_Case(case.draft, case.at, False) for case in cases]
    owner = [_owner(tree, one, cases) for one in told]
    rows = _tolls(tree, told, owner)
    deeds = {tree.start[t.at]: t.deed for t in triggers}
    incidents = [
        _row(doc, tree, number, case, _mine(told, owner, number), rows, deeds)
        for number, case in enumerate(cases, 1)
    ]
    return Decided(tuple(incidents), tuple(rows))


def _untriggered(tree: Tree, told: Sequence[Told], cases: Sequence[_Case]) -> list[_Case]:
    """An attack of which only the toll is told: "Injured: 14", "the army reported four dead"."""
    if any(not case.background for case in cases):
        return []
    violent = any(
        listed("violence", lemma) or listed("weapon", lemma) for lemma in tree.lemma
    ) or any(("noun", word) in trigger_words() for word in tree.lower)
    for one in told:
        news = not (one.cumulative or is_background(tree, one.harm.at))
        if any(listed("nature", tree.lemma[t]) for t in range(one.sentence, one.harm.at + 12)
               if t < len(tree)):  # fmt: skip
            continue
        if news and one.harm.kind in {"killed", "injured", "hit"} and (violent or cases):
            at = one.harm.at
            draft = Draft("attack", ((tree.start[at], tree.end[at]),), {}, 0.5)
            return [_Case(draft, (at,), False)]
    return []


def _case(tree: Tree, draft: Draft) -> _Case:
    at = tuple(_token(tree, start) for start, _ in draft.triggers)
    if not at:
        at = tuple(
            sorted({_token(tree, f.start) for some in draft.roles.values() for f in some})
        ) or (0,)
    first = [is_background(tree, token) for token in at]
    return _Case(draft, at, all(first))


def _token(tree: Tree, offset: int) -> int:
    return min(len(tree) - 1, bisect_left(tree.end, offset + 1))


def _owner(tree: Tree, one: Told, cases: Sequence[_Case]) -> int:
    """Number of the incident a toll belongs to: told of in its sentence, else the last before."""
    background = is_background(tree, one.harm.at)
    best, rank = 0, (-1, -1)
    for number, case in enumerate(cases, 1):
        if case.background and not background:
            continue
        place = bisect_right(case.at, one.harm.at)
        before = case.at[place - 1] if place else -1
        after = case.at[place] if place < len(case.at) else -1
        same = any(t >= 0 and tree.sentence[t] == one.sentence for t in (before, after))
        found = (2 if same else 1 if before >= 0 else 0, before if not same else one.harm.at)
        if found > rank:
            best, rank = number, found
    return best


def _mine(told: Sequence[Told], owner: Sequence[int], number: int) -> list[Told]:
    return [one for one, mine in zip(told, owner, strict=True) if mine == number]


def _tolls(tree: Tree, told: Sequence[Told], owner: Sequence[int]) -> list[Toll]:
    shown = [
        at for at, one in enumerate(told) if one.harm.frame != "event" or one.harm.group.stated
    ]
    order = sorted(shown, key=lambda at: (_extent(tree, told[at]), at))
    ids = {at: f"k{number}" for number, at in enumerate(order, 1)}
    return [_toll(tree, told[at], ids, at, owner[at]) for at in order]


def _extent(tree: Tree, one: Told) -> tuple[int, int]:
    group = one.harm.group
    start = min(tree.start[group.first], tree.start[one.harm.at])
    return start, max(tree.end[group.last], tree.end[one.harm.at])


def _toll(tree: Tree, one: Told, ids: dict[int, str], at: int, owner: int) -> Toll:
    start, end = _extent(tree, one)
    group = one.harm.group
    own = group.first <= one.harm.at <= group.last
    kind: TollKind = "injured" if one.harm.kind == "hit" else one.harm.kind  # type: ignore[assignment]
    words = Span.of(tree.text, tree.start[group.first], tree.end[group.last])
    return Toll(
        id=ids[at],
        start=start,
        end=end,
        text=tree.text[start:end],
        kind=kind,
        low=None if one.harm.possible else group.low,
        high=group.high,
        exact=group.exact and not one.harm.possible,
        qualifier=group.qualifier,
        quantity=group.quantity,
        group=None if own else words,
        statement=one.statement,
        claimant=one.claimant,
        incident=f"i{owner}" if owner else None,
        part_of=ids.get(one.part_of),
        revises=ids.get(one.revises),
        cumulative=one.cumulative,
        negated=one.harm.negated,
    )


def _row(
    doc: Doc,
    tree: Tree,
    number: int,
    case: _Case,
    told: Sequence[Told],
    tolls: Sequence[Toll],
    deeds: dict[int, str],
) -> Incident:
    draft = case.draft
    place = place_of(
        tree, case.at, carrier.get(doc, carrier.PLACES), carrier.get(doc, carrier.STATEMENTS)
    )
    time = time_of(tree, case.at, carrier.get(doc, carrier.TIMES))
    when = next((row for row in carrier.get(doc, carrier.TIMES) if row.id == time.row), None)
    killed, injured = figures(told) if not case.background else (None, None)
    coded = _codes(draft, deeds)
    mine = tuple(toll.id for toll in tolls if toll.incident == f"i{number}")
    own = frozenset(mine)
    held = {toll.statement for toll in tolls if toll.id in own and toll.statement}
    claims = tuple(
        claim.id
        for claim in carrier.get(doc, carrier.CLAIMS)
        if _holds(tree, case.at, claim.start, claim.end)
    )
    start, end = _span(tree, draft, case)
    return Incident(
        id=f"i{number}",
        start=start,
        end=end,
        text=tree.text[start:end],
        type=draft.type,
        perpetrator_individual=draft.roles.get("perpetrator_individual", ()),
        perpetrator_organisation=draft.roles.get("perpetrator_organisation", ()),
        physical_target=draft.roles.get("physical_target", ()),
        victim=draft.roles.get("victim", ()),
        weapon=draft.roles.get("weapon", ()),
        triggers=spans(tree, draft.triggers),
        plover=coded.plover,
        plover_mode=coded.mode,
        acled=coded.acled,
        acled_sub=coded.sub,
        status="background" if case.background else "reported",
        outcome=_outcome(draft, killed is not None or injured is not None),
        time=time.row,
        begin=when.begin if when else None,
        until=when.until if when else None,
        why_time=time.why,
        place=place.row,
        why_place=place.why,
        killed=killed,
        injured=injured,
        tolls=mine,
        claims=claims,
        statements=tuple(
            row.id
            for row in carrier.get(doc, carrier.STATEMENTS)
            if row.id in held or any(_holds(tree, case.at, c.start, c.end) for c in row.content)
        ),
    )


def _holds(tree: Tree, at: Sequence[int], start: int, end: int) -> bool:
    """Whether any of the tokens `at` stands in the characters from `start` to `end`."""
    place = bisect_left(at, start, key=tree.start.__getitem__)
    return place < len(at) and tree.start[at[place]] < end


def _codes(draft: Draft, deeds: dict[int, str]) -> Codes:
    table = codes()
    own = [deeds[start] for start, _ in draft.triggers if start in deeds]
    fitting = [deed for deed in own if table[deed].type == draft.type]
    deed = next((one for one in fitting if one not in {"attack", "killing"}), None)
    deed = deed or next(iter(fitting), None)
    return table[deed] if deed else next(one for one in table.values() if one.type == draft.type)


def _outcome(draft: Draft, harmed: bool) -> Outcome:
    return "accomplished" if harmed or draft.triggers else "unknown"


def _span(tree: Tree, draft: Draft, case: _Case) -> tuple[int, int]:
    """The first word that tells of it."""
    if draft.triggers:
        return draft.triggers[0]
    return tree.start[case.at[0]], tree.end[case.at[0]]
