"""The parse as plain lists: what deciding about places needs of a spaCy `Doc`, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc, Token


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
    """The words of `doc` as `Tokens`.

    White-space tokens are left out, `U.S.-led` (one token to the model) is read as `U.S.` and
    `-led`, and heads are renumbered.
    """
    kept = [piece for token in doc if not token.is_space for piece in _pieces(token)]
    last = _last_piece(doc, kept)
    entities = _entities(doc, kept, last)
    entity = [-1] * len(kept)
    for index, found in enumerate(entities):
        entity[found.start : found.end] = [index] * (found.end - found.start)
    return Tokens(
        text=doc.text,
        words=[piece.text for piece in kept],
        lower=[piece.text.lower() for piece in kept],
        starts=[piece.start for piece in kept],
        ends=[piece.start + len(piece.text) for piece in kept],
        tags=[piece.tag or piece.token.tag_ for piece in kept],
        deps=[piece.dep or piece.token.dep_ for piece in kept],
        heads=[last[p.token.i] if p.dep else last[p.token.head.i] for p in kept],
        lemmas=[piece.text if piece.tag else piece.token.lemma_ for piece in kept],
        entity=entity,
        sentence=_sentences(doc, kept),
        entities=entities,
    )


class _Piece(NamedTuple):
    """A word: a token or, with a tag and dependency of its own, the front part of one."""

    token: Token
    start: int
    text: str
    tag: str = ""
    dep: str = ""


def _pieces(token: Token) -> list[_Piece]:
    text = token.text
    cut = text.find(".-", 1) + 1 if "-" in text else 0
    if cut and text[0].isupper() and text[:cut].count(".") > 1 and cut + 1 < len(text):
        front = _Piece(token, token.idx, text[:cut], "NNP", "compound")
        return [front, _Piece(token, token.idx + cut, text[cut:])]
    return [_Piece(token, token.idx, text)]


def _last_piece(doc: Doc, kept: list[_Piece]) -> list[int]:
    """For each token of `doc` the index of its last word; for white space, of the word before."""
    last, at = [0] * len(doc), 0
    for index, piece in enumerate(kept):
        last[piece.token.i] = index
    for token in doc:
        at = at if token.is_space else last[token.i]
        last[token.i] = at
    return last


def _sentences(doc: Doc, kept: list[_Piece]) -> list[int]:
    """The number of the sentence of each word."""
    number, of_token = -1, []
    for token in doc:
        number += bool(token.is_sent_start) or number < 0
        of_token.append(number)
    return [of_token[piece.token.i] for piece in kept]


def _entities(doc: Doc, kept: list[_Piece], last: list[int]) -> list[Entity]:
    """The recogniser's spans over words, without those that cover white space only."""
    first: dict[int, int] = {}
    for index, piece in enumerate(kept):
        first.setdefault(piece.token.i, index)
    spans = []
    for found in doc.ents:
        words = [token.i for token in found if not token.is_space]
        if words:
            spans.append(Entity(first[words[0]], last[words[-1]] + 1, found.label_))
    return spans
