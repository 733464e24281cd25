"""Harm told by nouns: "12 deaths", "the murder of a teacher", "the toll rose to 12"."""

from __future__ import annotations

from fairwitness.reading.incidents.harm import (
    Harm,
    counter_of,
    standing,
    subject_of,
)
from fairwitness.reading.incidents.people import Group, People
from fairwitness.reading.incidents.words import Sense, harm_words
from fairwitness.reading.rows import Quantity
from fairwitness.reading.tree import Tree

_TO = frozenset(["to", "at", "of", "by", "above", "past", "from"])
_DIGITS = 8
_FURTHER = 10
"""Words after a toll in which its figure may stand."""
_FOUND = frozenset(["find", "recover", "pull", "discover", "dig", "bring", "lie", "retrieve"])
_KINDS = {"death": "killed", "killed": "killed", "fatality": "killed", "dead": "killed",
          "casualty": "killed", "injury": "injured", "injured": "injured", "wounded": "injured",
          "missing": "missing", "detained": "detained", "displaced": "displaced"}  # fmt: skip


def by_noun(tree: Tree, people: People, token: int) -> list[Harm]:
    """The harms the noun at `token` tells of."""
    if tree.pos[token] not in {"NOUN", "PROPN", "ADJ"}:
        return []
    lemma = tree.lemma[token]
    sense = harm_words().nouns[lemma]
    stand = standing(tree, token)
    if stand == "unreal" or _attempted(tree, token):
        return []
    if sense.frame == "none" or _with_no(tree, token):
        return _absent(tree, token, sense)
    if sense.frame == "toll":
        return _toll(tree, people, token)
    found = _told(tree, people, token, sense)
    source = counter_of(tree, token)
    return [
        Harm(
            sense.kind,
            token,
            group,
            frame="plain" if sense.frame == "number" else "event",
            negated=group.none,
            possible=stand == "possible",
            source=source,
        )
        for group in found
    ]


def _attempted(tree: Tree, token: int) -> bool:
    return any(tree.lower[c] in {"attempted", "would-be", "future"} for c in tree.children[token])


def _with_no(tree: Tree, token: int) -> bool:
    above = tree.head[token]
    if tree.dep[token] == "pobj" and tree.lower[above] == "without":
        return True
    return any(tree.lower[c] == "no" for c in tree.children[token])


def _absent(tree: Tree, token: int, sense: Sense) -> list[Harm]:
    """ "No casualties": nobody killed and nobody injured."""
    if not _with_no(tree, token) and not _no_reports(tree, token):
        return []
    kinds = ("killed", "injured") if sense.kind == "both" else (sense.kind,)
    source = counter_of(tree, token)
    group = Group(token, token, token, 0, 0)
    return [Harm(kind, token, group, negated=True, source=source) for kind in kinds]


def _no_reports(tree: Tree, token: int) -> bool:
    """ "No reports of casualties"."""
    of = tree.head[token]
    report = tree.head[of]
    return (
        tree.dep[token] == "pobj"
        and tree.lower[of] == "of"
        and any(tree.lower[c] == "no" for c in tree.children[report])
    )


def _told(tree: Tree, people: People, token: int, sense: Sense) -> list[Group]:
    """The groups a noun of harm is told of."""
    lemma = tree.lemma[token]
    if lemma in {"life", "loss"}:
        return _lives(tree, people, token)
    groups = _of(tree, people, token)
    if groups:
        return groups
    figure = people.figure.get(token - 1) if token else None
    if figure is None:
        figure = _own_figure(tree, people, token)
    if sense.frame == "body":
        return _bodies(tree, token, figure)
    if figure is not None and sense.frame == "number":
        return [_counted(token, figure[2])]
    if sense.frame == "event" and figure is None and _stands_alone(tree, token):
        return [Group(token, token, token, 1, None, exact=False, stated=False)]
    return []


def _stands_alone(tree: Tree, token: int) -> bool:
    """Whether a singular deed is told of as one that was: no plural, no "murder suspect"."""
    return (
        tree.tag[token] == "NN"
        and tree.dep[token] not in {"compound", "conj"}
        and tree.lower[tree.head[token]] not in {"including", "like", "attempted"}
        and tree.lower[token] not in {"loss", "execution", "suicide"}
    )


def _own_figure(tree: Tree, people: People, token: int) -> tuple[int, int, Quantity] | None:
    for child in tree.children[token]:
        if child < token and child in people.figure and tree.dep[child] in {"nummod", "amod"}:
            return people.figure[child]
    return None


def _counted(token: int, row: Quantity) -> Group:
    return Group(
        token, token, token, row.low, row.high, row.exact, row.qualifier, row.id,
        single=row.value == 1 and row.qualifier is None,
    )  # fmt: skip


def _of(tree: Tree, people: People, token: int) -> list[Group]:
    """Those of "the death of two men", "the teacher's murder", "the shooting death of a boy"."""
    out: list[Group] = []
    for child in tree.children[token]:
        if tree.dep[child] == "prep" and tree.lower[child] == "of" and child > token:
            inner = tree.child(child, "pobj")
            if inner >= 0:
                out.extend(g for g in people.groups(inner) if people.is_people(g.head, surely=True))
        elif tree.dep[child] == "poss" and people.is_people(child, surely=True):
            group = people.group(child)
            if group is not None and (group.stated or group.name):
                out.append(group)
    return out


def _lives(tree: Tree, people: People, token: int) -> list[Group]:
    """ "Lost their lives", "claimed 12 lives", "took his own life"; not "a life in exile"."""
    verb = tree.head[token]
    if tree.lemma[token] == "loss":
        return _of(tree, people, token)
    if tree.dep[token] != "dobj" or tree.lemma[verb] not in harm_words().around["lose"]:
        return []
    if tree.lemma[verb] == "lose" or tree.lower[tree.left[token]] in {"his", "her"}:
        subject = subject_of(tree, verb)
        return people.groups(subject) if subject >= 0 else []
    figure = people.figure.get(token - 1)
    return [_counted(token, figure[2])] if figure is not None else _of(tree, people, token)


def _bodies(tree: Tree, token: int, figure: tuple[int, int, Quantity] | None) -> list[Group]:
    """ "Fourteen bodies were recovered": as many dead; "the body" alone is somebody told of."""
    verb = tree.head[token]
    counted = tree.lemma[verb] in harm_words().around["count"]
    if figure is None or not (counted or tree.lemma[verb] in _FOUND):
        return []
    return [_counted(token, figure[2])]


def _toll(tree: Tree, people: People, token: int) -> list[Harm]:
    """ "The death toll rose to 12", "put the toll at 12", "a toll of 12"; from 9: the old one."""
    kind = _toll_kind(tree, token)
    if not kind:
        return []
    return [
        Harm(
            kind,
            token,
            _total(token, word, row),
            frame="before" if word == "from" else "toll",
            source=counter_of(tree, token),
        )
        for word, row in moved_to(tree, people, token)
    ]


def _total(token: int, word: str, row: Quantity) -> Group:
    """The people of a total; "climbed past 80" leaves it open above."""
    over = word in {"past", "above"}
    high = None if over else row.high
    exact = row.exact and not over
    return Group(token, token, token, row.low, high, exact, row.qualifier, row.id or None)


def _toll_kind(tree: Tree, token: int) -> str:
    """What a toll counts: the dead, but for "the injury toll", "the number of missing"."""
    own = next((c for c in tree.children[token] if tree.lemma[c] in _KINDS), -1)
    if own >= 0:
        return _KINDS[tree.lemma[own]]
    if tree.lemma[token] == "toll":
        return "killed"
    for of in tree.childs(token, "prep"):
        inner = tree.child(of, "pobj")
        if tree.lower[of] == "of" and inner >= 0:
            words = (inner, *tree.children[inner])
            return next((_KINDS[tree.lemma[w]] for w in words if tree.lemma[w] in _KINDS), "")
    if tree.lemma[token] not in {"total", "figure"}:
        return ""
    for before in range(token - 1, tree.sentence[token] - 1, -1):
        lemma, verbs = tree.lemma[before], harm_words().verbs
        if lemma in verbs and verbs[lemma][0].kind in {"killed", "injured", "detained"}:
            return verbs[lemma][0].kind
        if lemma in _KINDS:
            return _KINDS[lemma]
    return ""


def moved_to(tree: Tree, people: People, token: int) -> list[tuple[str, Quantity]]:
    """The figures said of a total at `token`, with the word before each: `to`, `from`, or empty."""
    out: list[tuple[str, Quantity]] = []
    hosts = [token]
    verb = tree.head[token]
    if tree.dep[token] in {"nsubj", "dobj", "nsubjpass"}:
        hosts.append(verb)
    for host in hosts:
        for child in tree.children[host]:
            if child < token and (host == token or tree.dep[child] != "prep"):
                continue
            lower = tree.lower[child]
            if tree.dep[child] in {"prep", "agent"} and lower in _TO:
                inner = tree.child(child, "pobj")
                figure = _number(tree, people, inner) if inner >= 0 else None
                if figure is not None and lower != "by":
                    out.append((lower, figure))
                    out.extend(_from(tree, people, inner))
            elif child in people.figure and tree.dep[child] in {"dobj", "attr", "npadvmod"}:
                out.append(("to", people.figure[child][2]))
    if not out:
        out = _further_on(tree, people, token)
    return list({row.start: (word, row) for word, row in out}.values())


def _further_on(tree: Tree, people: People, token: int) -> list[tuple[str, Quantity]]:
    """ "Put the toll of the blast [at 31]", the figure hung on the blast by the parser."""
    for after in range(token + 1, min(len(tree) - 1, token + _FURTHER)):
        if tree.sentence[after] != tree.sentence[token]:
            break
        if tree.lower[after] in {"at", "to"} and after + 1 in people.figure:
            return [("to", people.figure[after + 1][2])]
    return []


def _number(tree: Tree, people: People, token: int) -> Quantity | None:
    """The figure at `token`; digits right behind "at" are none of the report's quantities."""
    found = people.figure.get(token)
    if found is not None:
        return found[2]
    digits = tree.lower[token].replace(",", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < _DIGITS):
        return None
    start, end, value = tree.start[token], tree.end[token], float(digits)
    return Quantity(
        id="", start=start, end=end, text=tree.text[start:end], kind="count",
        value=value, low=value, high=value, exact=True,
    )  # fmt: skip


def _from(tree: Tree, people: People, inner: int) -> list[tuple[str, Quantity]]:
    """ "To 31, [from 27] the day before", hung on the 31."""
    return [
        ("from", people.figure[below][2])
        for child in tree.childs(inner, "prep")
        if tree.lower[child] == "from" and (below := tree.child(child, "pobj")) in people.figure
    ]
