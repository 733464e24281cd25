"""Characters that act or hide are shown as signs; all others stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.brief.letters import pieces, visible, visible_all


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words, 12 km", "plain words, 12 km"),
        ("two\nlines\tand\r\n tabs", "two\nlines\tand\r\n tabs"),
        ("Київ دمشق 北京 Ménaka 😀", "Київ دمشق 北京 Ménaka 😀"),
        ("abc\u202ecba\u202c", "abc⟦RLO⟧cba⟦PDF⟧"),
        ("\u2066x\u2069", "⟦LRI⟧x⟦PDI⟧"),
        ("1\u200b4 killed", "1⟦ZWSP⟧4 killed"),
        ("pass\u00adword", "pass⟦SHY⟧word"),
        ("\ufeffStart", "⟦BOM⟧Start"),
        ("a\x00b\x1bc\x7f", "a⟦U+0000⟧b⟦U+001B⟧c⟦U+007F⟧"),
        ("a\ud800b", "a⟦U+D800⟧b"),
        ("tag\U000e0041", "tag⟦U+E0041⟧"),
        ("blank\u3164name", "blank⟦U+3164⟧name"),
        ("line\u2028end", "line⟦LSEP⟧end"),
        ("Al\u200cAssad", "Al⟦ZWNJ⟧Assad"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("end\u200d", "end⟦ZWJ⟧"),
        ("\uff11\uff12 km", "\uff11\uff12 km"),
    ],
    ids=[
        "ascii", "white space", "scripts", "override", "isolate", "zero width in a number",
        "soft hyphen in a word", "byte order mark", "controls", "lone surrogate", "tag character",
        "blank letter", "line separator", "joiner between Latin letters hides",
        "joiner inside Persian shapes", "joiner inside emoji shapes", "joiner at the end",
        "full-width digits are visible",
    ],
)  # fmt: skip
def test_signs(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(alphabet=st.characters()))
def test_what_is_shown_can_be_encoded_and_keeps_every_letter(text: str) -> None:
    visible(text).encode()
    letters = "".join(piece.text for piece in pieces(text) if piece.sign is None)
    assert len(letters) + sum(piece.sign is not None for piece in pieces(text)) == len(text)


def test_nested_data_keeps_its_shape() -> None:
    assert visible_all({"a\u202e": ["x\u202e", 3, None, ("y", True)]}) == {
        "a\u202e": ["x⟦RLO⟧", 3, None, ["y", True]]
    }
