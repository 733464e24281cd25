"""Relations of containment: "the city of A in B", "A, B", "the northern B-ian town of A"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fairwitness.reading.relations.figures import Figure, located, standing_for
from fairwitness.reading.relations.grounds import demonyms
from fairwitness.reading.relations.scene import AREAS, DASHES, Phrase, Scene
from fairwitness.reading.rows import Compass, PlaceKind, Relation
from fairwitness.world import World

HOLDERS: frozenset[PlaceKind] = frozenset({"country", "territory", "province", "continent"})
"""Kinds of ground that containment is decided for: those with a border."""

PROVINCES = frozenset({"province", "region", "governorate", "oblast", "state", "prefecture"})
"""After the name of a city: its province is meant."""

WITHIN = frozenset({"in", "inside", "within"})
LOCATIVE = frozenset({"in", "at", "near", "around", "outside", "to", "on"})
"""What stands before a place that something is at or goes to; after "from" and "of" the words that
follow may belong to who comes from there ("envoys from Aleppo in Iraq")."""


OUT_OF = frozenset({"from", "of", "like", "through", "towards", "off", "past"})
"""Before a place that is only surely located where commas close it in: "from A, in Iraq,"."""
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
CLOSERS = frozenset({",", ".", ";", ":", ")", "—", "–", "-", "", "and", "but"})
"""What follows words that are over: a mark, the end, or the next clause."""


@dataclass(frozen=True)
class _Container:
    """The phrase after "in": the place, its stated part, and the tokens that say so."""

    phrase: Phrase
    part: Compass | None
    start: int
    """Token of the word that attaches it: `in`, `,`, `of`."""


def containments(scene: Scene, world: World) -> Iterator[Relation]:
    """Every containment the text states of a point-like place or a province."""
    lists: set[int] = set()
    for start in sorted(scene.starts):
        phrase = scene.starts[start]
        if _holds_others(scene, phrase):
            container = _container(scene, phrase)
            relation = _contained(scene, container, lists) if container else None
            if relation is not None:
                lists.add(phrase.end)
                yield relation
        described = _described(scene, world, phrase)
        if described is not None:
            yield described


def _holds_others(scene: Scene, phrase: Phrase) -> bool:
    """Whether it has a border: by its kind, or as a city's name does before "province"."""
    named = phrase.end > phrase.name_end and scene.word(phrase.end - 1) in PROVINCES
    return phrase.ground_kind in HOLDERS or (named and phrase.place.kind in ("city", "region"))


def _container(scene: Scene, phrase: Phrase) -> _Container | None:
    """Reads leftwards from a holder over "the desert region of", "southeast of", "northern"."""
    i = phrase.start
    part, i = scene.compass_before(i)
    if part is None and scene.word(phrase.end) in POSSESSIVE:
        found, after = scene.compass(phrase.end + 1)
        ends = scene.word(after) in CLOSERS or scene.doc[min(after, len(scene.doc) - 1)].is_space
        part = found if found and (ends or scene.word(after) in ("coast", "border")) else None
    j = _past_owner(scene, _skip_adjectives(scene, i))
    if scene.word(j - 1) in ("of", "in") and scene.named_before(j - 1) is not None:
        return _Container(phrase, part, j - 1)
    for _ in range(2):
        if scene.word(i - 1) == "of":
            found, j = scene.compass_before(i - 1)
            if found:
                part, i = found, j
            elif scene.lexicon.descriptor(scene.word(i - 2)) or scene.word(i - 2) == "part":
                i = _skip_adjectives(scene, i - 2)
                found, j = scene.compass_before(i)
                part, i = (found, j) if found else (part, i)
        i = _skip_adjectives(scene, i)
    i = _past_owner(scene, i)
    word = scene.word(i - 1)
    if word in WITHIN or (word in (",", "of") and i == phrase.start):
        return _Container(phrase, part, i - 1)
    return None


def _past_owner(scene: Scene, i: int) -> int:
    """Over "Syria's" of "in Syria's northern Idlib province"."""
    if scene.word(i - 1) in POSSESSIVE:
        owner = scene.ends.get(i - 1)
        if owner is not None and owner.countries:
            return owner.start
    return i


def _skip_adjectives(scene: Scene, i: int) -> int:
    while i > 0 and scene.compass_before(i)[0] is None:
        token = scene.doc[i - 1]
        if token.pos_ not in ("DET", "ADJ") and token.dep_ not in ("compound", "amod"):
            break
        i -= 1
    return i


def _contained(scene: Scene, container: _Container, lists: set[int]) -> Relation | None:
    """The relation of whatever the container attaches to, or None."""
    figure = _as_nominal(scene, container)
    if figure is not None and _wider(container.phrase, figure.phrase):
        return _relation(scene, container, figure, firm=True)
    i = container.start
    while scene.word(i - 1) in scene.lexicon.locating.participles or scene.word(i - 1) == ",":
        i -= 1
    inner = scene.ends.get(i)
    attached = scene.word(container.start)
    if inner is not None and inner.end == i and inner.place.kind not in ("country", "continent"):
        if not _wider(container.phrase, inner):
            return None
        firm = _firm(scene, container, inner, lists)
        if attached == "," and not firm and _listed(scene, container, inner):
            return None
        figure = Figure(inner, inner.start, inner.end)
        return _relation(scene, container, figure, firm=firm)
    if attached not in WITHIN:
        return None
    return _predicated(scene, container)


def _as_nominal(scene: Scene, container: _Container) -> Figure | None:
    """The X of "X, the capital of B", "X, a steel town in B", "X is the main port of B"."""
    i = container.start
    if scene.word(i) not in ("in", "of") or not scene.lexicon.descriptor(scene.word(i - 1)):
        return None
    phrase = scene.named_before(i)
    if phrase is None or phrase.place.kind in AREAS:
        return None
    return Figure(phrase, phrase.start, phrase.end)


def _wider(holder: Phrase, inner: Phrase) -> bool:
    """A province lies in a country; nothing lies in its own kind or in a place it names itself."""
    order: dict[PlaceKind, int] = {"continent": 4, "country": 3, "territory": 3, "province": 2}
    if holder.ground_kind in ("city", "region"):
        return inner.place.kind not in AREAS
    return order.get(holder.ground_kind, 1) > order.get(inner.ground_kind, 1) and (
        inner.ground_kind not in AREAS or inner.ground_kind in ("province", "district")
    )


def _firm(scene: Scene, container: _Container, inner: Phrase, lists: set[int]) -> bool:
    """Whether the words leave no other reading than that the inner place lies in the holder."""
    attached = scene.word(container.start)
    before = scene.word(inner.start - 1)
    closed = scene.word(container.phrase.end) in CLOSERS and attached == "in"
    if closed and scene.word(inner.end) == "," and before in OUT_OF:
        return inner.place.reading != "actor"
    if attached == ",":
        return before in ("in", "at", "near") and not _listed(scene, container, inner)
    if attached == "of":
        return inner.end > inner.name_end and before in ("the", "in", "at", "near")
    opened = before == "of" and scene.lexicon.descriptor(scene.word(inner.start - 2)) is not None
    went_on = before in ("and", ",") and not lists.isdisjoint((inner.start - 1, inner.start - 2))
    if inner.place.reading == "actor":
        return opened
    verb = inner.start > 0 and scene.doc[inner.start - 1].pos_ == "VERB"
    return opened or went_on or verb or before in LOCATIVE or inner.end > inner.name_end


def _listed(scene: Scene, container: _Container, inner: Phrase) -> bool:
    """Whether the two names are part of a list: "Aleppo, Iraq and Lebanon"."""
    end = container.phrase.end
    after = scene.word(end) in ("and", "or", "&")
    then = end + 2 if scene.word(end + 1) in ("and", "or") else end + 1
    follow = scene.word(end) == "," and then in scene.starts
    precede = scene.word(inner.start - 1) in (",", "and") and inner.start - 1 in scene.ends
    return after or follow or precede


def _predicated(scene: Scene, container: _Container) -> Relation | None:
    """ "X is a base in B", "The base is located in B", "X, a town in B"."""
    head = scene.doc[container.start].head
    descriptor = scene.lexicon.descriptor(head.text)
    figure: Figure | None = None
    if head.dep_ == "appos" and descriptor:
        figure = standing_for(scene, head.head)
    elif head.dep_ == "attr" and descriptor and head.head.lemma_ == "be":
        figure = located(scene, head)
    elif head.dep_ == "acl" and head.lower_ in scene.lexicon.locating.participles:
        figure = standing_for(scene, head.head)
    elif head.lemma_.lower() in scene.lexicon.locating.verbs and head.dep_ != "aux":
        between = scene.doc[head.i + 1 : container.start]
        bare = head.lemma_ != "be" or all(t.dep_ in ("neg", "advmod") for t in between)
        figure = located(scene, scene.doc[container.start]) if bare else None
    if figure is None or not _wider(container.phrase, figure.phrase):
        return None
    return _relation(scene, container, figure, firm=True)


def _relation(scene: Scene, container: _Container, figure: Figure, *, firm: bool) -> Relation:
    words = scene.span(min(figure.start, container.start), container.phrase.end)
    if figure.start < container.start and container.start - figure.end > 2:
        words = scene.span(container.start, container.phrase.end)
    return Relation(
        id="",
        start=words.start,
        end=words.end,
        text=words.text,
        kind="containment",
        figure=figure.phrase.place.id,
        figure_words=scene.span(figure.start, figure.end),
        ground=container.phrase.place.id,
        ground_words=scene.span(container.phrase.start, container.phrase.end),
        ground_countries=container.phrase.countries,
        direction=container.part,
        firm=firm,
        negated=_negated(scene, container),
        why=figure.why,
    )


def _negated(scene: Scene, container: _Container) -> bool:
    token = scene.doc[container.start]
    near = [token, *token.ancestors][:5]
    return any(child.dep_ == "neg" for node in near for child in node.children)


def _described(scene: Scene, world: World, phrase: Phrase) -> Relation | None:
    """ "The northern Lebanese city of Tripoli": a descriptor with a demonym before a name."""
    if phrase.place.kind in ("country", "continent", "territory"):
        return None
    i = phrase.start
    i = i - 1 if scene.word(i - 1) == "of" else i
    if not scene.lexicon.descriptor(scene.word(i - 1)):
        return None
    codes, start = _demonym_before(scene, world, i - 1)
    if len(codes) != 1:
        return None
    plain = all(scene.doc[k].pos_ == "ADJ" for k in range(start + 1, i - 1))
    part, first = scene.compass_before(start)
    words = scene.span(first, phrase.end)
    return Relation(
        id="",
        start=words.start,
        end=words.end,
        text=words.text,
        kind="containment",
        figure=phrase.place.id,
        figure_words=scene.span(phrase.start, phrase.end),
        ground=None,
        ground_words=scene.span(start, start + 1),
        ground_countries=codes,
        direction=part,
        firm=plain,
    )


def _demonym_before(scene: Scene, world: World, end: int) -> tuple[tuple[str, ...], int]:
    """A demonym at most two words before the descriptor at `end`: "the Iraqi holy city"."""
    for i in range(end - 1, max(-1, end - 4), -1):
        codes, _ = demonyms(scene, world, i)
        if codes:
            chained = scene.word(i - 1) in DASHES
            return ((), i) if chained else (codes, i)
        if scene.doc[i].pos_ not in ("ADJ", "NOUN", "VERB") or scene.doc[i].is_title:
            break
    return (), end
