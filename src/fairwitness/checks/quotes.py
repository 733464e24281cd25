"""Check `quotes`: one quoted sentence of two people, or repeated in changed words by one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.finding import Finding, Verdict
from fairwitness.checks.quotes_said import Said, said
from fairwitness.reading.reading import Reading
from fairwitness.span import Span
from fairwitness.world import World

SHARE = 0.7
"""Share of words in order from which two quotations are one sentence told twice."""
_MOST = 300
"""Quoted sentences of a report that are compared in pairs; a transcript of more repeats itself."""
_ECHO = re.compile(
    r"\b(?:quot\w+|recit\w+|read|reads|reading|chant\w*|slogans?|motto|repeat\w*|echo\w*|recall\w*"
    r"|cit(?:e|es|ed|ing)|song|sang|sing\w*|vers\w*|oath|pray\w*|proverb|saying goes|as saying"
    r"|according|jok\w+|mock\w*|paraphras\w+|misquot\w+|correct\w*|both|together|jointly|agreed"
    r"|same words|in unison|translat\w+|interpreter)\b",
    re.IGNORECASE,
)
"""Words near a quotation that let another say it too, or in other words."""
_UNSAID = re.compile(
    r"\b(?:nobody|no one|not|never|n[’']t|nothing|none)\b[^.!?\"“”]{0,20}?\b\w*quoted\b",
    re.IGNORECASE,
)
"""Words that say nothing was quoted, which let nobody say it too."""
_SAME = re.compile(
    r"(?:\b(?:that|this|the|those|these|his|her|its|their|same|very|exact)|['’]s?) "
    r"(?:very |exact |same |own |full )*(?:sentence|words|phrase|line|quotation|remark)\b|"
    r"\bword for word\b|\bverbatim\b|\b(?:read|repeat)(?:s|ed|ing)? (?:it|them)\b|"
    r"\bsa(?:y|ys|ying|id) it\b|"
    r"\b(?:speech|recording|letter|transcript|tape|film|footage) itself\b",
    re.IGNORECASE,
)
"""Words before the second telling that say it is the very sentence told before."""
_VARIED = re.compile(
    r"\b(?:but|instead|chang\w*|alter\w*|differ\w*|version\w*|edit\w*|censor\w*|doctored|misquot\w*|"
    r"correct\w*|translat\w*|interpreter|render\w*|paraphras\w*|mock\w*|jok\w+|parod\w*|revis\w*|"
    r"amend\w*|reword\w*|garbl\w*|misheard|wrong\w*|false\w*|deni\w*|draft\w*|original\w*|almost|"
    r"nearly|similar\w*|another|then added|"
    r"(?:second|next|new) (?:statement|speech|letter|message|interview|time|post|line|sentence)|"
    r"went on|other words)\b",
    re.IGNORECASE,
)
"""Words that own to a change, or begin another sentence."""
_TIE = 140
"""Characters before the second telling in which the words that tie it to the first stand."""
_OTHER = LeftAlone("the quotations may be of two occasions, or of another's words")


class Sentences(msgspec.Struct, frozen=True):
    """Two tellings of one sentence."""

    first: Said
    second: Said


class Quotes:
    """Compares the quoted sentences of a report with one another."""

    name = "quotes"
    applies_to = (
        "Sentences in quotation marks, of six words and more, that a report gives twice: to two "
        "people, or to one in changed words."
    )
    needs: tuple[str, ...] = ()
    tolerance = (
        "Marks, capitals, dropped words, “…” and [brackets] hold; so does a sentence that is "
        "quoted, read out or repeated by another. It fails for a changed word that carries meaning."
    )
    example = (
        "“We will not leave this town,” the mayor, Ada Roe, said. “We will not leave,” she said."
    )

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:  # noqa: ARG002 - needs no data
        """A finding for each sentence told twice that can be decided."""
        sentences = said(reading)[:_MOST]
        by_word: dict[str, list[int]] = {}
        pairs: dict[tuple[int, int], int] = {}
        for n, one in enumerate(sentences):
            for word in set(one.words):
                if len(word) > 3:
                    for other in by_word.get(word, ())[-20:]:
                        pairs[other, n] = pairs.get((other, n), 0) + 1
                    by_word.setdefault(word, []).append(n)
        for (a, b), shared in sorted(pairs.items()):
            if shared >= 2:
                judged = _judged(reading, Sentences(sentences[a], sentences[b]))
                if judged is not None:
                    yield judged


def _judged(reading: Reading, told: Sentences) -> Finding | LeftAlone | None:
    first, second = told.first, told.second
    if first.words == second.words:
        return _two_people(reading, told)
    changed = _changed(first.words, second.words)
    if changed is None:
        return None
    if _tied(reading, told):
        return _two_wordings(reading, told, changed, tied=True)
    if first.speaker is None or second.speaker is None or first.speaker != second.speaker:
        return (
            _OTHER
            if first.speaker == second.speaker or None in (first.speaker, second.speaker)
            else None
        )
    return _two_wordings(reading, told, changed)


# one sentence, two people ----------------------------------------------------------------------


def _two_people(reading: Reading, told: Sentences) -> Finding | LeftAlone | None:
    first, second = told.first, told.second
    if first.speaker == second.speaker or first.speaker is None or second.speaker is None:
        return None
    if _echoed(reading, told) or not (first.named and second.named):
        return _OTHER
    a, b = first.name, second.name
    return _finding(
        second.owned or second.span,
        "fails",
        f"{a}, then {b}",
        "the same words in quotation marks",
        f"the same {len(first.words)} words are quoted as {a}’s and as {b}’s, and nothing says "
        "that one repeats the other",
        "",
    )


def _echoed(reading: Reading, told: Sentences) -> bool:
    """Whether the text beside one of the quotations lets another say it too."""
    return any(
        _ECHO.search(_UNSAID.sub("", reading.text[start:end]))
        for one in (told.first, told.second)
        for start, end in (
            (max(0, one.around.start), one.span.start), (one.span.end, one.around.end),
        )
    )  # fmt: skip


def _tied(reading: Reading, told: Sentences) -> bool:
    """Whether the words between say that the second telling is of the first's very sentence."""
    first, second = told.first, told.second
    between = reading.text[first.span.end : second.span.start]
    after = reading.text[second.span.end : second.around.end]
    if (
        _VARIED.search(between)
        or _VARIED.search(after)
        or _CUT.search(second.span.text + first.span.text)
    ):
        return False
    lead = between[-_TIE:]
    surname = first.name.rpartition(" ")[2]
    quoted = bool(surname) and re.search(
        rf"\bquot(?:es|ed|ing) (?:[A-Z][\w.]* ){{0,2}}{re.escape(surname)}: *[\"“‘']?$", lead
    )
    return bool(quoted or _SAME.search(lead))


_CUT = re.compile(r"\.\.\.|…|\[|\(")


# one person, two wordings ----------------------------------------------------------------------


def _two_wordings(
    reading: Reading, told: Sentences, changed: tuple[str, str], *, tied: bool = False
) -> Finding | LeftAlone | None:
    first, second = told.first, told.second
    sure = first.complete and second.complete and not _echoed(reading, told)
    sure = tied or (sure and first.named and second.named)
    name = first.name or second.name
    return _finding(
        second.span,
        "fails" if sure else "undetermined",
        f"“{changed[0]}”, then “{changed[1]}”",
        f"one sentence of {name}" if name else "one sentence",
        (
            f"one sentence is quoted twice, with words beside it that say so; it has "
            f"“{changed[0]}” and then “{changed[1]}”"
            if tied
            else f"{name} is quoted twice with {len(first.words)} and {len(second.words)} words "
            f"that agree but for “{changed[0]}” and “{changed[1]}”"
        ),
        "it may have been said twice, or one of them is not quoted in full",
    )


def _changed(a: Sequence[str], b: Sequence[str]) -> tuple[str, str] | None:
    """The words in which two tellings differ, where they are one sentence and the rest agrees.

    None where one is cut short or filled up only, or no changed word carries meaning.
    """
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.quick_ratio() < SHARE or matcher.ratio() < SHARE:
        return None
    steps = [(tag, a[i:j], b[k:m]) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]
    replaced = [(x, y) for tag, x, y in steps if tag == "replace"]
    negated = [(x, y) for _, x, y in steps if _NEGATIONS & {*x, *y}]
    if len(steps) > 1 or not (replaced or negated):
        return None
    x, y = (replaced or negated)[0]
    if not negated and (len(x) > 2 or len(y) > 2 or not _carries(x, y)):
        return None
    return " ".join(x), " ".join(y)


_NEGATIONS = frozenset(["not", "no", "never", "nobody", "none", "nothing", "cannot", "without"])
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "and",
        "or",
        "but",
        "so",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "am",
        "s",
        "re",
        "ve",
        "ll",
        "d",
        "m",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "about",
        "over",
        "into",
        "i",
        "we",
        "you",
        "he",
        "she",
        "it",
        "they",
        "me",
        "us",
        "him",
        "her",
        "them",
        "my",
        "our",
        "your",
        "his",
        "its",
        "their",
        "there",
        "here",
        "just",
        "very",
        "really",
        "also",
        "too",
        "now",
        "then",
        "well",
        "only",
        "even",
        "still",
        "upon",
        "which",
        "who",
        "whom",
        "because",
        "if",
        "when",
        "while",
        "than",
        "such",
    ]
)
"""Words whose exchange leaves a sentence much what it was, or mends its grammar."""


def _carries(x: Sequence[str], y: Sequence[str]) -> bool:
    """Whether the exchange of `x` for `y` changes what is said: two words of their own."""
    mine, other = [w for w in x if w not in _SMALL], [w for w in y if w not in _SMALL]
    if len(mine) != 1 or len(other) != 1:
        return False
    a, b = mine[0], other[0]
    if a.isdigit() or b.isdigit():
        return a.isdigit() == b.isdigit()
    # Forms of one word, and two spellings of it, are an editor's doing.
    start = len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False))))
    return start < 4 or start < 0.6 * min(len(a), len(b))


def _finding(
    words: Span, verdict: Verdict, stated: str, found: str, working: str, missing: str
) -> Finding:
    return Finding(
        id="",
        start=words.start,
        end=words.end,
        text=words.text,
        check=Quotes.name,
        verdict=verdict,
        stated=stated,
        found=found,
        tolerance="marks, capitals, words left out, “…” and [brackets]",
        tolerance_why="a sentence may be quoted in part, and marked where it is changed",
        working=working,
        missing=missing if verdict == "undetermined" else None,
    )
