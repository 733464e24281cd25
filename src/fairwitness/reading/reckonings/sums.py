"""Parts and their total: only where the words put the parts as all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fairwitness.reading.reckonings.sketch import MARKS, Piece, Sketch
from fairwitness.reading.reckonings.terms import numeric
from fairwitness.reading.rows import Quantity, Reckoning, Term

_NUM = f"[{MARKS['count']}{MARKS['number']}]"
_ANY = "[" + "".join(MARKS[n] for n in ("count", "number", "money", "percent", "measure")) + "]"
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
_PASSED = "".join(MARKS[name] for name in ("ordinal", "dull", "date", "span", "per"))
"""Marks that may stand among the words of a part: "22 on Tuesday", "185 at the second"."""
_WORD = rf"(?:[^\W\d_{_PASSED}][\w’'.-]*|[{_PASSED}])"
_PART = rf"(?:{_ANY}|an?|one)(?: (?!and ){_WORD}){{0,7}}?"
_LIST = rf"{_PART}(?:[,;] (?:and )?{_PART}){{0,14}}[,;]?(?: and | & ){_PART}"
_CLOSED = r"(?= ?(?:[.,;:)!–—]|--|$| (?:were|was|died|have|had|are) ))"
_SAID = (
    r"(?: ?[.!;]?$|,? said (?:the|an?) |,? according to |,? and nothing else|"
    r", and (?:listed|named|gave|added|said) |"
    r", [^();:,\ue100-\ue10f]{2,50} (?:said|says|announced|reported|reports|confirmed|told|wrote|"
    r"writes|showed|shows|records|recorded|added|found)(?![a-z]))"
)
"""The end of a sentence, or who says it."""
_COLON = re.compile(
    rf"(?P<total>{_ANY})([^();:\ue100-\ue10f]{{0,70}}"
    rf"(?: (?:between|among|across|over|in|from|at) (?:the |its )?(?P<lots>{_NUM})"
    rf"(?: {_WORD}){{1,2}})?)"
    rf": (?P<list>{_LIST})(?={_SAID})"
)
_TOTALLED = re.compile(
    rf"(?<![a-z])total of (?P<total>{_NUM})(?P<verbs>[^();:,\ue100-\ue10f]{{0,60}}), "
    rf"(?P<list>{_LIST})(?=[.;,)]|$| (?:were|was|have|had|are) )"
)
_HERE = rf"in {_WORD}(?: {_WORD}){{0,2}}"
_PLACED = re.compile(
    rf"(?<![a-z])of (?:the|all) (?P<total>{_NUM}) (?:dead|killed|victims|deaths|bodies)"
    r"(?:, [^();:,\ue100-\ue10f]{2,40} (?:said|says|reported|announced))?, "
    rf"(?P<list>{_NUM} (?:were|died|fell|was) (?:[a-z]+ )?{_HERE}, "
    rf"(?:{_NUM} {_HERE}, ){{0,8}}{_NUM} {_HERE},? and {_NUM} {_HERE})(?={_SAID})"
)
"""The dead by place, to the last: "of the 31 dead, 12 were killed in …, 10 in … and 9 in …"."""
_EVERYBODY = (
    "people|persons|victims|dead|deaths|casualties|fatalities|hostages|prisoners|detainees|"
    "suspects|passengers|bodies|members|patients|students"
)
_OPENS = r"(?:, | – | — | -- | - | \(|, \()"
_DEFINITE = re.compile(
    rf"(?<![a-z])(?:the|all|all the|its|his|her|their) (?P<total>{_NUM}) (?:{_WORD} )?"
    rf"(?:{_EVERYBODY})(?:, | – | — | \(|, \()(?P<list>{_LIST})(?:,|\)| –| —) "
    r"(?:were|was|had|have|are|all|who)(?![a-z])"
)
"""Everybody there is, and who they are: "the ten hostages, six nuns and four drivers, were"."""
_BESIDE = re.compile(
    rf"(?P<total>{_NUM}) (?:(?:{_WORD} ){{0,2}}?)(?:{_EVERYBODY})(?: dead| killed)?"
    rf"(?: in all| in total| altogether)?{_OPENS}(?P<list>{_LIST})(?:{_CLOSED}|(?= - ))"
)
_GROUP = re.compile(
    rf"(?<![a-z])(?:crew|group|team|panel|jury|squad|party|delegation|patrol) of "
    rf"(?P<total>{_NUM})(?: {_WORD})?{_OPENS}(?P<list>{_LIST}){_CLOSED}"
)
_TOTAL = re.compile(
    rf"(?P<list>{_LIST})[^();:\ue100-\ue10f]{{0,60}}(?:,|–|—| for| making| giving)? "
    rf"(?:(?:or |for |making |giving |with )?(?:a |the )(?:combined |overall |grand )?total "
    rf"(?:of|was|is) (?P<total>{_ANY})(?! and |, {_ANY})|"
    rf"(?:or )?(?P<all>{_ANY})(?: {_WORD}){{0,2}} "
    rf"(?:in all|in total|altogether|combined|over {MARKS['span']}))"
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


_KINDS = ("count", "number", "money", "percent", "measure")


def sums(text: str, seen: Sketch, never: re.Pattern[str]) -> Iterator[Reckoning]:
    """The totals of a sentence that stand beside a list of their parts."""
    numbers = sum(seen.text.count(MARKS[name]) for name in _KINDS)
    if "respectively" in seen.text:
        return
    if numbers < 3 and not (numbers == 2 and re.search(r" and (?:an?|one) ", seen.text)):
        return
    for kind, regex in _FORMS:
        for match in regex.finditer(seen.text):
            yield from _sum(text, seen, match, never, kind=kind)


_FORMS = (
    ("colon", _COLON),
    ("beside", _BESIDE),
    ("beside", _GROUP),
    ("total", _TOTAL),
    ("totalled", _TOTALLED),
    ("definite", _DEFINITE),
    ("placed", _PLACED),
)


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
    lots = match.groupdict().get("lots")
    if (
        lots
        and seen.piece(match.start("lots")).value != len(parts)
        and not _counted(seen.piece(match.start("lots")), len(parts))
    ):
        return
    whole = kind != "beside"
    if kind in ("totalled", "definite"):
        sorts = _sorts(words)
        if sorts in ("overlap", "some"):
            return
        whole = sorts == "split" or kind == "definite" or _located(parts)
    elif kind == "placed":
        parts = [(piece, "") for piece, _ in parts]
    elif kind != "total":
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


def _counted(piece: Piece, parts: int) -> bool:
    """Whether a number beside the total tells how many parts there are: "in three villages"."""
    return isinstance(piece.row, Quantity) and piece.row.value == parts


def _located(parts: list[tuple[Piece, str]]) -> bool:
    """Whether every part is put somewhere, in the same manner: "201 at the first, 185 at …"."""
    first = {words.split(" ", 1)[0] for _, words in parts}
    return len(first) == 1 and not first.isdisjoint({"in", "at", "on", "from", "near"})


def _unclear(words: str, kind: str) -> bool:
    return bool(_VERBS.search(words)) and kind not in ("total", "placed")


def _parts(seen: Sketch, words: str, start: int) -> list[tuple[Piece, str]] | None:
    """The number and the words of each part of a list; None when one has no number of its own."""
    found: list[tuple[Piece, str]] = []
    position = 0
    for piece in re.split(r"([,;]? and |[,;] | & )", words):
        at = start + position
        position += len(piece)
        if re.fullmatch(r"[,;]? and |[,;] | & |[,;]?", piece):
            continue
        marks = [i for i, letter in enumerate(piece) if letter in _FIGURES_HERE]
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
_FIGURES_HERE = frozenset(_MARKS_HERE_TEXT) - frozenset(_PASSED)


def _alike(pieces: list[Piece]) -> bool:
    """Whether all are of one kind and unit, and none is a mere bound."""
    each = [
        (piece.row.kind, piece.row.unit) if isinstance(piece.row, Quantity) else ("count", None)
        for piece in pieces
    ]
    # "28 tonnes: 21 tonnes of rice, four of tents": the unit is left out after the first part.
    kinds = set(each[:2]) if {*each[2:]} == {("count", None)} else set(each)
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
