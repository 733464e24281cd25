"""Chooses the place and the time of an incident among those of the report, with the reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from fairwitness.reading.incidents.triggers import LONG_AGO, listed
from fairwitness.reading.rows import Place, Statement, Time
from fairwitness.reading.tree import Tree

_FINE = {"neighbourhood": 6, "facility": 6, "base": 6, "camp": 6, "crossing": 6, "airfield": 6,
         "road": 4, "city": 5, "island": 5, "mountain": 4, "lake": 4, "river": 3, "strait": 3,
         "district": 4, "province": 3, "sea": 2, "desert": 3, "region": 3, "border": 2,
         "territory": 2, "country": 1, "continent": 0, "unknown": 5}  # fmt: skip
_AWAY = frozenset(["from", "to", "toward", "towards", "for", "into", "via", "than", "like",
                   "unlike", "with", "by"])  # fmt: skip
_DATELINE = re.compile(r"^\W*[^\n]{0,70}?(?:--|—|–| - |:)")
_HAPPENED = frozenset(["happen", "occur", "take", "target", "hit", "strike", "rock", "explode"])
_PARTS = frozenset(["compound", "amod", "nmod", "poss"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])
_PHRASE = 40
"""Words of a phrase looked at for a date of long ago."""
_CLIMB = 8
_MENTIONS = 8
"""Words that tell of an incident looked at for its place and time; the first ones tell."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The id of the row chosen and why; None with the reason where there is none."""

    row: str | None
    why: str


def place_of(
    tree: Tree, at: Sequence[int], places: Sequence[Place], statements: Sequence[Statement]
) -> Chosen:
    """The place of the incident told of at the tokens `at`."""
    best: tuple[tuple[float, float, int], Place, str] | None = None
    seats = [(s.source.start, s.source.end) for s in statements if s.source is not None]
    cues = {_token(tree, s.cue.start) for s in statements if s.cue is not None}
    dateline = _DATELINE.match(tree.text)
    for place in places:
        token = _head(tree, place.start, place.end)
        if place.reading != "place":
            continue
        if dateline is not None and place.end <= dateline.end():
            score, why = 0.5, "the dateline; no place is named with the incident"
        elif any(start <= place.start < end for start, end in seats) or _is_elsewhere(
            tree, token, at, cues
        ):
            continue
        else:
            score, why = _nearness(tree, token, at)
        if score <= 0:
            continue
        rank = (score, _FINE[place.kind], -place.start)
        if best is None or rank > best[0]:
            best = (rank, place, why)
    if best is None:
        return Chosen(None, "the report names no place for it")
    return Chosen(best[1].id, best[2])


def time_of(tree: Tree, at: Sequence[int], times: Sequence[Time]) -> Chosen:
    """The time of the incident told of at the tokens `at`."""
    best: tuple[tuple[float, int], Time, str] | None = None
    for time in times:
        if time.type not in {"DATE", "TIME"}:
            continue
        score, why = _nearness(tree, _token(tree, time.start), at)
        if score < 1:
            continue
        rank = (score, -time.start)
        if best is None or rank > best[0]:
            best = (rank, time, why)
    if best is None:
        return Chosen(None, "the report gives no time for it")
    return Chosen(best[1].id, best[2])


def _token(tree: Tree, offset: int) -> int:
    return min(len(tree) - 1, bisect_left(tree.end, offset + 1))


def _nearness(tree: Tree, token: int, at: Sequence[int]) -> tuple[float, str]:
    """How closely a word stands to what tells of the incident, and the reason in words."""
    best = (0.0, "")
    for order, trigger in enumerate(at[:_MENTIONS]):
        late = 0.02 * order
        if tree.sentence[token] != tree.sentence[trigger]:
            continue
        words = tree.words(trigger, trigger)
        if _hangs_on(tree, token, trigger):
            found = (5 - late, f"said of “{words}” itself")
        elif _in_clause(tree, token, trigger):
            found = (4 - late, f"in the clause of “{words}”")
        else:
            found = (2 - late, f"in the sentence of “{words}”")
        best = max(best, found)
    if best[0]:
        return best
    first = tree.sentence[token]
    if any(abs(tree.sentence[t] - first) < 60 for t in at[:_MENTIONS]):
        happened = any(tree.lemma[above] in _HAPPENED for above in _above(tree, token))
        if happened:
            return 1.8, "in a sentence that goes on about it"
        return 1.0, "in a sentence beside it"
    return 0.3, "the only place named"


def _above(tree: Tree, token: int) -> list[int]:
    out = []
    for above in tree.ancestors(token):
        out.append(above)
        if len(out) == _CLIMB:
            break
    return out


def _in_clause(tree: Tree, token: int, trigger: int) -> bool:
    """Whether both hang on one verb with no other clause between."""
    mine, theirs = _verb_of(tree, token), _verb_of(tree, trigger)
    return mine in (theirs, trigger)


def _hangs_on(tree: Tree, token: int, noun: int) -> bool:
    """Whether a word is part of the phrase of a noun that tells of a deed, verbs left out."""
    current = token
    for _ in range(_CLIMB):
        if current == noun:
            return tree.pos[noun] != "VERB"
        if tree.pos[current] in {"VERB", "AUX"} or tree.head[current] == current:
            return False
        current = tree.head[current]
    return False


def _verb_of(tree: Tree, token: int) -> int:
    current = token
    for _ in range(2 * _CLIMB):
        if tree.pos[current] in {"VERB", "AUX"} or tree.head[current] == current:
            return current
        current = tree.head[current]
    return current


def _is_elsewhere(tree: Tree, token: int, at: Sequence[int], cues: set[int]) -> bool:
    """Whether the words tie a place to something else than the deed."""
    if _is_origin(tree, token, at) or _is_earlier(tree, token, at):
        return True
    return _verb_of(tree, token) in cues and not any(_hangs_on(tree, token, one) for one in at)


def _is_origin(tree: Tree, token: int, at: Sequence[int]) -> bool:
    """Whether a place is where somebody comes from or goes to, or part of a name, not where it
    was.
    """
    step, led = token, False
    for _ in range(_CLIMB):
        above = tree.head[step]
        if tree.dep[step] in _PARTS and above not in at and tree.dep[above] in _SUBJECTS:
            return True
        if tree.dep[step] == "prep" and not led and tree.lower[step] in _AWAY:
            return True
        if tree.dep[step] == "prep" and tree.lower[step] == "of" and tree.tag[above] == "NNP":
            return tree.dep[above] in {"compound", *_SUBJECTS}
        if tree.pos[step] in {"VERB", "AUX"}:
            return step not in at and listed("origin", tree.lemma[step])
        if above == step or step in at:
            return False
        led = led or tree.dep[step] == "prep"
        step = above
    return False


def _is_earlier(tree: Tree, token: int, at: Sequence[int]) -> bool:
    """Whether a place hangs on words of another, earlier deed: "unlike the 2011 attack in"."""
    for above in _above(tree, token):
        if above in at or tree.pos[above] == "VERB":
            first, last = tree.left[above], min(tree.right[above], tree.left[above] + _PHRASE)
            own = sum(first <= one <= last for one in at)
            words = tree.words(first, last)
            return own < len(at) and LONG_AGO.search(words) is not None
    return False


def _head(tree: Tree, start: int, end: int) -> int:
    """The word of a name that the others hang on."""
    first, last = _token(tree, start), _token(tree, end - 1)
    return next((t for t in range(last, first - 1, -1) if not first <= tree.head[t] <= last), last)
