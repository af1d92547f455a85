"""Days, places, actors and figures on which two accounts differ."""

from datetime import date

import pytest

from allegedly.link.slots import Slots, conflict, find_figures, read_days
from allegedly.link.words import read_words
from allegedly.records import Participant, Place, Span


def slots(text="", days=None, place=None, country=None):
    actors = (Participant(country=country),) if country else ()
    return Slots(find_figures(text, read_words(text)), read_days(days) if days else None, (place,) if place else (), actors)


def city(name, lat, lon, country="UA"):
    return Place(span=Span(0, 1), name=name, kind="city", country=country, lat=lat, lon=lon)


KYIV, LVIV, BREST = city("Kyiv", 50.45, 30.52), city("Lviv", 49.84, 24.03), city("Brest", 52.1, 23.7, "BY")


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-06-29", date(2024, 6, 29), date(2024, 6, 29)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-07-03/2024-07-04", date(2024, 7, 3), date(2024, 7, 4)),
        ("2024-06-29~", date(2024, 6, 29), date(2024, 6, 29)),
    ],
)
def test_edtf_gives_first_and_last_day(edtf, first, last):
    assert read_days(edtf) == (first, last)


@pytest.mark.parametrize("edtf", ["", "..", "2024-06-29/..", "2024-13-01", "20XX"])
def test_an_open_or_unknown_end_gives_no_days(edtf):
    assert read_days(edtf) is None


@pytest.mark.parametrize(
    ("a", "b", "slot"),
    [
        (slots(days="2024-06-29"), slots(days="2024-06-30"), "date"),
        (slots(days="2024-06-24/2024-06-30"), slots(days="2024-06-26"), None),
        (slots(days="2024-06-29"), slots(), None),
        (slots(place=KYIV), slots(place=LVIV), "place"),
        (slots(place=KYIV), slots(place=BREST), "place"),
        (slots(place=KYIV), slots(place=KYIV), None),
        (slots(country="UA"), slots(country="RU"), "actor"),
        (slots("12 people were killed"), slots("killing 19"), "figures"),
        (slots("at least 12 people were killed"), slots("killing 19"), None),
        (slots("12 dead"), slots("12 soldiers died"), None),
        (slots("12 dead"), slots("19 injured"), None),
        (slots("twelve houses burned"), slots("twenty trucks burned"), None),
    ],
)
def test_a_slot_conflicts_only_where_both_fix_it_differently(a, b, slot):
    assert conflict(a, b) == conflict(b, a) == slot
