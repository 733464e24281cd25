"""`index.html` of a folder of pages: every report with its counts, failed claims first to see."""

from __future__ import annotations

import functools
from importlib import resources

import jinja2
import msgspec

from fairwitness.brief.letters import visible
from fairwitness.brief.model import Brief


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What the index says of one report."""

    page: str
    title: str
    publisher: str
    published: str
    status: str
    reason: str
    counts: tuple[int, ...]

    @classmethod
    def of(cls, brief: Brief, page: str) -> Entry:
        """The entry of `brief`, whose page is the file `page` in the same folder."""
        verdicts = [finding.verdict for finding in brief.findings]
        return cls(
            page=page,
            title=visible(brief.report.title or brief.id),
            publisher=visible(brief.report.publisher or ""),
            published=str(brief.report.published or ""),
            status=brief.status,
            reason=visible(brief.problems[0].message) if brief.status == "failed" else "",
            counts=(
                verdicts.count("fails"),
                verdicts.count("holds"),
                verdicts.count("undetermined"),
                len(brief.statements),
                len(brief.claims),
                len(brief.places),
                len(brief.times),
                len(brief.quantities),
            ),
        )


COUNTED = (
    "fails", "holds", "undetermined", "statements", "claims", "places", "times", "quantities",
)  # fmt: skip


def index_page(entries: list[Entry]) -> str:
    """The index as one self-contained HTML page; what reports contain is letters only."""
    return _template().render(entries=entries, counted=COUNTED)


@functools.cache
def _template() -> jinja2.Template:
    # autoescape=True, not select_autoescape: that one is off for names such as `index.html.j2`.
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    source = resources.files(__package__).joinpath("data/index.html.j2").read_text("utf-8")
    return environment.from_string(source)
