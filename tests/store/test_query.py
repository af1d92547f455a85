"""Questions: every condition narrows, pages join without gap or double, every line names its speaker, every answer has its day."""

from __future__ import annotations

import msgspec
import pytest

from allegedly.errors import SetupError
from allegedly.records import Standing
from allegedly.store import (
    Filter,
    answers,
    claim,
    claims,
    documents,
    due,
    event,
    events,
    open_store,
    places,
    search,
    sources,
    timeline,
    who,
)
from allegedly.store.standing import Member, Stand, write_groups, write_standing
from tests.store.made import made

REPORTS = (
    made(
        "Belarusian Defence Ministry|alleged|troops massed at the border",
        "Andriy Demchenko|disputed|the account of the ministry",
        relations=[(1, "disputes", 0)],
        published="2024-06-29",
        publisher="Reuters",
        when="2024-06-28",
    ),
    made("Kremlin|said|it was uneasy", "Dmitry Peskov|said|leaders will meet", publisher="TASS", when="2024-07-03/2024-07-04"),
    made("Kremlin|said|troops withdrew", published="2024-07-05", url="https://news.example.org/1"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("store") / "a.db") as store:
        for report in REPORTS:
            store.add_report(report)
        yield store


def _texts(page):
    return [row.text for row in page.rows]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({}, 5),
        ({"text": "troops"}, 2),
        ({"text": "troop border"}, 1),
        ({"text": "troops -border"}, 1),
        ({"actor": "Kremlin"}, 2),
        ({"actor": "peskov"}, 1),
        ({"country": "ru"}, 3),
        ({"modality": "planned"}, 1),
        ({"act": "dispute"}, 1),
        ({"outlet": "reuters"}, 2),
        ({"outlet": "news.example.org"}, 1),
        ({"since": "2024-07-01"}, 3),
        ({"until": "2024-06"}, 2),
        ({"since": "2024-07-01", "until": "2024-07-02"}, 2),
        ({"support": "single-source"}, 5),
        ({"response": "denied"}, 0),
        ({"support": "single-source", "as_of": "2024-06-30"}, 2),
        ({"about": "ukraine"}, 5),
        ({"origin": "BY-state"}, 1),
        ({"actor": "Kremlin", "text": "uneasy"}, 1),
        ({"actor": "nobody here"}, 0),
        ({"as_of": "2024-07-04"}, 4),
    ],
)
def test_a_condition_lists_just_the_claims_that_satisfy_it(store, condition, expected):
    assert len(claims(store, Filter(**condition)).rows) == expected


def test_claims_come_newest_first_in_the_order_of_the_text(store):
    assert _texts(claims(store)) == [
        "troops withdrew", "it was uneasy", "leaders will meet", "troops massed at the border", "the account of the ministry"
    ]  # fmt: skip


@pytest.mark.parametrize("question", [claims, events, documents, sources, timeline, lambda s, f: search(s, "troops", f)])
def test_pages_join_without_gap_or_double(store, question):
    whole = question(store, Filter(limit=50)).rows
    pieces, after = [], None
    while True:
        page = question(store, Filter(limit=1, after=after))
        pieces += page.rows
        after = page.after
        if after is None:
            break
    assert tuple(pieces) == tuple(whole) and len(pieces) > 1


def _content_without_speaker(value) -> list[object]:
    if isinstance(value, msgspec.Struct):
        names = value.__struct_fields__
        own = [value] if "text" in names and not getattr(value, "speaker", "x") else []
        return own + [bad for name in names for bad in _content_without_speaker(getattr(value, name))]
    return [bad for item in value for bad in _content_without_speaker(item)] if isinstance(value, tuple) else []


@pytest.mark.parametrize(
    "question", [claims, events, answers, timeline, places, due, lambda s: search(s, "troops"), lambda s: who(s, "Kremlin")]
)
def test_no_content_stands_without_its_speaker(store, question):
    assert _content_without_speaker(question(store)) == []


def test_spans_of_a_line_re_read(store):
    for line in claims(store).rows:
        text = store.report(line.document).document.text
        assert " … ".join(s.read(text) for s in line.spans) == line.text
        assert " ".join(s.read(text) for s in line.source) == line.speaker


def test_a_claim_shows_who_answered_it(store):
    line = claims(store, Filter(text="massed")).rows[0]
    view = claim(store, line.id[:8])
    assert [(a.type, a.answer.speaker) for a in view.answers] == [("disputes", "Andriy Demchenko")]
    assert view.context_text == "Belarusian Defence Ministry alleged troops massed at the border"
    assert view.chain[-1][:2] == ("Belarusian Defence Ministry", "alleged")
    assert view.status is not None and view.status.support == "single-source"


def test_answers_name_both_sides_and_their_words(store):
    (line,) = answers(store).rows
    assert line.to is not None and (line.type, line.to.speaker, line.answer.speaker) == (
        "disputes", "Belarusian Defence Ministry", "Andriy Demchenko"
    )  # fmt: skip
    assert [s.read(REPORTS[0].document.text) for s in line.evidence] == ["disputed"]
    assert answers(store, Filter(actor="Kremlin")).rows == ()
    assert len(answers(store, Filter(actor="Belarusian Defence Ministry")).rows) == 1


def test_sources_count_claims_and_documents_as_of_a_day(store):
    first = sources(store).rows[0]
    assert (first.name, first.claims, first.documents, first.first, first.last) == ("Kremlin", 2, 2, "2024-07-01", "2024-07-05")
    counted = {s.name: s.claims for s in sources(store, Filter(as_of="2024-07-04")).rows}
    assert counted == {"Kremlin": 1, "Dmitry Peskov": 1, "Belarusian Defence Ministry": 1, "Andriy Demchenko": 1}
    assert [s.name for s in sources(store, Filter(text="massed")).rows] == ["Belarusian Defence Ministry"]


def test_who_shows_one_speaker(store):
    view = who(store, "andriy demchenko")
    assert [c.text for c in view.said.rows] == ["the account of the ministry"]
    assert [a.type for a in view.answers] == ["disputes"] and view.answered == ()
    with pytest.raises(SetupError, match="sources"):
        who(store, "Nobody At All")


def test_the_timeline_goes_by_the_day_told_then_the_day_said(store):
    lines = timeline(store).rows
    assert [(line.first, line.basis) for line in lines] == [
        ("2024-06-28", "happened"), ("2024-06-28", "happened"), ("2024-06-29", "said"), ("2024-07-03", "happened"),
        ("2024-07-03", "happened"),
    ]  # fmt: skip
    assert len(timeline(store, Filter(since="2024-07-01")).rows) == 2
    assert len(timeline(store, Filter(as_of="2024-06-30")).rows) == 2
    assert [t.speaker for t in timeline(store, Filter(actor="Peskov")).rows] == ["Dmitry Peskov"]


def test_a_plan_falls_due_and_then_its_date_passes(store):
    (coming,) = due(store, Filter(), today="2024-07-04").rows
    (passed,) = due(store, Filter(), today="2024-07-05").rows
    assert (coming.state, coming.claim.speaker, coming.last) == ("falls due", "Dmitry Peskov", "2024-07-04")
    assert passed.state == "date passed, no report in corpus"
    assert due(store, Filter(as_of="2024-06-30")).rows == ()


def test_search_finds_documents_where_no_claim_holds_the_words(store):
    page = search(store, "Peskov leaders")
    assert page.rows == () and page.after == "d"
    (hit,) = search(store, "Peskov leaders", Filter(after="d")).rows
    assert hit.document is not None and hit.document.outlet == "TASS"


def test_an_event_shows_its_claims(store):
    line = events(store, Filter(outlet="TASS")).rows[0]
    assert line.speaker == "Kremlin" and event(store, line.id).claims[0].speaker == "Kremlin"


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda s: claim(s, "zz"), "not an id"),
        (lambda s: claim(s, "0000000000"), "no claim"),
        (lambda s: claims(s, Filter(as_of="yesterday")), "not a date"),
        (lambda s: claims(s, Filter(after="x")), "cursor"),
        (lambda s: claims(s, Filter(text="--")), "no word"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(store, call, says):
    with pytest.raises(SetupError, match=says):
        call(store)


def test_a_claim_is_not_known_before_its_report(store):
    line = claims(store, Filter(text="withdrew")).rows[0]
    with pytest.raises(SetupError, match="not known on 2024-07-01"):
        claim(store, line.id, "2024-07-01")


@pytest.mark.parametrize(("when", "plans"), [("2024-07-03", 1), ("2024-07-01/2024-07-03", 1), ("2024-07-03/..", 0), ("/2024-07-03", 1)])
def test_what_goes_on_without_an_end_falls_due_on_no_day(tmp_path, when, plans):
    with open_store(tmp_path / "a.db") as store:
        store.add_report(made("Dmitry Peskov|said|leaders will meet", when=when))
        assert len(due(store, today="2024-07-02").rows) == plans


@pytest.mark.parametrize(
    ("together", "state"), [("planned", "date passed, no report in corpus"), ("asserted", "date passed, reported since")]
)
def test_a_plan_is_reported_once_linked_claims_say_that_it_happened(tmp_path, together, state):
    plan = made("Dmitry Peskov|said|leaders will meet in Astana", when="2024-07-03", publisher="TASS")
    report = made("Kremlin|said|leaders met in Astana", when="2024-07-03", published="2024-07-04", publisher="Reuters")
    with open_store(tmp_path / "a.db") as store:
        numbers = {}
        for r in (plan, report):
            store.add_report(r)
            numbers |= {r.events[0].id: store.connection.execute("SELECT n FROM event WHERE id = ?", (r.events[0].id,)).fetchone()[0]}
        days = ("2024-07-04", None)
        write_groups(store.connection, "event", numbers.values(), [Member(n, days, "g", 2) for n in numbers.values()])
        standing = Standing(
            of="g", modality=together, support="single-source", response="no response in corpus", strict=1, lenient=1, documents=2
        )
        write_standing(store.derive, "event", numbers, [Stand(i, days, standing) for i in numbers])
        (line,) = due(store, today="2024-07-09").rows
        assert line.state == state and [c.speaker for c in line.reports] == (["Kremlin"] if together == "asserted" else [])
        (before,) = due(store, Filter(as_of="2024-07-03")).rows
        assert before.state == "falls due"
