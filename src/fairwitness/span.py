"""The one way anything in fairwitness points at a report: a span of its characters."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

Offset = Annotated[int, Meta(ge=0)]


class Span(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A half-open range of 0-based character offsets into a report's text."""

    start: Annotated[Offset, Meta(description="Offset of the first character.")]
    end: Annotated[Offset, Meta(description="Offset just past the last character.")]
    text: Annotated[str, Meta(description="The words themselves: `report.text[start:end]`.")]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end`; ValueError when it is empty or out of range."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no such span: {start}..{end} in a text of {len(text)} characters")
        return cls(start=start, end=end, text=text[start:end])
