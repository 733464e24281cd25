"""English is read; what is surely another language is refused; doubt is said."""

from __future__ import annotations

import socket
import time

import pytest

from fairwitness.ingest.language import judge

ENGLISH = "The ministry said on Tuesday that the convoy had left the northern garrison at dawn. "
OTHERS = {
    "de": "Das Ministerium teilte am Dienstag mit, dass der Konvoi die Garnison verlassen habe. ",
    "fr": "Le ministère a déclaré mardi que le convoi avait quitté la garnison à l'aube. ",
    "es": "El ministerio dijo el martes que el convoy había salido de la guarnición al alba. ",
    "ru": "Министерство сообщило во вторник, что колонна покинула гарнизон на рассвете. ",
    "ar": "قالت الوزارة يوم الثلاثاء إن القافلة غادرت الحامية الشمالية عند الفجر. ",
    "fa": "وزارت دفاع روز سه‌شنبه اعلام کرد که کاروان پادگان شمالی را ترک کرده است. ",
    "zh": "国防部星期二表示，车队在黎明前已经离开北部驻军营地，没有人员在袭击中受伤。" * 2,
}
ASIDE = "„Wir haben die Stadt verlassen“, sagte er. "


@pytest.mark.parametrize("code", OTHERS)
def test_another_language_is_refused_by_name_with_its_confidence(code: str) -> None:
    judged = judge(OTHERS[code] * 3, None, "given")
    assert judged.refused
    assert judged.language == code
    assert judged.problem is not None
    assert "confidence" in judged.problem.message
    assert "given" in judged.problem.message


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        ENGLISH.lower(),
        ENGLISH.replace(" ", "\n"),
        ENGLISH * 20 + ASIDE + ENGLISH * 20,
        "Bashar al-Assad met Sergei Lavrov in Latakia. " + ENGLISH,
    ],
    ids=["plain", "capitals", "lower case", "one word a line", "one quote", "names"],
)
def test_english_is_english(text: str) -> None:
    judged = judge(text, None, "given")
    assert (judged.language, judged.problem, judged.refused) == ("en", None, False)


def test_a_mixed_text_is_read_with_a_problem() -> None:
    judged = judge(ENGLISH * 20 + OTHERS["de"] * 20, None, "given")
    assert not judged.refused
    assert judged.problem is not None
    assert judged.problem.code == "language_doubtful"
    assert "German" in judged.problem.message


@pytest.mark.parametrize("text", ["Stadt verlassen, sagte er am Dienstag.", "Nein.", "Al-Tanf"])
def test_a_short_text_is_never_refused(text: str) -> None:
    assert not judge(text, None, "given").refused


@pytest.mark.parametrize("stated", ["en", "EN", "en-GB", "en_US", "eng", "English"])
def test_a_record_that_says_english_is_believed(stated: str) -> None:
    judged = judge(OTHERS["de"] * 3, stated, "given")
    assert (judged.language, judged.refused) == ("en", False)


@pytest.mark.parametrize(("stated", "name"), [("ar", "Arabic"), ("de-CH", "German"), ("xx", "xx")])
def test_a_record_that_says_another_language_is_believed(stated: str, name: str) -> None:
    judged = judge(ENGLISH, stated, "given")
    assert judged.refused
    assert judged.problem is not None
    assert name in judged.problem.message


def test_nothing_is_fetched_to_tell_a_language(monkeypatch: pytest.MonkeyPatch) -> None:
    from fairwitness.ingest import language

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    language._detector.cache_clear()
    assert judge(ENGLISH, None, "given").language == "en"


def test_telling_a_language_does_not_grow_with_the_text() -> None:
    judge(ENGLISH, None, "given")
    began = time.process_time()
    for _ in range(20):
        judge(ENGLISH * 10_000, None, "given")
    assert time.process_time() - began < 20 * 0.01
