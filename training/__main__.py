"""Trains the shared encoder and its heads, and writes their graphs as package data.

    PYTHONPATH=src python -m training --data ../shared/yardstick/data --work FOLDER

Needs what `training/requirements.txt` names. The weights are kept in FOLDER as they grow. With
`--from-published` training goes on from the graphs in the package instead of from MiniLM.
"""

from __future__ import annotations

import argparse
from copy import deepcopy
from pathlib import Path

import torch
from training.encoder.minilm import folder, pretrained
from training.export import restored, write, write_incidents
from training.incidents.finish import finish, vectors_of
from training.incidents.gold import capitals_of, told
from training.joint import SEED, Joint, Plan, train
from training.statements.gold import article, records

from fairwitness.reading.encoder.words import DATA, vocabulary

STATEMENTS, MORE_STATEMENTS, INCIDENTS = 850, 500, 900
"""Batches: statements alone first, then both tasks mixed."""
HEADS = 2
"""Incident heads that are finished apart and give their mean."""
ASIDE = {"attribution-train": 21, "incidents-train": 10}
"""Every so many reports of a gold file one is set aside: thresholds are chosen on those."""


def main() -> None:
    """Reads the arguments, trains, exports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the gold files")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is not kept")
    parser.add_argument("--from-published", action="store_true", help="go on from the graphs")
    parser.add_argument("--to", type=Path, default=DATA, help="folder for the graphs")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    options.work.mkdir(parents=True, exist_ok=True)
    pieces = vocabulary(folder() / "vocab.txt")
    news = records(options.data / "attribution-train.jsonl.gz")
    wires = records(options.data / "incidents-train.jsonl.gz")
    aside, beside = ASIDE["attribution-train"], ASIDE["incidents-train"]
    articles = [article(one, pieces) for at, one in enumerate(news) if at % aside]
    capitals = capitals_of([one["text"] for one in news])
    reports = [told(one, pieces, capitals) for at, one in enumerate(wires) if at % beside]
    joint = Joint(pretrained(dropout=0.0))
    if options.from_published:
        joint.statements.load_state_dict(restored(joint.statements, DATA))
    else:
        train(joint, articles, reports, Plan(STATEMENTS, 0), options.work, known=False)
    plan = Plan(MORE_STATEMENTS, INCIDENTS)
    train(joint, articles, reports, plan, options.work, known=True)
    write(options.work / "joint.safetensors", options.to)
    plain, cased = (list(vectors_of(reports, options.to, cased=some)) for some in (False, True))
    heads = [deepcopy(joint.incidents) for _ in range(HEADS)]
    for seed, head in enumerate(heads):
        finish(head, reports, plain, cased, seed)
    write_incidents(heads, options.to)


if __name__ == "__main__":
    main()
