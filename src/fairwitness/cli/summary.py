"""A brief in the terminal: what failed first, with its working, then counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from fairwitness.brief.exports import facts
from fairwitness.brief.letters import visible
from fairwitness.brief.model import Brief, Standing
from fairwitness.brief.standing import Ground
from fairwitness.checks.finding import Finding, Unchecked
from fairwitness.reading.rows import Incident

GROUNDS: Mapping[Ground, str] = {
    "people": "named people",
    "bodies": "bodies and documents",
    "nameless": "the nameless",
    "nobody": "nobody",
    "own_voice": "the report’s own voice",
}
"""Who holds claims, by the field of a brief's `standing` that counts them."""
INCIDENTS = 8
"""Incidents shown in a terminal: a third of a screen; the page and exports have all."""
QUOTE = 160
"""Characters of a report's words shown for a finding: two lines of a terminal."""


def whole(brief: Brief) -> RenderableType:
    """The summary of one report that was asked for by itself."""
    parts: list[RenderableType] = [_head(brief), *_notes(brief), Text()]
    parts += [_failed(finding) for finding in _failing(brief)]
    parts += _incidents(brief)
    if brief.status != "failed":
        parts.append(_counts(brief))
    return Group(*parts)


def line(brief: Brief) -> RenderableType:
    """One report among several: what it is, how much was found, and what failed in it."""
    checked = _tally(finding.verdict for finding in brief.findings) or "nothing checked"
    counts = f"{len(brief.claims)} claims, {len(brief.statements)} statements; {checked}"
    inside = Padding(Text(counts, style="dim"), (0, 0, 0, 2), expand=False)
    lost = _notes(brief) if brief.status == "partial" else ()
    return Group(_head(brief), inside, *lost, *map(_failed, _failing(brief)))


def _failing(brief: Brief) -> list[Finding]:
    return [finding for finding in brief.findings if finding.verdict == "fails"]


def _head(brief: Brief) -> Text:
    head = Text(_one_line(brief.report.title or brief.id), style="bold")
    facts = [brief.report.publisher, str(brief.report.published or "no date")]
    if brief.report.title and brief.id != brief.report.title:
        facts.insert(0, brief.id)
    return head.append(f"  {_one_line(' · '.join(filter(None, facts)))}", style="not bold dim")


def _notes(brief: Brief) -> Iterator[RenderableType]:
    style = {"ok": "yellow", "partial": "yellow", "failed": "red"}[brief.status]
    for problem in brief.problems:
        yield Padding(Text(_one_line(problem.message), style=style), (0, 0, 0, 2), expand=False)


def _failed(finding: Finding) -> RenderableType:
    words = _one_line(finding.text)
    quoted = words if len(words) <= QUOTE else words[: QUOTE - 1] + "…"
    head = Text.assemble(("FAILS", "bold red"), f" {finding.check}: “{quoted}”")
    why = Text(_one_line(finding.working))
    within = Text(f"holds within {_one_line(finding.tolerance)}", style="dim")
    inside = (0, 0, 0, 6)
    return Group(head, Padding(why, inside, expand=False), Padding(within, inside, expand=False))


def _incidents(brief: Brief) -> list[RenderableType]:
    """A line or two for each: type, place and day, and the figures over all claimants."""
    if not brief.incidents:
        return []
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for incident in brief.incidents[:INCIDENTS]:
        sort = incident.type if incident.status == "reported" else f"{incident.type}*"
        table.add_row(Text(sort), Text(_one_line(_incident(brief, incident)), style="dim"))
    more = len(brief.incidents) - INCIDENTS
    other = any(incident.status != "reported" for incident in brief.incidents[:INCIDENTS])
    notes = [f"and {more} more"] if more > 0 else []
    notes += ["* background or hypothetical"] if other else []
    foot = [Text("; ".join(notes), style="dim")] if notes else []
    return [Text("Incidents", style="bold"), Padding(Group(table, *foot), (0, 0, 1, 2))]


def _incident(brief: Brief, incident: Incident) -> str:
    place, day = facts.place_of(brief, incident), facts.day_of(incident)
    where = (place.name or place.text) if place else "no place"
    when = incident.begin if incident.begin and not day else day and day.day.isoformat()
    given = {"killed": incident.killed, "injured": incident.injured}
    suffered = [f"{k} {facts.figure(b.low, b.high)}" for k, b in given.items() if b is not None]
    return f"{where}, {when or 'no day'}: {', '.join(suffered) or 'no figures'}"


def _counts(brief: Brief) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="left", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for name, number, detail in (
        ("findings", len(brief.findings), _tally(f.verdict for f in brief.findings)),
        ("claims", len(brief.claims), _tally(c.stance for c in brief.claims)),
        ("  held by", None, _standing(brief.standing)),
        (
            "statements",
            len(brief.statements),
            _tally(_sourcing(s.sourcing) for s in brief.statements),
        ),
        (
            "places",
            len(brief.places),
            _share("resolved", (p.lat is not None for p in brief.places)),
        ),
        ("times", len(brief.times), _share("on the calendar", (t.begin for t in brief.times))),
        ("quantities", len(brief.quantities), _tally(q.kind for q in brief.quantities)),
    ):
        if number is not None or detail:
            shown = "" if number is None else str(number)
            table.add_row(Text(name), Text(shown), Text(detail, style="dim"))
    for row in _unchecked(brief.unchecked):
        table.add_row(*row)
    return table


def _unchecked(left: Sequence[Unchecked]) -> Iterator[tuple[Text, Text, Text]]:
    """What no verdict was given on: how many in all, then by check and reason."""
    if left:
        yield Text("unchecked"), Text(str(sum(item.count for item in left))), Text()
    for item in left:
        name, reason = (_one_line(words) for words in (item.check, item.reason))
        yield Text(f"  {name}"), Text(str(item.count)), Text(reason, style="dim")


def _standing(standing: Standing) -> str:
    """`4 named people, 9 the report’s own voice (3 through other outlets)`."""
    held = ", ".join(
        f"{getattr(standing, ground)} {name}"
        for ground, name in GROUNDS.items()
        if getattr(standing, ground)
    )
    through = f" ({standing.second_hand} through other outlets)" if standing.second_hand else ""
    return held + through


def _sourcing(sourcing: str) -> str:
    return "by nobody" if sourcing == "none" else sourcing


def _tally(kinds: Iterable[str]) -> str:
    """`12 asserted, 3 denied`: most first, then by name."""
    counted = sorted(Counter(kinds).items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{number} {kind}" for kind, number in counted)


def _share(name: str, flags: Iterable[object]) -> str:
    given = [bool(flag) for flag in flags]
    return f"{sum(given)} {name}" if given else ""


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))
