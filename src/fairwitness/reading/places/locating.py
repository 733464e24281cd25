"""Where words around a name say where its bearer lies: only a place is `20 km south of` another.

Such words outweigh the recogniser and the weights, which rarely met them in the news they were
fitted on: "Irbid, about 20 km south of the Syrian border, was quiet."
"""

from __future__ import annotations

from fairwitness.reading.places.lexicons import Lexicons
from fairwitness.reading.places.tokens import Tokens
from fairwitness.reading.places.ways import ends_a_way, on_a_way, within_a_circle

_MOST_QUALIFIERS = 4
"""Words of `at least a little over`; longer runs were made up of other things."""
_MOST_NUMBER_WORDS = 4
"""Words of `one hundred and fifty`."""
_MOST_ADJECTIVES = 4
_DATELINE = 16
"""Words of the longest dateline: place, country, agency, day, month, year and their marks."""
_DASHES = frozenset({"-", "–", "—", "--"})
_COPULAS = frozenset({"is", "was", "are", "were"})
_PLACED = frozenset({"located", "situated"})
_LIES = frozenset({"lies", "lie", "lay", "sits", "sit", "sat", "stands", "stand", "stood"})
_AWAY = frozenset({"from", "of", "off", "away", "inside", "outside", "into", "beyond"})
_ALONG = frozenset({"on", "along", "near", "astride", "off", "by", "close"})


def locates(tokens: Tokens, start: int, end: int, lexicons: Lexicons) -> bool:
    """Whether the sentence says where what words `start` to `end` name lies, or measures from it.

    Words of one sentence are looked over, at most some fifteen.
    """
    return (
        _told_behind(tokens, end, lexicons)
        or _measured_from(tokens, start, lexicons)
        or ends_a_way(tokens, start)
        or within_a_circle(tokens, start, end, lexicons)
    )


def _told_behind(tokens: Tokens, end: int, lexicons: Lexicons) -> bool:
    index, said = end, ""
    if tokens.low(index) == ",":
        index += 1
        index += tokens.low(index) == "which"
    if tokens.low(index) in _COPULAS | _PLACED | _LIES:
        said = tokens.low(index)
        index += 1
        if tokens.low(index) in _PLACED:
            said = tokens.low(index)
            index += 1
    if index == end or not _same_sentence(tokens, end - 1, index):
        return False
    index = _past(tokens, index, lexicons)
    return (
        _measures(tokens, index, lexicons)
        or (said in _PLACED and tokens.tag(index) == "IN")
        or _beside_a_line(tokens, index, lexicons)
        or on_a_way(tokens, index)
        or (said not in _LIES and _is_a_settlement(tokens, index, lexicons))
    )


def _past(tokens: Tokens, index: int, lexicons: Lexicons) -> int:
    """The index behind words such as `about` and `less than`."""
    for _ in range(_MOST_QUALIFIERS):
        if not lexicons.has("roughly", tokens.low(index)):
            break
        index += 1
    return index


def _measures(tokens: Tokens, index: int, lexicons: Lexicons) -> bool:
    """`20 km south of`, `five miles from`, `north of`, `between`."""
    last = index
    while last < index + _MOST_NUMBER_WORDS and (
        tokens.tag(last) == "CD" or tokens.low(last) in {"hundred", "thousand", "-", "a", "few"}
    ):
        last += 1
    if last > index:
        if not lexicons.has("unit_of_distance", tokens.low(last)):
            return False
        following = tokens.low(last + 1)
        if (following, tokens.low(last + 2)) == ("to", "the"):
            return lexicons.has("direction", tokens.low(last + 3))
        return following in _AWAY or lexicons.has("direction", following)
    if (tokens.low(index), tokens.low(index + 1)) == ("a", "radius"):
        return _measures(tokens, index + 3, lexicons)
    behind = tokens.low(index + 1)
    return lexicons.has("direction", tokens.low(index)) and behind in {"of", "from"}


def _beside_a_line(tokens: Tokens, index: int, lexicons: Lexicons) -> bool:
    """`on the border with`, `near the Syrian coast`."""
    if tokens.low(index) not in _ALONG:
        return False
    for at in range(index + 1, index + 2 + _MOST_ADJECTIVES):
        if lexicons.has("line_of_land", tokens.low(at)):
            return True
        if not tokens.tag(at).startswith(("DT", "JJ", "NN", "POS", "PRP", "TO", "IN")):
            return False
    return False


def _is_a_settlement(tokens: Tokens, index: int, lexicons: Lexicons) -> bool:
    """`a town in`, `the ancient city`, but not `a city official`."""
    if tokens.low(index) not in {"a", "an", "the", "one", "another"}:
        return False
    for at in range(index + 1, index + 2 + _MOST_ADJECTIVES):
        if lexicons.has("settlement", tokens.low(at)):
            behind = tokens.low(at + 1)
            return lexicons.has("settlement", behind) or not tokens.tag(at + 1).startswith("NN")
        if not tokens.tag(at).startswith(("JJ", "NN", "VBN", "RBS", "CD", "HYPH", "POS")):
            return False
    return False


def _measured_from(tokens: Tokens, start: int, lexicons: Lexicons) -> bool:
    """`north of X`, `20 km from X`, `five miles outside X`."""
    before, further = tokens.low(start - 1), tokens.low(start - 2)
    if before not in _AWAY or not _same_sentence(tokens, start, start - 2):
        return False
    if lexicons.has("direction", further) or further == "outside":
        return before in {"of", "from"}
    measured = further == "away" or lexicons.has("unit_of_distance", further)
    number = tokens.tag(start - 4 if further == "away" else start - 3)
    return measured and number in {"CD", "NNS"} and before != "of"


def _same_sentence(tokens: Tokens, one: int, other: int) -> bool:
    return 0 <= other < len(tokens) and tokens.sentence[one] == tokens.sentence[other]


def datelines(tokens: Tokens, *, caseless: bool) -> frozenset[int]:
    """The words of datelines: `BAGHDAD, Iraq (AP) -` at the start of a line.

    Only lines that begin in capitals count or, in text without any, those that give a day.
    """
    found: set[int] = set()
    for index in range(len(tokens)):
        opens = not index or "\n" in tokens.text[tokens.ends[index - 1] : tokens.starts[index]]
        if opens and (caseless or _loud(tokens.words[index])):
            found.update(range(index, _dateline_end(tokens, index, caseless=caseless)))
    return frozenset(found)


def _loud(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _dateline_end(tokens: Tokens, start: int, *, caseless: bool) -> int:
    """The index of the dash that ends the dateline at `start`; `start` where there is none."""
    dated = False
    for index in range(start, min(start + _DATELINE, len(tokens))):
        word = tokens.words[index]
        if word in _DASHES and not tokens.glued(index):
            return index if dated or not caseless else start
        dated = dated or word.isdigit()
        if not (caseless or word[0].isupper() or word[0].isdigit() or word in ",().[]/"):
            return start
    return start
