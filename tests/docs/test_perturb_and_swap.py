"""The edits by which claims are perturbed and names exchanged say what they mean to say."""

from __future__ import annotations

import pytest
from benchmarks.perturb import LONGER, SHORTER, SLIGHT, changed
from benchmarks.swap import Names

from fairwitness.reader import Reader
from fairwitness.report import Report


@pytest.fixture(scope="module")
def edits(reader: Reader) -> dict[str, str]:
    """The text of each kind of change to one true claim of each sort."""
    texts = (
        "Peshawar is about 150 km west of Islamabad.",
        "A bomb exploded in the Syrian city of Aleppo on Monday, 4 March 2024.",
    )
    briefs = reader.read_reports([Report(id=text, text=text) for text in texts])
    return {change.kind: change.text for change in changed(briefs)}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("number up", f"about {150 * LONGER + 1:g} km west"),
        ("number down", f"about {round(150 * SHORTER)} km west"),
        ("number, slightly", f"about {150 * SLIGHT:g} km west"),
        ("direction turned", "150 km east of Islamabad"),
        ("weekday", "on Thursday, 4 March 2024"),
    ],
)
def test_changes_of_true_claims(edits: dict[str, str], kind: str, words: str) -> None:
    assert words in edits[kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("From Homs to Hama.", "From Hama to Homs."),
        ("Homs’s mayor went to Hama.", "Hama’s mayor went to Homs."),
        ("Homsi is no Homs.", "Homsi is no Hama."),
        ("Idlib stays.", "Idlib stays."),
    ],
)
def test_names_change_places_as_words(text: str, expected: str) -> None:
    names = Names("Homs", "Hama")
    assert names.swapped(text) == expected
    assert names.swapped(names.swapped(text)) == text
