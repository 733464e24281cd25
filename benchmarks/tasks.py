"""The yardstick's tasks: which gold file, which scorer, and which figures have a floor."""

from __future__ import annotations

from typing import Any, NamedTuple

from fairwitness.reading.rows import ReaderName

PLACES = (
    "recognised_exact.f1",
    "recognised_overlap.f1",
    "of_recognised.acc@161km",
    "of_all_gold.acc@161km",
)
TIMES = ("strict.f1", "relaxed.f1", "type.f1", "value.f1")
STATEMENTS = (
    "content_chars.f1",
    "content_half.f1",
    "content_exact.f1",
    "with_source.f1",
    "source_accuracy_of_matched",
)
INCIDENTS = ("role_fillers.f1", "whole_incident.f1", "incident_type.f1")
ALARMS = ("fails",)
LESS_IS_BETTER = frozenset(ALARMS)
"""Figures with a ceiling: every `fails` on a report that nothing was planted in is looked at."""


class Task(NamedTuple):
    """One run of the scorer."""

    data: str
    """Name of the gold file, without `.jsonl.gz`."""
    scorer: str
    rows: str
    """Field of a brief the scorer reads; a task waits until briefs have it."""
    figures: tuple[str, ...]
    """Figures that are pinned."""
    reader: ReaderName = "learned"
    """Who reads statements and incidents."""

    @property
    def name(self) -> str:
        """`places-lgl`, `places-lgl/alarms`, `attribution-dev/rules`."""
        if self.reader == "rules":
            return f"{self.data}/rules"
        return f"{self.data}/alarms" if self.scorer == "alarms" else self.data

    @property
    def briefs(self) -> str:
        """What the briefs it scores are called."""
        return f"{self.data}.rules" if self.reader == "rules" else self.data


TASKS = (
    Task("places-lgl", "places", "places", PLACES),
    Task("places-trnews", "places", "places", PLACES),
    Task("readings", "readings", "places", ("accuracy", "accuracy_of_found")),
    Task("attribution-dev", "attribution", "statements", STATEMENTS),
    Task("attribution-dev", "attribution", "statements", STATEMENTS, "rules"),
    Task("times-timebank", "times", "times", TIMES),
    Task("times-wars", "times", "times", TIMES),
    Task("incidents-dev", "incidents", "incidents", INCIDENTS),
    Task("incidents-dev", "incidents", "incidents", INCIDENTS, "rules"),
    Task("figures", "figures", "incidents", ("killed.right", "injured.right")),
    Task("reports-conflict", "alarms", "findings", ALARMS),
    Task("places-trnews", "alarms", "findings", ALARMS),
    Task("places-lgl", "alarms", "findings", ALARMS),
    Task("attribution-dev", "alarms", "findings", ALARMS),
    Task("times-timebank", "alarms", "findings", ALARMS),
    Task("times-wars", "alarms", "findings", ALARMS),
)
"""`attribution-train` and `incidents-train` are for training; `groups-ecb` needs dossiers, and the
two of wording need a reader of wording."""


def figure(scores: dict[str, Any], name: str) -> float:
    """The figure `name` of a scorer's output: `strict.f1` is `scores["strict"]["f1"]`."""
    value: Any = scores
    for key in name.split("."):
        value = value[key]
    return float(value)
