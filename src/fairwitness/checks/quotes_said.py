"""The quoted sentences of a report, with who says them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fairwitness.reading.quotes import Quotation, outermost, quotations
from fairwitness.reading.reading import Reading
from fairwitness.reading.rows import Statement
from fairwitness.span import Span
from fairwitness.world.folding import fold

LEAST = 6
"""Words of a quoted sentence from which saying it twice is no chance."""
_END = re.compile(r"(?<=[.!?])\s+(?=[\"'“‘(\[]?[A-Z])")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_AROUND = 160
_NAME = r"(?P<name>[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)+)"
_OWNED = re.compile(
    rf"[\"”’']*[,:]? ?(?:that |those |these |this )?(?:was|were|is|are) "
    rf"[^.\"“”:;,]{{0,40}}?\b{_NAME}['’]s\b"
)
"""Whose words they were, after the quotation: "… was the governor Latif Amani's"."""
_SPOKE = re.compile(rf"\bit was {_NAME}, who (?:told|said)[^.\"“”:;]{{0,40}}[,:] *[\"“]?$")
"""The same before it: "it was Lidia Horn, who told us, …"."""


@dataclass(frozen=True, slots=True)
class Said:
    """One quoted sentence."""

    span: Span
    around: Span
    """The quotation's surroundings, in which its attribution stands."""
    words: tuple[str, ...]
    speaker: str | None
    """Id of the actor who says it, else the name the statement resolves; None if unresolved."""
    name: str
    named: bool
    """Whether the speaker is one person by name, or one known holder of an office."""
    owned: Span | None
    """The quotation with the words after it that say whose it is: "… was the governor's"."""
    complete: bool
    """Whether it stands whole inside its marks, with nothing left out or put in."""


def said(reading: Reading) -> list[Said]:
    """The quoted sentences of six words and more, in text order."""
    text = reading.text
    pieces = sorted(
        (
            (piece.start, piece.end, n)
            for n, s in enumerate(reading.statements)
            for piece in s.content
        )
    )
    starts = [start for start, _, _ in pieces]
    people = _people(reading)
    out: list[Said] = []
    for quotation in outermost(quotations(text)):
        for span in _sentences(text, quotation):
            words = folded(span.text)
            if len(words) < LEAST:
                continue
            place = bisect_right(starts, span.start + 1) - 1
            held = place >= 0 and span.start < pieces[place][1]
            statement = reading.statements[pieces[place][2]] if held else None
            out.append(_said(reading, quotation, span, words, statement, people))
    return out


def folded(text: str) -> tuple[str, ...]:
    """The words of a quotation, folded; "don't" is "do not"."""
    out: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group().lower().replace("’", "'")
        if word.endswith("n't"):
            stem = {"ca": "can", "wo": "will", "sha": "shall"}.get(word[:-3], word[:-3])
            out += [stem, "not"]
        elif word == "cannot":
            out += ["can", "not"]
        else:
            out.append(fold(word))
    return tuple(out)


def _sentences(text: str, quotation: Quotation) -> Iterator[Span]:
    """The sentences inside the marks of a quotation."""
    for start, end in quotation.inner:
        at = start
        for match in _END.finditer(text, start, end):
            yield from _span(text, at, match.start())
            at = match.end()
        yield from _span(text, at, end)


def _span(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span.of(text, start, end)


def _people(reading: Reading) -> Mapping[int, str]:
    """Offset of each mention of a person -> the actor's id."""
    return {
        mention.words.start: actor.id
        for actor in reading.actors
        if actor.kind == "person" and not actor.unsure
        for mention in actor.mentions
    }


def _said(
    reading: Reading,
    quotation: Quotation,
    span: Span,
    words: tuple[str, ...],
    statement: Statement | None,
    people: Mapping[int, str],
) -> Said:
    text = reading.text
    speaker, name = _speaker(reading, statement, people)
    after = _OWNED.match(text, quotation.end - 1)
    owner = after or _SPOKE.search(text[max(0, quotation.start - _AROUND) : quotation.start])
    if owner is not None:
        name = owner["name"]
        surname = name.rpartition(" ")[2]
        known = (a.id for a in reading.actors if a.name.rpartition(" ")[2] == surname)
        speaker = next(known, name.casefold())
    whole = not quotation.doubtful and not re.search(r"\.\.\.|…|\[|\(", span.text)
    return Said(
        span=span,
        around=Span.of(
            text, max(0, quotation.start - _AROUND), min(len(text), quotation.end + _AROUND)
        ),
        words=words,
        speaker=speaker,
        name=name,
        named=speaker is not None
        and (
            owner is not None or (statement is not None and statement.sourcing in ("named", "role"))
        ),
        owned=Span.of(text, span.start, after.end()) if after else None,
        complete=whole and span.text[-1] in ".!?,;",
    )


def _from_one(statement: Statement | None) -> bool:
    return statement is not None and statement.sourcing in ("named", "role")


def _speaker(
    reading: Reading, statement: Statement | None, people: Mapping[int, str]
) -> tuple[str | None, str]:
    """The id or name of who says a statement, and what to call them."""
    if statement is None or statement.source is None or statement.within is not None:
        return None, ""
    source = statement.source
    for start in range(source.start, source.end):
        if start in people:
            actor = people[start]
            return actor, next(a.name for a in reading.actors if a.id == actor)
    if statement.speaker and statement.sourcing in ("named", "role"):
        return statement.speaker.casefold(), statement.speaker
    return None, ""
