"""`make labels`: how well sourcing, stance, casualties and places are told on hand-made labels.

    python -m benchmarks.labels [--errors] [--labels FOLDER]

Prints macro F1 of sourcing and stance by half, with a confusion table of labels against answers,
and the share of passages right of casualties and event places, by half and construction. `--errors`
shows what went wrong in the half `develop`; the half `report` is for figures only.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from spacy.language import Language

from benchmarks.labels_incidents import JUDGES, Row
from benchmarks.labels_incidents import read as read_passages
from fairwitness.reading import carrier
from fairwitness.reading import model as reading_model
from fairwitness.reading.model import PARAGRAPHS, load
from fairwitness.reading.reading import from_doc
from fairwitness.reading.rows import Claim, Sourcing, Stance, Statement
from fairwitness.span import Span

LABELS = Path(__file__).parents[1] / "labels"
MISSED = "missed"
"""The answer where nothing was found at the words judged: right for no label."""

Half = Literal["develop", "report"]


class Judged(NamedTuple):
    """One labelled sentence: the words judged stand at `start..end` of it."""

    id: str
    half: Half
    sentence: str
    start: int
    end: int
    label: str


type Answer = Callable[[Judged, Sequence[Statement], Sequence[Claim]], str]
type Confusion = Mapping[tuple[str, str], int]


def read(path: Path) -> list[Judged]:
    """The sentences of a table; ValueError where its words are not once in their sentence."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [_judged(*line.split("\t")) for line in lines[1:]]


def _judged(key: str, half: str, sentence: str, words: str, label: str, _note: str) -> Judged:
    if sentence.count(words) != 1 or half not in get_args(Half):
        raise ValueError(f"{key}: {words!r} must stand once in {sentence!r}, in a known half")
    start = sentence.index(words)
    return Judged(key, "develop" if half == "develop" else "report", sentence, start,
                  start + len(words), label)  # fmt: skip


def sourcing_of(one: Judged, statements: Sequence[Statement], _: Sequence[Claim]) -> str:
    """The sourcing of the statement with the judged source, or of the sourceless one around it."""
    if one.label == "none":
        around = [s for s in statements if any(_common(one, span) for span in s.content)]
        return around[0].sourcing if around else MISSED
    near = [s for s in statements if s.source is not None and _common(one, s.source)]
    return max(near, key=lambda s: _common(one, s.source)).sourcing if near else MISSED


def stance_of(one: Judged, statements: Sequence[Statement], claims: Sequence[Claim]) -> str:
    """The stance at the judged words: of the claim there, or of the statement they are said in.

    A noun phrase or infinitive that is said, wanted or denied is content but no claim of its own.
    """
    holders = [s for s in statements if any(_common(one, span) for span in s.content)]
    inner = max(holders, key=lambda s: s.content[0].start, default=None)
    near = [claim for claim in claims if _common(one, claim.what)]
    if inner is not None:
        own = [claim for claim in near if claim.held_by is not None]
        near = own or ([] if inner.cue is not None else near)
    if near:
        return max(near, key=lambda claim: _share(one, claim.what)).stance
    return inner.stance if inner is not None else MISSED


def _common(one: Judged, span: Span | None) -> int:
    return max(0, min(one.end, span.end) - max(one.start, span.start)) if span else 0


def _share(one: Judged, span: Span) -> tuple[float, int]:
    """How much of a claim's words are judged, and how many they are."""
    return _common(one, span) / (span.end - span.start), _common(one, span)


TABLES: Mapping[str, tuple[Answer, tuple[str, ...]]] = {
    "sourcing": (sourcing_of, get_args(Sourcing)),
    "stance": (stance_of, get_args(Stance)),
}


def pipeline(reader: str = "rules") -> Language:
    """The model with the two components that are judged; places and times change neither."""
    nlp = load()
    nlp.add_pipe(PARAGRAPHS, before="parser")
    nlp.add_pipe("fairwitness_statements", config={"reader": reader})
    nlp.add_pipe("fairwitness_claims")
    return nlp


def answers(nlp: Language, rows: Sequence[Judged], answer: Answer) -> list[str]:
    """What the product says of each row."""
    docs = nlp.pipe(row.sentence for row in rows)
    return [
        answer(row, carrier.get(doc, carrier.STATEMENTS), carrier.get(doc, carrier.CLAIMS))
        for row, doc in zip(rows, docs, strict=True)
    ]


def macro_f1(pairs: Confusion, labels: Sequence[str]) -> float:
    """Mean over `labels` of F1; a label nobody was given counts as 0."""
    return sum(f1(pairs, label) for label in labels) / len(labels)


def f1(pairs: Confusion, label: str) -> float:
    """F1 of one label: twice the hits over all that were, and all that were called, so."""
    called = sum(n for (_, answer), n in pairs.items() if answer == label)
    gold = sum(n for (given, _), n in pairs.items() if given == label)
    return 2 * pairs.get((label, label), 0) / (called + gold) if called + gold else 0.0


def confusion(pairs: Confusion, labels: Sequence[str]) -> Iterator[str]:
    """The table of labels (down) against answers (across), with F1 of each label."""
    across = [*labels, MISSED]
    yield f"  {'':13}" + "".join(f"{name[:8]:>9}" for name in across) + f"{'F1':>7}"
    for label in labels:
        cells = "".join(f"{pairs.get((label, answer), 0) or '.':>9}" for answer in across)
        yield f"  {label:13}{cells}{f1(pairs, label):7.2f}"


def scores(
    nlp: Language, folder: Path = LABELS
) -> dict[tuple[str, Half], Counter[tuple[str, str]]]:
    """(label, answer) counted, by table and half."""
    out: dict[tuple[str, Half], Counter[tuple[str, str]]] = {}
    for name, (answer, _) in TABLES.items():
        rows = read(folder / f"{name}.tsv")
        for row, said in zip(rows, answers(nlp, rows, answer), strict=True):
            out.setdefault((name, row.half), Counter())[row.label, said] += 1
    return out


class Passage(NamedTuple):
    """A passage on casualties or a place, and what of it was read right; `all` is what counts."""

    table: str
    row: Row
    right: Mapping[str, bool]


def passages(nlp: Language, folder: Path = LABELS) -> list[Passage]:
    """Every row of the tables of passages, judged."""
    out: list[Passage] = []
    for table, judge in JUDGES.items():
        rows = read_passages(folder / f"{table}.tsv")
        docs = nlp.pipe(row.text for row in rows)
        out += (
            Passage(table, row, judge(row, from_doc(doc)))
            for row, doc in zip(rows, docs, strict=True)
        )
    return out


def share(judged: Sequence[Passage], part: str = "all") -> float:
    """How many of some passages have a part right, 0 to 1."""
    return sum(one.right[part] for one in judged) / len(judged)


def shares(judged: Sequence[Passage]) -> Iterator[str]:
    """The figures by table and half, then by construction."""
    for table in JUDGES:
        of_table = [one for one in judged if one.table == table]
        for half in get_args(Half):
            some = [one for one in of_table if one.row.half == half]
            parts = ", ".join(f"{part} {share(some, part):.3f}" for part in some[0].right)
            yield f"{table} {half}: {len(some)} passages, right: {parts}"
        for sort in sorted({one.row.sort for one in of_table}):
            some = [one for one in of_table if one.row.sort == sort]
            yield f"  {sort:18}{sum(one.right['all'] for one in some):4} of {len(some)}"


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.labels", description=__doc__)
    parser.add_argument("--labels", type=Path, default=LABELS, help="folder of the tables")
    parser.add_argument("--reader", default="rules", help="reader of statements")
    parser.add_argument("--errors", action="store_true", help="list the errors of `develop`")
    options = parser.parse_args()
    nlp = pipeline(options.reader)
    for (name, half), pairs in scores(nlp, options.labels).items():
        labels = TABLES[name][1]
        figure = macro_f1(pairs, labels)
        print(f"{name} {half}: {pairs.total()} sentences, macro F1 {figure:.3f}")  # noqa: T201
        print(*confusion(pairs, labels), sep="\n", end="\n\n")  # noqa: T201
    judged = passages(reading_model.pipeline(reader=options.reader), options.labels)
    print(*shares(judged), sep="\n")  # noqa: T201
    if options.errors:
        print(*_errors(nlp, options.labels), sep="\n")  # noqa: T201
        wrong = (one for one in judged if one.row.half == "develop" and not one.right["all"])
        for one in wrong:
            print(f"{one.row.id} {one.right}: {one.row.text} {one.row.gold}")  # noqa: T201


def _errors(nlp: Language, folder: Path) -> Iterator[str]:
    for name, (answer, _) in TABLES.items():
        rows = [row for row in read(folder / f"{name}.tsv") if row.half == "develop"]
        for row, said in zip(rows, answers(nlp, rows, answer), strict=True):
            if said != row.label:
                words = row.sentence[row.start : row.end]
                yield f"{row.id} {row.label} -> {said}: {row.sentence} [{words}]"


if __name__ == "__main__":
    main()
