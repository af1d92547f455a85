"""English is let through, other languages are named and refused."""

import pytest

from allegedly.errors import NotEnglish
from allegedly.read import detect_language, document_from_text, require_english

OTHERS = {
    "de": "Der Minister sagte am Montag, die Straße sei nach dem Vorfall gesperrt worden. Niemand habe sich bisher dazu bekannt.",
    "fr": "Le ministre a déclaré lundi que la route avait été fermée après l'incident, que personne n'a revendiqué.",
    "es": "El ministro dijo el lunes que la carretera había sido cerrada tras el incidente, que nadie ha reivindicado.",
    "it": "Il ministro ha detto lunedì che la strada è stata chiusa dopo l'incidente, che nessuno ha rivendicato finora.",
    "nl": "De minister zei maandag dat de weg na het incident was afgesloten en dat niemand het heeft opgeëist.",
    "pl": "Minister powiedział w poniedziałek, że droga została zamknięta po incydencie, do którego nikt się nie przyznał.",
    "sv": "Ministern sade på måndagen att vägen hade stängts efter händelsen, som ingen hittills har tagit på sig.",
    "ru": "Министр сказал в понедельник, что дорога была закрыта после происшествия, ответственность за которое никто не взял.",
    "uk": "Міністр сказав у понеділок, що дорогу закрили після інциденту, відповідальність за який ніхто не взяв.",
    "ar": "قال الوزير يوم الاثنين إن الطريق أغلق بعد الحادث الذي لم يعلن أحد مسؤوليته عنه حتى الآن.",
    "zh": "部长周一表示，事件发生后道路已被封闭，目前尚无人声称对此负责。",
    "ja": "大臣は月曜日、事件の後に道路が閉鎖されたと述べた。犯行声明は出ていない。",
}


@pytest.mark.parametrize("code", OTHERS)
def test_another_language_is_named_and_refused(code):
    document = document_from_text(OTHERS[code] + " " + OTHERS[code], "x.txt")
    assert document.language == code
    with pytest.raises(NotEnglish, match="only English is analysed") as caught:
        require_english(document)
    assert str(caught.value).startswith("x.txt: the text is in ")


@pytest.mark.parametrize(
    "text",
    [
        "KYIV (AP)",
        "Police said.",
        "Kyiv denies.",
        "Peskov: no comment",
        "The minister said so.",
        "Zelenskyy, Lukashenko, Tsikhanouskaya met, Rybakov said.",
        "MOSCOW (Reuters) – PRESIDENT PUTIN WILL MEET XI IN ASTANA, THE KREMLIN SAID ON MONDAY.",
        "“Vive la France!” the president said in a speech to the army, which cheered. “Vive la République!”",
    ],
)
def test_english_however_short_is_let_through(text):
    require_english(document_from_text(text, "x"))


def test_the_samples_are_english(examples):
    assert {detect_language(path.read_text()) for path in examples} <= {"en"}


def test_text_without_words_has_no_language():
    assert detect_language("1234 …") is None
