"""A page's source to its article, facts and problems. Pure: no file, network or process."""

from __future__ import annotations

import msgspec

from fairwitness.ingest.characters import has_words, replaced
from fairwitness.ingest.html.article import Choice, Vote, choose, vote
from fairwitness.ingest.html.metadata import Stated, stated
from fairwitness.ingest.html.scan import Scan, scan
from fairwitness.limits import Limits
from fairwitness.problems import Problem

_NOTES = {
    "depth": "nests elements deeper than {depth} (limit depth); the deeper markup was flattened",
    "long_tag": "has tags longer than {tag_chars} characters (limit tag_chars); their attributes "
    "were left out",
    "unclosed_comment": "has a comment that does not end; its words were kept",
    "unclosed_script": "has a script that does not end; what follows it is hidden",
    "unclosed_style": "has a style that does not end; what follows it is hidden",
}


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What was read from a page: a text with its facts, or the reason why there is none."""

    text: str = ""
    facts: Stated = Stated()
    problems: tuple[Problem, ...] = ()
    refused: Problem | None = None


def read_page(source: str, base: str | None, name: str, limits: Limits) -> Page:
    """The article of a page with its facts. Its time is bounded only by the size of the page."""
    seen = scan(source, limits)
    return page_of(seen, vote(seen), base, name, limits)


def page_of(seen: Scan, voted: Vote, base: str | None, name: str, limits: Limits) -> Page:
    """The page that `seen` and a vote on it make."""
    if not any(has_words(block.text) for block in seen.blocks):
        return Page(refused=_no_article(name, "it shows no words"))
    choice = choose(seen, voted)
    if choice.refused or not has_words(choice.text):
        return Page(refused=_no_article(name, choice.refused or "what remains has no words"))
    facts = stated(seen, base, name)
    problems = (*_of_source(seen, name, limits), *_of_choice(choice, name), *facts.problems)
    return Page(text=choice.text, facts=facts, problems=problems)


def _no_article(name: str, why: str) -> Problem:
    message = f"{name} holds no article: {why}; save the page of the report itself and give that."
    return Problem(code="no_article", message=message, where=name)


def _of_source(seen: Scan, name: str, limits: Limits) -> tuple[Problem, ...]:
    values = msgspec.structs.asdict(limits)
    notes = [
        Problem(code=note, message=f"{name} {_NOTES[note].format(**values)}.", where=name)
        for note in seen.notes
        if note in _NOTES
    ]
    return (*((replaced(seen.replaced, name),) if seen.replaced else ()), *notes)


def _of_choice(choice: Choice, name: str) -> tuple[Problem, ...]:
    if not choice.lost:
        return ()
    message = (
        f"{name} does not show where its article begins and ends ({choice.lost}), so all its "
        "prose is read; give the text alone to be exact."
    )
    return (Problem(code="article_unsure", message=message, where=name),)
