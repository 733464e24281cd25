"""The words and constructions of quantities, loaded from the tables in ``data/``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files

from fairwitness.reading.numbers import leads, number_forms, parse_digits, spelled
from fairwitness.reading.phrases import Classes, Form, Grammar, read_table

_NUMERIC_VALUES = {"SCALE", "GLUED", "DOZEN", "GROSS", "FEW", "ARTICLE", "HALF", "PART", "VULGAR"}


_THREE_DECIMALS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
"""``37.075`` alone could be a European thousand; before `million` it is a decimal."""


class QuantityNumerals:
    """Numbers as the quantity grammar sees them."""

    shapes = (
        frozenset({"NUM"}),
        frozenset({"NUM", "LEAD"}),
        frozenset({"NUM", "LEAD", "GROUP3"}),
        frozenset({"GROUP3"}),
        frozenset({"DECIMAL3"}),
        frozenset({"FRACTION"}),
    )

    @property
    def leads(self) -> frozenset[str]:
        """The words that a number in several words may begin with."""
        return leads()

    def digits(self, token: str) -> Classes:
        """A number, a plain fraction (``1/2``), or a group of three digits (``000``)."""
        if "/" in token:
            return _fraction(token)
        value = parse_digits(token)
        if value is None:
            return {"DECIMAL3": float(token)} if _THREE_DECIMALS.fullmatch(token) else {}
        plain = len(token) <= 3 and token.isdecimal()
        if plain and len(token) == 3:
            group = {"GROUP3": token}
            return group if value < 100 else {"NUM": value, "LEAD": token, **group}
        return {"NUM": value, "LEAD": token} if plain else {"NUM": value}

    def spelled(self, words: Sequence[str], at: int) -> tuple[int, Classes]:
        """A number in several words; ordinals and spoken years are no quantities."""
        taken, kind, value = spelled(words, at)
        return taken, {"NUM": value} if kind == "cardinal" else {}


def _fraction(token: str) -> Classes:
    """``1/2`` and ``3/4``, but not ``9/11`` or ``24/7``."""
    top, _, bottom = token.partition("/")
    if top.isdecimal() and bottom in ("2", "3", "4", "5", "8", "10") and len(top) == 1:
        value = Fraction(int(top), int(bottom))
        if 0 < value < 1:
            return {"FRACTION": value}
    return {}


def _rows(table: str) -> Iterator[list[str]]:
    source = files("fairwitness.reading") / "data" / table
    for line in source.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _forms() -> Iterator[Form]:
    for word, (kind, number) in number_forms().items():
        if kind == "cardinal":
            yield Form(word, "NUM", number)
    for name, value, forms in _rows("quantities_words.tsv"):
        known: object = Fraction(value) if name in _NUMERIC_VALUES else value
        for form in forms.split("; "):
            yield Form(form, name, known)
    for kind, unit, forms in _rows("quantities_units.tsv"):
        for form in forms.split("; "):
            yield Form(form.removesuffix("~"), "UNIT", (kind, unit, form.endswith("~")))
    for code, before, after in _rows("quantities_money.tsv"):
        for form in before.split("; "):
            yield Form(form + "!", "MONEY", code)
        for form in after.split("; "):
            yield Form(form + "!" if form.isupper() else form, "COIN", code)


@cache
def grammar() -> Grammar:
    """The compiled grammar of quantities (built once per process, on first use)."""
    source = files("fairwitness.reading") / "data" / "quantities_rules.tsv"
    rules, subs = read_table(source.read_text(encoding="utf-8").splitlines())
    return Grammar(rules, subs, _forms(), QuantityNumerals())
