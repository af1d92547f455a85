"""Publication dates: given, in metadata, printed; never today's, and no contradiction goes unseen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import BadDate
from allegedly.read import document_from_text
from allegedly.read.dates import check_given, parse_printed

BODY = "Officials said on Monday that the road had been closed after the incident, which nobody has claimed so far.\n"


def read(text, published=None):
    return document_from_text(text, "x", published)


def conflicts(document):
    return [m.span.read(document.text) for m in document.marks if m.kind == "date_conflict"]


@pytest.mark.parametrize(
    ("given_date", "edtf"),
    [
        ("2024-07-01", "2024-07-01"),
        ("2024-07", "2024-07"),
        ("2024", "2024"),
        (" 2024-07-01 ", "2024-07-01"),
        ("2024-07-01T10:15Z", "2024-07-01T10:15:00Z"),
        ("2024-07-01 10:15:30 GMT", "2024-07-01T10:15:30Z"),
        ("2024-07-01T10:15:30.123+0300", "2024-07-01T10:15:30+03:00"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_a_given_date_becomes_edtf(given_date, edtf):
    assert check_given(given_date) == edtf


@pytest.mark.parametrize("value", ["", "today", "2024-13-01", "2023-02-29", "01/07/2024", "2024-7-1", "2024-07-01T25:00", "July 1, 2024"])
def test_a_date_that_cannot_be_read_is_refused(value):
    with pytest.raises(BadDate):
        check_given(value)


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("July 1, 2024", "2024-07-01"),
        ("1 July 2024", "2024-07-01"),
        ("Monday, July 1, 2024", "2024-07-01"),
        ("Jan. 5, 2019", "2019-01-05"),
        ("Sept 3rd, 2019", "2019-09-03"),
        ("2024-07-01", "2024-07-01"),
        ("July 1", None),
    ],
)
def test_a_printed_date_is_read_and_a_missing_year_stays_missing(printed, edtf):
    found = parse_printed(printed)
    assert found is not None
    assert found.edtf == edtf


@pytest.mark.parametrize("printed", ["February 30, 2024", "June 31", "the first of July", "2024-13-01"])
def test_a_day_the_calendar_lacks_is_no_date(printed):
    assert parse_printed(printed) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_the_year_left_out_is_the_nearest(day, anchor):
    found = parse_printed(f"{day:%B} {day.day}")
    assert found is not None
    nearest = found.nearest(anchor)
    assert nearest is not None
    assert abs((nearest - anchor).days) <= 366 * (4 if (day.month, day.day) == (2, 29) else 1)
    assert (nearest.month, nearest.day) == (day.month, day.day)


def test_no_date_anywhere_gives_none():
    document = read("MOSCOW, July 1 (Reuters) - " + BODY)
    assert (document.published, document.published_basis) == (None, None)
    assert document.dateline is not None
    assert document.dateline.date is None


def test_a_dateline_with_a_year_dates_the_report():
    document = read("Kyiv, Ukraine, July 1, 2024 (AFP) - " + BODY)
    assert (document.published, document.published_basis) == ("2024-07-01", "printed")


@pytest.mark.parametrize(
    "line",
    ["Published 2024-07-02", "Published: July 2, 2024", "July 2, 2024 10:15 GMT", "Posted on 2 July 2024 at 10:15", "Date: 2024-07-02"],
)
def test_a_line_of_its_own_dates_the_report(line):
    document = read(f"Two sides trade blame\n{line}\nKYIV (Reuters) - {BODY}")
    assert (document.published, document.published_basis) == ("2024-07-02", "printed")


def test_a_labelled_line_at_the_end_dates_the_report():
    document = read(BODY + "Published July 2, 2024")
    assert document.published == "2024-07-02"


def test_given_wins_and_the_contradiction_is_marked():
    document = read("Published March 3, 2020\nKYIV, March 2 (Reuters) - " + BODY, "2024-07-01")
    assert (document.published, document.published_basis) == ("2024-07-01", "given")
    assert conflicts(document) == ["March 3, 2020", "March 2"]


def test_filed_the_day_before_is_no_contradiction():
    document = read("KYIV, June 30 (Reuters) - " + BODY, "2024-07-01")
    assert conflicts(document) == []
    assert document.dateline is not None
    assert document.dateline.date == "2024-06-30"


def test_a_year_is_taken_over_new_year():
    document = read("KYIV, Dec. 31 (Reuters) - " + BODY, "2024-01-01")
    assert document.dateline is not None
    assert document.dateline.date == "2023-12-31"
