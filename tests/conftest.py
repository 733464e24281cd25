"""Fixtures every room shares. Loaded once: the bare model takes 2 s."""

from __future__ import annotations

import pytest
from spacy.language import Language

from fairwitness.reader import Reader
from fairwitness.reading.model import load
from fairwitness.world import World


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The bundled spaCy model without our components."""
    return load()


@pytest.fixture(scope="session")
def world() -> World:
    """The packaged world data."""
    return World.open()


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The whole way: model, components, world and checks."""
    return Reader()
