"""What a page states of itself in structured metadata: title, address, publisher and day.

Only what is stated is taken. Days are strict ISO (see `ingest.dates`); two that disagree leave the
page undated with a problem that names both: choosing silently is how wrong dates get into work.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from fairwitness.ingest.dates import iso_moment
from fairwitness.ingest.html.scan import Scan
from fairwitness.ingest.naming import shown
from fairwitness.problems import Problem

_DAY_NAMES = frozenset({"article:published_time", "og:article:published_time", "datepublished"})
_ARTICLES = frozenset({
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting",
    "BackgroundNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle", "LiveBlogPosting",
    "AdvertiserContentArticle", "SocialMediaPosting", "Report", "ScholarlyArticle", "TechArticle",
})  # fmt: skip
"""Types of schema.org that are a report; days of other things on a page are not its own."""
_LD_CHARS = 1_000_000
_LD_DEPTH = 6
_EPOCH = dt.date(1970, 1, 1)


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """The facts a page states of itself, and doubts about them."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    problems: tuple[Problem, ...] = ()


def stated(page: Scan, base: str | None, name: str) -> Stated:
    """What `page`, fetched from `base` where known, states of itself."""
    facts = [(tag, attributes(source)) for tag, source in page.facts]
    articles = list(_articles(page.linked_data))
    published, problems = _published(facts, articles, name)
    return Stated(
        title=_title(page, facts, articles),
        url=_url(facts, base) or base,
        publisher=_publisher(facts, articles),
        published=published,
        problems=problems,
    )


@cache
def _attribute() -> re.Pattern[str]:
    return re.compile(r"""([a-zA-Z:_-]{1,50}+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?+""")


def attributes(source: str) -> dict[str, str]:
    """The attributes of a tag's source, names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _attribute().finditer(re.sub(r"^<[^\s/>]*", "", source)):
        value = match.group(2) or ""
        found.setdefault(match.group(1).lower(), html.unescape(value.strip("\"'")).strip())
    return found


Facts = list[tuple[str, dict[str, str]]]


def _metas(facts: Facts, names: Iterable[str]) -> Iterator[str]:
    """The non-empty contents of meta tags by these names, whichever attribute names them."""
    wanted = frozenset(names)
    for tag, given in facts:
        keys = {given.get(key, "").lower() for key in ("property", "name", "itemprop")}
        if tag == "meta" and keys & wanted and given.get("content"):
            yield given["content"]


def _title(page: Scan, facts: Facts, articles: list[dict[str, Any]]) -> str | None:
    headings = [b.text for b in page.blocks if b.tag == "h1" and not b.furniture]
    for title in (
        *_metas(facts, ("og:title",)),
        *(a.get("headline") for a in articles),
        *(headings if len(headings) == 1 else ()),
        *page.titles,
    ):
        if isinstance(title, str) and title.strip():
            return " ".join(html.unescape(title).split())[:1000]
    return None


def _publisher(facts: Facts, articles: list[dict[str, Any]]) -> str | None:
    for article in articles:
        publisher = article.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        named = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(named, str) and named.strip():
            return html.unescape(named).strip()[:200]
    return next((name[:200] for name in _metas(facts, ("og:site_name",))), None)


def _url(facts: Facts, base: str | None) -> str | None:
    links = [given.get("href", "") for tag, given in facts if tag == "link" and _canonical(given)]
    for link in (*links, *_metas(facts, ("og:url",))):
        try:
            absolute = urljoin(base or "", link)
            parts = urlsplit(absolute)
        except ValueError:
            continue  # an address that cannot be parsed states nothing
        if parts.scheme in ("http", "https") and parts.hostname and len(absolute) <= 2000:
            return absolute
    return None


def _canonical(given: dict[str, str]) -> bool:
    return "canonical" in given.get("rel", "").lower().split()


def _articles(sources: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that are reports, not counting those inside lists of other reports."""
    for source in sources:
        try:
            data = json.loads(source[:_LD_CHARS].strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue  # broken JSON-LD states nothing; pages with it are common
        yield from _within(data, _LD_DEPTH)


def _within(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth and isinstance(data, list):
        for item in data:
            yield from _within(item, depth - 1)
    elif depth and isinstance(data, dict):
        kinds = data.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and kind.split("/")[-1] in _ARTICLES for kind in kinds):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _within(data.get(key), depth - 1)


def _published(
    facts: Facts, articles: list[dict[str, Any]], name: str
) -> tuple[dt.date | None, tuple[Problem, ...]]:
    said = [*_metas(facts, _DAY_NAMES), *(str(a["datePublished"]) for a in articles if _dated(a))]
    times = [g["datetime"] for tag, g in facts if tag == "time" and _publication_time(g)]
    # Lists of other reports carry such elements too, so several different ones say nothing.
    if len({time[:10] for time in times}) == 1:
        said.append(times[0])
    read = {text: moment for text in dict.fromkeys(said) if (moment := iso_moment(text))}
    unread = [text for text in dict.fromkeys(said) if text not in read or read[text][0] == _EPOCH]
    read = {text: moment for text, moment in read.items() if moment[0] != _EPOCH}
    problems = tuple(_unread(text, name) for text in unread[:3])
    days = {day for day, _ in read.values()}
    if len(days) <= 1:
        return next(iter(days), None), problems
    same = _one_instant(list(read.values()))
    return same, problems if same else (*problems, _conflict(days, name))


def _dated(article: dict[str, Any]) -> bool:
    return isinstance(article.get("datePublished"), str) and bool(article["datePublished"].strip())


def _publication_time(given: dict[str, str]) -> bool:
    marked = "pubdate" in given or "datepublished" in given.get("itemprop", "").lower().split()
    return marked and bool(given.get("datetime"))


def _one_instant(read: list[tuple[dt.date, dt.datetime | None]]) -> dt.date | None:
    """The publisher's own day where all statements are one instant written in several zones."""
    instants = {moment.timestamp() for _, moment in read if moment}
    if len(instants) != 1 or any(moment is None for _, moment in read):
        return None
    local = [day for day, moment in read if moment and moment.utcoffset()]
    return local[0] if len(set(local)) == 1 else None


def _conflict(days: set[dt.date], name: str) -> Problem:
    both = " and ".join(day.isoformat() for day in sorted(days)[:4])
    return Problem(
        code="published_conflict",
        message=f"{name} states different days of publication ({both}), so it is read as undated; "
        "give the right one with --published.",
        where=name,
    )


def _unread(text: str, name: str) -> Problem:
    return Problem(
        code="published_unread",
        message=f"{name} states {shown(text[:60])} as its day of publication, which is not a day "
        "in ISO form that exists; give the right one with --published.",
        where=name,
    )
