"""One person with two genders, offices, ranks or nationalities that cannot all be right."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.finding import Verdict
from fairwitness.checks.names_found import Found
from fairwitness.checks.names_words import Near, noun_part, offices, whole, words_of
from fairwitness.reading.rows import Actor, Mention
from fairwitness.reading.statements.sourcing import source_words
from fairwitness.world import World

_PASSAGE = 2500
"""Characters between two words of gender that are taken to be of one passage."""
_UNSURE = LeftAlone("more than one person may be meant")
_MOVED = "the words near one of them put it at another time or beside another office"


def person(near: Near, actor: Actor, world: World) -> Iterator[Found | LeftAlone]:
    """Findings on what one person is called."""
    checks = (_gender(near, actor), _offices(near, actor), _nations(near, actor, world))
    found = [one for one in checks if one is not None]
    if actor.unsure:
        yield from [_UNSURE] * bool(found)
        return
    yield from found


# gender ----------------------------------------------------------------------------------------


def _gender(near: Near, actor: Actor) -> Found | LeftAlone | None:
    """ "He" and "she", or "Mr" and "Ms", of one person: the first change in the text counts."""
    said = [m for m in actor.mentions if m.gender]
    pair = next(((a, b) for a, b in itertools.pairwise(said) if a.gender != b.gender), None)
    if pair is None:
        return None
    first, second = pair
    spoken = {s.source.start for s in near.reading.statements if s.source is not None}
    verdict: Verdict = "undetermined"
    if first.kind != "pronoun" and second.kind != "pronoun":
        if not (whole(first) and whole(second)) or _couple(near, first, second):
            return LeftAlone("two people of one surname may be meant")
        verdict = "fails"
    elif second.words.start - first.words.start <= _PASSAGE:
        subjects = [m for m in pair if m.kind == "pronoun"]
        clear = all(m.words.start in spoken and m.voice is None for m in subjects)
        verdict = "fails" if clear else "undetermined"
    a, b = (_shown(m) for m in pair)
    return Found(
        words=second.words,
        verdict=verdict,
        stated=f"{actor.name}: {a}, then {b}",
        found="one person",
        working=(
            f"{actor.name} is the only person named in the passage; the report calls them {a}, "
            f"and then {b}"
        ),
        missing="one of the two may mean somebody the passage does not name",
    )


def _couple(near: Near, first: Mention, second: Mention) -> bool:
    """Whether a name is a husband's that his wife bears too: "Mr and Mrs John Roe"."""
    return any(
        re.search(r"\bM(?:r|rs|s)\.? and\b|\band M(?:r|rs|s)\b", near.sentence(m.words))
        for m in (first, second)
    )


def _shown(mention: Mention) -> str:
    if mention.kind == "pronoun":
        return f"“{mention.words.text.lower()}”"
    return f"“{' '.join([*(t.text for t in mention.titles), mention.words.text])}”"


# offices and ranks -----------------------------------------------------------------------------


def _offices(near: Near, actor: Actor) -> Found | LeftAlone | None:
    """Two portfolios or ranks that one person does not hold at one time, in one voice."""
    held = [
        (kind, name, title.text, mention)
        for mention in actor.mentions
        for title in mention.titles
        for kind, name in _posts(title.text)
    ]
    for (kind, one, a, first), (other_kind, other, b, second) in itertools.combinations(held, 2):
        if kind != other_kind or one == other or first.voice != second.voice or first is second:
            continue
        if not (whole(first) and whole(second)):
            return LeftAlone("two people of one surname may be meant")
        if near.says("kin", (first.words, second.words)):
            return LeftAlone("a father and a son may bear one name")
        moved = near.says("moved", (m.words for m in actor.mentions))
        return Found(
            words=second.words,
            verdict="undetermined" if moved else "fails",
            stated=f"{actor.name}: {a}, then {b}",
            found=f"one person has one {_KINDS.get(kind, 'seat of the two')} at a time",
            working=(
                f"{actor.name} is called “{a}” and later “{b}”; nothing near the name says that "
                "it changed or that both are held"
            ),
            missing=_MOVED,
        )
    return None


_KINDS = {"rank": "rank", "portfolio": "such ministry"}


def _posts(title: str) -> Iterator[tuple[str, str]]:
    """(`portfolio`, `rank` or a seat, which) of a title; none where it joins several."""
    words = [word for word in words_of(title) if word not in {"the", "a", "an"}]
    table = offices()
    if "and" in words or not table.lists["moved"].isdisjoint(words):
        return
    if "of" in words[1:]:
        second = words[0] in {"deputy", "vice"}
        yield f"seat {' '.join(words[second:])}", "deputy" if second else "head"
    if not {"deputy", "vice", "assistant", "junior", "shadow", "state"}.isdisjoint(words):
        return
    if "minister" in words and "prime" not in words:
        named = {table.portfolio[word] for word in words if word in table.portfolio}
        if len(named) == 1:
            yield "portfolio", named.pop()
        return
    ranks = [word for word in words_of(noun_part(title)) if word in table.rank]
    if ranks and words[-1] == ranks[-1] and "attorney" not in words and "secretary" not in words:
        yield "rank", table.rank[ranks[-1]]


# nationality -----------------------------------------------------------------------------------


def _nations(near: Near, actor: Actor, world: World) -> Found | LeftAlone | None:
    """Two nationalities of one person, given with one noun: "the Syrian … the Iraqi journalist"."""
    said = []
    for mention in actor.mentions:
        if mention.nationality is not None:
            record = world.countries.demonym(mention.nationality.text)
            if record is not None:
                said.append((record.code, mention))
    for (one, first), (other, second) in itertools.combinations(said, 2):
        if one == other:
            continue
        if frozenset((one, other)) in offices().nested or near.says(
            "dual", (m.words for m in actor.mentions)
        ):
            return LeftAlone("somebody may rightly be called by both nationalities")
        same = _nouns(first) & _nouns(second)
        moved = near.says("moved", (first.words, second.words)) or first.voice != second.voice
        clear = same and whole(first) and whole(second) and not moved
        a, b = (f"{m.nationality.text if m.nationality else ''}" for m in (first, second))
        return Found(
            words=second.nationality or second.words,
            verdict="fails" if clear else "undetermined",
            stated=f"{actor.name}: {a}, then {b}",
            found="one person",
            working=(
                f"the report calls {actor.name} {a} and later {b}, and says nothing of two "
                "nationalities"
            ),
            missing="it may be a second nationality, or another office",
        )
    return None


def _nouns(mention: Mention) -> set[str]:
    """The nouns for what somebody is, in the titles of a mention."""
    known = source_words()
    calling = known["role"] | known["trade"]
    return {
        word.rstrip("s") if word.rstrip("s") in calling else word
        for title in mention.titles
        for word in words_of(noun_part(title.text))
        if word in calling
    }
