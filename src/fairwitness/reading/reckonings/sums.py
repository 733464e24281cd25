"""Parts and their total: only where the words put the parts as all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fairwitness.reading.reckonings.sketch import MARKS, Piece, Sketch
from fairwitness.reading.reckonings.terms import numeric
from fairwitness.reading.rows import Quantity, Reckoning, Term

_NUM = f"[{MARKS['count']}{MARKS['number']}]"
_ANY = f"[{MARKS['count']}{MARKS['number']}{MARKS['money']}{MARKS['percent']}]"
_OPEN = re.compile(
    r"(?<![a-z])(?:includ\w*|among|of them|of whom|of which|of those|as well as|plus|besides|"
    r"in addition|also|another|other|others|more|mostly|at least|respectively|up to|each|apiece|"
    r"nearby|both|either|or|per|times|double|some|most|many|several|dozens|top|first|last|next|"
    r"brings|bringing|brought|rais\w*|so far|yesterday|earlier)(?![a-z])"
)
"""Words that leave the parts open, count something twice, or add to what was counted before."""
_VERBS = re.compile(
    r"(?<![a-z])(?:was|were|is|are|has|have|had|said|says|will|died|fled|told|that|who|which|when|"
    r"while|where|but|after|before|killed|wounded|injured)(?![a-z])"
)
_WORD = r"(?:[^\W\d_][\w’'.-]*)"
_PART = rf"(?:{_ANY}|an?|one)(?: (?!and ){_WORD}){{0,7}}?"
_LIST = rf"{_PART}(?:[,;] (?:and )?{_PART}){{0,14}}[,;]?(?: and | & ){_PART}"
_CLOSED = r"(?= ?(?:[.,;:)!–—]|--|$| (?:were|was|died|have|had|are) ))"
_COLON = re.compile(
    rf"(?P<total>{_ANY})([^();:\ue100-\ue10f]{{0,70}}): (?P<list>{_LIST})(?= ?[.!;]?$)"
)
_EVERYBODY = (
    "people|persons|victims|dead|deaths|casualties|fatalities|hostages|prisoners|detainees|"
    "suspects|passengers|bodies|members|patients|students"
)
_OPENS = r"(?:, | – | — | -- | - | \(|, \()"
_BESIDE = re.compile(
    rf"(?P<total>{_NUM}) (?:(?:{_WORD} ){{0,2}}?)(?:{_EVERYBODY})(?: dead| killed)?"
    rf"{_OPENS}(?P<list>{_LIST})(?:{_CLOSED}|(?= - ))"
)
_GROUP = re.compile(
    rf"(?<![a-z])(?:crew|group|team|panel|jury|squad|party|delegation|patrol) of "
    rf"(?P<total>{_NUM})(?: {_WORD})?{_OPENS}(?P<list>{_LIST}){_CLOSED}"
)
_TOTAL = re.compile(
    rf"(?P<list>{_LIST})[^();:\ue100-\ue10f]{{0,60}}(?:,|–|—| for| making| giving)? "
    rf"(?:(?:or |for |making |giving |with )?(?:a |the )(?:combined |overall |grand )?total "
    rf"(?:of|was|is) (?P<total>{_ANY})(?! and |, {_ANY})|"
    rf"(?:or )?(?P<all>{_ANY})(?: {_WORD}){{0,2}} (?:in all|in total|altogether|combined))"
)
_SINGLE = re.compile(
    r"(?:and )?(?:an?|one) (?!number|couple|dozen|handful|few|group|pair|family|further|lot|crowd|"
    r"team|unit|crew|score|third|quarter|half|hundred|thousand|million|total|combined)"
)
_PEOPLE = re.compile(
    r"(?<![a-z])(?:civilians?|soldiers?|troops|police(?:men|man|women| officers?)?|officers?|"
    r"militants?|fighters?|rebels?|insurgents?|gunmen|gunman|attackers?|guards?|men|man|women|"
    r"woman|boys?|girls?|adults?|children|child|teenagers?|crew|passengers?|guests|workers?|"
    r"students?|teachers?|journalists?|medics|doctors|nurses|foreigners?|nationals|locals|"
    r"residents|villagers|[a-z]+(?:ians|ans|is|ish|ese))(?![a-z])"
)
_SORTS = (
    {"men": "a", "man": "a", "women": "b", "woman": "b"},
    {"boy": "a", "boys": "a", "girl": "b", "girls": "b"},
    {"adult": "a", "adults": "a", "children": "b", "child": "b", "teenagers": "b"},
    {
        "civilian": "a", "civilians": "a", "soldier": "b", "soldiers": "b", "troops": "b",
        "fighters": "b", "militants": "b", "rebels": "b", "insurgents": "b", "combatants": "b",
    },
    {"dead": "a", "killed": "a", "wounded": "b", "injured": "b"},
    {"passengers": "a", "passenger": "a", "crew": "b"},
)  # fmt: skip
"""Words that split everybody in two: where both stand, the parts are all there is."""
_OVERLAP = (
    frozenset({"women", "woman", "girls", "girl", "men", "man", "boys", "boy"}),
    frozenset({"children", "child", "teenagers", "babies", "infants"}),
    frozenset({"civilians", "civilian", "foreigners", "nationals", "locals", "residents"}),
)  # fmt: skip
"""Groups of one kind never overlap; one of the first may be one of the second or the third."""


def sums(text: str, seen: Sketch, never: re.Pattern[str]) -> Iterator[Reckoning]:
    """The totals of a sentence that stand beside a list of their parts."""
    numbers = sum(seen.text.count(MARKS[name]) for name in ("count", "number", "money", "percent"))
    if "respectively" in seen.text:
        return
    if numbers < 3 and not (numbers == 2 and re.search(r" and (?:an?|one) ", seen.text)):
        return
    for kind, regex in _FORMS:
        for match in regex.finditer(seen.text):
            yield from _sum(text, seen, match, never, kind=kind)


_FORMS = (("colon", _COLON), ("beside", _BESIDE), ("beside", _GROUP), ("total", _TOTAL))


def _sum(
    text: str, seen: Sketch, match: re.Match[str], never: re.Pattern[str], *, kind: str
) -> Iterator[Reckoning]:
    words, start = match["list"], match.start("list")
    total_at = match.start("total")
    total_at = match.start("all") if total_at < 0 else total_at
    if never.search(match[0]) or _OPEN.search(match[0]) or _unclear(words, kind):
        return
    parts = _parts(seen, words, start)
    total = seen.piece(total_at)
    if parts is None or len(parts) < 2 or not _alike([total, *[p for p, _ in parts]]):
        return
    whole = kind != "beside"
    if kind != "total":
        sorts = _sorts(words)
        if sorts == "overlap":
            return
        whole = sorts == "split" or (kind == "colon" and sorts != "some")
        if kind == "beside" and not all(_PEOPLE.search(w) or w == "" for _, w in parts):
            return
    terms = [numeric("total", text, total), *_terms(text, parts)]
    at, to = seen.offset(match.start()), seen.offset(match.end())
    raw = text[at:to]
    at += len(raw) - len(raw.lstrip())
    to -= len(raw) - len(raw.rstrip())
    yield Reckoning(
        id="", start=at, end=to, text=text[at:to], kind="sum", terms=tuple(terms), whole=whole
    )


def _unclear(words: str, kind: str) -> bool:
    return bool(_VERBS.search(words)) and kind != "total"


def _parts(seen: Sketch, words: str, start: int) -> list[tuple[Piece, str]] | None:
    """The number and the words of each part of a list; None when one has no number of its own."""
    found: list[tuple[Piece, str]] = []
    position = 0
    for piece in re.split(r"([,;]? and |[,;] | & )", words):
        at = start + position
        position += len(piece)
        if re.fullmatch(r"[,;]? and |[,;] | & |[,;]?", piece):
            continue
        marks = [i for i, letter in enumerate(piece) if letter in _MARKS_HERE]
        said = piece.lstrip(_MARKS_HERE_TEXT).strip()
        if len(marks) == 1 and marks[0] == 0:
            found.append((seen.piece(at), said))
        elif not marks and (article := _SINGLE.match(piece)):
            begin = seen.offset(at)
            found.append((Piece("number", begin, begin + article.end() - 1, None, 1.0), said))
        else:
            return None
    return found


_MARKS_HERE_TEXT = "".join(MARKS.values())
_MARKS_HERE = frozenset(_MARKS_HERE_TEXT)


def _alike(pieces: list[Piece]) -> bool:
    """Whether all are of one kind and unit, and none is a mere bound."""
    kinds = {
        (piece.row.kind, piece.row.unit) if isinstance(piece.row, Quantity) else ("count", None)
        for piece in pieces
    }
    whole = all(not isinstance(p.row, Quantity) or p.row.value is not None for p in pieces)
    return len(kinds) == 1 and whole


def _terms(text: str, parts: list[tuple[Piece, str]]) -> list[Term]:
    return [numeric("part", text, piece) for piece, _ in parts]


def _sorts(words: str) -> str:
    """`split` where the parts are two halves of everybody, `overlap` where one may be another."""
    said = set(re.findall(r"[a-z]+", words))
    if any({"a", "b"} <= {sorts[w] for w in said & sorts.keys()} for sorts in _SORTS):
        return "split"
    kinds = [bool(said & group) for group in _OVERLAP]
    if kinds[2] and (kinds[0] or kinds[1]):
        return "overlap"
    return "some" if kinds[0] or kinds[1] else "plain"
