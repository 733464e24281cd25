"""A small phrase grammar: readable rules over classes of words, run as regular expressions.

A text is scanned once into tokens. Every token gets one *code* character that stands for the set
of word classes it belongs to, so a rule such as ``MONTH DAY [,] YEAR`` becomes an ordinary regular
expression over the string of codes. No rule repeats without bound, so matching is linear.

Notation of a rule (one line of a table in ``data/``)::

    MONTH            one token of that class, captured as `month`
    begin=MONTH      the same, captured as `begin`
    of  ,  -         that very word or mark
    [x]  (x | y)     optional, alternatives (the first that fits wins)
    @DATE            a sub-pattern, defined earlier in the table as ``@DATE``
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Classes = Mapping[str, object]
"""Word classes of a token, each with the value it has there: ``{"MONTH": 5}``."""

FILLER = "."
"""Code of a token that belongs to no class."""

_TOKEN = re.compile(
    r"""
    (?P<number>
        \d(?:(?:[\d.,:/]|'(?=\d{3}(?!\d)))*\d)?        # 1,200  3.5  10:30  10/24/96  10'000
        (?:(?<=\d\d\d\d)-\d\d-\d\d(?![\d-])(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)?
        (?:(?:st|nd|rd|th|(?<=0)['’]?s)(?![^\W_]))?    # 3rd  1980s
      | ['’]\d0s\b                                     # '80s
    )
  | (?P<word>
        (?:[ap]\.\ ?m\.? | b\.\ ?c\.(?:\ ?e\.)? | a\.\ ?d\. | o['’]clock)(?![^\W_])
      | (?:[a-z]\.){2,}                                # U.S.  g.m.t.
      | ['’]s(?![^\W_])
      | [^\W\d_]+
    )
  | (?P<gap>\n[ \t\r\f\v]*\n\s*)
  | (?P<mark>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a token may be: its classes with their values, and the code of that set of classes."""

    classes: Classes
    code: str


_NOTHING = Entry({}, FILLER)


@dataclass(frozen=True, slots=True)
class Scan:
    """A text as tokens: where each starts and ends, what it may be, and its code."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    entries: Sequence[Entry]
    codes: str

    def words(self, index: int) -> str:
        """The characters of one token."""
        return self.text[self.starts[index] : self.ends[index]]

    def lower(self, index: int) -> str:
        """The token in lower case, apostrophes straight; empty outside the text."""
        if not 0 <= index < len(self.starts):
            return ""
        word = self.words(index).lower()
        return word if word.isascii() else word.replace("’", "'")

    def has(self, index: int, name: str) -> bool:
        """Whether token `index` exists and is of the class `name`."""
        return 0 <= index < len(self.entries) and name in self.entries[index].classes

    def glued(self, index: int) -> bool:
        """Whether no space parts token `index` from the one before it."""
        return 0 < index < len(self.starts) and self.ends[index - 1] == self.starts[index]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a rule table: its construction, what to do with a match, and its pattern."""

    name: str
    build: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fits the tokens `first` to `last` (inclusive) of a scan."""

    rule: Rule
    first: int
    last: int
    fields: Mapping[str, Any]
    at: Mapping[str, int]
    """Index of the token captured under each name."""


@dataclass(frozen=True, slots=True)
class Form:
    """A word or phrase with one class; a trailing ``!`` asks for the capitals it has there."""

    words: str
    name: str
    value: object


class Numerals(Protocol):
    """How tokens that are numbers get their classes."""

    @property
    def shapes(self) -> Collection[frozenset[str]]:
        """Every set of classes that the two functions may give."""

    @property
    def leads(self) -> Collection[str]:
        """The words that a number in several words may begin with."""

    def digits(self, token: str) -> Classes:
        """Classes of a token that starts with a digit; empty when it cannot be read."""

    def spelled(self, words: Sequence[str], at: int) -> tuple[int, Classes]:
        """How many tokens (0, or two and more) from `at` on are one number, and its classes."""


_Part = tuple[str, bool]
"""A token of a phrase, and whether it stands right behind the one before it (``US$``)."""


def _parts(phrase: str) -> tuple[_Part, ...]:
    end = -1
    parts = []
    for token in _TOKEN.finditer(phrase):
        parts.append((token.group().lower(), token.start() == end))
        end = token.end()
    return tuple(parts)


def _reads(
    spans: Sequence[tuple[int, int]], spoken: Sequence[str], at: int, parts: Sequence[_Part]
) -> bool:
    """Whether the tokens from `at` on are the phrase `parts`."""
    if at + len(parts) > len(spans):
        return False
    for step, (word, glued) in enumerate(parts, at):
        if spoken[step] != word or (glued and spans[step][0] != spans[step - 1][1]):
            return False
    return True


class Vocabulary:
    """Words and phrases with their classes, and the code of every set of classes there is."""

    def __init__(self, forms: Iterable[Form], numerals: Numerals) -> None:
        words: dict[str, dict[str, object]] = {}
        exact: dict[str, dict[str, object]] = {}
        phrases: dict[tuple[_Part, ...], dict[str, object]] = {}
        for form in forms:
            plain = form.words.removesuffix("!").replace("’", "'")
            parts = _parts(plain)
            if len(parts) > 1:
                phrases.setdefault(parts, {})[form.name] = form.value
            elif form.words.endswith("!"):
                for spelling in (plain, plain.upper()):
                    exact.setdefault(spelling, {})[form.name] = form.value
            else:
                words.setdefault(plain.lower(), {})[form.name] = form.value
        for spelling, classes in exact.items():
            exact[spelling] = {**words.get(spelling.lower(), {}), **classes}
        sets = {frozenset(c) for table in (words, exact) for c in table.values()}
        sets |= {frozenset(c) for c in phrases.values()} | set(numerals.shapes)
        self.codes = {s: chr(0x4E00 + i) for i, s in enumerate(sorted(sets, key=sorted)) if s}
        self.numerals = numerals
        self._words = {form: self._entry(c) for form, c in words.items()}
        self._exact = {form: self._entry(c) for form, c in exact.items()}
        self._phrases: dict[tuple[str, str], list[tuple[tuple[_Part, ...], Entry]]] = {}
        for parts, classes in sorted(phrases.items(), key=lambda item: -len(item[0])):
            start = (parts[0][0], parts[1][0])
            self._phrases.setdefault(start, []).append((parts, self._entry(classes)))
        leads = {parts[0][0] for parts in phrases} | set(numerals.leads)
        self._special = frozenset(leads | {spelling.lower() for spelling in exact})

    def _entry(self, classes: Classes) -> Entry:
        return Entry(classes, self.codes[frozenset(classes)]) if classes else _NOTHING

    def entries(self) -> list[Entry]:
        """What every known word and phrase may be."""
        phrases = [entry for group in self._phrases.values() for _, entry in group]
        return [*self._words.values(), *self._exact.values(), *phrases]

    def letters(self, name: str) -> str:
        """The codes of all sets that hold the class `name`; ValueError when there is none."""
        found = "".join(code for known, code in self.codes.items() if name in known)
        if not found:
            raise ValueError(f"no word has the class {name!r}")
        return found

    def scan(self, text: str) -> Scan:
        """The tokens of `text` with their classes; numbers in words and phrases made one token."""
        plain = text.replace("’", "'") if "’" in text else text
        spans = [token.span() for token in _TOKEN.finditer(plain)]
        spoken = [plain[start:end].lower() for start, end in spans]
        starts: list[int] = []
        ends: list[int] = []
        entries: list[Entry] = []
        at, count, special, words = 0, len(spans), self._special, self._words
        while at < count:
            word = spoken[at]
            start, end = spans[at]
            if word in special or word[0].isdecimal() or word[0] == "'":
                taken, entry = self._several(plain[start:end], spans, spoken, at)
                at += taken
                end = spans[at - 1][1]
            else:
                entry = words.get(word, _NOTHING)
                at += 1
            starts.append(start)
            ends.append(end)
            entries.append(entry)
        return Scan(text, starts, ends, entries, "".join([entry.code for entry in entries]))

    def _several(
        self, token: str, spans: Sequence[tuple[int, int]], spoken: Sequence[str], at: int
    ) -> tuple[int, Entry]:
        """A token that may be a number, begin a phrase, or hang on its capitals."""
        word = spoken[at]
        if any(character.isdecimal() for character in word[:2]):
            entry = self._entry(self.numerals.digits(word))
            return 1, self._exact.get(token, entry) if entry is _NOTHING else entry  # 9/11
        if at + 1 < len(spoken):
            for parts, entry in self._phrases.get((word, spoken[at + 1]), ()):
                if _reads(spans, spoken, at, parts):
                    return len(parts), entry
            taken, classes = self.numerals.spelled(spoken, at)
            if taken:
                return taken, self._entry(classes)
        return 1, self._exact.get(token) or self._words.get(word, _NOTHING)


_ELEMENT = re.compile(
    r"(?P<op>[][()|])|(?:(?P<name>[a-z_0-9]+)=)?(?P<cls>[A-Z][A-Z_0-9]*)(?=[][()|\s]|$)"
    r"|@(?P<sub>[A-Z_0-9]+)|(?P<literal>[^][()|\s]+)"
)
LITERAL = "="
"""Marks the class of a word that rules name literally: the word `of` has the class ``=of``."""


def literals(patterns: Iterable[str]) -> list[Form]:
    """Forms for all words that `patterns` name literally."""
    found = {m["literal"] for p in patterns for m in _ELEMENT.finditer(p) if m["literal"]}
    return [Form(word, LITERAL + word, word) for word in sorted(found)]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Part of a pattern as a regular expression, with the codes it may start with."""

    regex: str
    first: frozenset[str]
    empty: bool
    """Whether it may match nothing."""


class _Compiler:
    """Turns one rule's pattern into a regular expression over codes."""

    def __init__(self, vocabulary: Vocabulary, subs: Mapping[str, str]) -> None:
        self.vocabulary = vocabulary
        self.subs = subs
        self.groups: dict[str, tuple[str, str]] = {}

    def alternatives(self, elements: list[re.Match[str]]) -> _Piece:
        """Reads up to the closing bracket (or the end), consuming `elements` from the end."""
        branches: list[list[_Piece]] = [[]]
        while elements:
            element = elements.pop()
            if element["op"] in (")", "]"):
                break
            if element["op"] == "|":
                branches.append([])
            else:
                branches[-1].append(self.element(element, elements))
        pieces = [_sequence(branch) for branch in branches]
        return _Piece(
            "(?:" + "|".join(piece.regex for piece in pieces) + ")",
            frozenset().union(*(piece.first for piece in pieces)),
            any(piece.empty for piece in pieces),
        )

    def element(self, element: re.Match[str], rest: list[re.Match[str]]) -> _Piece:
        """One class, word, sub-pattern or bracketed group."""
        if element["op"]:
            piece = self.alternatives(rest)
            optional = element["op"] == "["
            return _Piece(piece.regex + "?" * optional, piece.first, piece.empty or optional)
        if element["sub"]:
            return self.pattern(self.subs[element["sub"]])
        name = element["cls"] or LITERAL + element["literal"]
        letters = self.vocabulary.letters(name)
        if not element["cls"]:
            return _Piece(f"[{letters}]", frozenset(letters), False)
        group = f"g{len(self.groups)}"
        self.groups[group] = (element["name"] or name.lower(), name)
        return _Piece(f"(?P<{group}>[{letters}])", frozenset(letters), False)

    def pattern(self, pattern: str) -> _Piece:
        """A whole pattern."""
        return self.alternatives(list(_ELEMENT.finditer(pattern))[::-1])


def _sequence(pieces: Sequence[_Piece]) -> _Piece:
    first: frozenset[str] = frozenset()
    for piece in pieces:
        first |= piece.first
        if not piece.empty:
            break
    regex = "".join(piece.regex for piece in pieces)
    return _Piece(regex, first, all(piece.empty for piece in pieces))


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A rule with its regular expression, and what each of its groups captures."""

    rule: Rule
    regex: re.Pattern[str]
    groups: Mapping[str, tuple[str, str]]
    first: frozenset[str]

    def match(self, scan: Scan, hit: re.Match[str]) -> Match:
        fields: dict[str, object] = {}
        at: dict[str, int] = {}
        for group, (name, cls) in self.groups.items():
            index = hit.start(group)
            if index >= 0:
                fields[name] = scan.entries[index].classes[cls]
                at[name] = index
        return Match(self.rule, hit.start(), hit.end() - 1, fields, at)


class Grammar:
    """Rules compiled over a vocabulary."""

    def __init__(
        self,
        rules: Sequence[Rule],
        subs: Mapping[str, str],
        forms: Iterable[Form],
        numerals: Numerals,
    ) -> None:
        patterns = [*(rule.pattern for rule in rules), *subs.values()]
        self.vocabulary = Vocabulary([*forms, *literals(patterns)], numerals)
        self._by_code: dict[str, list[_Compiled]] = {}
        for rule in rules:
            compiler = _Compiler(self.vocabulary, subs)
            piece = compiler.pattern(rule.pattern)
            compiled = _Compiled(rule, re.compile(piece.regex), compiler.groups, piece.first)
            for code in sorted(piece.first):
                self._by_code.setdefault(code, []).append(compiled)
        self._begins = re.compile(f"[{''.join(self._by_code)}]")

    def scan(self, text: str) -> Scan:
        """The tokens of `text`."""
        return self.vocabulary.scan(text)

    def next(self, scan: Scan, index: int) -> int:
        """The first token from `index` on where some rule might begin; past the end if none."""
        found = self._begins.search(scan.codes, index)
        return len(scan.codes) if found is None else found.start()

    def at(self, scan: Scan, index: int) -> list[Match]:
        """All rules that fit at token `index`: the longest first, then in the table's order."""
        hits: list[tuple[int, int, _Compiled, re.Match[str]]] = []
        for compiled in self._by_code.get(scan.codes[index], ()):
            hit = compiled.regex.match(scan.codes, index)
            if hit is not None:
                hits.append((-hit.end(), len(hits), compiled, hit))
        return [compiled.match(scan, hit) for _, _, compiled, hit in sorted(hits)]


def read_table(lines: Iterable[str]) -> tuple[list[Rule], dict[str, str]]:
    """Rules (``name, build, pattern``) and sub-patterns (``@NAME, pattern``) of a table with tabs.

    ValueError on a line that is neither.
    """
    rules: list[Rule] = []
    subs: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in line.rstrip("\n").split("\t") if cell.strip()]
        if not cells or cells[0].startswith("#"):
            continue
        if cells[0].startswith("@") and len(cells) == 2:
            subs[cells[0][1:]] = cells[1]
        elif len(cells) == 3:
            rules.append(Rule(*cells))
        else:
            raise ValueError(f"line {number} of a rule table: {line!r}")
    return rules, subs
