"""Who stands where some locating words say: the place beside them, in apposition, or as subject."""

from __future__ import annotations

from dataclasses import dataclass

from fairwitness.reading.relations.figures import Figure, beside, located
from fairwitness.reading.relations.scene import AREAS, OPENERS, Phrase, Scene

MOVED = frozenset({"from", "leaving", "left"})
"""Before a place: what follows it may be where somebody went, and not where the place lies."""
JOINERS = frozenset({"and", "or", "&", "/"})


@dataclass(frozen=True)
class Standing:
    """The place located by words that begin at some token, and how far the words go."""

    figure: Figure
    firm: bool
    """False where the words may belong to something else."""
    predicate: bool
    """Whether a verb says it, so that the verb's negation or mood is about it."""


def standing(scene: Scene, start: int, *, areas: bool = False) -> Standing | None:
    """Whatever the locating words that begin at token `start` are said of, or None.

    With `areas` a country or a province too, where the words stand right beside it.
    """
    start = over_place(scene, start)
    found = beside(scene, start) or _apposed(scene, start)
    if found is None and areas:
        found = _area(scene, start)
    if found is not None:
        return Standing(found, _attached(scene, found, start), predicate=False)
    said = located(scene, scene.doc[start], areas=areas)
    if said is None or said.end > start:
        return None
    return Standing(said, firm=True, predicate=True)


def over_place(scene: Scene, start: int) -> int:
    """Over "up the coast", "on the coast" before a compass word."""
    for width in (3, 4):
        i = start - width
        if scene.word(i) in scene.lexicon.along.ways | {"on"} and scene.word(i + 1) == "the":
            noun = scene.word(start - 1) in scene.lexicon.along.nouns
            if noun and all(t.pos_ in ("ADJ", "NOUN", "PROPN") for t in scene.doc[i + 2 : start]):
                return i
    if scene.word(start - 1) in ("people", "inhabitants", "residents"):
        for i in range(start - 2, max(0, start - 8), -1):
            if scene.word(i) == "of" and scene.lexicon.descriptor(scene.word(i - 1)):
                return i
    return start


def _apposed(scene: Scene, start: int) -> Figure | None:
    """The X of "X, a small town near"."""
    phrase = scene.named_before(start)
    if phrase is None or phrase.place.kind in AREAS:
        return None
    return Figure(phrase, phrase.start, phrase.end)


def _area(scene: Scene, start: int) -> Figure | None:
    i = start - 1 if scene.word(start - 1) in OPENERS else start
    phrase = scene.ends.get(i)
    return Figure(phrase, phrase.start, phrase.end) if phrase is not None else None


def _attached(scene: Scene, figure: Figure, start: int) -> bool:
    """Whether the words can only be about the figure: not the last of a list, nobody's origin."""
    before = _before(scene, figure.phrase)
    apposed = scene.word(figure.end) == "," and figure.end < start
    if before in JOINERS or (before in MOVED and not apposed):
        return False
    if apposed:
        return True
    bare = figure.end == start
    return not (bare and (before == "of" and figure.phrase.name_end == figure.phrase.end))


def _before(scene: Scene, phrase: Phrase) -> str:
    """The word before a place and its descriptor: "from" of "from the town of Homs"."""
    i = phrase.start
    if scene.word(i - 1) == "of" and scene.lexicon.descriptor(scene.word(i - 2)):
        i -= 2
        while i > 0 and scene.doc[i - 1].pos_ in ("DET", "ADJ"):
            i -= 1
    return scene.word(i - 1)


def negated(scene: Scene, start: int, *, predicate: bool) -> bool:
    """Whether the text denies what the words at token `start` say ("is not near")."""
    if scene.word(start - 1) in ("not", "n't", "nowhere", "never", "no"):
        return True
    if not predicate:
        return False
    nodes = [scene.doc[start], *scene.doc[start].ancestors][:6]
    return any(child.dep_ == "neg" for node in nodes for child in node.children)
