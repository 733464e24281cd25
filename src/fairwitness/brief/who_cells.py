"""What the page shows of those who speak and those who are named: statements and actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from fairwitness.brief.cells import Bit, Cell, Context, Mark, linked, quoted, whole


def statement_marks(statement: Any) -> Iterable[Mark]:
    """Its source, cue and content, or the whole of it where it has none of them."""
    spans = [(statement.source, "source"), (statement.cue, "cue")]
    spans += [(piece, "content") for piece in statement.content]
    marks = [(span.start, span.end, part) for span, part in spans if span is not None]
    return marks or whole(statement)


def statement_source(statement: Any, _: Context) -> Cell:
    """The source as written, and the speaker where that is another name."""
    words = quoted(statement.source, "nobody")
    if statement.speaker and statement.source and statement.speaker != statement.source.text:
        return (*words, Bit(" = ", "note"), Bit(statement.speaker, "words"))
    return words


def statement_content(statement: Any, _: Context) -> Cell:
    """What is said, its pieces parted, with any doubt about its ends."""
    bits: list[Bit] = []
    for piece in statement.content:
        bits += [Bit(" … ", "note")] if bits else []
        bits.append(Bit(piece.text, "words"))
    if statement.doubtful:
        bits.append(Bit(" (where it begins or ends is in doubt)", "note"))
    return tuple(bits)


def statement_way(statement: Any, _: Context) -> Cell:
    """First-hand, translated, or through which outlet."""
    if statement.through is None:
        return (Bit(statement.directness),)
    return (
        Bit(statement.directness),
        Bit(", through ", "note"),
        Bit(statement.through.text, "words"),
    )


def statement_outer(statement: Any, ctx: Context) -> Cell:
    """The statement this one stands in: A says that B said."""
    return linked([statement.within], ctx)


def actor_name(actor: Any, _: Context) -> Cell:
    """Its fullest name, leading to the actor."""
    return (Bit(actor.name, "words", actor.id),)


def actor_titles(actor: Any, _: Context) -> Cell:
    """Each title once, as first written, and the nationalities."""
    said = [title.text for mention in actor.mentions for title in mention.titles]
    said += [mention.nationality.text for mention in actor.mentions if mention.nationality]
    bits: list[Bit] = []
    for words in dict.fromkeys(said):
        bits += [Bit(" · ", "note")] if bits else []
        bits.append(Bit(words, "words"))
    return tuple(bits)


def actor_mentions(actor: Any, _: Context) -> Cell:
    """How often it is meant by each of its names, the most frequent first."""
    counts = Counter(" ".join(mention.words.text.split()) for mention in actor.mentions)
    bits: list[Bit] = []
    for words, times in counts.most_common():
        bits += [Bit(" · ", "note")] if bits else []
        bits.append(Bit(words, "words"))
        bits += [Bit(f" ×{times}", "note")] if times > 1 else []
    return tuple(bits)


def actor_marks(actor: Any) -> Iterable[Mark]:
    """Every mention, by its kind."""
    return [(m.words.start, m.words.end, m.kind) for m in actor.mentions] or whole(actor)
