"""Fixtures every room shares. Loaded once: the bare model takes 2 s."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

    from fairwitness.reader import Reader
    from fairwitness.world import World


@pytest.fixture(scope="session", autouse=True)
def _no_added_layers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What somebody has added to their own gazetteer must not change what tests find."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FAIRWITNESS_DATA", str(tmp_path_factory.mktemp("data")))
        yield


settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")

pytest_plugins = ["tests.ingest.ingest_fixtures"]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The bundled spaCy model without our components."""
    from fairwitness.reading.model import load

    return load()


@pytest.fixture(scope="session")
def world() -> World:
    """The packaged world data."""
    from fairwitness.world import World

    return World.open()


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The whole way: model, components, world and checks.

    By rules alone: what tables of sentences hold is what rules and checks do. What heads add is
    held in tests of theirs and by the yardstick.
    """
    from fairwitness.reader import Reader

    return Reader(reader="rules")
