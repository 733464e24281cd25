"""Counts the people a noun phrase stands for: by its figure, or by what sort of noun it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fairwitness.reading.incidents.words import people_words
from fairwitness.reading.rows import Quantity
from fairwitness.reading.tree import Tree

_JOINED = 12
"""Most conjuncts followed from one noun; a list of names is rarely longer."""
_REACH = 6
"""Words looked back from a noun for its figure; "12 unarmed Syrian civilians" takes three."""
_PRONOUNS = {"he": "he", "him": "he", "himself": "he", "she": "she", "her": "she", "herself": "she",
             "i": "", "me": "", "myself": ""}  # fmt: skip
_ANOTHER = frozenset(["another", "other", "others", "second", "third", "fourth", "fifth", "more",
                      "further", "additional"])  # fmt: skip
_ADDED = frozenset(["more", "further", "additional"])
_ENDINGS = ("er", "or", "ist", "man", "men", "ian", "ee", "ant", "eer", "ers", "ors", "ists")
_HUMAN = ("ist", "man", "men", "ian")
_AGENTS = ("er", "or", "ee")
"""Endings of nouns that are people; things in -er and -or are in the table: loader, launcher."""
_NOT_PEOPLE = frozenset(
    ["GPE", "LOC", "FAC", "ORG", "PRODUCT", "WORK_OF_ART", "LAW", "DATE", "TIME", "MONEY", "EVENT"]
)
_AGE = re.compile(r"(\d{1,3})[-\u2010-\u2013 ]*(?:year|yr)s?[-\u2010-\u2013 ]*old|\b(\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one noun phrase."""

    head: int
    first: int
    """First and last token of the words for who they were."""
    last: int
    low: float | None
    high: float | None
    exact: bool = True
    qualifier: str | None = None
    quantity: str | None = None
    single: bool = False
    """One person, who may be told of elsewhere too."""
    stated: bool = True
    """False for a bare plural, whose number is left open."""
    name: str = ""
    gender: str = ""
    age: int | None = None
    more: bool = False
    """Besides those told of before: "another", "two more"."""
    added: bool = False
    """To be added to those told of before: "three more died", not "six others"."""
    subset: bool = False
    """Some of those told of before: "two of them"."""
    pronoun: bool = False

    @property
    def none(self) -> bool:
        """Whether it stands for nobody."""
        return self.high == 0


def _conjuncts(tree: Tree, noun: int) -> list[int]:
    """What is joined to a noun; a list is often parsed as an apposition: "the judge, her driver
    and a guard"."""
    one = tree.tag[noun] in {"NN", "NNP"}
    lists = [c for c in tree.childs(noun, "appos") if one and tree.child(c, "conj") >= 0]
    return [*tree.childs(noun, "conj"), *lists]


class People:
    """Reads groups of people off a tree, with the figures and names found in it."""

    def __init__(
        self,
        tree: Tree,
        quantities: Sequence[Quantity],
        entities: Iterable[tuple[int, int, str]],
    ) -> None:
        self.tree = tree
        self.figure: dict[int, tuple[int, int, Quantity]] = {}
        for row in quantities:
            if row.kind == "count":
                self._mark(row)
        self.label: dict[int, str] = {}
        self.named: dict[int, tuple[int, int]] = {}
        for first, end, label in entities:
            for token in range(first, end):
                self.label[token] = label
                if label == "PERSON":
                    self.named[token] = (first, end - 1)

    def _mark(self, row: Quantity) -> None:
        tree = self.tree
        first = bisect_left(tree.end, row.start + 1)
        last = bisect_left(tree.start, row.end) - 1
        for token in range(first, last + 1):
            self.figure[token] = (first, last, row)

    def groups(self, head: int) -> list[Group]:
        """The group of `head` and of all that is joined to it: "a couple and their son"."""
        tree = self.tree
        out: list[Group] = []
        queue = [head]
        while queue and len(out) < _JOINED:
            noun = queue.pop(0)
            found = self.group(noun)
            if found is not None:
                out.append(found)
            queue.extend(
                child
                for child in _conjuncts(tree, noun)
                if tree.pos[child] in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"} and child > noun
            )
        return out

    def group(self, head: int) -> Group | None:
        """The people `head` stands for, or None where it stands for none that can be counted."""
        tree, lower = self.tree, self.tree.lower[head]
        if lower in {"who", "that", "which", "whom"} and tree.pos[head] in {"PRON", "DET", "SCONJ"}:
            return self._antecedent(head)
        if lower in _PRONOUNS:
            return Group(head, head, head, 1, 1, single=True, gender=_PRONOUNS[lower], pronoun=True)
        if lower in people_words().none or self._with_no(head):
            return Group(head, head, head, 0, 0)
        if self._both(head):
            return Group(head, head, head, 2, 2, subset=self._of_them(head))
        if tree.lemma[head] in people_words().pair and not tree.childs(head, "prep"):
            return self._bare(head)
        figure = self._figure(head)
        if figure is not None:
            return self._counted(head, *figure)
        if any(tree.lower[t] == "how" for t in range(max(0, head - 3), head)):
            return None
        if tree.pos[head] == "PRON" and lower not in {"someone", "somebody", "anyone"}:
            return None
        return self._bare(head)

    def told_human(self, head: int) -> bool:
        """Whether the noun itself says that it is people; not for a group or body of them."""
        words, tree = people_words(), self.tree
        lemma, lower = tree.lemma[head], tree.lower[head]
        if lemma in words.thing or lower in words.thing or lemma in words.set:
            return False
        if lemma in words.person or lower in words.person or lemma in words.pair:
            return True
        if self.label.get(head) in {"PERSON", "NORP"} or lower in _PRONOUNS or lower in words.none:
            return True
        return tree.pos[head] == "NOUN" and lower.removesuffix("s").endswith(_HUMAN + _AGENTS)

    def is_people(self, head: int, *, surely: bool) -> bool:
        """Whether `head` stands for people; `surely` asks for a word that says so."""
        words, tree = people_words(), self.tree
        lemma, lower = tree.lemma[head], tree.lower[head]
        if lemma in words.thing or lower in words.thing:
            return False
        if lower in words.none or lemma in words.person or lower in words.person:
            return True
        if lemma in words.pair or lemma in words.set or lower in _PRONOUNS:
            return True
        if tree.pos[head] in {"NUM", "PRON"} or head in self.figure or lower in _ANOTHER:
            return True
        label = self.label.get(head, "")
        if tree.pos[head] == "NOUN" and self._figure(head) is not None:
            return True
        if label in _NOT_PEOPLE:
            return False
        if label in {"PERSON", "NORP"}:
            return True
        return not surely or lower.endswith(_ENDINGS) or tree.pos[head] == "PROPN"

    def _antecedent(self, pronoun: int) -> Group | None:
        tree = self.tree
        for above in tree.ancestors(pronoun):
            if tree.dep[above] == "relcl":
                noun = tree.head[above]
                return self.group(noun) if noun != pronoun else None
        return None

    def _with_no(self, head: int) -> bool:
        tree = self.tree
        for child in tree.children[head]:
            if child < head and tree.lower[child] in {"no", "neither", "nobody"}:
                return True
        return tree.lower[head] == "one" and head > 0 and tree.lower[head - 1] in {"no", "not"}

    def _both(self, head: int) -> bool:
        tree = self.tree
        if tree.lower[head] == "both":
            return True
        return any(
            tree.lower[c] == "both" and tree.dep[c] in {"det", "predet", "preconj", "nummod"}
            for c in tree.children[head]
        ) and tree.tag[head] in {"NNS", "NNPS"}

    def _of_them(self, head: int) -> bool:
        tree = self.tree
        for of in tree.childs(head, "prep"):
            inner = tree.child(of, "pobj")
            if tree.lower[of] == "of" and inner >= 0:
                if tree.lower[inner] in {"them", "those", "these", "whom", "us"}:
                    return True
                return any(
                    tree.lower[c] in {"the", "those", "these", "his", "her", "their"}
                    for c in tree.children[inner]
                )
        return False

    def _figure(self, head: int) -> tuple[int, int, Quantity] | None:
        """The figure of `head`: it is one itself, or one that hangs on it before it."""
        tree = self.tree
        own = self.figure.get(head)
        if own is not None:
            return own
        for token in range(head - 1, max(-1, head - 1 - _REACH), -1):
            found = self.figure.get(token)
            if found is None:
                continue
            first, last, _ = found
            if any(tree.head[t] == head and tree.dep[t] != "conj" for t in range(first, last + 1)):
                return found
            between = range(last + 1, head)
            if all(tree.head[t] == head or tree.head[t] in between for t in between):
                return found  # the parser hung the figure elsewhere: "over 40 people"
            return None
        return None

    def _counted(self, head: int, first: int, last: int, row: Quantity) -> Group | None:
        tree = self.tree
        inner = self._measured(head, last)
        if row.value == 1 and not row.qualifier and inner == head:
            return self._one_of(head, last, row)
        words = range(last + 1, inner + 1) if inner > last else range(inner, inner + 1)
        begin = words.start
        while begin < inner and tree.pos[begin] in {"DET", "ADP", "PUNCT"}:
            begin += 1
        return Group(
            inner,
            begin if inner > last else first,
            inner if inner > last else last,
            row.low,
            row.high,
            exact=row.exact,
            qualifier=row.qualifier,
            quantity=row.id,
            more=any(
                tree.lower[t] in _ANOTHER
                for t in range(max(0, first - 2), min(len(tree), max(inner, last) + 2))
                if t < first or t > last
            ),
            added=any(
                tree.lower[t] in _ADDED for t in (last + 1, inner - 1) if last < t < len(tree)
            ),
            subset=self._of_them(head),
        )

    def _measured(self, head: int, last: int) -> int:
        """What is counted, where the figure is a noun itself: "dozens of [people]"."""
        tree = self.tree
        if head <= last:
            for of in tree.childs(head, "prep"):
                inner = tree.child(of, "pobj")
                if tree.lower[of] == "of" and inner > 0 and tree.lower[inner] not in {"them"}:
                    return inner
            noun = last + 1
            if noun < len(tree) and tree.pos[noun] == "NOUN" and tree.head[last] == noun:
                return noun
        return head

    def _one_of(self, head: int, last: int, row: Quantity) -> Group:
        found = self._bare(head) if head > last else None
        base = found or Group(head, head, head, 1, 1, single=True)
        return replace(
            base,
            low=row.low,
            high=row.high,
            exact=row.exact,
            quantity=row.id,
            single=True,
            stated=True,
            subset=self._of_them(head),
            more=base.more or (head > 0 and self.tree.lower[head - 1] in _ANOTHER),
        )

    def _bare(self, head: int) -> Group | None:
        """People without a figure: one by a singular or a name, two by "a couple", else open."""
        tree, words = self.tree, people_words()
        lemma = tree.lemma[head]
        first, last = self._phrase(head)
        more = any(tree.lower[t] in _ANOTHER for t in range(first, last + 1))
        if lemma in words.pair and tree.tag[head] in {"NN", "NNS"}:
            return Group(head, first, last, 2, 2, more=more)
        if lemma in words.set and tree.tag[head] == "NN":
            return self._set(head, first, last)
        if tree.tag[head] in {"NNS", "NNPS"}:
            few = Group(head, first, last, 2, None, exact=False, stated=False, more=more)
            return replace(few, subset=self._of_them(head))
        if tree.pos[head] not in {"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"}:
            return None
        if lemma in {"people", "police", "troops"} or tree.lower[head] in {"many", "several"}:
            return Group(head, first, last, 2, None, exact=False, stated=False, more=more)
        name = self._name(head)
        return Group(
            head,
            first,
            last,
            1,
            1,
            single=True,
            name=name,
            gender=words.person.get(lemma, ""),
            age=self._age(head),
            more=more,
            stated=tree.tag[head] != "PRP",
        )

    def _set(self, head: int, first: int, last: int) -> Group:
        """ "A family of four" is four; a family without a figure is more than one."""
        tree = self.tree
        for of in tree.childs(head, "prep"):
            inner = tree.child(of, "pobj")
            figure = self.figure.get(inner) if inner >= 0 and tree.lower[of] == "of" else None
            if figure is not None:
                row = figure[2]
                return Group(head, first, figure[1], row.low, row.high, row.exact, quantity=row.id)
        return Group(head, first, last, 2, None, exact=False, stated=False)

    def _phrase(self, head: int) -> tuple[int, int]:
        """First and last token of the words for `head`: its noun phrase up to the noun itself."""
        tree = self.tree
        first = head
        for child in tree.children[head]:
            if child < head and tree.dep[child] in {
                "det", "amod", "compound", "poss", "nmod", "nummod", "predet",
            }:  # fmt: skip
                first = min(first, tree.left[child])
        named = self.named.get(head)
        last = max(head, named[1]) if named else head
        while first < head and tree.pos[first] in {"PUNCT", "SPACE", "CCONJ"}:
            first += 1
        return first, last

    def _name(self, head: int) -> str:
        tree = self.tree
        if head in self.named:
            first, last = self.named[head]
            return tree.words(first, last).removesuffix("'s").removesuffix("’s").lower()
        apposed = next((c for c in tree.childs(head, "appos") if c in self.named), -1)
        if apposed >= 0:
            return self._name(apposed)
        return tree.lower[head] if tree.pos[head] == "PROPN" else ""

    def _age(self, head: int) -> int | None:
        """The age given beside `head`: "a 13-year-old boy", "Samuel Walker, 13"."""
        tree = self.tree
        first, last = self._phrase(head)
        end = tree.end[min(len(tree) - 1, last + 3)]
        before = tree.text[max(tree.start[first], tree.start[head] - 60) : tree.start[head]]
        for words, plain in ((before, False), (tree.text[tree.end[last] : end], True)):
            hit = _AGE.search(words)
            if hit is not None and (hit[1] or (plain and words[:2] == ", ")):
                return int(hit[1] or hit[2])
        return None
