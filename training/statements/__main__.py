"""Trains the statement reader and writes its graphs as package data.

    PYTHONPATH=src python -m training.statements --data ../shared/yardstick/data --work FOLDER

Needs what `training/requirements.txt` names (see CARD.md). The weights are kept in FOLDER as they
grow; the graphs go to `src/fairwitness/reading/data/encoder`, or where `--to` says.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from training.encoder.minilm import folder
from training.statements.export import write
from training.statements.gold import article, records
from training.statements.train import train

from fairwitness.reading.encoder.words import DATA, vocabulary

STEPS = 850
ASIDE = 21
"""Every so many articles one is set aside: thresholds are chosen on those."""


def main() -> None:
    """Reads the arguments, trains, exports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the gold files")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is not kept")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--articles", type=int, help="only the first so many: a trial")
    parser.add_argument("--to", type=Path, default=DATA, help="folder for the graphs")
    options = parser.parse_args()
    torch.set_num_threads(2)
    options.work.mkdir(parents=True, exist_ok=True)
    pieces = vocabulary(folder() / "vocab.txt")
    gold = records(options.data / "attribution-train.jsonl.gz")[: options.articles]
    learned = [article(one, pieces) for at, one in enumerate(gold) if at % ASIDE]
    train(learned, options.steps, options.work)
    options.to.mkdir(parents=True, exist_ok=True)
    write(options.work / "reader.safetensors", options.to)


if __name__ == "__main__":
    main()
