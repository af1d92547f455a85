"""The keys under which reports of one story meet."""

import msgspec

from allegedly.link.blocks import block_keys
from allegedly.records import Span, Timex
from tests.link.build import Line, build_report
from tests.link.test_pairs import AGAIN, BUILD_UP, OTHER


def test_reports_of_one_story_share_keys():
    first = block_keys(build_report("one", BUILD_UP))
    assert len(first & block_keys(build_report("two", AGAIN, published="2024-07-04"))) >= 2


def test_unrelated_reports_share_none():
    assert not block_keys(build_report("one", BUILD_UP)) & block_keys(build_report("two", OTHER))


def test_a_report_without_a_date_is_met_by_its_words():
    undated = block_keys(build_report("two", BUILD_UP, published=None))
    assert undated
    assert undated & block_keys(build_report("one", BUILD_UP))


def test_a_story_is_met_again_after_months():
    later = block_keys(build_report("two", BUILD_UP, published="2024-12-01"))
    assert later & block_keys(build_report("one", BUILD_UP))


def test_keys_are_the_same_on_every_run_and_few():
    report = build_report("one", BUILD_UP, AGAIN, OTHER, Line("Police", "said", "nothing of note had happened"))
    assert block_keys(report) == block_keys(
        build_report("one", BUILD_UP, AGAIN, OTHER, Line("Police", "said", "nothing of note had happened"))
    )
    assert len(block_keys(report)) <= 92


def test_a_report_without_a_date_is_of_the_last_day_it_names():
    dated = build_report("one", BUILD_UP, published="2024-06-28")
    undated = build_report("two", BUILD_UP, published=None)
    named = msgspec.structs.replace(undated, timexes=(Timex(span=Span(0, 1), type="DATE", edtf="2024-06-28"),))
    weeks = {key.split("@")[1] for key in block_keys(dated) if "@" in key}
    assert weeks == {key.split("@")[1] for key in block_keys(named) if "@" in key}
