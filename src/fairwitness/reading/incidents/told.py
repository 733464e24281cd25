"""Tolls as told: each harm with who states it, what it is part of, and which figure it replaces."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fairwitness.reading.incidents.harm import Harm, nobody
from fairwitness.reading.incidents.harms import harms_of
from fairwitness.reading.incidents.parts import parts_of
from fairwitness.reading.incidents.people import People
from fairwitness.reading.rows import Statement
from fairwitness.reading.statements.sources import source_range
from fairwitness.reading.tree import Tree
from fairwitness.span import Span

_RUNNING = re.compile(
    r"\b(?:so far (?:this|in)|this (?:year|season)|since (?:the (?:start|beginning|outbreak)"
    r"|(?:early |late |mid-)?(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december|\d{4}|last))|(?:over|in|during) the (?:past|last)"
    r" (?:\w+ )?(?:year|decade|month|week|day)s?|(?:each|every|per|a) year|annually|to date"
    r"|in recent (?:years|months|weeks)|(?:nth|\d+(?:st|nd|rd|th)) (?:homicide|murder|killing)"
    r"|(?:war|conflict|uprising|insurgency)(?:['’]s)? (?:has|have|had) (?:killed|claimed|left)"
    r"|\d+[- ](?:year|month)(?:[- ]old|[- ]long)? (?:war|conflict|insurgency|uprising))\b",
    re.IGNORECASE,
)
_REVISING = re.compile(
    r"\b(?:later|revised|updated|now|since (?:died|risen)|earlier|initial(?:ly)?|previously|upward"
    r"|downward|correct(?:ed|ion)|bringing|brought|rose|risen|climbed|raised|total)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:initial(?:ly)?|earlier|previous(?:ly)?|at first)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """One toll before it has an id."""

    harm: Harm
    sentence: int
    """First token of its sentence."""
    statement: str | None
    claimant: Span | None
    part_of: int = -1
    """Index of the toll that counts these too, or -1."""
    revises: int = -1
    cumulative: bool = False

    @property
    def who(self) -> str:
        """The claimant by its last word, for comparing; empty for the report's own voice."""
        return self.claimant.text.lower().split()[-1] if self.claimant else ""


def told_in(tree: Tree, people: People, statements: Sequence[Statement]) -> list[Told]:
    """The tolls a text tells, in text order."""
    harms = harms_of(tree, people)
    pairs = parts_of(tree, people, harms)
    index = {id(harm): at for at, harm in enumerate(harms)}
    holders = _Holders(statements)
    out = _paired(tree, [_told(tree, harm, holders) for harm in harms])
    out += [replace(_told(tree, part, holders), part_of=index[id(whole)]) for part, whole in pairs]
    return _revised(tree, out)


def _told(tree: Tree, harm: Harm, holders: _Holders) -> Told:
    held = holders.of(tree.start[harm.at])
    claimant = held.source if held is not None else None
    if harm.source >= 0 and (claimant is None or _inside(tree, harm.source, held)):
        first, last = source_range(tree, harm.source, harm.at)
        claimant = Span.of(tree.text, tree.start[first], tree.end[last])
    if (
        held is not None
        and held.stance == "denied"
        and not harm.negated
        and harm.frame == "plain"
        and _verbal(tree, harm)
    ):
        harm = replace(harm, group=nobody(harm.group), negated=True)
    return Told(
        harm=harm,
        sentence=tree.sentence[harm.at],
        statement=held.id if held is not None else None,
        claimant=claimant,
        cumulative=is_running(sentence_words(tree, harm.at)),
    )


def _inside(tree: Tree, source: int, held: Statement | None) -> bool:
    """Whether who counts is told of in what another says, and so is the nearer of the two."""
    at = tree.start[source]
    return held is not None and any(span.start <= at < span.end for span in held.content)


def _paired(tree: Tree, told: list[Told]) -> list[Told]:
    """The second of a pair keeps who states the first: "reported one killed and four hurt"."""
    out: list[Told] = []
    for one in told:
        before = out[-1] if out else None
        if (
            before is not None
            and one.claimant is None
            and before.claimant is not None
            and before.sentence == one.sentence
            and _next_to(tree, before.harm, one.harm)
        ):
            kept = replace(one, claimant=before.claimant, statement=before.statement)
            out.append(kept)
        else:
            out.append(one)
    return out


def _next_to(tree: Tree, first: Harm, second: Harm) -> bool:
    """Whether nothing but "and", a comma or the second's own figure stands between two harms."""
    start = max(first.at, first.group.last) + 1
    end = min(second.at, second.group.first)
    return start <= end and all(
        tree.pos[t] in {"CCONJ", "PUNCT", "NUM", "SPACE"} for t in range(start, end)
    )


def is_running(words: str) -> bool:
    """Whether the words of a sentence tell of a running total: "since January", "this year"."""
    return _RUNNING.search(words) is not None


def sentence_words(tree: Tree, token: int) -> str:
    """The words of the sentence of `token`, at most 60 on either side."""
    first, last = token, token
    while first > max(tree.sentence[token], token - 60):
        first -= 1
    while last + 1 < min(len(tree), token + 60) and tree.sentence[last + 1] == tree.sentence[token]:
        last += 1
    return tree.words(first, last)


def _verbal(tree: Tree, harm: Harm) -> bool:
    """Whether a verb tells of it, so that a denial denies the deed, not the blame for it."""
    return tree.pos[harm.at] == "VERB" and tree.dep[harm.at] != "relcl"


class _Holders:
    """Which statement holds a character."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.spans = sorted(
            (span.start, span.end, at)
            for at, statement in enumerate(statements)
            for span in statement.content
        )
        self.starts = [start for start, _, _ in self.spans]
        self.statements = statements

    def of(self, offset: int) -> Statement | None:
        """The innermost statement whose content holds the character at `offset`."""
        best: tuple[int, int] | None = None
        place = bisect_right(self.starts, offset)
        for start, end, at in self.spans[max(0, place - 6) : place]:
            if offset < end and (best is None or end - start < best[0]):
                best = (end - start, at)
        return self.statements[best[1]] if best else None


def _revised(tree: Tree, told: list[Told]) -> list[Told]:
    """Links a total, and a figure set against an earlier one, to the toll it takes the place of."""
    out: list[Told] = []
    last: dict[str, int] = {}
    for at, one in enumerate(told):
        kind, group = one.harm.kind, one.harm.group
        earlier = last.get(kind, -1)
        out.append(one)
        if one.part_of < 0 and not group.single and not one.cumulative and group.stated:
            if earlier >= 0 and _takes_place(tree, one, told[earlier]):
                out[at] = replace(one, revises=earlier)
            last[kind] = at
    return out


def _takes_place(tree: Tree, one: Told, earlier: Told) -> bool:
    if one.harm.frame == "before" or one.harm.group.subset or one.harm.group.added:
        return False
    new, old = one.harm.group, earlier.harm.group
    if (new.low, new.high) == (old.low, old.high):
        return False
    if one.harm.frame == "toll":
        return True
    if one.sentence == earlier.sentence:
        return False
    words = sentence_words(tree, one.harm.at)
    if _EARLIER.search(words):
        return False
    return _REVISING.search(words) is not None or (
        _EARLIER.search(sentence_words(tree, earlier.harm.at)) is not None
    )
