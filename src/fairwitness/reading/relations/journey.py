"""Finds the other end of a way that the words leave out: "from A to B, 90 km to the west"."""

from __future__ import annotations

from fairwitness.reading.relations.figures import Figure
from fairwitness.reading.relations.scene import AREAS, Phrase, Scene

LEAVING = frozenset({"from", "left", "leaving", "fled", "departed", "leave"})
REACHING = frozenset({"to", "for", "in", "at", "towards", "toward", "into", "outside", "reach"})
STAYING = frozenset({"in", "at"})
SPEAKING = frozenset({"said", "says", "told", "according", "reported", "wrote", "say", "added"})


def origin(scene: Scene, figure: Figure) -> Phrase | None:
    """Where the way to `figure` begins: the one other place named before it in its sentence.

    None where a third is named, or the words do not join the two: "from A to B", "left A for B",
    "in A and in B". What somebody says in A of B does not.
    """
    sentence = scene.doc[figure.start].sent
    before = [scene.starts[i] for i in range(sentence.start, figure.start) if i in scene.starts]
    points = [p for p in before if p.place.kind not in AREAS]
    records = {p.place.record for p in points}
    if len(records) != 1 or None in records or figure.phrase.place.record in records:
        return None
    other = points[-1]
    words = {scene.word(i) for i in range(other.end, figure.start)}
    if words & SPEAKING or any(c in words for c in ("”", '"', ";")):
        return None
    left, right = word_before(scene, other), word_before(scene, figure.phrase)
    if left in LEAVING and right in REACHING:
        return other
    if left == "to" and right == "from":
        return other
    joined = left in STAYING and right in STAYING | {"and"} and "and" in words
    moved = left in STAYING | {"of"} and right == "to"
    return other if joined or moved else None


def word_before(scene: Scene, phrase: Phrase) -> str:
    """The word before a place and what describes it: "from" of "from the port of Aden"."""
    i = phrase.start
    if scene.word(i - 1) == "of" and scene.lexicon.descriptor(scene.word(i - 2)):
        i -= 2
    while i > 0 and (
        scene.doc[i - 1].pos_ in ("DET", "ADJ") or scene.lexicon.descriptor(scene.word(i - 1))
    ):
        i -= 1
    word = scene.word(i - 1)
    if word == "in" and scene.doc[i - 2].pos_ == "NOUN" and scene.word(i - 4) in LEAVING | {"to"}:
        return scene.word(i - 4)  # "to a court in B"
    return word
