"""Who says what: sources, cues and contents, their sourcing, and who a pronoun means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from fairwitness.reading import carrier
from fairwitness.reading.claims import claims_of
from fairwitness.reading.statements import StatementReader, statements_of

if TYPE_CHECKING:
    from spacy.language import Language

    from fairwitness.reading.rows import Statement

SPEECH = [
    pytest.param(
        "“We will hold the bridge,” said Colonel Anna Weiss.",
        ("Colonel Anna Weiss", "said", ["“We will hold the bridge,”"], "direct"),
        id="quotation-then-cue",
    ),
    pytest.param(
        "The mayor said: “Nobody was hurt.”",
        ("The mayor", "said", ["“Nobody was hurt.”"], "direct"),
        id="cue-then-quotation",
    ),
    pytest.param(
        "“We left at dawn,” she said. “Nobody followed us.”",
        ("she", "said", ["“We left at dawn,”", "“Nobody followed us.”"], "direct"),
        id="goes-on-without-a-cue",
    ),
    pytest.param(
        "The army said that two soldiers had been wounded near the river.",
        (
            "The army",
            "said",
            ["that two soldiers had been wounded near the river"],
            "indirect",
        ),
        id="that-clause",
    ),
    pytest.param(
        "The minister called the strike “a crime” on Monday.",
        ("The minister", "called", ["the strike “a crime”"], "mixed"),
        id="called-mixed",
    ),
    pytest.param(
        "The envoy denied visiting the camp.",
        ("The envoy", "denied", ["visiting the camp"], "indirect"),
        id="denied-doing",
    ),
    pytest.param(
        "The council accused the militia of shelling the market.",
        ("The council", "accused", ["the militia of shelling the market"], "indirect"),
        id="accused-of",
    ),
    pytest.param(
        "The report described the raid as unlawful.",
        ("The report", "described", ["the raid as unlawful"], "indirect"),
        id="described-as",
    ),
    pytest.param(
        "The general vowed to retake the town.",
        ("The general", "vowed", ["to retake the town"], "indirect"),
        id="intention",
    ),
    pytest.param(
        "The union urged the government to open the road.",
        ("The union", "urged", ["the government to open the road"], "indirect"),
        id="demand",
    ),
    pytest.param(
        "According to the police, three people were arrested.",
        ("the police", "According to", ["three people were arrested"], "indirect"),
        id="according-to",
    ),
    pytest.param(
        "As the ministry announced on Friday, the crossing will stay closed.",
        ("the ministry", "announced", ["the crossing will stay closed"], "indirect"),
        id="as-announced",
    ),
    pytest.param(
        "The crossing, officials said, will stay closed.",
        ("officials", "said", ["The crossing", "will stay closed"], "indirect"),
        id="parenthetic-in-two-pieces",
    ),
    pytest.param(
        "The front announced in a statement that it would answer the attack.",
        ("The front", "announced", ["that it would answer the attack"], "indirect"),
        id="in-a-statement-that",
    ),
]


def _only(rows: tuple[Statement, ...]) -> Statement:
    assert len(rows) == 1, rows
    return rows[0]


@pytest.mark.parametrize(("text", "expected"), SPEECH)
def test_source_cue_and_content(
    nlp: Language, text: str, expected: tuple[str, str, list[str], str]
) -> None:
    row = _only(statements_of(nlp(text)))
    assert row.source is not None
    assert row.cue is not None
    found = (row.source.text, row.cue.text, [span.text for span in row.content], row.kind)
    assert found == expected


QUIET = [
    pytest.param("The so “Free Brigade” left the “Green Zone” on Monday.", id="titles"),
    pytest.param("The workers' union and the driver's brother left.", id="apostrophes"),
    pytest.param("The fall of the bridge threatens to cut the town off.", id="things-do-not-say"),
    pytest.param("A think tank in the city closed.", id="think-tank"),
    pytest.param("The army crossed the river and took two villages.", id="plain-narrative"),
]


@pytest.mark.parametrize("text", QUIET)
def test_what_is_no_statement(nlp: Language, text: str) -> None:
    assert statements_of(nlp(text)) == ()


def test_a_quotation_nobody_says_has_no_source(nlp: Language) -> None:
    text = "The front has moved north. “This rule also applies to every group that stays behind.”"
    row = _only(statements_of(nlp(text)))
    assert (row.source, row.cue, row.speaker, row.sourcing) == (None, None, None, "none")


def test_an_unclosed_quotation_is_doubtful(nlp: Language) -> None:
    text = "“We hold the town,” said Jane Roe. “The rest will follow.\n\nThe road is closed."
    row = _only(statements_of(nlp(text)))
    assert row.doubtful
    assert row.content[-1].text == "“The rest will follow."


def test_a_quotation_reopened_in_each_paragraph_is_one(nlp: Language) -> None:
    text = "Jane Roe said: “We came in May.\n\n“We left in June.”"
    row = _only(statements_of(nlp(text)))
    assert [span.text for span in row.content] == ["“We came in May.", "“We left in June.”"]


CONTINUED = [
    pytest.param(
        "“We hold the town,” said Capt. Jane Roe, a commander. “Nobody has left it yet.”",
        id="over-an-abbreviation",
    ),
    pytest.param(
        "Jane Roe said that the army held the town. “Nobody has left it yet.”",
        id="after-reported-speech",
    ),
]


@pytest.mark.parametrize("text", CONTINUED)
def test_a_quotation_with_no_cue_goes_on_with_the_last_speaker(nlp: Language, text: str) -> None:
    row = _only(statements_of(nlp(text)))
    assert (row.speaker, row.content[-1].text) == ("Jane Roe", "“Nobody has left it yet.”")


def test_a_transcript_gives_each_line_to_its_speaker(nlp: Language) -> None:
    text = "ROE: The road was mined.\nDOE: By whom?\nROE: By nobody.\nDOE: I see."
    rows = statements_of(nlp(text))
    assert [row.source and row.source.text for row in rows] == ["ROE", "DOE", "ROE", "DOE"]


def test_a_heap_of_cues_under_one_head_takes_linear_time(nlp: Language) -> None:
    words = ["said", "Bob", ","] * 5_000
    size = len(words)
    doc = Doc(
        nlp.vocab,
        words=words,
        heads=[0] * size,
        deps=["ROOT", *["conj"] * (size - 1)],
        pos=["VERB", "PROPN", "PUNCT"] * 5_000,
        lemmas=["say", "Bob", ","] * 5_000,
    )
    assert all(row.content for row in statements_of(doc))


def test_words_of_somebody_lead_up_to_a_quotation(nlp: Language) -> None:
    text = "The plan is put in the words of the former envoy John Doe: “We stay until it is over.”"
    row = _only(statements_of(nlp(text)))
    assert (row.speaker, row.content[0].text) == ("John Doe", "“We stay until it is over.”")


def test_a_nested_statement_stands_by_itself_where_somebody_named_speaks(nlp: Language) -> None:
    text = "The ministry said that Jane Roe told reporters that the road was mined."
    outer, inner = statements_of(nlp(text))
    assert outer.speaker is not None
    assert inner.speaker == "Jane Roe"
    assert inner.content[0].text == "that the road was mined"
    assert outer.content[0].start < inner.content[0].start < outer.content[0].end


SOURCING = [
    ("Jane Roe said the road was mined.", "named"),
    ("Jane Roe, a spokeswoman for the army, said the road was mined.", "named"),
    ("A spokesman for the ministry said the road was mined.", "role"),
    ("Russian officials said the road was mined.", "role"),
    ("The foreign ministry said the road was mined.", "organisation"),
    ("The Americans themselves said the road was mined.", "collective"),
    ("Residents said the road was mined.", "collective"),
    ("Dozens of farmers said the road was mined.", "collective"),
    ("Two farmers said the road was mined.", "role"),
    ("A farmer said the road was mined.", "role"),
    ("Western powers said the road was mined.", "collective"),
    ("Witnesses said the road was mined.", "anonymous"),
    ("People said the road was mined.", "anonymous"),
    ("A person familiar with the plan said the road was mined.", "anonymous"),
    ("Unconfirmed reports said the road was mined.", "anonymous"),
    ("The High Commissioner said the road was mined.", "role"),
    ("@roadwatch said the road was mined.", "named"),
    ("The screenshot says the road was mined.", "document"),
    ("It emerged that the road was mined.", "none"),
    ("Many analysts believe the road was mined.", "anonymous"),
    ("Informed sources said the road was mined.", "anonymous"),
    ("An official who asked for anonymity said the road was mined.", "anonymous"),
    ("A report by the agency said the road was mined.", "document"),
    ("The road was reportedly mined.", "none"),
    ("It is believed that the road was mined.", "none"),
]


@pytest.mark.parametrize(("text", "sourcing"), SOURCING, ids=[text for text, _ in SOURCING])
def test_sourcing(nlp: Language, text: str, sourcing: str) -> None:
    assert _only(statements_of(nlp(text))).sourcing == sourcing


ROUTES = [
    ("The minister told Reuters that the port was closed.", "second-hand", "Reuters"),
    ("The port is closed, the minister said on state radio.", "second-hand", "state radio"),
    ("Reuters reported that the port was closed.", "second-hand", "Reuters"),
    (
        "The port is closed, the minister said in an interview with the Northern Daily Post.",
        "second-hand",
        "Northern Daily Post",
    ),
    (
        "The port is closed, according to a report in the Northern Times.",
        "second-hand",
        "Northern Times",
    ),
    ("As quoted by Al Jazeera, the mayor said the port was closed.", "second-hand", "Al Jazeera"),
    ("State media reported that the port was closed.", "second-hand", "State media"),
    ("The mayor told the media that the port was closed.", "first-hand", None),
    ("“The port is closed,” the mayor said in Arabic.", "translated", None),
    ("“The port is closed,” the mayor said through an interpreter.", "translated", None),
    ("“The port is closed,” the mayor said in English.", "first-hand", None),
    ("The mayor told reporters that the port was closed.", "first-hand", None),
    ("The mayor told parliament that Reuters had lied.", "first-hand", None),
    ("The editor of the Northern Times said the port was closed.", "first-hand", None),
    ("The mayor said in May that the port was closed.", "first-hand", None),
]


@pytest.mark.parametrize(("text", "directness", "through"), ROUTES, ids=[r[0] for r in ROUTES])
def test_directness(nlp: Language, text: str, directness: str, through: str | None) -> None:
    row = statements_of(nlp(text))[0]
    assert (row.directness, row.through and row.through.text) == (directness, through)


DISTANCES = [
    ("The mayor said that the road was mined.", "neutral"),
    ("According to the mayor, the road was mined.", "neutral"),
    ("The mayor called the attack “a crime”.", "neutral"),
    ("The mayor claimed that the road was mined.", "doubting"),
    ("The mayor's allegation that the road was mined is old.", "doubting"),
    ("The road was allegedly mined.", "doubting"),
    ("The mayor falsely said that the road was mined.", "doubting"),
    ("The so-called council fled.", "doubting"),
    ("The mayor admitted that the road was mined.", "endorsing"),
    ("The mayor pointed out that the road was mined.", "endorsing"),
    ("The mayor rightly said that the road was mined.", "endorsing"),
    ("The mayor insisted that the road was mined.", "charged"),
    ("The mayor angrily said that the road was mined.", "charged"),
]


@pytest.mark.parametrize(("text", "distance"), DISTANCES, ids=[text for text, _ in DISTANCES])
def test_the_distance_of_the_reporter(nlp: Language, text: str, distance: str) -> None:
    assert _only(statements_of(nlp(text))).distance == distance


CUE_STANCES = [
    ("The mayor denied any part in the raid.", "denied"),
    ("The mayor demanded payment of the debt.", "demanded"),
    ("The mayor urged the army to leave.", "demanded"),
    ("The mayor called on the army to leave.", "demanded"),
    ("“Leave the town,” the mayor said.", "demanded"),
    ("The mayor wants to know who paid the guards.", "asked"),
    ("The mayor did not deny that the road was mined.", "possible"),
    ("Nobody believes that the road was mined.", "doubted"),
    ("The mayor ruled out that the road was mined.", "denied"),
]


@pytest.mark.parametrize(("text", "stance"), CUE_STANCES, ids=[text for text, _ in CUE_STANCES])
def test_the_stance_of_the_source(nlp: Language, text: str, stance: str) -> None:
    assert _only(statements_of(nlp(text))).stance == stance


def test_what_a_says_that_b_said_is_within_what_a_says(nlp: Language) -> None:
    outer, inner = statements_of(
        nlp("Reuters reported that the minister denied that the port was closed.")
    )
    assert (outer.within, inner.within) == (None, outer.id)
    assert inner.through is not None
    assert (inner.directness, inner.through.text) == ("second-hand", "Reuters")


SPEAKERS = [
    pytest.param(
        "Charles Doe wrote that the raid failed. He called it a mistake.",
        ["Charles Doe", "Charles Doe"],
        id="pronoun-takes-the-last-speaker",
    ),
    pytest.param(
        "Senator Jane Roe arrived on Monday.\n\nRoe said that the talks had failed.",
        ["Jane Roe"],
        id="last-name-takes-the-full-name",
    ),
    pytest.param(
        "Jane Roe and Paul Roe spoke on Monday.\n\nRoe said that the talks had failed.",
        ["Roe"],
        id="last-name-two-people-share-stays",
    ),
    pytest.param(
        "Many analysts believe the road is mined. They say that nobody uses it.",
        ["Many analysts", "Many analysts"],
        id="they-takes-the-last-group",
    ),
    pytest.param(
        "Mr. Doe met Mrs. Roe on Monday. She said that the talks had failed.",
        ["Roe"],
        id="gender-given-by-the-text",
    ),
    pytest.param(
        "The mayor's aide, John Doe, said that the road was mined.",
        ["John Doe"],
        id="an-aide-is-not-whom-he-serves",
    ),
    pytest.param(
        "Defence Secretary John Doe landed at noon. The secretary said the road was mined.",
        ["John Doe"],
        id="office-takes-its-holder",
    ),
    pytest.param(
        "The road is closed. He said that the talks had failed.",
        [None],
        id="nobody-to-mean",
    ),
]


@pytest.mark.parametrize(("text", "speakers"), SPEAKERS)
def test_speakers(nlp: Language, text: str, speakers: list[str | None]) -> None:
    assert [row.speaker for row in statements_of(nlp(text))] == speakers


def test_swapping_the_sides_swaps_nothing_but_names(nlp: Language) -> None:
    text = "{a} officials said that {b} troops shelled the market. {b} officials denied it."
    one = statements_of(nlp(text.format(a="Ruritanian", b="Graustarkian")))
    two = statements_of(nlp(text.format(a="Graustarkian", b="Ruritanian")))
    assert [(r.kind, r.sourcing) for r in one] == [(r.kind, r.sourcing) for r in two]


MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』`＂"


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    parts=st.lists(
        st.sampled_from(
            [
                *MARKS,
                "''",
                "``",
                "he said",
                "Jane Roe",
                ",",
                ".",
                ":",
                "\n\n",
                " that ",
                "told Reuters",
                "state television",
                "in Arabic",
                "not",
                "so-called",
                "leave",
                "?",
            ]
        ),
        max_size=25,
    )
)
def test_no_arrangement_of_quotation_marks_makes_it_raise(nlp: Language, parts: list[str]) -> None:
    doc = nlp(" ".join(parts))
    rows = carrier.get(StatementReader()(doc), carrier.STATEMENTS)
    for row in rows:
        assert row.content
        spans = [*row.content, *([row.through] if row.through else [])]
        assert all(span.text == doc.text[span.start : span.end] for span in spans)
        assert row.within != row.id
        assert row.within is None or row.within in {other.id for other in rows}
    claims_of(doc)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "“", "”", "said", "He said", "“”", "...", "🙂 “🙂”"]
)
def test_next_to_nothing_is_read_as_next_to_nothing(nlp: Language, text: str) -> None:
    assert len(statements_of(nlp(text))) <= 1


def test_parsed_backwards_according_to_attributes_nothing(nlp: Language) -> None:
    """A cue that would end before it begins is none; joined words would make it an empty span."""
    doc = Doc(
        nlp.vocab,
        words=["Prices", "rose", "to", "according", "officials", "."],
        spaces=[True, True, False, True, False, False],
        heads=[1, 1, 3, 1, 2, 1],
        deps=["nsubj", "ROOT", "prep", "prep", "pobj", "punct"],
        pos=["NOUN", "VERB", "ADP", "VERB", "NOUN", "PUNCT"],
        tags=["NNS", "VBD", "IN", "VBG", "NNS", "."],
        lemmas=["price", "rise", "to", "accord", "official", "."],
    )
    assert statements_of(doc) == ()
