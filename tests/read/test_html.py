"""Web pages: article text, what the page says of itself, and a failure for what cannot be right."""

from contextlib import suppress
from datetime import date, timedelta

import pytest

from allegedly.errors import BadDate, DocumentError, EmptyDocument, NotText, Paywalled, TooLarge
from allegedly.read.html import Page, read_page
from tests.read.pages import LD, PARAGRAPHS, make_page

ADDRESS = "https://courier.example/news/trawler?utm=x"


def read(source, published=None, **keywords):
    data = source if isinstance(source, bytes) else source.encode()
    keywords = {"source_id": "page.html", "kept": "page.html", "url": ADDRESS} | keywords
    return read_page(Page(data=data, **keywords), published)


def test_the_article_is_read_and_nothing_around_it():
    text = read(make_page()).text
    assert text.split("\n") == [" ".join(p.split()) for p in PARAGRAPHS]


def test_what_the_page_says_of_itself_is_kept():
    document = read(make_page())
    assert document.title == "Harbour authority says patrol turned back trawler"
    assert (document.publisher, document.authors) == ("The Alda Courier", ("Mara Lind", "Jon Pell"))
    assert (document.published, document.published_basis) == ("2024-07-01T09:30:00+02:00", "metadata")
    assert document.url == "https://courier.example/news/trawler"
    assert document.dateline is not None and document.dateline.place is not None


def test_a_canonical_address_on_another_host_is_not_believed():
    assert read(make_page(canonical="https://famous.example/news/trawler")).url == ADDRESS


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0037)https://courier.example/2024/07/01/a -->",
        "<!--\n Page saved with SingleFile \n url: https://courier.example/2024/07/01/a \n saved date: x -->",
    ],
)
def test_a_saved_page_knows_where_it_was_saved_from(comment):
    page = make_page(ld=None, canonical=None).replace("<html", f"{comment}<html", 1)
    document = read(page, url=None, saved=True)
    assert (document.url, document.published) == ("https://courier.example/2024/07/01/a", "2024-07-01")


def test_meta_elements_serve_where_there_is_no_json_ld():
    head = '<meta property="og:site_name" content="Courier"><meta property="article:published_time" content="2024-07-01T10:00Z">'
    document = read(make_page(ld=None, head=head))
    assert (document.publisher, document.published) == ("Courier", "2024-07-01T10:00:00Z")


def test_a_clock_in_the_header_is_no_publication_date():
    today = date.today()
    clock = f'<div class="date"><time datetime="{today}">{today:%A, %B %d, %Y}</time></div>'
    document = read(make_page(ld=None, before=clock))
    assert document.published is None


def test_a_day_in_the_address_is_a_publication_date_and_says_so():
    document = read(make_page(ld=None), url="https://courier.example/2024/07/01/trawler.html")
    assert (document.published, document.published_basis) == ("2024-07-01", "address")


@pytest.mark.parametrize("stated", ["2024-13-45", "soon", "0000-00-00T00:00:00Z", "01/07/2024"])
def test_a_date_that_is_none_is_a_failure_unless_one_is_given(stated):
    page = make_page(ld=LD | {"datePublished": stated})
    with pytest.raises(BadDate, match="--published"):
        read(page)
    assert read(page, published="2024-07-01").published == "2024-07-01"


def test_a_date_after_the_capture_is_a_failure():
    with pytest.raises(BadDate, match="after the page was captured"):
        read(make_page(), captured="2024-06-01T00:00:00Z")
    with pytest.raises(BadDate, match="after"):
        read(make_page(ld=LD | {"datePublished": (date.today() + timedelta(days=40)).isoformat()}))


def test_a_wrong_first_date_gives_way_to_a_right_second_one():
    head = '<meta name="pubdate" content="Mon, 01 Jul 2024 10:00:00 GMT">'
    assert read(make_page(ld=LD | {"datePublished": "n/a"}, head=head)).published == "2024-07-01T10:00:00+00:00"


@pytest.mark.parametrize("free", [False, "False", "false"])
def test_a_page_for_subscribers_is_not_read_unless_the_user_saved_it(free):
    page = make_page(ld=LD | {"isAccessibleForFree": free})
    with pytest.raises(Paywalled):
        read(page)
    assert read(page, saved=True).text.startswith("PORT ALDA")


def test_the_characters_are_decoded_as_the_bytes_and_not_the_label_say():
    page = make_page(paragraphs=PARAGRAPHS)
    latin = page.replace('<meta charset="utf-8">', '<meta charset="iso-8859-1">')
    assert "“Our crew" in read(latin.encode("cp1252")).text
    assert "“Our crew" in read(page.encode("cp1252")).text
    assert "“Our crew" in read(page.encode("utf-16")).text
    assert "“Our crew" in read(page.encode(), charset="no-such-charset").text


def test_a_broken_byte_costs_the_article_only_if_it_stands_in_it():
    page = make_page(paragraphs=PARAGRAPHS).encode()
    outside = page.replace(b"Ferry fares", b"Ferry \xe2\x28 fares")
    assert "“Our crew" in read(outside).text
    with pytest.raises(NotText, match="broken"):
        read(page.replace(b"Our crew", b"Our \xe2\x28 crew"))


def test_a_page_without_an_article_is_a_failure():
    with pytest.raises(EmptyDocument):
        read("<!doctype html><html><head><title>x</title></head><body></body></html>")
    with pytest.raises((EmptyDocument, NotText)):
        read("<html>")


def test_a_hundred_megabytes_are_refused_at_once():
    with pytest.raises(TooLarge, match="20,000,000"):
        read(b"<html><body><p>" + b"word " * 4_100_000)


def test_a_page_of_countless_elements_is_refused_before_it_is_taken_apart():
    with pytest.raises(TooLarge, match="50,000 elements"):
        read("<html><body>" + "<b>x</b>" * 60_000 + "</body></html>")


def test_hostile_pages_cost_a_failure_or_nothing():
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "lol"}">' for i in range(12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE html [{entities}]>' + make_page().replace("<!DOCTYPE html>", "").replace(
        "Nobody", "&e11; Nobody"
    )
    with pytest.raises(NotText, match="entities"):
        read(bomb)
    deep = make_page(before="<div>" * 20_000)
    with suppress(DocumentError):
        assert "<div>" not in read(deep).text


def test_bad_json_ld_is_passed_over():
    page = make_page().replace('{"@context"', '{{"@context"')
    assert read(page).title == "Harbour authority says patrol turned back trawler"
