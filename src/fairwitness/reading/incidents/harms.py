"""Finds where a text says what befell people: killed, injured, missing, detained, displaced."""

from __future__ import annotations

from fairwitness.reading.incidents.harm import Harm
from fairwitness.reading.incidents.harm_nouns import by_noun
from fairwitness.reading.incidents.harm_states import by_state
from fairwitness.reading.incidents.harm_verbs import by_verb
from fairwitness.reading.incidents.people import People
from fairwitness.reading.incidents.words import harm_words
from fairwitness.reading.tree import Tree


def harms_of(tree: Tree, people: People) -> list[Harm]:
    """Every harm the text tells of, in text order; what is only threatened is left out."""
    out: list[Harm] = []
    words = harm_words()
    for token in range(len(tree)):
        lemma, pos = tree.lemma[token], tree.pos[token]
        if pos in {"VERB", "AUX"} or tree.tag[token] in {"VBN", "VBD", "VBG"}:
            found = by_verb(tree, people, token)
        elif tree.lower[token] in words.adjectives or lemma in words.nouns:
            found = by_state(tree, people, token) if tree.lower[token] in words.adjectives else []
            if not found and lemma in words.nouns:
                found = by_noun(tree, people, token)
        else:
            continue
        out.extend(found)
    return _without_twins(out)


def _without_twins(found: list[Harm]) -> list[Harm]:
    """One harm of a kind for each group: "was shot dead" says it twice."""
    kept: dict[tuple[str, int], Harm] = {}
    for one in found:
        kept.setdefault((one.kind, one.group.head), one)
    killed = {head for kind, head in kept if kind == "killed"}
    return [one for (kind, head), one in kept.items() if kind != "hit" or head not in killed]
