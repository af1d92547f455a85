"""Places: what is named, what it is, and whether it locates. Examples are invented."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.annotate import annotate_document
from allegedly.records import Document, Place
from allegedly.resolve.place import find_places
from allegedly.resolve.place.gazetteer import look_up, normalise
from allegedly.resolve.place.nations import capital_country, country_of_demonym, country_of_name, demonym_pattern, nations, neighbours


@cache
def places_of(text: str) -> tuple[Place, ...]:
    return find_places(annotate_document(Document(id="d", source_id="d", text=text, sha256="")))


def place(text: str, surface: str) -> Place:
    found = [p for p in places_of(text) if p.span.read(text) == surface]
    assert found, f"{surface!r} not among {[p.span.read(text) for p in places_of(text)]}"
    return found[0]


# ------------------------------------------------------------------ nations


@pytest.mark.parametrize(("name", "iso"), [("Ukraine", "UA"), ("the U.S.", "US"), ("Britain’s", "GB"), ("UKRAINE", "UA"), ("DRC", "CD")])
def test_a_country_is_known_by_its_names(name, iso):
    assert country_of_name(name) == iso


@pytest.mark.parametrize("word", ["us", "turkey", "china", "polish", "Springfield", ""])
def test_an_english_word_is_no_country(word):
    assert country_of_name(word) is None
    assert country_of_demonym(word) is None


def test_a_demonym_that_fits_two_countries_fixes_none():
    assert country_of_demonym("Korean") is None
    assert country_of_demonym("North Korean") == "KP"
    assert country_of_demonym("Scottish") == "GB"


def test_a_capital_is_known_under_its_older_spelling():
    assert capital_country("Kyiv") == capital_country("Kiev") == "UA"
    assert capital_country("Lviv") is None


def test_every_border_is_seen_from_both_sides():
    oddities = {("CY", "GB"), ("GB", "CY")}
    one_sided = {(a, b) for a in nations() for b in neighbours(a) if b in nations() and a not in neighbours(b)} - oddities
    assert len(one_sided) < 12


def test_the_demonym_pattern_takes_the_longest_whole_word():
    assert demonym_pattern().findall("South Korean and Polish troops, polished") == ["South Korean", "Polish"]


# ------------------------------------------------------------------ gazetteer


def test_a_name_is_looked_up_without_case_accents_or_points():
    assert normalise("ST. ÉTIENNE") == normalise("Saint-Etienne")
    assert look_up("MALMÖ").entries[0].number == look_up("Malmo").entries[0].number


def test_what_is_no_place_has_no_entries():
    assert look_up("Qwertzuiop").entries == ()
    assert look_up("").entries == ()


# ------------------------------------------------------------------ linking


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("A fire broke out in Paris, Texas, on Monday.", "Paris", "US"),
        ("A fire broke out in Paris on Monday.", "Paris", "FR"),
        ("Police in London, Ontario, arrested two men.", "London", "CA"),
        ("The convoy left Odesa for Mykolaiv.", "Odesa", "UA"),
    ],
)
def test_what_follows_the_name_decides_which_place_it_is(text, surface, country):
    assert place(text, surface).country == country


def test_a_state_in_short_form_is_linked_to_its_division():
    found = place("He was born in Tampa, Fla., in May.", "Fla.")
    assert (found.kind, found.country) == ("admin1", "US")


def test_a_type_word_in_small_letters_is_in_the_span_and_settles_the_kind():
    found = place("Shelling hit the Kharkiv region on Friday.", "Kharkiv region")
    assert (found.kind, found.country, found.name) == ("admin1", "UA", "Kharkiv")


def test_a_dateline_in_capitals_is_read():
    assert place("WARSAW (Reuters) - The mayor resigned on Monday.", "WARSAW").use == "literal"


# ------------------------------------------------------------------ qualifiers


@pytest.mark.parametrize(
    ("text", "surface", "qualifier"),
    [
        ("Shelling hit northern Chad on Friday.", "Chad", "northern"),
        ("It fell 100 km east of Tripoli.", "Tripoli", "100 km east of"),
        ("A blast was heard outside Lagos.", "Lagos", "outside"),
        ("A ship sank off the coast of Libya.", "Libya", "off the coast of"),
        ("Troops gathered near the border with Poland.", "Poland", "near the border with"),
        ("He lives in Northern Ireland.", "Northern Ireland", None),
        ("Fighting continued in South Sudan.", "South Sudan", None),
    ],
)
def test_a_qualifier_is_kept_beside_the_name(text, surface, qualifier):
    found = place(text, surface)
    assert found.qualifier == qualifier
    if qualifier:
        assert found.qualifier_span is not None
        assert not found.qualifier_span.meets(found.span)


# ------------------------------------------------------------------ use


@pytest.mark.parametrize(
    ("text", "surface", "use"),
    [
        ("Moscow said it would respond.", "Moscow", "government"),
        ("Talks between Moscow and Minsk failed.", "Minsk", "government"),
        ("Officials accused Ankara of delay.", "Ankara", "government"),
        ("A bomb exploded in Moscow.", "Moscow", "literal"),
        ("Protesters marched through Minsk.", "Minsk", "literal"),
        ("The Belarusian military denied it.", "Belarusian", "associative"),
        ("A spokesman for Ukraine's border guard service spoke.", "Ukraine", "associative"),
        ("A Texas court freed the man.", "Texas", "associative"),
    ],
)
def test_the_parse_tells_a_government_from_a_place(text, surface, use):
    assert place(text, surface).use == use


def test_a_government_under_a_capitals_name_has_no_pin():
    found = place("Kyiv said it would respond.", "Kyiv")
    assert (found.use, found.country, found.lat, found.lon) == ("government", "UA", None, None)


def test_a_country_is_not_pinned_in_its_capital():
    country, capital = place("Floods hit Peru.", "Peru"), place("Floods hit Lima.", "Lima")
    assert (country.lat, country.lon) != (capital.lat, capital.lon)


# ------------------------------------------------------------------ borders and areas without a name


def test_a_border_belongs_to_two_countries():
    found = place("Poland said on Monday that it was reinforcing its border with Belarus.", "its border with Belarus")
    assert (found.kind, found.name, found.country, found.lat) == ("feature", None, "BY|PL", None)


def test_a_border_whose_other_side_is_not_named_keeps_one_country():
    assert place("Troops crossed the border with Belarus.", "the border with Belarus").country == "BY"


def test_the_same_area_points_back():
    text = "A drone crashed near Lublin. Another was found in the same area."
    found = place(text, "the same area")
    assert found.same_as is not None
    assert (found.kind, found.name, found.same_as.read(text)) == ("area", None, "Lublin")


def test_a_region_without_a_name_has_only_the_country_the_text_gives():
    found = place("They hid in a Ukrainian region bordering Belarus.", "a Ukrainian region bordering Belarus")
    assert (found.name, found.kind, found.country, found.qualifier) == (None, "admin1", "UA", "bordering Belarus")


# ------------------------------------------------------------------ no value from outside the text, whatever the text

WORDS = st.sampled_from(
    [
        "Kyiv", "said", "Moscow", "Springfield", ",", ".", "the", "border", "with", "Belarus", "northern", "Georgia", "in", "Paris",
        "Texas", "near", "Qwertz", "region", "Ana", "Reed", "Mr", "Law", "of", "River", "Ukrainian", "U.S.", "Fla.", "MINSK", "(", ")",
        "—", "accused", "'s", "’s", "\n", "talks", "between", "and", "same", "area", "10", "km", "east",
    ]
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_rows_are_in_order_re_read_and_keep_their_qualifiers_outside(text):
    rows = places_of(text)
    assert [r.span.start for r in rows] == sorted(r.span.start for r in rows)
    for row in rows:
        assert row.span.read(text).strip() == row.span.read(text) != ""
        assert (row.lat is None) == (row.lon is None)
        assert row.lat is None or row.name is not None
        assert not (row.use == "government" and row.kind != "country" and row.lat is not None)
        assert row.qualifier_span is None or row.qualifier_span.read(text) == row.qualifier
        assert row.same_as is None or row.same_as.end <= row.span.start


def test_a_text_without_places_gives_no_rows():
    assert places_of("he went home and slept.") == ()
    assert places_of("") == ()


ABROAD = (
    "Russia, Turkey and Azerbaijan had each sent envoys, the ministry said. American officials in Chicago said Armenia was told first, "
    "before U.S. diplomats flew to Georgia."
)


def test_among_many_countries_a_shared_name_is_the_country():
    assert place(ABROAD, "Georgia").country == "GE"


def test_among_american_towns_a_shared_name_is_the_state():
    text = "The sheriff in Macon said deputies from Augusta, Savannah and other towns of Georgia joined county police from Florida."
    assert place(text, "Georgia").country == "US"
