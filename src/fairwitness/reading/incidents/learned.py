"""Drafts of incidents by the head that learned from MUC-4: which fillers, which types.

The head marks words; here they become runs, runs with one name become one filler, and fillers go
to the incident of the type they belong to. See `training/incidents/CARD.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc

from fairwitness.reading.encoder.carried import Read, forget, read
from fairwitness.reading.encoder.words import Words
from fairwitness.reading.incidents.draft import Draft, Role
from fairwitness.reading.incidents.learned_head import ROLES, TYPES, Seen, head
from fairwitness.reading.rows import Filler
from fairwitness.span import Span

Run = tuple[int, int]
"""First and last word."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What beliefs must reach; chosen on reports set aside from training."""

    word: float = 0.15
    """That a word belongs to a filler."""
    filler: tuple[float, ...] = (0.35, 0.35, 0.35, 0.35, 0.35)
    """That a filler's surest mention is one, by role."""
    told: float = 0.2
    """That the report tells of an incident of a type."""
    alone: float = 0.5
    """The same, where no filler is found."""
    type: float = 0.3
    """That a filler takes part in an incident of a second type."""


@dataclass(slots=True)
class Entity:
    """A filler with its mentions, the surest first."""

    role: int
    runs: list[Run]
    scores: list[float]
    names: set[tuple[str, ...]]
    types: list[float] = field(default_factory=list)


def second(doc: Doc) -> list[Draft]:
    """The drafts of a parsed `doc`, in text order."""
    text = read(doc)
    forget(doc)
    return drafts(doc.text, text, head().seen(text.vectors), Settings())


def drafts(text: str, told: Read, seen: Sequence[Seen], settings: Settings) -> list[Draft]:
    """The drafts of a text, by what the head says of its words."""
    found = [one for part in seen for one in _part(text, told.words, part, settings)]
    return sorted(found, key=_first)


def _first(draft: Draft) -> int:
    return min((one.start for some in draft.roles.values() for one in some), default=0)


def _part(text: str, words: Words, seen: Seen, settings: Settings) -> Iterator[Draft]:
    entities = entities_of(text, words, seen, settings)
    for kind, name in enumerate(TYPES):
        belief = float(seen.told[kind + 1])
        if belief < settings.told:
            continue
        mine = [one for one in entities if _takes_part(one, kind, seen, settings)]
        roles: dict[Role, tuple[Filler, ...]] = {}
        for role, role_name in enumerate(ROLES):
            some = tuple(_filler(text, words, one) for one in mine if one.role == role)
            if some:
                roles[role_name] = some
        if roles or belief >= settings.alone:
            yield Draft(type=name, triggers=(), roles=roles, score=belief)


def _takes_part(one: Entity, kind: int, seen: Seen, settings: Settings) -> bool:
    """Whether it belongs to the incident of type `kind`, of those that are told."""
    told = [at for at in range(len(TYPES)) if seen.told[at + 1] >= settings.told]
    best = max(told, key=lambda at: one.types[at])
    return kind == best or one.types[kind] >= settings.type


def entities_of(text: str, words: Words, seen: Seen, settings: Settings) -> list[Entity]:
    """The fillers of a part, each with all its mentions."""
    out: list[Entity] = []
    for role in range(len(ROLES)):
        found: list[Entity] = []
        for first, last in runs_of(seen.inside[:, role], seen.opens[:, role], settings.word):
            run = (seen.begin + first, seen.begin + last)
            score = float(seen.inside[first : last + 1, role].mean())
            types = seen.types[first : last + 1].mean(0).tolist()
            _add(found, Entity(role, [run], [score], {_name(text, words, run)}, types))
        out += [one for one in found if max(one.scores) >= settings.filler[role]]
    return out


def runs_of(inside: np.ndarray, opens: np.ndarray, least: float) -> list[Run]:
    """Runs of words that each belong to a filler; a word that rather opens one begins anew."""
    out: list[Run] = []
    for at in np.flatnonzero(inside >= least).tolist():
        if out and out[-1][1] == at - 1 and opens[at] < inside[at] / 2:
            out[-1] = (out[-1][0], at)
        else:
            out.append((at, at))
    return out


def _name(text: str, words: Words, run: Run) -> tuple[str, ...]:
    items = (text[words.start[at] : words.end[at]].lower() for at in range(run[0], run[1] + 1))
    return tuple(item for item in items if item[0].isalnum())


def _add(found: list[Entity], one: Entity) -> None:
    """Puts a mention with the filler it names, or begins one."""
    (name,) = one.names
    for other in found:
        if any(_same(name, known) for known in other.names):
            if one.scores[0] > other.scores[0]:
                other.runs.insert(0, one.runs[0])
                other.scores.insert(0, one.scores[0])
                other.types = one.types
            else:
                other.runs += one.runs
                other.scores += one.scores
            other.names.add(name)
            return
    found.append(one)


def _same(name: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether two mentions of one role name one filler: by words they share, or by initials."""
    if not name or not known:
        return False
    if set(name) <= set(known) or set(known) <= set(name):
        return True
    short, long = sorted((name, known), key=len)
    return len(short) == 1 and len(long) > 1 and _stands_for(short[0], long)


def _stands_for(letters: str, words: tuple[str, ...]) -> bool:
    return len(letters) > 1 and "".join(word[0] for word in words).startswith(letters[:6])


def _filler(text: str, words: Words, one: Entity) -> Filler:
    spans = [Span.of(text, int(words.start[a]), int(words.end[b])) for a, b in one.runs]
    best = spans[0]
    return Filler(
        start=best.start,
        end=best.end,
        text=text[best.start : best.end],
        mentions=tuple(sorted(spans, key=lambda span: span.start)),
        score=round(one.scores[0], 3),
    )
