"""The page behind a report is found again, wherever it was kept, and only if it is the same."""

import gzip

import pytest

from allegedly.errors import NotFetched
from allegedly.read import read_document, read_documents
from allegedly.read.fetch import FetchRules
from allegedly.read.original import load_page
from allegedly.records import Document, Span
from tests.read.pages import PARAGRAPHS, make_page
from tests.read.test_archives import record
from tests.server import serve_site


def shown(document):
    """The words of the second paragraph as they stand in the page."""
    start = document.text.index("Nobody was hurt")
    page, found = load_page(document)
    return [piece.read(page) for piece in found.place(Span(start, start + len("Nobody was hurt")))]


def test_a_saved_page_is_found_again_until_it_changes(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(make_page())
    document = read_document(path)
    assert shown(document) == ["Nobody was hurt"]
    path.write_text(make_page(PARAGRAPHS[:2]))
    with pytest.raises(NotFetched, match="no longer"):
        load_page(document)


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_of_an_archive_is_found_by_its_offset(tmp_path, packed):
    path = tmp_path / "a.warc.gz"
    pages = [record(f"https://courier.example/{i}", make_page(canonical=None)) for i in range(3)]
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in pages))
    documents = [d for d in read_documents(path) if isinstance(d, Document)]
    assert [shown(d) for d in documents] == [["Nobody was hurt"]] * 3
    assert len({d.page.kept for d in documents if d.page}) == 3


def test_a_page_of_an_address_is_found_in_the_cache(tmp_path):
    with serve_site() as site:
        url = site.add("/a", make_page())
        rules = FetchRules(allow_private=True, pause=0.0)
        kept = read_document(url, rules=FetchRules(allow_private=True, pause=0.0, cache=str(tmp_path)))
        assert shown(kept) == ["Nobody was hurt"]
        with pytest.raises(NotFetched, match="cache"):
            load_page(read_document(url, rules=rules))


def test_a_text_has_no_page(tmp_path):
    (tmp_path / "a.txt").write_text("The minister said on Monday that the road was closed.")
    with pytest.raises(NotFetched, match="not read from a web page"):
        load_page(read_document(tmp_path / "a.txt"))
