"""Attributions without a verb of saying over its content.

"According to X, …", "as X announced, …", "X's claim that …", "X is sure that …", "reportedly", and
the line that begins with a speaker's name and a colon.
"""

from __future__ import annotations

from collections.abc import Iterator

from fairwitness.reading.statements.clauses import cue_range, sentence_range
from fairwitness.reading.statements.found import Found, Range, pieces
from fairwitness.reading.statements.lexicon import Lexicon, Sense
from fairwitness.reading.statements.sources import agent_of, source_of, source_range
from fairwitness.reading.tree import Tree

_SAID = Sense("say", "asserted")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB", "VBN"})


def by_phrases(tree: Tree, lexicon: Lexicon) -> Iterator[Found]:
    """Every attribution made by a preposition, noun, adjective, adverb or parenthetic clause."""
    for token, lower in enumerate(tree.lower):
        found: Found | None = None
        if lower == "according":
            found = _according(tree, token)
        elif lower == "as" and tree.dep[token] in {"mark", "advmod", "prep"}:
            found = _as_clause(tree, token, lexicon)
        elif lower == "called" and tree.dep[token] == "amod":
            found = _so_called(tree, token, lexicon)
        elif lower in lexicon.adverbs and tree.dep[token] == "advmod":
            found = _reportedly(tree, token, lexicon)
        elif tree.lemma[token] in lexicon.nouns and tree.pos[token] == "NOUN":
            found = _noun(tree, token, lexicon) or _in_words(tree, token, lexicon)
        elif lower in lexicon.adjectives and tree.dep[token] == "acomp":
            found = _adjective(tree, token, lexicon)
        if found is not None and found.content:
            yield found


def clause_above(tree: Tree, token: int) -> int:
    """The verb of the innermost clause around `token`, else its topmost head."""
    for above in tree.ancestors(token):
        token = above
        if tree.pos[above] in {"VERB", "AUX"} and tree.dep[above] not in {"aux", "auxpass", "amod"}:
            return above
    return token


def _paragraph_part(tree: Tree, token: int, first: int, last: int) -> Range:
    """Tokens `first..last` cut to the paragraph of `token`."""
    while first < token and tree.paragraph[first] != tree.paragraph[token]:
        first += 1
    while last > token and tree.paragraph[last] != tree.paragraph[token]:
        last -= 1
    return first, last


def _according(tree: Tree, token: int) -> Found | None:
    """ "According to X": the clause it stands in, without itself."""
    to = tree.child(token, "prep", "pcomp")
    if to < token and token + 1 < len(tree) and tree.lower[token + 1] == "to":
        to = token + 1
    source = tree.child(to, "pobj") if to > token else -1
    if source < 0:
        return None
    clause = clause_above(tree, token)
    first, last = _paragraph_part(tree, token, tree.left[clause], tree.right[clause])
    if token > first and tree.lower[token - 1] == "," and tree.right[token] >= last - 1:
        first = sentence_range(tree, token)[0]
    return Found(
        head=token,
        cue=(token, to),
        sense=_SAID,
        source=source_range(tree, source, token),
        source_head=source,
        content=tuple(pieces(tree, first, last, [(token, max(tree.right[token], tree.right[to]))])),
        frame="according",
    )


def _as_clause(tree: Tree, token: int, lexicon: Lexicon) -> Found | None:
    """ "As X announced, …": the clause it modifies, without itself."""
    verb = tree.head[token]
    senses = lexicon.verbs.get(tree.lemma[verb], {})
    sense = senses.get("that") or senses.get("quote")
    if sense is None or tree.dep[verb] != "advcl" or tree.child(verb, "dobj", "ccomp") >= 0:
        return None
    source = source_of(tree, verb) if tree.child(verb, "nsubj") >= 0 else -1
    above = tree.head[verb]
    if source < 0 or tree.pos[above] not in {"VERB", "AUX"}:
        return None
    first, last = _paragraph_part(tree, verb, tree.left[above], tree.right[above])
    return Found(
        head=verb,
        cue=cue_range(tree, verb),
        sense=sense,
        source=source_range(tree, source, verb),
        source_head=source,
        content=tuple(pieces(tree, first, last, [(tree.left[verb], tree.right[verb])])),
        frame="as",
    )


def _reportedly(tree: Tree, token: int, lexicon: Lexicon) -> Found | None:
    """ "Reportedly": the clause it stands in, said by nobody."""
    clause = clause_above(tree, token)
    if tree.tag[clause] not in _FINITE:
        return None
    first, last = _paragraph_part(tree, token, tree.left[clause], tree.right[clause])
    return Found(
        head=token,
        cue=(token, token),
        sense=lexicon.adverbs[tree.lower[token]]["clause"],
        source=None,
        source_head=-1,
        content=tuple(pieces(tree, first, last, [(token, token)])),
        frame="adverb",
    )


def _noun(tree: Tree, token: int, lexicon: Lexicon) -> Found | None:
    """ "X's claim that …", "X made the claim that …", "the claim by X that …"."""
    senses = lexicon.nouns[tree.lemma[token]]
    for clause in tree.childs(token, "acl", "relcl", "ccomp", "xcomp"):
        if clause < token:
            continue
        lead = tree.lower[tree.left[clause]]
        sense = senses.get("that" if lead == "that" else "to" if lead == "to" else "")
        # "the claim that he made": the claim itself is missing from the clause.
        if sense is None or (lead == "that" and _is_missing(tree, clause)):
            continue
        source = _owner(tree, token)
        if source >= 0:
            return Found(
                head=token,
                cue=(token, token),
                sense=sense,
                source=source_range(tree, source, token),
                source_head=source,
                content=tuple(pieces(tree, tree.left[clause], tree.right[clause])),
                frame="noun",
            )
    return None


def _in_words(tree: Tree, token: int, lexicon: Lexicon) -> Found | None:
    """ "In the words of X, …", "in his view …": the clause it stands in, without itself."""
    sense = lexicon.nouns[tree.lemma[token]].get("of")
    preposition = tree.head[token]
    if sense is None or tree.lower[preposition] != "in" or tree.dep[token] != "pobj":
        return None
    of = tree.child(token, "prep")
    source = tree.child(token, "poss")
    if source < 0 and of > token and tree.lower[of] == "of":
        source = tree.child(of, "pobj")
    if source < 0 or preposition > token:
        return None
    clause = clause_above(tree, token)
    first, last = _paragraph_part(tree, token, tree.left[clause], tree.right[clause])
    return Found(
        head=token,
        cue=(preposition, token if tree.dep[source] == "poss" else of),
        sense=sense,
        source=source_range(tree, source, token),
        source_head=source,
        content=tuple(pieces(tree, first, last, [(preposition, tree.right[preposition])])),
        frame="words",
    )


def _so_called(tree: Tree, token: int, lexicon: Lexicon) -> Found | None:
    """ "The so-called X": somebody, not said who, calls it that."""
    noun, first = tree.head[token], token - 2
    if noun < token or first < 0 or tree.lower[first] != "so":
        return None
    return Found(
        head=token,
        cue=(first, token),
        sense=lexicon.modifiers["so-called"]["phrase"],
        source=None,
        source_head=-1,
        content=tuple(pieces(tree, token + 1, noun)),
        frame="modifier",
    )


def _is_missing(tree: Tree, clause: int) -> bool:
    first = tree.left[clause]
    return tree.dep[first] in {"nsubj", "nsubjpass", "dobj", "pobj"}


def _owner(tree: Tree, noun: int) -> int:
    """Whose `noun` it is: its possessor, its by-phrase, or who makes, has, voices it; or -1."""
    possessor = tree.child(noun, "poss")
    if possessor >= 0:
        return possessor
    agent = agent_of(tree, noun)
    if agent >= 0:
        return agent
    verb = tree.head[noun]
    if tree.dep[noun] == "dobj" and tree.pos[verb] == "VERB":
        return source_of(tree, verb)
    return -1


def _adjective(tree: Tree, token: int, lexicon: Lexicon) -> Found | None:
    """ "X is sure that …"."""
    clause = tree.child(token, "ccomp", "xcomp")
    verb = tree.head[token]
    subject = tree.child(verb, "nsubj")
    frame = "that" if tree.dep[clause] == "ccomp" else "to"
    sense = lexicon.adjectives[tree.lower[token]].get(frame)
    if clause < token or subject < 0 or sense is None or tree.lower[subject] == "it":
        return None
    return Found(
        head=token,
        cue=(verb, token) if verb < token else (token, token),
        sense=sense,
        source=source_range(tree, subject, verb),
        source_head=subject,
        content=tuple(pieces(tree, tree.left[clause], tree.right[clause])),
        frame="adjective",
    )
