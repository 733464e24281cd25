"""One person or body under two names: look-alike surnames, two names in one office, acronyms."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.names_found import Found
from fairwitness.checks.names_words import Near, key_of, noun_part, offices, whole, words_of
from fairwitness.reading.actors.names import body_key, name_key
from fairwitness.reading.actors.spelling import alike, one_name
from fairwitness.reading.rows import Actor, Mention, Statement
from fairwitness.span import Span
from fairwitness.world.folding import fold

_REACH = 700
"""Characters between the speech of one and that of the other; the words between are two sentences
or three."""
_MOST = 150
"""Persons of a report that are compared in pairs: a list of more is no report."""
_LONE = re.compile(r"[A-Z][\w'’-]*[a-z][\w'’-]*(?<!['’]s)")
"""A surname alone, as the source of a speech; not an acronym."""
_OTHERS = LeftAlone("the two names may be two people's")
_BODY_WORDS = 4
"""Words a body's name has at least before another in one letter is called the same body."""


def spellings(near: Near) -> Iterator[Found | LeftAlone]:
    """Findings on names that cannot both be right."""
    yield from _continued(near)
    yield from _one_office(near)
    yield from _acronyms(near)
    yield from _bodies(near)


# "Bill Arben said … Urban added" ---------------------------------------------------------------


def _continued(near: Near) -> Iterator[Found | LeftAlone]:
    """A bare surname that goes on the speech of somebody whose name looks like it."""
    speech = [s for s in near.reading.statements if s.source is not None]
    known = {word for actor in near.people for word in name_key(actor.name)[0][-1:]
             if len(name_key(actor.name)[0]) > 1}  # fmt: skip
    for at, statement in enumerate(speech):
        source = statement.source
        if source is None or not _LONE.fullmatch(source.text) or source.text in near.placed:
            continue
        surname = "".join(name_key(source.text)[0])
        if statement.sourcing not in ("named", "organisation") or surname in known:
            continue
        other = _speaker_before(near, speech, at)
        if other is None or not alike(name_key(other.name)[0][-1], surname):
            continue
        if _introduced(near, source):
            yield _OTHERS
            continue
        again = any(m.words.start > source.start and m.kind == "short" for m in other.mentions)
        last = next(m for m in reversed(other.mentions) if m.words.start < source.start)
        unsure = again or near.says("kin", (last.words, source))
        yield Found(
            words=source,
            verdict="undetermined" if unsure else "fails",
            stated=f"{other.name}, then {source.text}",
            found=f"nobody else in the report is called {source.text}",
            working=(
                f"{other.name} speaks up to “{_snippet(last.words.text)}”; the next speech is "
                f"{source.text}’s, who is introduced nowhere; the names differ in a letter or two "
                "that no transliteration exchanges"
            ),
            missing="both names are used again, so they may be two people",
        )


def _snippet(text: str) -> str:
    return " ".join(text.split())


def _speaker_before(near: Near, speech: Sequence[Statement], at: int) -> Actor | None:
    """The person named in full who speaks last before statement `at`, with nobody between."""
    source = speech[at].source
    for one in reversed(speech[:at]):
        before = one.source
        if source is None or before is None or source.start - before.end > _REACH:
            return None
        if one.sourcing in ("document", "none"):
            continue
        for actor in near.people:
            held = any(before.start <= m.words.start < before.end for m in actor.mentions)
            if held and len(name_key(actor.name)[0]) > 1:
                return actor
        return None
    return None


def _introduced(near: Near, source: Span) -> bool:
    """Whether the name stands earlier in the report, or with another capitalised word beside it."""
    name = re.escape(source.text)
    beside = re.compile(rf"\b[A-Z][\w'’.-]*[ \t]+{name}\b|\b[Tt]he {name}\b|\b{name}[ \t]+[A-Z]")
    text = near.reading.text
    earlier = re.search(rf"\b{name}\b", text[: source.start])
    return bool(earlier or beside.search(text))


# "Governor Anna Roe … Governor Ellen Roe" ------------------------------------------------------


def _one_office(near: Near) -> Iterator[Found | LeftAlone]:
    """Two full names that share a word, in one office of which there is one."""
    held: dict[str, list[tuple[Actor, Mention]]] = {}
    for actor in near.people[:_MOST]:
        for mention in actor.mentions:
            for title in mention.titles:
                if whole(mention):
                    held.setdefault(_office(title.text), []).append((actor, mention))
    seen: set[frozenset[str]] = set()
    # A rank that many bear must not hide the one office that the same two are given beside it.
    for office, holders in sorted(held.items(), key=lambda one: not _is_unique(one[0])):
        for (a, first), (b, second) in itertools.combinations(holders, 2):
            pair = frozenset((a.id, b.id))
            if a is b or pair in seen or not _share_a_word(key_of(first), key_of(second)):
                continue
            seen.add(pair)
            yield _two_in_office(near, office, (a, first), (b, second))


def _two_in_office(
    near: Near, office: str, one: tuple[Actor, Mention], other: tuple[Actor, Mention]
) -> Found | LeftAlone:
    (a, first), (b, second) = one, other
    if not _is_unique(office) or min(_times_named(a), _times_named(b)) > 1:
        return _OTHERS
    if first.voice != second.voice or near.says("kin", (first.words, second.words)):
        return _OTHERS
    if near.says("moved", (first.words, second.words)) or _nations(first) != _nations(second):
        return LeftAlone("the office may have passed from one to the other")
    return Found(
        words=second.words,
        verdict="fails",
        stated=f"{first.words.text}, then {second.words.text}",
        found=f"one office: {office}",
        working=(
            f"“{office}” is {first.words.text} at first and {second.words.text} later; nothing "
            "says that there are two or that the office changed hands"
        ),
    )


def _nations(mention: Mention) -> str:
    return mention.nationality.text.lower() if mention.nationality else ""


def _times_named(actor: Actor) -> int:
    return sum(m.kind in ("name", "short") for m in actor.mentions)


def _office(title: str) -> str:
    """A title as the office it names, articles at its beginning left out but for `a`."""
    words = words_of(title)
    return " ".join(words[1:] if words[:1] in (["the"], ["its"], ["his"], ["her"]) else words)


def _is_unique(office: str) -> bool:
    words = words_of(office)
    lists = offices().lists
    if words[:1] in (["a"], ["an"], ["one"]) or not lists["many"].isdisjoint(words):
        return False
    return not lists["unique"].isdisjoint(words_of(noun_part(office)))


def _share_a_word(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names agree in a word and clearly differ in another, place by place."""
    if len(a) != len(b) or len(a) < 2:
        return False
    same = [one_name(x, y) for x, y in zip(a, b, strict=True)]
    differ = [(x, y) for x, y, fits in zip(a, b, same, strict=True) if not fits]
    shared = [x for x, fits in zip(a, same, strict=True) if fits and len(x) > 1]
    return len(differ) == 1 and bool(shared) and min(map(len, differ[0])) > 1


# bodies ----------------------------------------------------------------------------------------


def _acronyms(near: Near) -> Iterator[Found | LeftAlone]:
    """An acronym introduced in brackets, later with two neighbouring letters exchanged."""
    text = near.reading.text
    told = {m.group(1): m for m in re.finditer(r"\(([A-Z]{4,8})\)", text)}
    if not told:
        return
    counts: dict[str, list[int]] = {}
    for match in re.finditer(r"\b[A-Z]{4,8}\b", text):
        counts.setdefault(match.group(), []).append(match.start())
    shouted = _swapped_words(text)
    for name, at in counts.items():
        right = next((r for r in told if _swapped(name, r)), None)
        if right is None or name in told or name in shouted:
            continue
        if len(at) > 1:
            yield LeftAlone("the two acronyms may be two bodies'")
            continue
        yield Found(
            words=_span(near, at[0], at[0] + len(name)),
            verdict="fails",
            stated=f"{right}, then {name}",
            found=f"{name} is introduced nowhere",
            working=(
                f"the report introduces ({right}); {name} has the same letters with two "
                "neighbours exchanged and stands once, introduced nowhere"
            ),
        )


def _swapped_words(text: str) -> frozenset[str]:
    """Words in capitals that lines in capitals hold, where any word is one."""
    return frozenset(
        word for line in text.split("\n") if line.isupper() for word in re.findall(r"[A-Z]+", line)
    )


def _swapped(a: str, b: str) -> bool:
    if len(a) != len(b) or a == b:
        return False
    differ = [n for n in range(len(a)) if a[n] != b[n]]
    return len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(a) == sorted(b)


def _bodies(near: Near) -> Iterator[Found | LeftAlone]:
    """Names of a body of four words and more that differ in a letter or two of one word."""
    bodies = [a for a in near.reading.actors if a.kind == "organisation"]
    long = [(a, body_key(a.name)) for a in bodies if len(body_key(a.name)) >= _BODY_WORDS]
    apart = offices().lists["apart"]
    for (a, x), (b, y) in itertools.combinations(long[:_MOST], 2):
        if len(x) != len(y):
            continue
        differ = [(p, q) for p, q in zip(x, y, strict=True) if p != q]
        if len(differ) != 1 or not alike(*differ[0]) or not apart.isdisjoint(differ[0]):
            continue
        if min(len(a.mentions), len(b.mentions)) > 1 or fold(a.name) == fold(b.name):
            yield LeftAlone("the two names may be two bodies'")
            continue
        second = b.mentions[0]
        yield Found(
            words=second.words,
            verdict="fails",
            stated=f"{a.name}, then {b.name}",
            found="one name in two spellings",
            working=f"the names are alike but for “{differ[0][0]}” and “{differ[0][1]}”",
        )


def _span(near: Near, start: int, end: int) -> Span:
    return Span.of(near.reading.text, start, end)
