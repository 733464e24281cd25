"""Where words around a name put its bearer on a way: `halfway between`, `the road from A to X`."""

from __future__ import annotations

from fairwitness.reading.places.lexicons import Lexicons
from fairwitness.reading.places.tokens import Tokens

_HALF = frozenset({"halfway", "midway"})
_ROADS = frozenset({"road", "highway", "motorway", "railway", "line", "expressway"})
_JOURNEYS = _ROADS | _HALF | {"drive", "journey", "flight", "march"}
_ONTO = frozenset({"on", "along", "astride", "off"})
_JOINS = frozenset({"between", "from"})
_TIMES = frozenset({"minute", "minutes", "hour", "hours"})
_GOING = frozenset({"by", "drive", "walk", "flight", "ride"})
_NAMES = frozenset({"NNP", "NNPS"})
_MOST_BETWEEN = 5
"""Words of `on the main coastal road` before its ends, and of one end's name."""
_MOST_LISTED = 12
"""Words back from `X among them` to the distance that draws the circle."""


def on_a_way(tokens: Tokens, index: int) -> bool:
    """Whether the words from `index` on put what is before them on a way between places."""
    if tokens.low(index) in _HALF:
        return tokens.low(index + 1) in {"between", "on", "along"}
    if tokens.low(index) in _ONTO:
        for at in range(index + 1, index + 1 + _MOST_BETWEEN):
            if tokens.low(at) in _ROADS:
                return tokens.low(at + 1) in _JOINS and tokens.tag(at + 2) in _NAMES
            if not tokens.tag(at).startswith(("DT", "JJ", "NN")):
                return False
    return _takes_time(tokens, index)


def _takes_time(tokens: Tokens, index: int) -> bool:
    """`one minute by car from`, `a ten-minute drive north of`."""
    index += tokens.low(index) in {"a", "an"}
    if tokens.tag(index) != "CD" and tokens.low(index) not in {"half", "hour"}:
        return False
    index += 1 + (tokens.low(index + 1) == "-")
    if tokens.low(index) not in _TIMES:
        return False
    index += 1 + (tokens.tag(index + 1) == "POS")
    if tokens.low(index) not in _GOING:
        return False
    return any(tokens.low(at) in {"from", "of"} for at in range(index + 1, index + 4))


def ends_a_way(tokens: Tokens, start: int) -> bool:
    """Whether a name from `start` on is the far end of `the road from A to`, `between A and`."""
    opener = {"and": "between", "to": "from"}.get(tokens.low(start - 1))
    if opener is None:
        return False
    for at in range(start - 2, max(0, start - 2 - _MOST_BETWEEN), -1):
        if tokens.low(at) == opener:
            return at < start - 2 and tokens.low(at - 1) in _JOURNEYS
        if tokens.tag(at) not in _NAMES:
            return False
    return False


def within_a_circle(tokens: Tokens, start: int, end: int, lexicons: Lexicons) -> bool:
    """`X among them`, `X included` of what lies within a distance said before."""
    among = (tokens.low(end), tokens.low(end + 1)) == ("among", "them")
    if tokens.low(start - 1) != "," or not (among or tokens.low(end) == "included"):
        return False
    return any(
        lexicons.has("unit_of_distance", tokens.low(at)) and tokens.sentence[at]
        == tokens.sentence[start]
        for at in range(max(0, start - _MOST_LISTED), start)
    )  # fmt: skip
