"""Which names are one actor's. Conservative: what may be two people stays two."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fairwitness.reading.actors.names import Spot
from fairwitness.reading.actors.spelling import one_name, sounded
from fairwitness.world.countries import Countries


@dataclass(slots=True)
class Group:
    """The spots of one actor, in text order, and why they may not all be its."""

    spots: list[Spot] = field(default_factory=list)
    unsure: str = ""


Key = tuple[str, ...]
_MOST = 400
"""Different full names that are compared with one another; a list of more is no report."""


def people(spots: Sequence[Spot]) -> list[Group]:
    """Persons: full names first, then short forms where only one fits."""
    full = list(dict.fromkeys((s.key, s.suffix) for s in spots if len(s.key) > 1))[:_MOST]
    clusters = _merged(full)
    groups = [Group() for _ in clusters]
    at = {name: n for n, cluster in enumerate(clusters) for name in cluster}
    by_word: dict[str, set[int]] = {}
    for n, cluster in enumerate(clusters):
        for key, _ in cluster:
            for word in key:
                by_word.setdefault(sounded(word), set()).add(n)
    alone: dict[Key, Group] = {}
    for spot in spots:
        name = (spot.key, spot.suffix)
        if name in at:
            groups[at[name]].spots.append(spot)
            continue
        fits = _fits(spot.key, by_word, clusters)
        if len(fits) == 1:
            groups[fits[0]].spots.append(spot)
            continue
        group = alone.setdefault((sounded("".join(spot.key)),), Group())
        group.spots.append(spot)
        if fits:
            group.unsure = "more than one person here may be called so"
    return [group for group in (*groups, *alone.values()) if group.spots]


def _fits(
    key: Key, by_word: dict[str, set[int]], clusters: Sequence[Sequence[tuple[Key, str]]]
) -> list[int]:
    """The clusters a short form may mean: those whose last word it is, else any word."""
    word = key[-1]
    near = sorted(by_word.get(sounded(word), ()))
    last = [n for n in near if any(one_name(word, k[-1]) for k, _ in clusters[n])]
    return last or near


def _merged(names: Sequence[tuple[Key, str]]) -> list[list[tuple[Key, str]]]:
    """Full names put together where one is a form of the other, and of no third that is not."""
    near: dict[str, list[int]] = {}
    for n, (key, _) in enumerate(names):
        for word in dict.fromkeys((key[0], key[-1])):
            near.setdefault(sounded(word)[:2], []).append(n)
    links: list[set[int]] = [set() for _ in names]
    for some in near.values():
        for a, b in itertools.combinations(some, 2):
            if same_person(*names[a], *names[b]):
                links[a].add(b)
                links[b].add(a)
    taken: set[int] = set()
    out: list[list[tuple[Key, str]]] = []
    # Longest first: a short form that fits two longer names that are not one joins neither.
    for n in sorted(range(len(names)), key=lambda i: -len(names[i][0])):
        if n in taken:
            continue
        mates = [m for m in links[n] if m not in taken and links[m] - {n} <= links[n]]
        taken.update((n, *mates))
        out.append([names[i] for i in (n, *sorted(mates))])
    return out


def same_person(a: Key, a_suffix: str, b: Key, b_suffix: str) -> bool:
    """Whether two full names are forms of one: "J. Roe", "Jane Q. Roe", "Kim Jong-un"."""
    if a_suffix and b_suffix and a_suffix != b_suffix:
        return False
    if sounded("".join(a)) == sounded("".join(b)):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == len(long):
        fits = all(one_name(x, y) for x, y in zip(short, long, strict=True))
        return fits and max(len(x) for x in short) > 1 and len(short[-1]) > 1
    rest = iter(long)
    within = all(any(one_name(word, there) for there in rest) for word in short)
    # "Juan Pérez" for "Juan Carlos Pérez López"; an initial alone carries no surname.
    carried = any(len(word) > 1 and one_name(short[-1], word) for word in long[1:])
    return within and carried and len(short[-1]) > 1 and one_name(short[0], long[0])


def bodies(
    spots: Sequence[Spot], text: str, ends: Sequence[int], countries: Countries
) -> list[Group]:
    """Organisations and groups: equal words, acronyms in brackets, short forms of one."""
    keys = list(dict.fromkeys(spot.key for spot in spots))
    by_words: dict[frozenset[str], Key] = {}
    home = {key: by_words.setdefault(frozenset(key), key) for key in keys}
    for key, acronym in _acronyms(spots, text, ends, keys):
        home[acronym] = home[key]
    longer = [key for key in keys if len(key) > 1]
    for key in keys:
        if home[key] == key:
            owners = {
                home[other] for other in longer if other != key and _short_of(key, other, countries)
            }
            if len(owners) == 1:
                home[key] = owners.pop()
    groups: dict[Key, Group] = {}
    for spot in spots:
        groups.setdefault(_root(home, spot.key), Group()).spots.append(spot)
    return list(groups.values())


def _root(home: dict[Key, Key], key: Key) -> Key:
    for _ in range(4):
        if home[key] == key:
            break
        key = home[key]
    return key


def _short_of(short: Key, long: Key, countries: Countries) -> bool:
    """Whether `short` is `long` without the country or people it begins with."""
    dropped = long[: len(long) - len(short)]
    if len(short) < 2 or not dropped or len(dropped) > 2 or long[len(dropped) :] != short:
        return False
    word = " ".join(dropped)
    return countries.demonym(word) is not None or countries.named(word) is not None


def _acronyms(
    spots: Sequence[Spot], text: str, ends: Sequence[int], keys: Iterable[Key]
) -> list[tuple[Key, Key]]:
    """(full name, its acronym) where the text says so, or the letters fit one name only."""
    out: list[tuple[Key, Key]] = []
    known = set(keys)
    for before, after in itertools.pairwise(spots):
        if after.first - before.last in (2, 3) and "(" in text[ends[before.last] :][:3]:
            full, short = (before, after) if len(before.key) > 1 else (after, before)
            if len(short.key) == 1 and len(full.key) > 1:
                out.append((full.key, short.key))
    told = {short for _, short in out}
    for key in known - told:
        if len(key) == 1 and 2 < len(key[0]) < 8:
            fits = [k for k in known if len(k) > 2 and "".join(w[0] for w in k) == key[0]]
            if len(fits) == 1:
                out.append((fits[0], key))
    return sorted(out)
