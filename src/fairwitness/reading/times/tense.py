"""Whether the words around a time expression speak of the past or of what is to come."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

from fairwitness.reading.times.context import Tense

_FUTURE_MODALS = {"will", "'ll", "shall", "wo", "’ll"}
_LIKELY_MODALS = {"would", "may", "must", "should"}
_POSSIBLE_MODALS = {"could", "might", "can"}
_AHEAD = {
    "expect", "plan", "schedule", "due", "intend", "hope", "set", "prepare", "arrange", "propose",
    "anticipate", "await", "aim", "promise", "vow", "want", "agree", "order",
}  # fmt: skip
"""Verbs whose infinitive complement lies ahead (``planned to leave on Thursday``)."""


_PLANNED = {"plan", "schedule", "expect", "slate", "await", "anticipate"}
"""Verbs that even in the past tense speak of what was to come (``was scheduled for Saturday``)."""


_PRESENT = {"is", "are", "'s", "'re", "am", "’s", "’re"}


_TELLING = {
    "say", "tell", "call", "claim", "write", "tweet", "show", "report", "argue", "note", "suggest",
    "describe", "accuse", "defend", "recall", "explain", "add", "reply", "insist", "deny", "reveal",
}  # fmt: skip
"""Verbs that report in the present tense what has been (``The minister says he left Friday``)."""


class Tenses:
    """Tense at the places of a parsed text."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._starts = [token.idx for token in doc]

    def token(self, offset: int) -> Token:
        """The token that stands at a character offset."""
        return self.doc[max(bisect_right(self._starts, offset) - 1, 0)]

    def noun(self, offset: int) -> bool:
        """Whether the word at `offset` was tagged as a noun."""
        return self.token(offset).pos_ in ("NOUN", "PROPN")

    def acts(self, offset: int) -> bool:
        """Whether the word at `offset` is the subject of its sentence, or must be: the verb over
        it has no other (``In 1912 soldiers marched``, where a parser may see 1,912 of them).
        """
        token = self.token(offset)
        if token.dep_ in ("nsubj", "nsubjpass"):
            return True
        verb = token.head.head
        subjects = any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in verb.children)
        return token.dep_ == "pobj" and verb.pos_ == "VERB" and verb.i > token.i and not subjects

    def at(self, offset: int) -> Tense:
        """-1 past, 0 unknown, 1 perhaps ahead, 2 surely ahead, by the verb over that word."""
        token = self.token(offset)
        verb = self._verb(token)
        if verb is None:
            return 0
        tense = _of_verb(verb)
        if tense == 1 and verb.tag_ in ("VBZ", "VBP") and _hangs_on(token, verb):
            return 2  # he leaves on Friday
        return tense

    def _verb(self, token: Token) -> Token | None:
        for _ in range(12):
            if token.pos_ in ("VERB", "AUX"):
                return token
            if token.head is token or token.head.i == token.i:
                return None
            token = token.head
        return None


def _hangs_on(token: Token, verb: Token) -> bool:
    """Whether the word is said of the verb itself, and not of a noun beside it."""
    head = token.head
    return head.i == verb.i or (head.dep_ == "prep" and head.head.i == verb.i)


def _of_verb(verb: Token) -> Tense:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {helper.lower_ for helper in helpers}
    if words & _FUTURE_MODALS:
        return 2
    if verb.lemma_ in _PLANNED and "not" not in words:
        return 2 if words & _PRESENT or verb.tag_ in ("VBZ", "VBP") else 1
    if verb.tag_ == "VBD" or words & {"had", "was", "were", "did"}:
        return -1
    if verb.tag_ == "VBN" and not helpers:
        return _of_participle(verb)
    if words & {"has", "have", "'ve", "’ve"}:
        return -1
    if words & _LIKELY_MODALS:
        return 2
    if words & _POSSIBLE_MODALS:
        return 1
    if verb.tag_ == "VB" and "to" in words:
        return _of_infinitive(verb)
    if verb.tag_ in ("VBZ", "VBP"):
        return -1 if verb.lemma_ in _TELLING else 1
    if verb.tag_ == "VBG" and words & _PRESENT:
        return 2
    if verb.tag_ == "VBG" and verb.head.i != verb.i and verb.head.pos_ in ("VERB", "AUX"):
        return _of_verb(verb.head)
    return 0


def _of_participle(verb: Token) -> Tense:
    return 1 if verb.lemma_ in _AHEAD else -1


def _of_infinitive(verb: Token) -> Tense:
    head = verb.head
    if head.i == verb.i:
        return 1
    if any(child.lower_ in ("was", "were", "been") for child in (head, *head.children)):
        return 1
    ahead = head.lemma_ in _AHEAD or head.lower_ in ("ready", "likely", "are", "is", "'re", "'s")
    if not ahead:
        return 0
    be = {child.lower_ for child in head.children if child.dep_ in ("aux", "auxpass", "cop")}
    return 2 if head.tag_ in ("VBZ", "VBP") or be & _PRESENT else 1
