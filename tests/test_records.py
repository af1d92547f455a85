"""Records: frozen, one JSON line, stable ids, spans that re-read."""

import json
import types
import typing

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly import records
from allegedly.read import document_from_text
from allegedly.records import (
    Attribution,
    Claim,
    Event,
    Place,
    Plover,
    Relation,
    Report,
    ReporterVoice,
    Said,
    Span,
    Speaker,
    Timex,
    bounding,
    decode_report,
    encode_report,
    make_id,
    spans_key,
)

TEXT = "KYIV, July 1 (Reuters) - The “minister” 🙂 said on Monday that nobody knew.\n(Reporting by Ann Lee)"
SPAN = Span(25, 39)

# The line of DESIGN section 5: keys may be added, not renamed.
KEYS = {
    "": "document timexes places attributions claims events relations reporter_voice",
    "document": "id source_id url title text sha256 language published publisher agency dateline credits",
    "dateline": "span place",
    "credit": "role name span",
    "timex": "span type value edtf first last",
    "place": "span name kind country lat lon geonames_id qualifier use",
    "attribution": "id source cue content kind parent continues cue_class act speaker said score rule",
    "speaker": "name country origin speaks_for evidence rule",
    "said": "edtf evidence rule alternatives",
    "claim": "id attribution spans modality polarity interest about",
    "event": "id claims trigger actor action target object place when modality plover",
    "plover": "root mode quad score",
    "relation": "from type to evidence rule",
    "voice": "span kind",
}

spans = st.tuples(st.integers(0, 500), st.integers(0, 100)).map(lambda pair: Span(pair[0], sum(pair)))
words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
attributions = st.builds(
    Attribution,
    id=words,
    source=st.tuples(spans),
    cue=st.tuples(spans),
    content=st.lists(spans, max_size=3).map(tuple),
    parent=st.none() | words,
    score=st.none() | st.floats(0, 1),
)


def full_report() -> Report:
    document = document_from_text(TEXT, "x", published="2024-07-01")
    speaker = Speaker(name="Minister", evidence=(SPAN,))
    row = Attribution(id="a", source=(SPAN,), cue=(SPAN,), content=(SPAN,), speaker=speaker, said=Said(edtf="2024-07-01"))
    return Report(
        document=document,
        timexes=(Timex(span=SPAN, type="DATE"),),
        places=(Place(span=SPAN, name="Kyiv", kind="city"),),
        attributions=(row,),
        claims=(Claim(id="c", attribution="a", spans=(SPAN,)),),
        events=(Event(id="e", trigger=(SPAN,), action="know", plover=Plover(root="CONSULT", quad=1)),),
        relations=(Relation(source="c", type="denies", target="d"),),
        reporter_voice=(ReporterVoice(id="v", span=SPAN, kind="background"),),
    )


def test_the_line_has_the_keys_of_the_design():
    line = json.loads(encode_report(full_report()))
    document, row, event = line["document"], line["attributions"][0], line["events"][0]
    found = {
        "": line, "document": document, "dateline": document["dateline"], "credit": document["credits"][0],
        "timex": line["timexes"][0], "place": line["places"][0], "attribution": row, "speaker": row["speaker"], "said": row["said"],
        "claim": line["claims"][0], "event": event, "plover": event["plover"], "relation": line["relations"][0],
        "voice": line["reporter_voice"][0],
    }  # fmt: skip
    missing = {name: set(keys.split()) - found[name].keys() for name, keys in KEYS.items()}
    assert {name: keys for name, keys in missing.items() if keys} == {}


def test_a_report_is_one_line_and_comes_back_the_same():
    line = encode_report(full_report())
    assert b"\n" not in line
    assert decode_report(line) == full_report()
    assert encode_report(decode_report(line)) == line


@given(st.lists(attributions, max_size=4))
def test_any_attributions_come_back_the_same(rows):
    report = Report(document=full_report().document, attributions=tuple(rows))
    assert decode_report(encode_report(report)) == report


def test_what_is_no_report_is_refused():
    with pytest.raises(msgspec.ValidationError):
        decode_report(b'{"document": {"id": 1}}')


@pytest.mark.parametrize("name", [n for n, kind in vars(records).items() if isinstance(kind, type) and issubclass(kind, msgspec.Struct)])
def test_every_record_is_frozen(name):
    assert getattr(records, name).__struct_config__.frozen


def test_no_record_holds_a_list_or_a_dictionary():
    for kind in vars(records).values():
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            for field, hint in typing.get_type_hints(kind).items():
                assert not {list, dict, set} & _origins(hint), f"{kind.__name__}.{field}"


def _origins(hint) -> set:
    if isinstance(hint, types.GenericAlias | types.UnionType) or typing.get_args(hint):
        return {typing.get_origin(hint), *(o for inner in typing.get_args(hint) if inner is not ... for o in _origins(inner))}
    return {hint} if isinstance(hint, type) else set()


def test_offsets_count_code_points():
    start = TEXT.index("said")
    assert Span(start, start + 4).read(TEXT) == "said"
    assert TEXT.encode("utf-16-le").index("said".encode("utf-16-le")) // 2 == start + 1


@given(st.lists(spans, min_size=1, max_size=6))
def test_the_bounding_span_covers_all_and_is_tight(many):
    whole = bounding(many)
    assert all(whole.covers(s) for s in many)
    assert whole.start in {s.start for s in many}
    assert whole.end in {s.end for s in many}


def test_nothing_has_no_bounds():
    with pytest.raises(ValueError):
        bounding([])


@given(spans, spans)
def test_meeting_is_mutual_and_covering_implies_it(a, b):
    assert a.meets(b) == b.meets(a)
    if a.covers(b) and len(b):
        assert a.meets(b)
    assert not (a.covers(b) and b.covers(a)) or a == b


@given(words, words, st.lists(spans, max_size=3))
def test_an_id_depends_on_its_parts_alone(document, kind, many):
    first = make_id(document, kind, spans_key(many))
    assert first == make_id(document, kind, spans_key(tuple(many)))
    assert first != make_id(document, kind + "x", spans_key(many))
    assert len(first) == 16


def test_ids_do_not_change_between_releases():
    assert make_id("doc", "attribution", "1-2") == make_id("doc", "attribution", spans_key([Span(1, 2)]))
    assert make_id("doc", "attribution", "1-2") == "61acb42d8e18d450"


def test_the_same_text_has_the_same_id_under_any_name():
    one, two = document_from_text(TEXT, "a.txt"), document_from_text(TEXT, "b.txt", published="2024-07-01", title="T")
    assert (one.id, one.sha256) == (two.id, two.sha256)
    assert one.id != document_from_text(TEXT + " ", "a.txt").id


def test_the_same_words_in_two_outlets_are_two_documents():
    ids = {document_from_text(TEXT, "a", publisher=name).id for name in (None, "Example News", "Other News")}
    assert len(ids) == 3


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), max_size=12), st.integers(-1, 60), st.integers(0, 8))
def test_what_stands_at_a_place_is_what_a_walk_over_all_finds(gaps, offset, length):
    spans, end = [], 0
    for gap, size in gaps:
        spans.append(Span(end + gap, end + gap + size))
        end += gap + size
    tokens = [
        records.Token(i=i, start=s.start, end=s.end, text="x", lemma="x", pos="X", tag="X", dep="dep", head=i, left=i, right=i + 1)
        for i, s in enumerate(spans)
    ]
    annotated = records.Annotated(
        document=document_from_text(TEXT, "-"), paragraphs=tuple(spans), sentences=tuple(spans), sentence_tokens=(), tokens=tuple(tokens)
    )
    at = next((k for k, s in enumerate(spans) if s.start <= offset < s.end), None)
    assert annotated.sentence_at(offset) == annotated.paragraph_at(offset) == at
    asked = Span(max(offset, 0), max(offset, 0) + length)
    wanted = [t for t in tokens if t.end > asked.start and t.start < asked.end]
    assert list(annotated.tokens_in(asked)) == wanted
