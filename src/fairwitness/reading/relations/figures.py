"""Finds which place is being located: named beside its distance, as subject, or by "the base"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from fairwitness.reading.relations.scene import AREAS, OPENERS, Phrase, Scene

REACH = 4
"""Sentences looked back for what "the base" or "it" refers to."""
SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True)
class Figure:
    """The place located, the tokens that stand for it, and how it was found."""

    phrase: Phrase
    start: int
    end: int
    why: str = ""


def beside(scene: Scene, before: int) -> Figure | None:
    """The point-like place named just before token `before`: "Azaz, some 30 km", "Azaz (30 km"."""
    i = before
    while i > 0 and scene.word(i - 1) in scene.lexicon.softeners:
        i -= 1
    if i > 0 and scene.word(i - 1) in OPENERS:
        i -= 1
    phrase = scene.ends.get(i)
    for _ in range(3):
        if phrase is None:
            return None
        if phrase.place.kind not in AREAS:
            return Figure(phrase, phrase.start, phrase.end)
        phrase = scene.ends.get(_before_container(scene, phrase.start))
    return None


def _before_container(scene: Scene, start: int) -> int:
    """The token where what lies in a container ends: "Azaz in northern" before "Syria"."""
    i = start
    _, i = scene.compass_before(i)
    while i > 0 and scene.doc[i - 1].pos_ in ("DET", "ADJ"):
        i -= 1
    if i > 0 and scene.word(i - 1) in ("in", "of", "inside"):
        i -= 1
    return i - 1 if i > 0 and scene.word(i - 1) == "," else i


def located(scene: Scene, token: Token, *, areas: bool = False) -> Figure | None:
    """The subject of the locating verb that governs `token`: "The base is located 22 km west".

    With `areas` a country or a province may be it too; so below.
    """
    for node in _upwards(token):
        if node.lemma_.lower() not in scene.lexicon.locating.verbs:
            if node.pos_ in ("VERB", "AUX") and node.dep_ not in ("acl", "advcl", "conj"):
                return None
            continue
        if node.dep_ == "acl":
            return standing_for(scene, node.head, areas=areas)
        subject = next((c for c in node.children if c.dep_ in SUBJECTS), None)
        if subject is not None:
            return standing_for(scene, subject, areas=areas)
    return None


def _upwards(token: Token) -> list[Token]:
    chain: list[Token] = []
    node = token
    while node.head is not node and len(chain) < 8:
        node = node.head
        chain.append(node)
    return chain


def standing_for(scene: Scene, token: Token, *, areas: bool = False) -> Figure | None:
    """The place a subject stands for: by name, as "the base", as "it", or as "X is a base"."""
    phrase = scene.phrase_of(token.i)
    if phrase is not None:
        if areas:
            return Figure(phrase, phrase.start, phrase.end)
        return _if_point(phrase, phrase.start, phrase.end)
    if token.tag_ == "PRP":
        return _pronoun(scene, token)
    if token.tag_ == "WDT":
        clause = token.head
        return standing_for(scene, clause.head, areas=areas) if clause.dep_ == "relcl" else None
    named = _of_name(scene, token)
    if named is not None:
        return _if_point(named, named.start, named.end)
    apposed = next((c for c in token.children if c.dep_ == "appos"), None)
    if apposed is not None and scene.phrase_of(apposed.i) is not None:
        return standing_for(scene, apposed)
    if token.dep_ == "appos" and scene.lexicon.descriptor(token.text):
        return standing_for(scene, token.head, areas=areas)
    if token.dep_ == "attr":
        subject = next((c for c in token.head.children if c.dep_ in SUBJECTS), None)
        return standing_for(scene, subject) if subject is not None else None
    return _nominal(scene, token)


def _of_name(scene: Scene, token: Token) -> Phrase | None:
    """The place in "the town of Zinder", where `token` is "town"."""
    if not scene.lexicon.descriptor(token.text):
        return None
    of = next((c for c in token.children if c.lower_ == "of"), None)
    inner = next(iter(of.children), None) if of is not None else None
    return scene.phrase_of(inner.i) if inner is not None else None


def _if_point(phrase: Phrase, start: int, end: int, why: str = "") -> Figure | None:
    return None if phrase.place.kind in AREAS else Figure(phrase, start, end, why)


def _pronoun(scene: Scene, token: Token) -> Figure | None:
    if token.lower_ != "it":
        return None
    for before in _sentences_before(scene, token)[:1]:
        subject = next((c for c in before.root.children if c.dep_ in SUBJECTS), None)
        if subject is None or subject.tag_ == "PRP":
            return None
        phrase = scene.phrase_of(subject.i)
        if phrase is not None:
            why = f"“it” is read as {phrase.place.text}, the subject of the sentence before"
            return _if_point(phrase, token.i, token.i + 1, why)
        meant = _nominal(scene, subject)
        if meant is not None:
            words = scene.span(meant.start, meant.end).text
            why = f"“it” is read as “{words}” of the sentence before; {meant.why}"
            return Figure(meant.phrase, token.i, token.i + 1, why)
    return None


def _nominal(scene: Scene, token: Token) -> Figure | None:
    """The one place of the right kind named in the sentences before "the base"."""
    kinds = scene.lexicon.descriptors.get(token.lower_)
    definite = [c for c in token.children if c.lower_ in ("the", "this", "that")]
    if kinds is None or not definite or any(c.ent_type_ for c in token.children):
        return None
    start = definite[0].i
    for back, sentence in enumerate(_sentences_before(scene, token)):
        named = [scene.starts[i] for i in range(sentence.start, sentence.end) if i in scene.starts]
        fitting = [p for p in named if p.place.kind in kinds]
        records = {p.place.record for p in fitting}
        if len(records) > 1:
            return None
        if fitting:
            words = scene.span(start, token.i + 1).text
            ago = "in the sentence before" if back == 0 else f"{back + 1} sentences before"
            why = f"“{words}” is read as {fitting[0].place.text}, named {ago}"
            return Figure(fitting[0], start, token.i + 1, why)
    return None


def _sentences_before(scene: Scene, token: Token) -> list[Sentence]:
    """Up to REACH sentences before the token's own, nearest first."""
    found: list[Sentence] = []
    at = token.sent.start
    while at > 0 and len(found) < REACH:
        sentence = scene.doc[at - 1].sent
        found.append(sentence)
        at = sentence.start
    return found
