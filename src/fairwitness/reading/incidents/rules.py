"""Drafts of incidents by rules: triggers of one incident linked, and who is in its roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fairwitness.reading.incidents.draft import Draft, Offsets, Role
from fairwitness.reading.incidents.people import People
from fairwitness.reading.incidents.told import is_running, sentence_words
from fairwitness.reading.incidents.triggers import LONG_AGO, Trigger, listed
from fairwitness.reading.rows import Filler
from fairwitness.reading.tree import Tree
from fairwitness.span import Span

_ORGANISED = frozenset(["ORG", "NORP"])
_LOOSE = frozenset(["killing", "attack", "armed-attack"])
"""Deeds that a bombing may be told of by."""
_PARTS = frozenset(["compound", "nmod", "amod"])


@dataclass(slots=True)
class Linked:
    """Triggers taken for one incident, the first of which names it."""

    triggers: list[Trigger] = field(default_factory=list)
    background: bool = False


def drafts_of(tree: Tree, people: People, triggers: Sequence[Trigger]) -> list[Draft]:
    """The drafts of a text by rules, from its `triggers`, in text order."""
    return [_draft(tree, people, one) for one in linked(tree, triggers)]


def linked(tree: Tree, triggers: Sequence[Trigger]) -> list[Linked]:
    """The triggers of the text by incident. One of a type joins the last incident of that type,
    unless "another" or its time sets it apart; what is hypothetical makes none.
    """
    out: list[Linked] = []
    for trigger in triggers:
        if trigger.unreal:
            continue
        background = is_background(tree, trigger.at)
        last = next(
            (one for one in reversed(out) if _may_join(tree, one, trigger, background)), None
        )
        if last is None:
            last = Linked(background=background)
            out.append(last)
        last.triggers.append(trigger)
    return _news_first(out)


def is_background(tree: Tree, token: int) -> bool:
    """Whether the sentence of `token` sets it long before the news, or in a running total."""
    words = sentence_words(tree, token)
    return is_running(words) or LONG_AGO.search(words) is not None


def _news_first(found: list[Linked]) -> list[Linked]:
    """A report whose only incidents are of long ago is about them."""
    if found and all(one.background for one in found):
        for one in found:
            one.background = False
    return found


def _may_join(tree: Tree, one: Linked, trigger: Trigger, background: bool) -> bool:
    if one.background != background or trigger.another:
        return False
    types = {t.type for t in one.triggers}
    if trigger.type in types:
        return True
    if trigger.deed in _LOOSE and types & {"attack", "bombing"}:
        return True
    last = one.triggers[-1].at
    near = tree.sentence[last] == tree.sentence[trigger.at]
    return near and trigger.type == "bombing" and all(t.deed in _LOOSE for t in one.triggers)


def _draft(tree: Tree, people: People, one: Linked) -> Draft:
    roles: dict[Role, dict[str, list[Span]]] = {}
    for trigger in one.triggers:
        for noun in trigger.agents:
            role: Role = "perpetrator_organisation" if _is_body(tree, people, noun) else (
                "perpetrator_individual")  # fmt: skip
            if role == "perpetrator_organisation" or people.is_people(noun, surely=True):
                _add(tree, people, roles, role, noun)
        for noun in trigger.objects:
            persons = people.is_people(noun, surely=False)
            _add(tree, people, roles, "victim" if persons else "physical_target", noun)
        for noun in _weapons(tree, trigger):
            _add(tree, people, roles, "weapon", noun)
    kinds = [t.type for t in one.triggers]
    kind = next((k for k in kinds if k != "attack"), kinds[0])
    return Draft(
        type=kind,
        triggers=tuple((tree.start[t.at], tree.end[t.at]) for t in one.triggers),
        roles={role: _fillers(names) for role, names in roles.items()},
        score=0.5 + 0.5 * bool(roles),
    )


def _is_body(tree: Tree, people: People, noun: int) -> bool:
    return people.label.get(noun) in _ORGANISED and tree.tag[noun] not in {"NNS", "NNPS"}


def _weapons(tree: Tree, trigger: Trigger) -> list[int]:
    """Weapons named in the deed's own clause."""
    first, last = tree.left[trigger.at], tree.right[trigger.at]
    head = tree.head[trigger.at]
    if tree.pos[trigger.at] != "VERB" and tree.pos[head] == "VERB":
        first, last = tree.left[head], tree.right[head]
    last = min(last, first + 60)
    return [
        token
        for token in range(first, last + 1)
        if tree.pos[token] in {"NOUN", "PROPN"}
        and tree.dep[token] != "compound"
        and listed("weapon", tree.lemma[token])
    ]


def _add(
    tree: Tree, people: People, roles: dict[Role, dict[str, list[Span]]], role: Role, noun: int
) -> None:
    if tree.pos[noun] not in {"NOUN", "PROPN"}:
        return
    start, end = _named(tree, people, noun)
    span = Span.of(tree.text, start, end)
    names = roles.setdefault(role, {})
    key = span.text.lower()
    known = next((k for k in names if set(key.split()) & set(k.split()[-1:])), key)
    names.setdefault(known, []).append(span)


def _named(tree: Tree, people: People, noun: int) -> Offsets:
    """The words of a filler: a name, or a noun with what makes it one."""
    if noun in people.named:
        first, last = people.named[noun]
        return tree.start[first], tree.end[last]
    first = noun
    for child in tree.children[noun]:
        if child < noun and tree.dep[child] in _PARTS and child not in people.figure:
            first = min(first, child)
    while first < noun and tree.pos[first] in {"DET", "NUM", "PUNCT", "PRON"}:
        first += 1
    return tree.start[first], tree.end[noun]


def _fillers(names: dict[str, list[Span]]) -> tuple[Filler, ...]:
    out = []
    for spans in names.values():
        best = max(spans, key=lambda span: len(span.text))
        mentions = tuple(sorted(set(spans)))
        out.append(Filler(start=best.start, end=best.end, text=best.text, mentions=mentions))
    return tuple(out)


def spans(tree: Tree, one: Sequence[Offsets]) -> tuple[Span, ...]:
    """Offsets as spans of the text."""
    return tuple(Span.of(tree.text, start, end) for start, end in one)
