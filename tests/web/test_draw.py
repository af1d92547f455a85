"""Where bars, areas and borders lie."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from allegedly.store.rows import PlaceLine
from allegedly.web.draw.map import line_path, meets, view_of
from allegedly.web.draw.shapes import shapes
from allegedly.web.draw.timeline import MOST_TICKS, WIDTH, axis_of, bar_of, interval_of
from allegedly.web.views.map import form_of

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
intervals = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


def place(**values):
    return PlaceLine(**{"name": "x", "country": None, "kind": "area", "lat": None, "lon": None, "geonames_id": None, "events": 1, **values})


def test_an_open_interval_runs_to_the_edge_of_the_axis():
    axis = axis_of([(date(2024, 6, 1), date(2024, 6, 30))])
    before, after = bar_of(axis, interval_of("../2024-06-15")), bar_of(axis, interval_of("2024-06-15/.."))
    assert (before.x, before.before, before.after) == (0, True, False)
    assert (after.x + after.width, after.before, after.after) == (WIDTH, False, True)
    assert interval_of("/2024-06-15") == (None, date(2024, 6, 15))
    assert interval_of("2024-06") == (date(2024, 6, 1), date(2024, 6, 30))
    assert interval_of(None) is None


@given(st.lists(intervals, min_size=1, max_size=20))
def test_every_bar_lies_on_the_axis_and_earlier_ones_further_left(given_intervals):
    axis = axis_of(given_intervals)
    bars = [bar_of(axis, i) for i in sorted(given_intervals)]
    assert all(b.x >= 0 and b.x + b.width <= WIDTH for b in bars)
    assert [b.x for b in bars] == sorted(b.x for b in bars) or min(b.width for b in bars) <= 8
    assert len(axis.ticks) <= MOST_TICKS + 1


def test_a_country_is_an_area_a_border_a_line_a_town_a_point_and_the_rest_nothing():
    known = shapes()
    assert form_of(known, place(kind="country", country="UA", lat=49.0, lon=32.0)).form == "area"
    assert form_of(known, place(kind="admin1", country="UA", geonames_id=686966, lat=50.6, lon=28.5)).form == "area"
    assert form_of(known, place(country="BY|UA")).form == "line"
    assert form_of(known, place(kind="city", country="UA", lat=50.4, lon=30.5)).form == "point"
    assert form_of(known, place(kind="area", country="UA", lat=50.4, lon=30.5)) is None
    assert form_of(known, place(kind="city", country="UA")) is None
    assert form_of(known, place(country="BY|JP")) is None


def test_two_countries_meet_in_one_border_whichever_is_named_first():
    known = shapes()
    assert known.border("BY", "UA") == known.border("UA", "BY") != ()
    west, south, east, north = known.box(known.border("BY", "UA"))
    assert (west > 2_300, east < 3_300, south > 5_100, north < 5_300) == (True, True, True, True)


def test_an_outline_closes():
    known = shapes()
    for code in ("UA", "BY", "FR", "JP", "BR"):
        largest = max(known.country(code), key=lambda ring: len(known.ring(ring)))
        assert known.ring(largest)[0] == known.ring(largest)[-1]


@given(st.lists(st.tuples(st.integers(-3_000, 3_000), st.integers(-3_000, 3_000)), min_size=2, max_size=40))
def test_points_out_of_view_are_left_out_only_where_no_line_in_view_changes(points):
    view = view_of([(-200, -200, 200, 200)])
    west, south, east, north = view.box
    for a, b in pairwise(points):
        inside = west <= a[0] <= east and south <= a[1] <= north
        if inside and abs(a[0] - b[0]) + abs(a[1] - b[1]) > 200:
            x, y = view.at(a)
            drawn = line_path(view, points)
            assert drawn
            assert any(abs(px - x) + abs(py - y) <= 4 for px, py in _points(drawn))
    assert meets(view.box, (0, 0, 1, 1))


def _points(path):
    import re

    numbers = [tuple(map(int, p.split())) for p in re.findall(r"-?\d+ -?\d+", path)]
    x, y = numbers[0]
    yield x, y
    for dx, dy in numbers[1:]:
        x, y = x + dx, y + dy
        yield x, y
