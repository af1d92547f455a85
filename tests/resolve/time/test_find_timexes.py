"""Time expressions: found, given a TIMEX3 value and an interval, never from today's date."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.resolve.time import find_timexes
from allegedly.resolve.time.interval import days_of

PUBLISHED = "2024-07-01"  # a Monday

CASES = [
    ("He said on Monday.", "Monday", "2024-07-01", "2024-07-01", "2024-07-01"),
    ("It rained on Saturday.", "Saturday", "2024-06-29", "2024-06-29", "2024-06-29"),
    ("He will speak on Friday.", "Friday", "2024-07-05", "2024-07-05", "2024-07-05"),
    ("a summit on July 3-4", "July 3-4", "2024-07-03/2024-07-04", "2024-07-03", "2024-07-04"),
    ("open from 5 to 9 June", "5 to 9 June", "2024-06-05/2024-06-09", "2024-06-05", "2024-06-09"),
    ("in mid-June", "mid-June", "2024-06", "2024-06-11", "2024-06-20"),
    ("three days ago", "three days ago", "2024-06-28", "2024-06-28", "2024-06-28"),
    ("He came last week.", "last week", "2024-W26", "2024-06-24", "2024-06-30"),
    ("He came earlier last week.", "earlier last week", "2024-W26", "2024-06-24", "2024-06-26"),
    ("next week", "next week", "2024-W28", "2024-07-08", "2024-07-14"),
    ("in the third quarter", "the third quarter", "2024-Q3", "2024-07-01", "2024-09-30"),
    ("in the 1990s", "the 1990s", "199", "1990-01-01", "1999-12-31"),
    ("on Christmas Day", "Christmas Day", "2024-12-25", "2024-12-25", "2024-12-25"),
    ("on Easter Sunday", "Easter Sunday", "2024-03-31", "2024-03-31", "2024-03-31"),
    ("in summer 2023", "summer 2023", "2023-SU", "2023-06-01", "2023-08-31"),
    ("the day before yesterday", "the day before yesterday", "2024-06-29", "2024-06-29", "2024-06-29"),
    ("He left last Monday.", "last Monday", "2024-06-24", "2024-06-24", "2024-06-24"),
    ("in the late 1980s", "the late 1980s", "198", "1987-01-01", "1989-12-31"),
    ("in early 2023", "early 2023", "2023", "2023-01-01", "2023-04-30"),
    ("The shelling went on overnight.", "overnight", "2024-06-30TNI", "2024-06-30", "2024-07-01"),
    ("over the weekend", "the weekend", "2024-W26-WE", "2024-06-29", "2024-06-30"),
    ("He was elected in December.", "December", "2023-12", "2023-12-01", "2023-12-31"),
    ("The law expires in August.", "August", "2024-08", "2024-08-01", "2024-08-31"),
    ("on Monday, June 26", "Monday, June 26", "2023-06-26", "2023-06-26", "2023-06-26"),
    ("on Easter Monday", "Easter Monday", "2024-04-01", "2024-04-01", "2024-04-01"),
    ("last Thanksgiving", "last Thanksgiving", "2023-11-23", "2023-11-23", "2023-11-23"),
    ("in 2019", "2019", "2019", "2019-01-01", "2019-12-31"),
]


@pytest.mark.parametrize(("text", "words", "value", "first", "last"), CASES)
def test_the_expression_gets_its_value_and_its_days(text, words, value, first, last):
    (found,) = find_timexes(text, PUBLISHED)
    assert (found.span.read(text), found.value, found.first, found.last) == (words, value, first, last)


def test_a_duration_and_a_set_are_no_days():
    (duration,), (repeated,) = find_timexes("They talked for two years.", PUBLISHED), find_timexes("They meet every Friday.", PUBLISHED)
    assert (duration.type, duration.value, duration.first) == ("DURATION", "P2Y", None)
    assert (repeated.type, repeated.first) == ("SET", None)


def test_a_preposition_opens_the_interval():
    (since,), (by,) = find_timexes("They have fought since 2011.", PUBLISHED), find_timexes("It must end by October 31.", PUBLISHED)
    assert (since.value, since.edtf, since.first, since.last) == ("2011", "2011/..", "2011-01-01", None)
    assert (by.value, by.edtf, by.first) == ("2024-10-31", "/2024-10-31", None)


def test_the_first_of_two_ends_carries_the_whole_range():
    march, may = find_timexes("Talks were held between March and May.", PUBLISHED)
    assert (march.value, march.edtf, may.edtf) == ("2024-03", "2024-03/2024-05", "2024-05")


def test_later_counts_from_the_date_the_text_is_at():
    _, later = find_timexes("They met on June 3. Two days later they signed.", PUBLISHED)
    assert later.value == "2024-06-05"


def test_a_date_to_come_holds_the_thread_in_its_own_paragraph_only():
    text = "It struck on Friday. He will appear on July 5.\nIt struck again on the same day."
    assert find_timexes(text, PUBLISHED)[-1].value == "2024-06-28"


def test_references_are_bounded_by_publication():
    values = [(t.value, t.edtf) for t in find_timexes("It is now closed; it was recently open, and in the future may be.", PUBLISHED)]
    assert values == [("PRESENT_REF", "2024-07-01"), ("PAST_REF", "/2024-07-01"), ("FUTURE_REF", "2024-07-01/..")]


def test_an_impossible_publication_date_is_no_anchor():
    for published in ("2024-02-30", "2024-21", "", "undated", "0000"):
        assert [t.first for t in find_timexes("He left yesterday.", published)] == [None]


def test_no_value_depends_on_today(monkeypatch):
    class Frozen(dt.date):
        @classmethod
        def today(cls):
            raise AssertionError("asked for today's date")

    monkeypatch.setattr("allegedly.resolve.time.anchor.dt.date", Frozen)
    assert all(find_timexes(text, PUBLISHED) for text, *_ in CASES)


def test_a_clock_time_keeps_its_zone():
    (found,) = find_timexes("The blast came at 0100 UTC on Tuesday.", PUBLISHED)
    assert found.type == "TIME" and found.edtf == "2024-06-25T01:00Z"


def test_without_a_publication_date_nothing_is_made_up():
    assert [t.first for t in find_timexes("He left on Monday and came back yesterday.", None)] == [None, None]


def test_words_that_only_look_like_times_are_left_alone():
    assert find_timexes("May he march on, said Mr March.", PUBLISHED) == ()


@given(st.text(alphabet="0123456789 :-/,.MondayJulyweeklastagothe", max_size=60), st.sampled_from([None, "2024-07-01", "2020-02", "1999"]))
def test_spans_re_read_and_intervals_run_forward(text, published):
    for found in find_timexes(text, published):
        assert text[found.span.start : found.span.end].strip()
        assert found.first is None or found.last is None or found.first <= found.last


@given(st.sampled_from([c[0] for c in CASES]), st.dates(dt.date(1950, 1, 1), dt.date(2050, 12, 31)))
def test_the_interval_lies_in_its_value_on_every_publication_day(text, day):
    for found in find_timexes(text, day.isoformat()):
        days = days_of(found.value)
        if days and found.first and found.last and "TNI" not in found.value:
            assert days[0].isoformat() <= found.first <= found.last <= days[1].isoformat()


@given(st.sampled_from([c[0] for c in CASES]))
def test_without_an_anchor_years_come_only_from_the_text(text):
    for found in find_timexes(text, None):
        assert found.first is None or re.search(r"\d{4}|1990s|1980s", text)


@given(st.sampled_from([c[0] for c in CASES]), st.integers(0, 5))
def test_leading_text_moves_spans_and_nothing_else(text, blanks):
    lead = "It is so. " * blanks
    values = [(t.value, t.span.start) for t in find_timexes(lead + text, PUBLISHED)]
    assert values == [(t.value, t.span.start + len(lead)) for t in find_timexes(text, PUBLISHED)]
