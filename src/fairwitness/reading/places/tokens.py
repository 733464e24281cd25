"""The parse as plain lists: what deciding about places needs of a spaCy `Doc`, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc


class Entity(NamedTuple):
    """A span of the model's own entity recogniser, in token indices."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a report without the white space between them, as parallel lists.

    Index `i` is a word: where it stands in `text`, its Penn tag, its dependency and head (an index
    into the same lists), the entity it belongs to (an index into `entities`, or -1) and the
    number of its sentence.
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    lemmas: list[str]
    entity: list[int]
    sentence: list[int]
    entities: list[Entity]

    def __len__(self) -> int:
        return len(self.words)

    def slice(self, start: int, end: int) -> str:
        """The report's own characters from word `start` up to (not including) word `end`."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def low(self, index: int) -> str:
        """The word at `index` in lower case; `""` beyond either end."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def word(self, index: int) -> str:
        """The word at `index`; `""` beyond either end."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def tag(self, index: int) -> str:
        """The Penn tag at `index`; `""` beyond either end."""
        return self.tags[index] if 0 <= index < len(self.tags) else ""

    def label(self, index: int) -> str:
        """The entity label of the word at `index`; `""` where it has none."""
        if not 0 <= index < len(self.entity) or self.entity[index] < 0:
            return ""
        return self.entities[self.entity[index]].label

    def glued(self, index: int) -> bool:
        """Whether the word at `index` follows the one before it without a space."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]


def read_tokens(doc: Doc) -> Tokens:
    """The words of `doc` as `Tokens`; white-space tokens are left out and heads renumbered."""
    kept = [token for token in doc if not token.is_space]
    renumber = _renumber(doc)
    sentence, number = [], -1
    for token in doc:
        number += bool(token.is_sent_start) or number < 0
        if not token.is_space:
            sentence.append(number)
    entities = _entities(doc, renumber)
    entity = [-1] * len(kept)
    for index, found in enumerate(entities):
        entity[found.start : found.end] = [index] * (found.end - found.start)
    words = [token.text for token in kept]
    starts = [token.idx for token in kept]
    return Tokens(
        text=doc.text,
        words=words,
        lower=[token.lower_ for token in kept],
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        tags=[token.tag_ for token in kept],
        deps=[token.dep_ for token in kept],
        heads=[renumber[token.head.i] for token in kept],
        lemmas=[token.lemma_ for token in kept],
        entity=entity,
        sentence=sentence,
        entities=entities,
    )


def _renumber(doc: Doc) -> list[int]:
    """For each token of `doc` (and one past the last), how many words stand before it."""
    counts, seen = [], 0
    for token in doc:
        counts.append(seen)
        seen += not token.is_space
    counts.append(seen)
    # A white-space token at the very end would point past the words.
    return [min(count, max(seen - 1, 0)) for count in counts[:-1]] + [seen]


def _entities(doc: Doc, renumber: list[int]) -> list[Entity]:
    """The recogniser's spans over words, without those that cover white space only."""
    spans = []
    for found in doc.ents:
        words = [token.i for token in found if not token.is_space]
        if words:
            spans.append(Entity(renumber[words[0]], renumber[words[-1]] + 1, found.label_))
    return spans
