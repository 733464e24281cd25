"""The exports of incidents `fairwitness read` writes: what opens, parts and ends each file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from fairwitness.brief.model import Brief

FormName = Literal["acled", "plover", "geojson"]


class Form(NamedTuple):
    """One export: its name to a reader, and how its file is put together from briefs."""

    name: str
    pieces: Callable[[Brief], Iterable[str]]
    opening: str = ""
    between: str = ""
    closing: str = ""


def form(name: FormName) -> Form:
    """The export of that name; what makes it is loaded only now, for few runs want it."""
    from fairwitness.brief.exports import acled, geojson, plover

    match name:
        case "acled":
            return Form("incidents (CSV)", lambda brief: (acled.text(brief),), acled.header())
        case "plover":
            return Form("incidents (PLOVER)", lambda brief: (plover.text(brief),))
        case "geojson":
            return Form(
                "incidents and places (GeoJSON)",
                geojson.features,
                f"{geojson.OPENING}\n",
                ",\n",
                geojson.CLOSING,
            )
