"""The table `data/reckonings.toml`, compiled."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from fairwitness.reading.reckonings.sketch import MARKS
from fairwitness.reading.rows import ReckoningKind

CLASSES = {
    "date": ("date",),
    "span": ("span",),
    "long": ("span", "per"),
    "adjective": ("adjective",),
    "offset": ("offset",),
    "per": ("per",),
    "count": ("count", "number"),
    "number": ("number", "count"),
    "ordinal": ("ordinal",),
    "percent": ("percent",),
    "points": ("point",),
    "ratio": ("percent", "fraction"),
    "amount": ("count", "number", "percent", "money", "measure"),
    "much": ("money", "measure"),
    "measure": ("measure",),
}
"""The marks each class of the table stands for."""
_PRIVATE = "\ue100-\ue10f"
_FIGURES = "".join(MARKS[name] for name in (
    "count", "number", "percent", "point", "fraction", "money", "measure"))  # fmt: skip
"""The marks of figures: `{over:N}` passes over dates and stretches of time, never over these."""
_WHOSE = (
    r"(?:(?:the|its|their|his|her|our|all|all the|all of the|these|those|some|a total of|"
    r"(?:the |a |an |its )?(?:[a-z’'-]+ )?[a-z-]+(?:['’]s|s['’])) )?"
)


class _Written(msgspec.Struct, frozen=True):
    kind: ReckoningKind
    pattern: str
    hint: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    soft: bool = False
    whole: bool = True
    kin: bool = False
    at_publication: bool = False


class _Chain(msgspec.Struct, frozen=True):
    groups: tuple[str, ...]


class _Table(msgspec.Struct, frozen=True):
    pattern: tuple[_Written, ...]
    chain: tuple[_Chain, ...]
    direction: dict[str, str]
    never: dict[str, str]


class Pattern(msgspec.Struct, frozen=True):
    """One way of putting numbers together."""

    kind: ReckoningKind
    regex: re.Pattern[str]
    hint: tuple[str, ...]
    marks: tuple[frozenset[str], ...]
    """For each role the marks that may fill it: a sentence without them need not be searched."""
    unless: re.Pattern[str] | None
    written: _Written


class Table(msgspec.Struct, frozen=True):
    """Everything the table says."""

    patterns: tuple[Pattern, ...]
    order: re.Pattern[str]
    backwards: re.Pattern[str]
    """The same told from its end: "closed in 2002, had been opened in 1998"."""
    ranks: tuple[dict[str, int], ...]
    up: frozenset[str]
    down: frozenset[str]
    never: dict[str, re.Pattern[str]]


@cache
def table() -> Table:
    """The table, compiled once a process on first use."""
    raw = files("fairwitness.reading").joinpath("data/reckonings.toml").read_text("utf-8")
    read = msgspec.convert(tomllib.loads(raw), _Table)
    verbs = "|".join(read.direction.values())
    ranks = tuple(
        {verb: n for n, group in enumerate(chain.groups) for verb in group.split("|")}
        for chain in read.chain
    )
    return Table(
        patterns=tuple(_compiled(one, verbs) for one in read.pattern),
        order=_order(ranks),
        backwards=_backwards(ranks),
        ranks=ranks,
        up=frozenset(read.direction["up"].split("|")),
        down=frozenset(read.direction["down"].split("|")),
        never={name: _words(words) for name, words in read.never.items()},
    )


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{alternatives})(?![a-z])")


def _compiled(one: _Written, verbs: str) -> Pattern:
    roles = [classes for role, classes in re.findall(r"\{([a-z]+):([a-z]+)\}", one.pattern)]
    return Pattern(
        kind=one.kind,
        regex=expand(one.pattern, verbs),
        hint=one.hint,
        marks=tuple(frozenset(MARKS[mark] for mark in CLASSES[name]) for name in roles),
        unless=_words("|".join(one.unless)) if one.unless else None,
        written=one,
    )


def expand(pattern: str, verbs: str = "") -> re.Pattern[str]:
    """The regular expression a pattern of the table stands for."""
    text = re.sub(r"\{gap:(\d+)\}", lambda m: rf"[^();:{_PRIVATE}]{{0,{m[1]}}}", pattern)
    text = re.sub(r"\{over:(\d+)\}", lambda m: rf"[^();:{_FIGURES}]{{0,{m[1]}}}?", text)
    text = text.replace("{whose}", _WHOSE)
    text = re.sub(
        r"\{([a-z]+):([a-z]+)\}",
        lambda m: f"(?P<{m[1]}>[{''.join(MARKS[mark] for mark in CLASSES[m[2]])}])",
        text,
    )
    text = text.replace("{date}", MARKS["date"])
    text = text.replace("{verb}", rf"(?<![a-z])(?P<verb>{verbs})(?![a-z])")
    if text[:1].isalpha():
        text = r"(?<![a-z])" + text
    return re.compile(text.replace(" ", r"\s"))


def _order(ranks: tuple[dict[str, int], ...]) -> re.Pattern[str]:
    """Two verbs, each with its date: "arrested in 2019 and released in 2017"."""
    verbs = sorted({verb for chain in ranks for verb in chain}, key=len, reverse=True)
    first = "|".join(verbs)
    helpers = (
        "was|were|is|being|he|she|it|they|then|later|finally|eventually|subsequently|only|who|got"
    )
    return expand(
        rf"(?<![a-z])(?P<first>{first})(?![a-z])" + r"{gap:45}{begin:date}"
        rf"(?:,| –)?(?: (?:and|but|before|then|who|which))?(?: (?:{helpers})){{0,4}} "
        rf"(?P<second>{first})(?: it| them| him| her)?"
        r"(?: (?:in|at|from|on|by|there|near|without)(?![a-z]){gap:35}?)? ?(?:in|on|by)? {end:date}"
        r"(?! (?:an?|the|his|her|its|their) )"
    )


_ONCE = "begun|founded|established|born|conscripted|enlisted"
"""What is not done again: "closed in 2002, was opened in 2012" may tell of a second opening."""


def _backwards(ranks: tuple[dict[str, int], ...]) -> re.Pattern[str]:
    """Two verbs, the later first, where the tense or the verb says which came first."""
    verbs = sorted({verb for chain in ranks for verb in chain}, key=len, reverse=True)
    every = "|".join(verbs)
    return expand(
        rf", (?:(?:which|who|that) (?:was |were )?)?(?P<second>{every}) (?:in|on) "
        rf"{{end:date}},? (?:(?:and )?had (?:been )?|(?:was|were) (?={_ONCE}))"
        rf"(?P<first>{every}) (?:in|on) {{begin:date}}"
    )
