"""What holds, what fails, and, the longest part, what must stay quiet."""

from __future__ import annotations

import pytest

TABLE = [
    ("holds", "The fort was built in 1742, in the 18th century."),
    ("holds", "The wall fell in 1800, in the 18th century."),
    ("fails", "The fort was built in 1742, in the 19th century."),
    ("fails", "The mosque was founded in 1021, in the 10th century."),
    ("", "The temple was burned in 480, in the 5th century BC."),
    ("", "The fort was built in 1742 and rebuilt in the 19th century."),
    ("", "He was born in 1742. In the 19th century nobody remembered him."),
    ("", "Some 1742 people lived here in the 19th century."),
]


@pytest.mark.parametrize(("verdict", "text"), TABLE)
def test_verdicts(verdict: str, text: str) -> None:
    from fairwitness import Report, read

    brief = read(Report(id="t", text=text))
    found = [finding.verdict for finding in brief.findings if finding.check == "centuries"]
    assert found == ([verdict] if verdict else [])
