"""Relations of nearness: "X, near Y", "X, on the Z border", "X, on the Tigris", "coastal X"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from fairwitness.reading.relations.figures import SUBJECTS, Figure, standing_for
from fairwitness.reading.relations.grounds import Ground, read_ground
from fairwitness.reading.relations.lexicon import nearness
from fairwitness.reading.relations.rows import row, same
from fairwitness.reading.relations.scene import AREAS, BORDER, Phrase, Scene
from fairwitness.reading.relations.standing import Standing, standing
from fairwitness.reading.rows import Manner, PlaceKind, Relation
from fairwitness.world import World

WATERS: dict[PlaceKind, Manner] = {
    "river": "river", "sea": "coast", "strait": "coast", "lake": "river",
}  # fmt: skip
"""What a place lies on whose ground is water, as a manner."""
CLOSE = frozenset({"near", "outskirts", "beside"})


def proximities(scene: Scene, world: World, i: int) -> Iterator[Relation]:
    """The relations whose first locating word is token `i`."""
    for manner, words in nearness().get(scene.word(i), ()):
        after = _matched(scene, i, words)
        if after is None:
            continue
        found = _near(scene, world, i, after, manner)
        if found is not None:
            yield found
            return


def _matched(scene: Scene, i: int, words: tuple[str, ...]) -> int | None:
    """The token after a phrase that starts at token `i`; `~` takes up to two adjectives."""
    j = i
    for word in words:
        if word == "~":
            taken = 0
            while taken < 3 and _describes(scene, j):
                j, taken = j + 1, taken + 1
        elif scene.word(j) == word:
            j += 1
        else:
            return None
    return j


def _describes(scene: Scene, j: int) -> bool:
    token = scene.doc[j] if j < len(scene.doc) else None
    return token is not None and (
        token.pos_ == "ADJ" or token.lower_ in scene.lexicon.compass or token.text == "-"
    )


def _near(scene: Scene, world: World, i: int, after: int, manner: str) -> Relation | None:
    ground = read_ground(scene, world, after) or _shore(scene, after)
    if ground is None or scene.word(ground.end) in ("'s", "’s"):
        return None
    meant = _manner(ground, manner)
    if meant is None:
        return None
    country = ground.place is not None and ground.place.place.kind == "country"
    wide = meant == "beside" and country and ground.part == "whole"
    stood = standing(scene, i, areas=wide)
    if stood is None or same(stood, ground.place):
        return None
    actor = stood.figure.phrase.place.reading == "actor"
    loose = stood.predicate and scene.word(i) in ("close", "next") and actor
    end = ground.end + (scene.word(ground.end) in scene.lexicon.shore.nouns)
    return row(scene, "proximity", stood, i, ground, manner=meant, firm=not loose, end=end)


def _manner(ground: Ground, manner: str) -> Manner | None:
    """What the words say of this ground; None where they say nothing that is meant by them."""
    if ground.part == "border":
        return "beside" if manner in ("border", "river", "coast", "beside") else "near"
    place = ground.place.place if ground.place is not None else None
    if place is None:
        return None
    if place.kind in WATERS:
        if manner not in CLOSE:
            return WATERS[place.kind]
        return "near"
    if manner not in CLOSE:
        return None
    if manner == "beside" and place.kind == "country":
        return "beside"
    return cast(Manner, manner)


def _shore(scene: Scene, i: int) -> Ground | None:
    """ "The Black Sea coast": a sea that `read_ground` leaves alone, as no point is meant by it."""
    start = i
    i += scene.word(i) in ("the", "its")
    phrase = scene.starts.get(i)
    if phrase is None or phrase.place.kind not in WATERS:
        return None
    if scene.word(phrase.end) not in scene.lexicon.shore.nouns:
        return None
    return Ground(start, phrase.end + 1, phrase)


def borderings(scene: Scene, i: int) -> Iterator[Relation]:
    """ "Jordan borders Syria and Iraq": token `i` is a form of the verb "border"."""
    verb = scene.doc[i]
    start, after = i, i + 1
    if verb.pos_ != "VERB" and (scene.word(i - 2), scene.word(i - 1)) != ("which", "both"):
        shared = _sharing(scene, i)
        if shared is None:
            return
        start, after = shared, i + 2
    grounds = list(_listed(scene, after))
    for stood in _bordering(scene, start) if grounds else ():
        for phrase in grounds:
            if same(stood, phrase):
                continue
            ground = Ground(phrase.start, phrase.end, phrase, phrase.countries)
            yield row(scene, "proximity", stood, start, ground, manner="beside")


def _sharing(scene: Scene, i: int) -> int | None:
    """The verb of "shares a long border with", whose "border" is token `i`."""
    if scene.word(i + 1) != "with":
        return None
    k = i - 1
    while k > i - 5 and scene.doc[k].pos_ in ("ADJ", "DET", "NUM", "NOUN", "PUNCT", "ADV"):
        k -= 1
    return k if scene.doc[k].lemma_ in ("share", "have") else None


def _bordering(scene: Scene, i: int) -> Iterator[Standing]:
    """The countries that the verb at token `i` is said of: X of "X, which borders", X and Y of
    "X and Y, which both border"."""
    j = i - (scene.word(i - 1) == "both")
    if (scene.word(j - 2), scene.word(j - 1)) == (",", "which"):
        phrase = scene.ends.get(j - 2)
        while phrase is not None and phrase.countries:
            yield Standing(Figure(phrase, phrase.start, phrase.end), firm=True, predicate=True)
            both = scene.word(phrase.start - 1) == "and" and scene.word(i - 1) == "both"
            phrase = scene.ends.get(phrase.start - 1) if both else None
        return
    stood = _subject(scene, i)
    if stood is not None:
        yield stood


def _subject(scene: Scene, i: int) -> Standing | None:
    verb = scene.doc[i]
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None:
        return None
    found = standing_for(scene, subject, areas=True)
    return None if found is None else Standing(found, firm=True, predicate=True)


def _listed(scene: Scene, i: int) -> Iterator[Phrase]:
    """The countries of "Syria, Iraq and Saudi Arabia" from token `i` on."""
    while (phrase := scene.starts.get(i + (scene.word(i) == "the"))) is not None:
        if phrase.countries:
            yield phrase
        i = phrase.end
        while scene.word(i) in (",", "and"):
            i += 1


def shores(scene: Scene, phrase: Phrase) -> Iterator[Relation]:
    """ "The coastal city of X", "X, a coastal town", "landlocked X" for the place of `phrase`."""
    shore = scene.lexicon.shore
    i = phrase.start - (scene.word(phrase.start - 1) == "of")
    stood = Standing(Figure(phrase, phrase.start, phrase.end), firm=True, predicate=False)
    if phrase.countries:
        if scene.word(phrase.start - 1) in shore.landlocked:
            yield _alone(scene, stood, phrase.start - 1, phrase.start, phrase.end)
        yield from _described(scene, stood, phrase.end, shore.landlocked)
        return
    if phrase.place.kind in AREAS:
        return
    if scene.lexicon.descriptor(scene.word(i - 1)):
        for k in range(i - 2, max(-1, i - 5), -1):
            if scene.word(k) in shore.adjectives:
                yield _alone(scene, stood, k, k + 1, phrase.end)
                return
            if scene.doc[k].pos_ not in ("ADJ", "NOUN", "PROPN", "PUNCT"):
                break
        sea = _sea_before(scene, i - 1)
        if sea is not None:
            ground = Ground(sea.start, i, sea)
            yield row(scene, "proximity", stood, sea.start, ground, manner="coast", end=phrase.end)
    yield from _described(scene, stood, phrase.end, shore.adjectives)


def _sea_before(scene: Scene, i: int) -> Phrase | None:
    """The sea of "the Black Sea port of", whose "port" is token `i`."""
    k = i
    while k > i - 2 and scene.lexicon.descriptor(scene.word(k)):
        k -= 1
    sea = scene.ends.get(k + 1) or scene.ends.get(i + 1)
    known = sea is not None and sea.place.kind == "sea"
    return sea if known and scene.word(i) in scene.lexicon.shore.ports | {"city", "town"} else None


def _described(
    scene: Scene, stood: Standing, end: int, adjectives: frozenset[str]
) -> Iterator[Relation]:
    """ "X, a coastal town", "X is a coastal town", "X, a landlocked country"."""
    if scene.word(end) not in (",", "is") or scene.word(end + 1) not in ("a", "an", "the"):
        return
    for k in range(end + 2, min(end + 5, len(scene.doc))):
        if scene.word(k) in adjectives:
            yield _alone(scene, stood, k, k + 1, k + 1)
            return
        if scene.doc[k].pos_ != "ADJ":
            return


def _alone(scene: Scene, stood: Standing, start: int, word_end: int, end: int) -> Relation:
    """A relation whose ground is a bare adjective: the sea, whichever it is."""
    return row(scene, "proximity", stood, start, Ground(start, word_end), manner="coast", end=end)


def is_border_verb(scene: Scene, i: int) -> bool:
    """Whether token `i` may be the verb of `borderings`."""
    return scene.word(i) in BORDER | {"bordered", "bordering"}
