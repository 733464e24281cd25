"""Resolves the tolls of one incident into bounds: whole figures over sums, persons counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fairwitness.reading.incidents.people import Group
from fairwitness.reading.incidents.told import Told
from fairwitness.reading.rows import Bounds


@dataclass
class Person:
    """One person as far as the mentions of single ones tell."""

    names: set[str] = field(default_factory=set)
    ages: set[int] = field(default_factory=set)
    gender: str = ""

    def fits(self, group: Group) -> bool:
        """Whether `group` may be this person: nothing known of both differs."""
        if group.age is not None and self.ages and group.age not in self.ages:
            return False
        if group.gender and self.gender and group.gender != self.gender:
            return False
        if group.name and self.names:
            words = set(group.name.split())
            return any(words & set(name.split()) for name in self.names)
        return True

    def same(self, group: Group) -> bool:
        """Whether `group` is this person by a name or an age."""
        if group.age is not None and self.ages:
            return group.age in self.ages
        words = set(group.name.split())
        return bool(words) and any(words & set(name.split()) for name in self.names)

    def add(self, group: Group) -> None:
        """Takes over what `group` tells of the person."""
        if group.name:
            self.names.add(group.name)
        if group.age is not None:
            self.ages.add(group.age)
        self.gender = self.gender or group.gender


def persons_of(told: Sequence[Told]) -> list[Person]:
    """The persons that mentions of single ones stand for, fewest that fit what is said of them.

    Two that one deed befell at once ("a man and a woman") are two, whatever is known of them.
    """
    out: list[Person] = []
    taken: dict[int, set[int]] = {}
    for one in told:
        group = one.harm.group
        if not group.single or group.none or one.harm.negated:
            continue
        used = taken.setdefault(one.harm.at, set())
        at = _match(out, group, used)
        if at < 0 and group.pronoun and out:
            continue
        if at < 0 or (group.more and not group.name):
            out.append(Person())
            at = len(out) - 1
        out[at].add(group)
        used.add(at)
    return out


def _match(known: Sequence[Person], group: Group, used: set[int]) -> int:
    free = [at for at in range(len(known)) if at not in used]
    for at in free:
        if known[at].same(group) and known[at].fits(group):
            return at
    return next((at for at in reversed(free) if known[at].fits(group)), -1)


def figures(told: Sequence[Told]) -> tuple[Bounds | None, Bounds | None]:
    """The killed and the injured of one incident, over all its own tolls."""
    own = [one for one in told if not one.cumulative and one.harm.frame != "before"]
    sure = [one for one in own if not one.harm.possible]
    own = sure or own
    dead = [one for one in own if one.harm.kind == "killed"]
    killed = _total(dead)
    gone = persons_of(dead)
    hurt = [one for one in own if one.harm.kind == "injured" and not _is_dead(one, gone, dead)]
    hit = [one for one in own if one.harm.kind == "hit"]
    injured = _total(hurt)
    alive = [one for one in hit if not _is_dead(one, gone, dead)]
    return killed, _with_hit(alive, hurt, killed, injured)


def _is_dead(one: Told, persons: Sequence[Person], dead: Sequence[Told]) -> bool:
    """Whether a person told of as hurt is one told of as dead.

    One sentence that names both by nouns of their own means two: "killed a man and hurt a boy".
    """
    group = one.harm.group
    if not group.single:
        return False
    if any(person.same(group) for person in persons):
        return True
    if not group.pronoun and any(_beside(one, other) for other in dead):
        return False
    bare = not group.name and group.age is None
    return bare and not group.more and len(persons) == 1 and persons[0].fits(group)


def _beside(one: Told, other: Told) -> bool:
    """Whether the other is somebody else of the same sentence."""
    here, there = one.harm.group, other.harm.group
    apart = here.head != there.head and not there.pronoun and there.single
    return apart and one.sentence == other.sentence and one.harm.kind == "injured"


def _with_hit(
    alive: Sequence[Told],
    hurt: Sequence[Told],
    killed: Bounds | None,
    injured: Bounds | None,
) -> Bounds | None:
    """The injured, with those shot or struck of whom it is not said that they died."""
    counted = [one for one in alive if not one.harm.group.single]
    singles = [one for one in alive if one.harm.group.single]
    least = int(killed.low or 0) if killed else 0
    struck = _total(counted)
    if struck is not None and struck.low is not None:
        left = struck.low - least
        if left > (_low(injured)):
            high = None if struck.high is None else struck.high - least
            return Bounds(low=left, high=high)
    if injured is None and singles:
        return _total(singles)
    if singles and hurt:
        persons = len(persons_of([*(one for one in hurt if one.harm.group.single), *singles]))
        if persons > _low(injured):
            return Bounds(low=float(persons), high=float(persons))
    return injured


def _low(bounds: Bounds | None) -> float:
    return bounds.low or 0 if bounds else 0


def _total(told: Sequence[Told]) -> Bounds | None:
    """One kind's bounds: totals by claimant, widest over claimants, and no fewer than persons."""
    if not told:
        return None
    wholes = [one for one in told if one.part_of < 0 and not one.harm.group.subset]
    wholes = wholes or [one for one in told if one.part_of < 0]
    replaced = _replaced(told)
    live = [one for one in wholes if id(one) not in replaced]
    claims: dict[str, Bounds] = {}
    for who in dict.fromkeys(one.who for one in live):
        total = _claimed([one for one in live if one.who == who])
        if total is not None:
            claims[who] = total
    persons = len(persons_of(told))
    if not claims:
        return Bounds(low=float(persons), high=float(persons)) if persons else _none_or_some(told)
    low, high = _widest(list(claims.values()))
    if low is not None and low < persons:
        low = float(persons)
        high = None if high is None else max(high, low)
    return Bounds(low=low, high=high)


def _none_or_some(told: Sequence[Told]) -> Bounds | None:
    """Denied, or told of with no figure at all."""
    if any(not one.harm.negated and not one.harm.group.none for one in told):
        return Bounds(low=1, high=None)
    return Bounds(low=0, high=0)


def _replaced(told: Sequence[Told]) -> set[int]:
    """The tolls that a later total has taken the place of."""
    last = max((at for at, one in enumerate(told) if one.revises >= 0), default=0)
    return {id(before) for before in told[:last] if not before.harm.group.single}


def _widest(bounds: Sequence[Bounds]) -> tuple[float | None, float | None]:
    lows = [b.low for b in bounds]
    highs = [b.high for b in bounds]
    low = None if None in lows else min(b for b in lows if b is not None)
    high = None if None in highs else max(b for b in highs if b is not None)
    return low, high


def _claimed(told: Sequence[Told]) -> Bounds | None:
    """One claimant's total: the greatest of what each sentence adds up to."""
    sums: list[Bounds] = []
    by_sentence: dict[int, list[Told]] = {}
    for one in told:
        if _counts(one):
            by_sentence.setdefault(one.sentence, []).append(one)
    for here in by_sentence.values():
        if not here or all(one.harm.group.single for one in here):
            continue
        total = _sum(here)
        if sums and all(one.harm.group.added for one in here):
            total = Bounds(low=_add(sums[-1].low, total.low), high=_add(sums[-1].high, total.high))
        sums.append(total)
    if not sums:
        return None
    return max(sums, key=lambda b: b.low if b.low is not None else b.high or 0)


def _add(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _counts(one: Told) -> bool:
    return one.harm.group.stated and one.harm.group.low != 0


def _sum(here: Sequence[Told]) -> Bounds:
    """The sum over the disjoint groups of one sentence; a total stands for itself."""
    totals = [one for one in here if one.harm.frame == "toll"]
    parts = totals[-1:] or here
    lows = [one.harm.group.low for one in parts]
    highs = [one.harm.group.high for one in parts]
    low = None if None in lows else sum(v for v in lows if v is not None)
    high = None if None in highs else sum(v for v in highs if v is not None)
    return Bounds(low=low, high=high)
