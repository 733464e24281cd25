"""The words and constructions of time, loaded from the tables in ``data/``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files

from fairwitness.reading.numbers import leads, number_forms, one_script, parse_digits, spelled
from fairwitness.reading.phrases import Classes, Form, Grammar, read_table

_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::([0-5]\d))?")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_ISO_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)[t ](\d\d):(\d\d)(?::(\d\d))?(z|[+-]\d\d:?\d\d)?")
_NUMERIC_DATE = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})")
_DECADE = re.compile(r"(?:['’]|(\d{2}))?(\d)0['’]?s")
_BC_DECADE = re.compile(r"(\d{2})0['’]?s")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
YEARS = range(1000, 2200)
"""Four-digit numbers that may be years; others are counts."""


class TimeNumerals:
    """Numbers as the grammar of time sees them."""

    @cached_property
    def shapes(self) -> set[frozenset[str]]:
        """Found by trying every short number and one of each composite."""
        plain = [str(n) for n in range(3000)] + [f"{n:02d}" for n in range(10)]
        plain += [f"{h:02d}{m:02d}" for h in range(25) for m in range(61)]
        composite = [
            "2019-05-03",
            "2019-05-03t10:00",
            "3/5/2019",
            "10:30",
            "10.30",
            "1980s",
            "80s",
            "470s",
        ]
        composite += ["3rd", "40th", "1/2", "1.5", "123456", "3/5", "05/03"]
        found = {frozenset(self.digits(token)) for token in plain + composite}
        return found | {frozenset({"NUM"}), frozenset({"ORD"}), frozenset({"ORD", "ORDDAY"}),
                        frozenset({"YEAR"}), frozenset({"NUM", "YEARW"})}  # fmt: skip

    @property
    def leads(self) -> frozenset[str]:
        """The words that a number in several words may begin with."""
        return leads()

    def digits(self, token: str) -> Classes:
        """What a token of digits may be: a day, an hour, a year, a date, a time of the clock."""
        if not one_script(token) or len(token) > 40:
            return {}
        if token.isdecimal():
            return _plain(token)
        if token in ("1/2", "½"):
            return {"VULGAR": token}
        for reader in (_ordinal, _decade, _clock, _date):
            classes = reader(token)
            if classes:
                return classes
        value = parse_digits(token)
        return {} if value is None else {"NUM": value}

    def spelled(self, words: Sequence[str], at: int) -> tuple[int, Classes]:
        """A number in several words."""
        taken, kind, value = spelled(words, at)
        if kind == "ordinal":
            return taken, {"ORD": int(value), "ORDDAY": int(value)} if value <= 31 else {
                "ORD": int(value)
            }
        if kind == "year":
            return taken, {"YEAR": int(value)}
        if kind == "cardinal":
            year = value in YEARS and value == int(value)
            return taken, {"NUM": value, "YEARW": int(value)} if year else {"NUM": value}
        return 0, {}


def _plain(token: str) -> Classes:
    if len(token) > 15:
        return {}
    value = int(token)
    classes: dict[str, object] = {"NUM": float(value)}
    if len(token) <= 2:
        classes |= {"ANYYEAR": value} if value else {}
        classes |= {"DAYNUM": value} if 1 <= value <= 31 else {}
        classes |= {"BADDAY": value} if 32 <= value <= 39 else {}
        classes |= {"HOUR": value} if value <= 24 else {}
        classes |= {"YEAR2": value} if len(token) == 2 else {}
    elif len(token) == 3:
        classes |= {"ANYYEAR": value}
    elif len(token) == 4:
        if value in YEARS:
            classes |= {"YEAR": value, "ANYYEAR": value}
        if value // 100 < 24 and value % 100 < 60:
            classes["HHMM"] = (value // 100, value % 100)
    return classes


def _ordinal(token: str) -> Classes:
    found = _ORDINAL.fullmatch(token)
    if found is None:
        return {}
    value = int(found[1])
    return {"ORD": value, "ORDDAY": value} if 1 <= value <= 31 else {"ORD": value}


def _decade(token: str) -> Classes:
    found = _BC_DECADE.fullmatch(token)
    if found is not None and not token.startswith(("'", "’")):
        return {"BCDECADE": int(found[1])}
    found = _DECADE.fullmatch(token)
    if found is None:
        return {}
    return {"DECADE": int((found[1] or "19") + found[2])}


def _clock(token: str) -> Classes:
    found = _CLOCK.fullmatch(token)
    if found is None or (int(found[1]) == 24 and int(found[2]) > 0):
        return {}
    time = tuple(int(part) if part else None for part in found.groups())
    if (
        "." in token and len(token.split(".")[1]) == 2
    ):  # 9.30 is a time only beside a word that says so
        return {"NUM": parse_digits(token), "CLOCKDOT": time}
    return {"CLOCK": time}


def _date(token: str) -> Classes:
    if found := _ISO_DATE.fullmatch(token):
        return {"ISODATE": tuple(map(int, found.groups()))}
    if found := _ISO_TIME.fullmatch(token):
        return {"ISOTIME": found.groups()}
    if found := _YEAR_FIRST.fullmatch(token):
        return {"ISODATE": (int(found[1]), int(found[3]), int(found[4]))}
    if found := _NUMERIC_DATE.fullmatch(token):
        return {"NUMDATE": (int(found[1]), int(found[3]), found[4], found[2])}
    return {}


def _forms() -> Iterator[Form]:
    for word, (kind, number) in number_forms().items():
        if kind == "ordinal":
            yield Form(word, "ORD", int(number))
            if number <= 31:
                yield Form(word, "ORDDAY", int(number))
        else:
            yield Form(word, "NUM", number)
            if 1 <= number <= 12:
                yield Form(word, "HOUR", int(number))
    for name, value, forms in rows("times_words.tsv"):
        for form in forms.split("; "):
            yield Form(form, name, int(value) if value.lstrip("-").isdecimal() else value)
    for kind, value, forms in rows("times_holidays.tsv"):
        if kind == "event":
            continue
        for form in forms.split("; "):
            yield Form(form if form.endswith("!") else form + "!", "HOLIDAY", (kind, value))


@cache
def events() -> dict[tuple[int, int, str], int]:
    """The year of days that go by their date: ``(9, 11, "attacks")`` is 2001."""
    table: dict[tuple[int, int, str], int] = {}
    for kind, value, words in rows("times_holidays.tsv"):
        if kind == "event":
            year, month, day = map(int, value.split("-"))
            table |= {(month, day, word): year for word in words.split("; ")}
    return table


def rows(table: str) -> Iterator[list[str]]:
    """The rows of a tab-separated table of ``data/``, without its comments."""
    source = files("fairwitness.reading") / "data" / table
    for line in source.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def grammar() -> Grammar:
    """The compiled grammar of time (built once per process, on first use)."""
    source = files("fairwitness.reading") / "data" / "times_rules.tsv"
    rules, subs = read_table(source.read_text(encoding="utf-8").splitlines())
    return Grammar(rules, subs, _forms(), TimeNumerals())
