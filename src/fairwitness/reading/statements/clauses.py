"""Attributions by a verb with its frame: "she [says] that …", "they [accused] him of …"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fairwitness.reading.statements.found import Found, Offsets, Range, pieces
from fairwitness.reading.statements.lexicon import Lexicon, Sense
from fairwitness.reading.statements.sources import is_passive, source_of, source_range
from fairwitness.reading.statements.sourcing import may_speak
from fairwitness.reading.tree import Tree

_WH = frozenset(
    ["what", "who", "whom", "whose", "how", "why", "whether", "if", "when", "where", "which"]
)
_COMMAS = frozenset([",", "”", '"', "''", "—", "–", "-", "--", "’"])
_OPENING = frozenset(["“", '"', "``", "«", "‘"])
_CLAUSAL = ("ccomp", "xcomp", "oprd")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl", "attr")
_NP_PLUS_CLAUSE = {"np+inf": ("inf",), "np+": ("small", "oprd")}

_DEEDS = frozenset(["np", "inf", "np+inf"])
"""Frames in which only one who can speak attributes: "the fall of the pound threatens to …"."""

Senses = Mapping[str, Sense]


def by_verbs(tree: Tree, lexicon: Lexicon) -> Iterator[Found]:
    """Every attribution made by a verb of the lexicon with a complement that fits its frames."""
    verbs = lexicon.verbs
    for token, lemma in enumerate(tree.lemma):
        if lemma in verbs and tree.pos[token] in {"VERB", "AUX"}:
            if lemma == "think" and tree.lower[min(token + 1, len(tree) - 1)].startswith("tank"):
                continue
            found = by_verb(tree, token, verbs[lemma])
            if found is not None:
                yield found


def by_verb(tree: Tree, verb: int, senses: Senses) -> Found | None:
    """The attribution `verb` makes, or None."""
    passive = is_passive(tree, verb)
    source = source_of(tree, verb)
    if passive and source < 0:
        return _unattributed(tree, verb, senses)
    if "it" in senses and source >= 0 and tree.lower[source] == "it":
        return _emerged(tree, verb, senses["it"])
    if source < 0:
        return None
    particle = tree.child(verb, "prt")
    prefix = f"{tree.lower[particle]}/" if particle >= 0 else ""
    for frame, first, last in _passive(tree, verb) if passive else complements(tree, verb):
        sense = senses.get(prefix + frame) or (senses.get(frame) if prefix else None)
        if sense is None:
            continue
        spans = _content(tree, verb, source, first, last)
        if frame in _DEEDS and not may_speak(tree, source):
            continue
        if passive and frame.startswith("np+"):
            spans = _content(tree, verb, source, *_subject(tree, verb)) + spans
        if spans:
            return Found(
                head=verb,
                cue=cue_range(tree, verb),
                sense=sense,
                source=source_range(tree, source, verb),
                source_head=source,
                content=tuple(sorted(spans)),
                frame=frame,
            )
    return parenthetic(tree, verb, source, senses)


def parenthetic(tree: Tree, verb: int, source: int, senses: Senses) -> Found | None:
    """ "A, [she said on Monday], B": a verb of saying set off by commas in what it says.

    Its content is the rest of its sentence. Parsers often make such a verb no head of anything.
    """
    sense = senses.get("that") if "quote" in senses else None
    subject = tree.child(verb, "nsubj")
    if sense is None or subject < 0 or tree.child(verb, "mark", "dobj", "aux") >= 0:
        return None
    first, last = sentence_range(tree, verb)
    begin, end = min(tree.left[subject], verb), max(tree.right[subject], verb)
    for child in tree.children[verb]:
        if tree.dep[child] in {"prep", "npadvmod", "advmod", "dative"} and child > begin:
            end = max(end, tree.right[child])
    while end < last and tree.pos[end + 1] == "PUNCT" and tree.lower[end + 1] not in _COMMAS:
        end += 1
    if begin <= first or tree.lower[begin - 1] not in _COMMAS:
        return None
    if end < last and tree.lower[end + 1] not in _COMMAS:
        return None
    spans = pieces(tree, first, last, [(begin - 1, end + 1 if end < last else end)])
    if not spans:
        return None
    return Found(
        head=verb,
        cue=cue_range(tree, verb),
        sense=sense,
        source=source_range(tree, source, verb),
        source_head=source,
        content=tuple(spans),
        frame="parenthetic",
    )


def sentence_range(tree: Tree, token: int) -> Range:
    """First and last token of the sentence of `token`, within its paragraph."""
    first = last = token
    sentence, paragraph = tree.sentence[token], tree.paragraph[token]
    while first > sentence and tree.paragraph[first - 1] == paragraph:
        first -= 1
    while (
        last + 1 < len(tree)
        and tree.sentence[last + 1] == sentence
        and tree.paragraph[last + 1] == paragraph
    ):
        last += 1
    return first, last


def complements(tree: Tree, verb: int) -> Iterator[tuple[str, int, int]]:
    """The complements of an active `verb` as (frame, first token, last token), clauses first."""
    obj = tree.child(verb, "dobj", "dative")
    clauses = [
        c
        for c in tree.children[verb]
        if tree.dep[c] in _CLAUSAL and (c > verb or tree.dep[c] == "ccomp")
    ]
    for clause in clauses:
        frame = _frame(tree, clause)
        first, last = tree.left[clause], tree.right[clause]
        behind = verb < obj < clause
        if frame in {"small", "oprd"}:
            if frame == "small" or obj >= 0:
                yield "np+", tree.left[obj] if behind else first, last
            continue
        if frame == "inf" and (behind or _subject_of(tree, clause) >= 0):
            yield "np+inf", tree.left[obj] if behind else first, last
        yield frame, first, last
    remote = _remote_clause(tree, verb)
    if remote >= 0:
        yield "that", tree.left[remote], tree.right[remote]
    yield from _prepositional(tree, verb, obj)
    name = tree.child(obj, "appos") if obj > verb else -1
    if name > obj and tree.lower[tree.left[name] - 1] in _OPENING:
        yield "np+", tree.left[obj], tree.right[name]  # called the raid “a crime”
    if obj > verb and tree.pos[obj] != "PRON":
        yield "np", tree.left[obj], _short_of_aside(tree, obj)


def _remote_clause(tree: Tree, verb: int) -> int:
    """The that-clause a parser hung on a noun between: "said [in a statement] that …"; or -1."""
    for child in tree.children[verb]:
        if child < verb or tree.dep[child] not in {"prep", "dobj", "npadvmod"}:
            continue
        noun = tree.child(child, "pobj") if tree.dep[child] == "prep" else child
        for clause in tree.childs(noun, "acl", "relcl", "ccomp") if noun >= 0 else ():
            lead = tree.left[clause]
            if tree.lower[lead] == "that" and tree.dep[lead] == "mark" and lead > noun:
                return clause
    return -1


def _short_of_aside(tree: Tree, noun: int) -> int:
    """The last token of the phrase of `noun` before a relative clause set off by a comma."""
    last = tree.right[noun]
    for child in tree.childs(noun, "relcl"):
        lead = tree.left[child]
        if noun < lead - 1 and tree.lower[lead - 1] in {",", "—", "–", "-", "--"}:
            last = min(last, lead - 2)
    return max(noun, last)


def _prepositional(tree: Tree, verb: int, obj: int) -> Iterator[tuple[str, int, int]]:
    for preposition in tree.childs(verb, "prep"):
        if preposition < verb:
            continue
        word = tree.lower[preposition]
        if verb < obj < preposition:
            yield f"np+{word}", tree.left[obj], tree.right[preposition]
        inner = tree.child(preposition, "pobj", "pcomp")
        asked = _infinitive_behind(tree, verb, inner)
        if asked >= 0:
            yield f"{word}+inf", tree.left[inner], tree.right[asked]
        if inner >= 0:
            yield word, tree.left[inner], tree.right[inner]


def _infinitive_behind(tree: Tree, verb: int, noun: int) -> int:
    """The infinitive in "called on [them to leave]": a complement behind `noun`; or -1."""
    for clause in tree.childs(verb, "xcomp", "advcl") if noun >= 0 else ():
        if clause > noun and tree.lower[tree.left[clause]] == "to":
            return clause
    return -1


def _frame(tree: Tree, clause: int) -> str:
    """What sort of complement the clause with head `clause` is."""
    if tree.dep[clause] == "oprd":
        return "oprd"
    children = tree.children[clause]
    if any(tree.lower[c] == "that" and tree.dep[c] == "mark" for c in children):
        return "that"
    if any(tree.lower[c] == "to" and tree.dep[c] == "aux" for c in children):
        return "wh" if tree.lower[tree.left[clause]] in _WH else "inf"
    if tree.lower[tree.left[clause]] in _WH:
        return "wh"
    subject = _subject_of(tree, clause) >= 0
    if tree.tag[clause] == "VBG" and not any(tree.dep[c] == "aux" for c in children):
        return "ing"
    if tree.tag[clause] == "VBN" and subject and not tree.childs(clause, "aux", "auxpass"):
        return "small"
    if tree.dep[clause] == "ccomp":
        return "that" if subject or tree.pos[clause] in {"VERB", "AUX"} else "small"
    return "small" if subject else "xcomp"


def _subject_of(tree: Tree, clause: int) -> int:
    return tree.child(clause, *_SUBJECTS)


def _passive(tree: Tree, verb: int) -> Iterator[tuple[str, int, int]]:
    """The complements of a passive `verb` that names its agent."""
    subject = _subject(tree, verb)
    for preposition in tree.childs(verb, "prep"):
        if preposition > verb:
            yield f"np+{tree.lower[preposition]}", preposition, tree.right[preposition]
    operand = tree.child(verb, "oprd")
    if operand >= 0:
        yield "np+", tree.left[operand], tree.right[operand]
    if subject[0] >= 0:
        yield "np", *subject


def _subject(tree: Tree, verb: int) -> Range:
    subject = tree.child(verb, "nsubjpass")
    if subject < 0 and tree.dep[verb] == "acl":
        return -1, -1
    return (tree.left[subject], tree.right[subject]) if subject >= 0 else (-1, -1)


def _unattributed(tree: Tree, verb: int, senses: Senses) -> Found | None:
    """A passive without an agent that attributes to nobody: "is believed to", "it is said that"."""
    sense = senses.get("passive")
    clause = tree.child(verb, "xcomp", "ccomp")
    subject = tree.child(verb, "nsubjpass")
    if sense is None or clause < verb or subject < 0:
        return None
    spans = pieces(tree, tree.left[clause], tree.right[clause])
    if tree.dep[clause] == "xcomp":
        spans = pieces(tree, tree.left[subject], tree.right[subject]) + spans
    elif tree.lower[subject] != "it":
        return None
    return Found(
        head=verb,
        cue=cue_range(tree, verb),
        sense=sense,
        source=None,
        source_head=-1,
        content=tuple(spans),
        frame="passive",
    )


def _emerged(tree: Tree, verb: int, sense: Sense) -> Found | None:
    """ "It emerged that …": nobody says so."""
    clause = tree.child(verb, "ccomp")
    if clause < verb:
        return None
    return Found(
        head=verb,
        cue=cue_range(tree, verb),
        sense=sense,
        source=None,
        source_head=-1,
        content=tuple(pieces(tree, tree.left[clause], tree.right[clause])),
        frame="passive",
    )


def _content(tree: Tree, verb: int, source: int, first: int, last: int) -> list[Offsets]:
    """Tokens `first..last` as content of `verb`: what attributes is cut out of it."""
    if first < 0:
        return []
    while first < last and tree.paragraph[first] < tree.paragraph[verb]:
        first += 1
    while last > first and tree.paragraph[last] > tree.paragraph[verb]:
        last -= 1
    holes: list[Range] = []
    if first <= verb <= last:
        holes.append(_insertion(tree, verb, first, last))
    elif first <= source <= last:
        holes.append((tree.left[source], tree.right[source]))
    return pieces(tree, first, last, holes)


def _insertion(tree: Tree, verb: int, first: int, last: int) -> Range:
    """The stretch a verb of saying takes up inside what it says: "A, [he said on Monday], B"."""
    begin, end = verb, verb
    for child in tree.children[verb]:
        if tree.left[child] <= first or tree.right[child] >= last or tree.dep[child] == "ccomp":
            continue
        begin, end = min(begin, tree.left[child]), max(end, tree.right[child])
    while begin > first and tree.pos[begin - 1] == "PUNCT":
        begin -= 1
    while end < last and tree.lower[end + 1] in {",", "—", "–", "-"}:
        end += 1
    return begin, end


def cue_range(tree: Tree, verb: int) -> Range:
    """The words that attribute: the verb with its auxiliaries, negation and particle."""
    first = last = verb
    while (
        first > 0
        and tree.head[first - 1] == verb
        and (
            tree.dep[first - 1] in {"aux", "auxpass", "neg"}
            or (tree.dep[first - 1] == "advmod" and tree.pos[first - 1] == "ADV")
        )
    ):
        first -= 1
    if last + 1 < len(tree) and tree.head[last + 1] == verb and tree.dep[last + 1] == "prt":
        last += 1
    return first, last


def negated(tree: Tree, verb: int) -> bool:
    """Whether `verb` itself is negated."""
    return tree.child(verb, "neg") >= 0
