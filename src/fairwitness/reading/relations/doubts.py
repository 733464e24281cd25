"""Takes back what the report does not assert: questions, fiction, suppositions, disputed words."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from fairwitness.reading.relations.scene import Scene
from fairwitness.reading.rows import Relation

BACK = 2
"""Sentences looked back over for a word that makes what follows fiction."""


@dataclass(frozen=True)
class _Sentence:
    start: int
    """Offset of the first character."""
    end: int
    words: tuple[str, ...]

    def has(self, words: frozenset[str]) -> bool:
        return not words.isdisjoint(self.words)


def without_doubtful(scene: Scene, rows: list[Relation]) -> list[Relation]:
    """The rows, those that the report does not assert itself no longer firm."""
    if not rows:
        return rows
    sentences = [
        _Sentence(s.start_char, s.end_char, tuple(t.lower_ for t in s)) for s in scene.doc.sents
    ]
    return [
        msgspec.structs.replace(row, firm=False)
        if row.firm and _doubted(scene, sentences, row)
        else row
        for row in rows
    ]


def _doubted(scene: Scene, sentences: list[_Sentence], row: Relation) -> bool:
    at = next((n for n, s in enumerate(sentences) if s.start <= row.start < s.end), None)
    if at is None:
        return False
    words, own = scene.lexicon.doubts, sentences[at]
    around = sentences[max(0, at - BACK) : at + 1]
    if own.has(words.words) or own.has(words.sport) or any(s.has(words.fiction) for s in around):
        return True
    said = " ".join(own.words)
    if any(phrase in said for phrase in words.phrases):
        return True
    if "?" in own.words[-2:] or _unreal(own, row, words.unreal, scene):
        return True
    after = " ".join(sentences[at + 1].words[:4]) if at + 1 < len(sentences) else ""
    return any(after == o or after.startswith(o + " ") for o in words.openings)


def _unreal(own: _Sentence, row: Relation, unreal: frozenset[str], scene: Scene) -> bool:
    """Whether a supposing word stands before or in the relation's words, in its sentence."""
    before = scene.doc.text[own.start : row.end].lower().split()
    return not unreal.isdisjoint(before)
