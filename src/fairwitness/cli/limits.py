"""Limits as the command line gives them: `name=value`, checked against the names there are."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from fairwitness.limits import Limits


def limits_with(changes: Iterable[str]) -> Limits:
    """The usual limits with `changes` such as `seconds=300`; ValueError with the way out."""
    return msgspec.structs.replace(Limits(), **dict(map(_change, changes)))


def _change(text: str) -> tuple[str, float]:
    name, equals, number = text.partition("=")
    known = {field.name: field.type for field in msgspec.structs.fields(Limits)}
    if not equals or name not in known:
        raise ValueError(f"{text!r} names no limit; there are {', '.join(known)}.")
    try:
        value = float(number) if known[name] is float else int(number)
    except ValueError:
        value = -1
    if not 0 < value < float("inf"):
        raise ValueError(f"{number!r} is not a positive number, which {name} must be.")
    return name, value
