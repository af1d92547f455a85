"""Datelines of the agencies, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.read import document_from_text
from allegedly.read.dateline import read_dateline

BODY = " Officials said on Monday that the road had been closed after the incident, which nobody has claimed so far."

SIGNED = [
    ("MOSCOW (Reuters) –", [("Moscow", None)], None, "Reuters"),
    ("MOSCOW, July 1 (Reuters) -", [("Moscow", None)], (7, 1, None), "Reuters"),
    ("MOSCOW/MINSK, July 1 (Reuters) -", [("Moscow", None), ("Minsk", None)], (7, 1, None), "Reuters"),
    ("CAIRO/GAZA/WASHINGTON, Nov 3 (Reuters) -", [("Cairo", None), ("Gaza", None), ("Washington", None)], (11, 3, None), "Reuters"),
    ("KYIV, Ukraine (AP) —", [("Kyiv", "UA")], None, "AP"),
    ("KYIV, Ukraine (AP) _", [("Kyiv", "UA")], None, "AP"),
    ("SALEM, Ore. (AP) —", [("Salem", "US")], None, "AP"),
    ("DEIR AL-BALAH, Gaza Strip (AP) —", [("Deir al-Balah", "PS")], None, "AP"),
    ("KYIV, Ukraine, and MOSCOW (AP) —", [("Kyiv", "UA"), ("Moscow", None)], None, "AP"),
    ("Kyiv, Ukraine, July 1, 2024 (AFP) -", [("Kyiv", "UA")], (7, 1, 2024), "AFP"),
    ("Washington, Dec 3, 2019 (AFP) –", [("Washington", None)], (12, 3, 2019), "AFP"),
    ("Berlin (dpa) -", [("Berlin", None)], None, "dpa"),
    ("MOSCOW, July 1 (Xinhua) --", [("Moscow", None)], (7, 1, None), "Xinhua"),
    ("MOSCOW, July 1. /TASS/.", [("Moscow", None)], (7, 1, None), "TASS"),
    ("MOSCOW. July 1 (Interfax) -", [("Moscow", None)], (7, 1, None), "Interfax"),
    ("KYIV. July 1 (Interfax-Ukraine) –", [("Kyiv", None)], (7, 1, None), "Interfax-Ukraine"),
    ("MINSK, 1 July (BelTA) –", [("Minsk", None)], (7, 1, None), "BelTA"),
    ("MOSCOW, July 1 - RIA Novosti.", [("Moscow", None)], (7, 1, None), "RIA Novosti"),
    ("New Delhi [India], July 1 (ANI):", [("New Delhi", "IN")], (7, 1, None), "ANI"),
    ("NEW DELHI, Jul 1 (PTI)", [("New Delhi", None)], (7, 1, None), "PTI"),
    ("MEXICO CITY, Aug. 2 (UPI) --", [("Mexico City", None)], (8, 2, None), "UPI"),
    ("LONDON (Thomson Reuters Foundation) -", [("London", None)], None, "Thomson Reuters Foundation"),
    ("PORT-AU-PRINCE, Haiti, Sept. 3 (REUTERS) -", [("Port-au-Prince", "HT")], (9, 3, None), "Reuters"),
    ("N'DJAMENA, Chad (AFP) -", [("N'Djamena", "TD")], None, "AFP"),
    ("NEAR AVDIIVKA, Ukraine (Reuters) -", [("Avdiivka", "UA")], None, "Reuters"),
    ("Tbilisi, Georgia (AFP) -", [("Tbilisi", None)], None, "AFP"),
    ("July 1 (Reuters) -", [], (7, 1, None), "Reuters"),
]
UNSIGNED = [
    ("WASHINGTON —", [("Washington", None)], None),
    ("WASHINGTON -", [("Washington", None)], None),
    ("LVIV, Ukraine --", [("Lviv", "UA")], None),
    ("BRUSSELS, May 3, 2021 –", [("Brussels", None)], (5, 3, 2021)),
    ("Thursday, May 7, 2015", [], (5, 7, 2015)),
]
NONE = [
    "NATO — The alliance said on Monday that it would not take part in the talks with the two sides.",
    "Paris — the city of light — said on Monday that it would not take part in the talks.",
    "BREAKING — Russia said on Monday that it would not take part in the talks with the two sides.",
    "UKRAINE CRISIS - Russia says no",
    "RUSSIA–UKRAINE talks resumed on Monday, officials of both countries said in separate statements.",
    "The Associated Press (AP) reported on Monday that the talks had ended without a result.",
    "On July 1 (Reuters) reported that the talks had ended.",
    "MOSCOW (Russia) - The talks ended on Monday.",
    "NEW DELHI: The minister said nothing.",
    "By Monday evening (AP) - nothing",
]


def _date(reading):
    return reading.date and (reading.date.month, reading.date.day, reading.date.year)


@pytest.mark.parametrize(("line", "places", "date", "agency"), SIGNED)
def test_an_agency_dateline_gives_its_places_date_and_agency(line, places, date, agency):
    text = line + BODY
    reading = read_dateline(text, 0, len(text))
    assert reading is not None
    assert reading.span.read(text) == line
    assert [(p.name, p.country) for p in reading.places] == places
    assert (_date(reading), reading.agency) == (date, agency)


@pytest.mark.parametrize(("line", "places", "date"), UNSIGNED)
def test_a_dateline_without_agency_is_read(line, places, date):
    text = line + BODY
    reading = read_dateline(text, 0, len(text))
    assert reading is not None
    assert reading.span.read(text) == line
    assert ([(p.name, p.country) for p in reading.places], _date(reading), reading.agency) == (places, date, None)


@pytest.mark.parametrize("line", NONE)
def test_what_only_looks_like_a_dateline_is_none(line):
    assert read_dateline(line, 0, len(line)) is None


@given(st.text(alphabet="AbC d/,.-–—()'July1[]:", max_size=220))
def test_any_line_is_read_without_error_and_a_span_lies_inside_it(line):
    reading = read_dateline(line, 0, len(line))
    assert reading is None or 0 <= reading.span.start < reading.span.end < len(line)


def test_agency_and_its_span_stand_in_the_document():
    document = document_from_text("KYIV, Ukraine (AP) —" + BODY, "x")
    assert document.agency == "AP"
    assert document.agency_span is not None
    assert document.agency_span.read(document.text) == "AP"


def test_a_country_that_is_not_printed_stays_unknown():
    document = document_from_text("MOSCOW (Reuters) –" + BODY, "x")
    assert document.dateline is not None
    assert document.dateline.place is not None
    assert document.dateline.place.country is None
