"""The answer to `fairwitness where`, in lines of 80 columns or as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from fairwitness.brief.letters import visible
from fairwitness.reading.places.ask import Answer, Choice, ask
from fairwitness.world import added
from fairwitness.world.atlas import World

SHOWN = 10
"""Candidates shown in a terminal; JSON has them all."""
WIDTH = 80


def show_candidates(name: str, near: Sequence[str], data: Path | None, *, as_json: bool) -> int:
    """Prints what `name` may mean; 1 where that is nothing."""
    world = World.open(layers=added.layers_folder(data))
    answer = ask(world, name, near)
    if as_json:
        click.echo(json.dumps(as_data(answer, world), ensure_ascii=False, indent=1))
    else:
        for line in lines(answer, world):
            click.echo(visible(line))
    return 0 if answer.choices else 1


def as_data(answer: Answer, world: World) -> dict[str, object]:
    """The answer as plain data."""
    return {
        "name": answer.name,
        "near": [record.id for record in answer.near],
        "unknown": list(answer.unknown),
        "world": world.digest,
        "candidates": [
            {
                "record": choice.record.id, "name": choice.record.name,
                "kind": choice.record.kind, "lat": choice.record.lat, "lon": choice.record.lon,
                "country": choice.record.country, "province": choice.record.province,
                "population": choice.record.population,
                "claimants": list(choice.record.claimants), "score": choice.score,
                "match": choice.match, "matched": choice.record.name_matched,
                "why": list(choice.why), "source": world.dataset_of(choice.record.id).title,
            }
            for choice in answer.choices
        ],
    }  # fmt: skip


def lines(answer: Answer, world: World) -> Iterator[str]:
    """The answer for people, no line wider than `WIDTH` but for a name that is."""
    yield from _wrapped(_head(answer), "")
    for choice in answer.choices[:SHOWN]:
        yield ""
        yield from _lines(choice, world)
    more = len(answer.choices) - SHOWN
    if more > 0:
        yield f"\nand {more} less likely; --json shows them"


def _head(answer: Answer) -> str:
    name, count = answer.name, len(answer.choices)
    unknown = "".join(f" Nothing is known of {text}." for text in answer.unknown)
    if not count:
        way = (
            "no name there sounds like it either"
            if answer.near
            else "--near PLACE also looks for names that sound like it in that country"
        )
        return (
            f"{name}: no place of that name; {way}. Villages come with `fairwitness gazetteer"
            f" add`.{unknown}"
        )
    rest = max(0.0, 1.0 - sum(choice.score for choice in answer.choices))
    near = f" near {', '.join(record.name for record in answer.near)}" if answer.near else ""
    found = "1 candidate" if count == 1 else f"{count} candidates"
    return f"{name}{near}: {found}; belief that it is none of them {rest:.2f}.{unknown}"


def _lines(choice: Choice, world: World) -> Iterator[str]:
    record = choice.record
    ground = " ".join(part for part in (record.country, record.province) if part) or "at sea"
    people = f", population {record.population:,}" if record.population else ""
    north, east = ("N" if record.lat >= 0 else "S"), ("E" if record.lon >= 0 else "W")
    at = f"{abs(record.lat):.4f} {north} {abs(record.lon):.4f} {east}"
    yield from _wrapped(
        f"{choice.score:.3f}  {record.name}, {record.kind}, {ground}, {at}{people}", " " * 7
    )
    why = "; ".join((_MATCHES[choice.match], *choice.why))
    yield from _wrapped(" " * 7 + why, " " * 7)
    source = world.dataset_of(record.id)
    yield from _wrapped(" " * 7 + f"{record.id} ({source.title})", " " * 7)


_MATCHES = {
    "exact": "spelt so",
    "folded": "spelt so but for case, accents, hyphens or article",
    "similar": "only sounds alike",
    "demonym": "the adjective or people of it",
    "abbreviation": "short for it",
}


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent=indent, break_long_words=False)
