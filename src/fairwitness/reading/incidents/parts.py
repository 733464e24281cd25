"""Finds parts of a total: "among them two officers", "two of them fatally", "eleven critically"."""

from __future__ import annotations

from collections.abc import Sequence

from fairwitness.reading.incidents.harm import Harm
from fairwitness.reading.incidents.people import Group, People
from fairwitness.reading.tree import Tree

_WHOSE = frozenset(["them", "whom", "these", "those"])
_GRAVE = frozenset(["critically", "seriously", "gravely", "severely", "badly", "slightly",
                    "lightly"])  # fmt: skip
_FATAL = frozenset(["fatally", "mortally"])
_REACH = 3


def parts_of(tree: Tree, people: People, harms: Sequence[Harm]) -> list[tuple[Harm, Harm]]:
    """Parts with the harm whose total counts them too, in text order."""
    whole: Harm | None = None
    by_token: dict[int, list[Harm]] = {}
    for harm in harms:
        by_token.setdefault(max(harm.at, harm.group.last), []).append(harm)
    seen = {harm.group.head for harm in harms}
    out: list[tuple[Harm, Harm]] = []
    for token in range(len(tree)):
        if whole is not None and tree.sentence[token] != tree.sentence[whole.at]:
            whole = None
        for harm in by_token.get(token, ()):
            if not harm.negated and not (harm.group.single or harm.group.subset):
                whole = harm
        if whole is None or token <= max(whole.at, whole.group.last):
            continue
        for part in _parts_at(tree, people, token, whole):
            if part.group.head not in seen:
                seen.add(part.group.head)
                out.append((part, whole))
    return out


def _parts_at(tree: Tree, people: People, token: int, whole: Harm) -> list[Harm]:
    lower = tree.lower[token]
    if lower == "including":
        head = tree.child(token, "pobj", "dobj")
        return [Harm(whole.kind, token, group) for group in _people(people, head)]
    if lower == "among" and token + 1 < len(tree) and tree.lower[token + 1] in _WHOSE:
        return [Harm(whole.kind, token, group) for group in _people(people, _after(tree, token))]
    if lower in _FATAL | _GRAVE:
        figure = next(
            (people.figure[t] for t in range(token - 1, token - 1 - _REACH, -1)
             if t in people.figure), None
        )  # fmt: skip
        if figure is None or figure[2].value == whole.group.low:
            return []
        group = people.group(figure[1])
        kind = "killed" if lower in _FATAL else whole.kind
        return [Harm(kind, token, group)] if group is not None else []
    return []


def _people(people: People, head: int) -> list[Group]:
    if head < 0:
        return []
    return [g for g in people.groups(head) if people.is_people(g.head, surely=True)]


def _after(tree: Tree, token: int) -> int:
    """The noun that "among them" goes with: its head, or the next one counted."""
    above = tree.head[token]
    if above > token and tree.pos[above] in {"NOUN", "PROPN", "NUM"}:
        return above
    for at in range(token + 2, min(len(tree), token + 8)):
        if tree.pos[at] in {"NOUN", "PROPN"} and tree.dep[at] != "compound":
            return at
    return -1
