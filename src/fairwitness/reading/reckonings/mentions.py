"""Counts with what befell those counted, or what they are: the table `data/repeats.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from fairwitness.reading.rows import Quantity

SET = "set"
"""What a mention says of people or things that are counted and nothing befell."""
BEFORE = 60
"""Characters before a number in which the words that say what befell them stand."""
AFTER = 90
"""The same after it: "12 people, most of them farmers, were killed" is not read."""
_WORD = r"[^\W\d_][\w’'-]*"
_NEXT = r"(?= ?(?:[.,;:)–—\n]|--|$)| (?:and|in|by|on|when|after|as|at|during|while|near|outside|a))"
_HELPERS = r"(?:(?:were|was|are|have been|had been|have|had|remain|remained|being) )"
_DEFINITE = re.compile(r"(?:^|[^\w])(?:the|all|all the|those|these|its|their) $", re.IGNORECASE)
_CLAUSE = re.compile(r",? (?:who|that|which|whose|whom|of|with(?! the ))(?![a-z])")
_SCENE = re.compile(
    r" (?:(?:in|at|on|from|near|killed|wounded|injured)(?![a-z])|"
    r"[a-z]+(?:ed|en|ld|nt|ght) (?:in|at|on|by|from|for|during|near|to|last|this)(?![a-z]))"
)


class _Befell(msgspec.Struct, frozen=True):
    name: str
    passive: str
    verb: str
    active: str
    noun: str
    before: str


class _Table(msgspec.Struct, frozen=True):
    befell: tuple[_Befell, ...]
    words: dict[str, str]


class _Sort(msgspec.Struct, frozen=True):
    """One thing that may befall people, as patterns about a number."""

    name: str
    after: re.Pattern[str]
    object: re.Pattern[str] | None
    """Words that end just before the number of those it befell."""


class Rules(msgspec.Struct, frozen=True):
    """The table, compiled."""

    sorts: tuple[_Sort, ...]
    anybody: frozenset[str]
    both: frozenset[str]
    sets: frozenset[str]
    part: frozenset[str]
    within: re.Pattern[str]
    parts: re.Pattern[str]
    passed: frozenset[str]
    leading: frozenset[str]
    events: re.Pattern[str]


class Mention(msgspec.Struct, frozen=True):
    """A count of people or things, with the words that say of what."""

    quantity: Quantity
    start: int
    end: int
    sentence: int
    """Number of its sentence."""
    what: str
    """What befell them: `killed`; or `SET`, for those only counted: "the 40 trucks"."""
    who: str
    """The noun, without its number; empty for anybody."""
    sort: frozenset[str]
    """Words before the noun: "14 wounded Lebanese soldiers"."""
    definite: bool
    """Counted again: "the 14 dead", "all 14 soldiers"."""
    narrowed: Literal["", "clause", "scene"]
    """Whether words after it may make it one of several: "the 14 who …", "the 14 killed in …"."""


@cache
def rules() -> Rules:
    """The table, compiled once a process on first use."""
    raw = files("fairwitness.reading").joinpath("data/repeats.toml").read_text("utf-8")
    read = msgspec.convert(tomllib.loads(raw), _Table)
    words = {name: frozenset(listed.split("|")) for name, listed in read.words.items()}
    return Rules(
        sorts=tuple(_sort(one) for one in read.befell),
        anybody=words["anybody"],
        both=words["both"],
        sets=words["sets"],
        part=words["part"],
        within=re.compile(
            rf"(?<![a-z])(?:(?:{read.words['within']})(?: the| all)?|{read.words['added']})\s+$"
        ),
        parts=re.compile(rf"(?<![a-z])(?:{read.words['parts']})(?![a-z])"),
        passed=words["passed"],
        leading=words["leading"],
        events=re.compile(
            rf"(?<![a-z])(?P<the>the|this|that|an?) (?:{_WORD} ){{0,2}}?"
            rf"(?P<event>{read.words['events']})(?![a-z])"
        ),
    )


def _sort(one: _Befell) -> _Sort:
    who = rf"(?P<who>(?: {_WORD}){{0,4}}?)"
    verbs = "|".join(filter(None, (one.verb, rf"{_HELPERS}(?:{one.passive})")))
    after = re.compile(
        rf"{who},?(?: have| had)? (?:{verbs})(?![a-z])|"
        rf"(?P<bare>(?: {_WORD}){{0,3}}?) (?:{one.passive}|{one.noun}){_NEXT}|"
        rf"(?P<noun> (?:{one.noun}))(?![a-z-])",
        re.IGNORECASE,
    )
    before = "|".join(filter(None, (one.active, one.before)))
    ahead = re.compile(rf"(?<![a-z])(?:{before})(?: the| all| all the)? $") if before else None
    return _Sort(one.name, after, ahead)


def mentions(
    text: str, sentences: Sequence[tuple[int, int]], quantities: Sequence[Quantity]
) -> list[Mention]:
    """The counts of `text` of which it is said what befell those counted, in text order."""
    found: list[Mention] = []
    at = 0
    for quantity in quantities:
        while at + 1 < len(sentences) and sentences[at][1] <= quantity.start:
            at += 1
        if quantity.kind == "count" and quantity.unit is None and sentences:
            found += _mention(text, sentences[at], at, quantity)
    return found


def _mention(
    text: str, sentence: tuple[int, int], number: int, quantity: Quantity
) -> Iterator[Mention]:
    start, end = sentence
    before = text[max(start, quantity.start - BEFORE) : quantity.start].lower()
    after = text[quantity.end : min(end, quantity.end + AFTER)]
    if rules().within.search(before):
        return
    of = len(" of") if not quantity.exact and after.startswith(" of ") else 0
    definite = _DEFINITE.search(before) is not None
    if before.endswith("all ") and after.startswith(" of the "):
        of = len(" of the")
    found = next(_befallen(before, after[of:], quantity, of), None)
    if found is not None:
        what, words, length = found
        to = quantity.end + of + length
        noun, said = words[-1] if words else "", frozenset(words[:-1]) - rules().anybody
        yield Mention(
            quantity, quantity.start, to, number, what, noun, said, definite,
            _narrowed(text[to:end]),
        )  # fmt: skip


def _narrowed(after: str) -> Literal["", "clause", "scene"]:
    if _CLAUSE.match(after):
        return "clause"
    return "scene" if _SCENE.match(after) else ""


def _befallen(
    before: str, after: str, quantity: Quantity, skipped: int
) -> Iterator[tuple[str, list[str], int]]:
    """What befell them, the words for them, and how many characters of `after` say so.

    `skipped` characters stand between the number and `after`: "dozens of people".
    """
    known = rules()
    counted = _counted(quantity, after, skipped)
    for sort in known.sorts:
        match = sort.after.match(after)
        if match is not None:
            adjective = match["noun"] is not None and len(counted) > match.end()
            words = counted if adjective else match["who"] or match["bare"] or ""
            who = _who(words)
            if who is not None:
                yield sort.name, who, max(match.end(), len(words) if adjective else 0)
        if sort.object is not None and sort.object.search(before):
            who = _who(counted)
            if who is not None:
                yield sort.name, who, len(counted)
    who = _who(counted)
    if who:
        yield SET, who, len(counted)


def _counted(quantity: Quantity, after: str, skipped: int) -> str:
    """The words after the number up to the noun counted."""
    if quantity.counted is None or quantity.counted.start < quantity.end:
        return ""
    return after[: max(0, quantity.counted.end - quantity.end - skipped)]


def _who(words: str) -> list[str] | None:
    """The words of a phrase, without nouns for anybody; None where it counts something else."""
    known, said = rules(), words.lower().split()
    if any(word.strip(",") in known.part for word in said) or known.both & set(said):
        return None
    return [] if said and said[-1] in known.anybody else said
