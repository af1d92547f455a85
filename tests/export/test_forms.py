"""Every form read back by its ecosystem's own library; every row with its speaker, its evidence and nothing more of the text."""

import csv
import io
import json
import re

import feedparser
import geojson
import msgspec
import openpyxl
import pandas
import pyarrow.parquet as pq
import pytest
from followthemoney import model
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from allegedly.errors import SetupError
from allegedly.export import FORMATS, write_export
from allegedly.export.linked import load_context
from allegedly.export.rows import Options, claim_rows, event_rows
from allegedly.export.table import safe_cell
from allegedly.records import decode_report, encode_report
from tests.export.conftest import TEXT, export

NOBODY = "(no source named)"
TELLING = re.compile(r"\b(confirmed|true|false|truth|verified|credib\w+|rating)\b", re.I)
LONG = "He went on at length about it. " * 5


def claims_of(items, **options):
    return [row for item in items for row in claim_rows(item, Options(**options))]


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


# ---------------------------------------------------------------- what holds for all


@pytest.mark.parametrize("form", FORMATS)
def test_the_article_and_long_quotations_are_left_out(items, form):
    data = export(items, form)
    if form == "xlsx":
        data = "\n".join(str(v) for s in openpyxl.load_workbook(io.BytesIO(data)) for r in s.values for v in r).encode()
    if form == "parquet":
        data = str(pq.read_table(io.BytesIO(data)).to_pylist()).encode() + str(pq.read_schema(io.BytesIO(data)).metadata).encode()
    text = data.decode("utf-8-sig")
    assert LONG * 3 not in text and "The talks took place in Odra" not in text
    assert "left out" in text or "left_out" in text


@pytest.mark.parametrize("form", [f for f in FORMATS if FORMATS[f].text])
def test_no_form_says_what_is_true(hand_made, form):
    data = export([hand_made], form).decode("utf-8-sig")
    strings = re.findall(r'"(?:[^"\\]|\\.)*"', data) if form in ("jsonl", "jsonld", "annotation", "ftm", "geojson", "plover") else [data]
    assert not any(TELLING.search(s) for s in strings)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_input_gives_the_same_bytes(hand_made, form):
    if form != "xlsx":
        assert export([hand_made], form) == export([hand_made], form)


def test_an_unknown_form_is_the_commands_fault(items):
    with pytest.raises(SetupError, match="csv"):
        write_export(items, "pdf", io.BytesIO())


def test_every_row_has_a_speaker_and_spans_that_re_read(items):
    for item in items:
        text = item.report.document.text
        rows = list(claim_rows(item, Options(full_text=True)))
        assert rows
        for row in rows:
            assert row.speaker
            assert row.words == " … ".join(" ".join(text[s.start : s.end].split()) for s in row.spans)
        assert all(row.speaker for row in event_rows(item, Options()))


def test_a_quotation_is_cut_between_words_and_says_by_how_much(hand_made):
    row = claims_of([hand_made], quote_limit=50)[2]
    assert row.words.endswith(" …") and len(row.words) <= 52
    whole = claims_of([hand_made], full_text=True)[2].words
    assert whole.startswith(row.words[:-2]) and row.left_out == len(whole) - len(row.words[:-2])


# ---------------------------------------------------------------- tables


def test_a_spreadsheet_finds_no_formula_in_the_csv(hand_made):
    rows = rows_of(export([hand_made], "csv"))
    assert [r["speaker"] for r in rows] == ["'=cmd()", "'-Rehn", NOBODY]
    assert (rows[0]["claim"], rows[0]["title"], rows[0]["outlet"]) == ("'+1 boats had left on July 1", "'@SUM(1)", "'=Odra Times")
    assert rows[0]["answered by"] == "'-Rehn (denies)" and rows[2]["passed on by"] == "'=cmd()"
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for r in rows for cell in r.values())


@given(st.text(max_size=30) | st.text(alphabet="=+-@\t\r\n' |%a1(", max_size=6))
def test_no_cell_is_taken_for_a_formula_and_none_loses_a_character(cell):
    safe = safe_cell(cell)
    assert not safe.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe in (cell, f"'{cell}")


def test_pandas_reads_the_csv(items):
    frame = pandas.read_csv(io.BytesIO(export(items, "csv")))
    assert len(frame) == len(claims_of(items)) and frame["speaker"].notna().all()
    assert frame["left out"].str.startswith("article text").all()


def test_a_workbook_holds_only_text(items, hand_made):
    book = openpyxl.load_workbook(io.BytesIO(export(items, "xlsx")))
    assert book.sheetnames == ["claims", "events", "answers", "about this file"]
    assert {c.data_type for s in book for r in s.iter_rows() for c in r if c.value is not None} == {"s"}
    heads = [c.value for c in book["claims"][1]]
    assert book["claims"].cell(2, heads.index("speaker") + 1).value == "=cmd()"
    assert book["claims"].max_row == len(claims_of(items)) + 1
    assert all(r[0] for s in ("events", "answers") for r in book[s].iter_rows(min_row=2, values_only=True))


def test_more_rows_than_a_sheet_holds_are_refused(hand_made, monkeypatch):
    monkeypatch.setattr("allegedly.export.sheets._MOST_ROWS", 3)
    with pytest.raises(SetupError, match="csv or parquet"):
        export([hand_made], "xlsx")


def test_parquet_has_typed_columns(items):
    table = pq.read_table(io.BytesIO(export(items, "parquet")))
    first = table.to_pylist()[0]
    assert table.num_rows == len(claims_of(items)) and "document_text" not in table.column_names
    assert (first["speaker"], first["spans"], first["answers"]) == (
        "=cmd()",
        [[s.start, s.end] for s in claims_of(items)[0].spans],
        ["denies -Rehn c2"],
    )
    assert b"left out" in table.schema.metadata[b"allegedly"]
    assert "document_text" in pq.read_table(io.BytesIO(export(items, "parquet", full_text=True))).column_names


# ---------------------------------------------------------------- lines


def test_with_the_full_text_the_line_is_the_very_line(items):
    lines = export(items, "jsonl", full_text=True).splitlines()
    assert lines == [encode_report(item.report) for item in items]


def test_without_the_text_the_line_still_names_speaker_and_words(hand_made):
    line = json.loads(export([hand_made], "jsonl"))
    assert line["document"]["text"] == "" and line["document"]["sha256"]
    assert (line["claims"][0]["speaker"], line["claims"][0]["words"]) == ("=cmd()", "+1 boats had left on July 1")
    assert decode_report(json.dumps(line)).claims == hand_made.report.claims


def test_a_choice_of_claims_keeps_what_they_hang_on(hand_made):
    chosen = msgspec.structs.replace(hand_made, only=frozenset({"c3"}))
    report = decode_report(export([chosen], "jsonl", full_text=True))
    assert [c.id for c in report.claims] == ["c3"] and [a.id for a in report.attributions] == ["a1", "a3"]
    assert [e.id[-2:] for e in report.events] == ["e2"] and report.relations == ()
    assert len(rows_of(export([chosen], "csv"))) == 1
    assert [f["id"][-2:] for f in geojson.loads(export([chosen], "geojson"))["features"]] == ["e2"]


# ---------------------------------------------------------------- linked data


def test_json_ld_expands_and_every_word_is_defined(items):
    data = json.loads(export(items, "jsonld"))
    nodes = jsonld.expand(data)
    keys = {key for node in nodes for key in node if not key.startswith("@")}
    assert keys and all(k.startswith(("https://schema.org/", "urn:allegedly:term:")) for k in keys)
    used = {k for node in data["@graph"] for k in node if not k.startswith("@")}
    ours = {k for k, v in load_context().items() if isinstance(v, dict) and v["@id"].startswith("alg:")} | {
        k for k, v in load_context().items() if isinstance(v, str) and v.startswith("alg:")
    }
    known = {
        "headline",
        "publisher",
        "author",
        "datePublished",
        "url",
        "inLanguage",
        "name",
        "text",
        "about",
        "appearance",
        "description",
        "spokenByCharacter",
        "isPartOf",
    }
    assert used <= ours | known
    types = {t for node in nodes for t in node["@type"]}
    assert {"https://schema.org/Claim", "https://schema.org/Quotation", "https://schema.org/NewsArticle"} <= types
    assert not any("Rating" in t or "ClaimReview" in t for t in types)


def test_a_relation_leads_to_the_claim_it_answers(hand_made):
    data = json.loads(export([hand_made], "jsonld"))
    triples = jsonld.to_rdf(data)["@default"]
    found = {(t["subject"]["value"], t["predicate"]["value"], t["object"]["value"]) for t in triples}
    assert ("urn:allegedly:claim:c2", "urn:allegedly:term:denies", "urn:allegedly:claim:c1") in found
    speakers = {s for s, p, _ in found if p == "urn:allegedly:term:speaker"}
    assert {f"urn:allegedly:claim:{c}" for c in ("c1", "c2", "c3")} <= speakers


ANNOTATION_TERMS = {
    "@context": {
        "oa": "http://www.w3.org/ns/oa#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "as": "http://www.w3.org/ns/activitystreams#", "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
        "dctypes": "http://purl.org/dc/dcmitype/", "id": {"@type": "@id", "@id": "@id"}, "type": {"@type": "@id", "@id": "@type"},
        "Annotation": "oa:Annotation", "AnnotationPage": "as:OrderedCollectionPage", "SpecificResource": "oa:SpecificResource",
        "TextualBody": "oa:TextualBody", "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
        "RangeSelector": "oa:RangeSelector", "Text": "dctypes:Text", "identifying": "oa:identifying", "describing": "oa:describing",
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
        "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"}, "source": {"@id": "oa:hasSource", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"}, "scope": {"@id": "oa:hasScope", "@type": "@id"},
        "startSelector": {"@id": "oa:hasStartSelector", "@type": "@id"}, "endSelector": {"@id": "oa:hasEndSelector", "@type": "@id"},
        "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "start": "oa:start", "end": "oa:end", "value": "rdf:value",
        "format": "dc:format", "language": "dc:language", "label": "rdfs:label", "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    }
}  # fmt: skip
"""The terms of the Web Annotation vocabulary (W3C) that we use, as its context maps them."""


def load_terms(url, _options):
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": ANNOTATION_TERMS}


def test_annotations_select_the_very_words(items):
    data = json.loads(export(items, "annotation"))
    texts = {f"urn:allegedly:document:{i.report.document.id}": i.report.document.text for i in items}
    assert len(data["items"]) == len(claims_of(items))
    for annotation in data["items"]:
        assert annotation["body"][0]["value"]
        for target in annotation["target"]:
            text = texts[target["source"]["id"]]
            position, other = target["selector"]
            words = text[position["start"] : position["end"]]
            if other["type"] == "TextQuoteSelector":
                assert other["exact"] == words
                assert text[: position["start"]].endswith(other["prefix"]) and text[position["end"] :].startswith(other["suffix"])
            else:
                assert words.startswith(other["startSelector"]["exact"]) and words.endswith(other["endSelector"]["exact"])


def test_annotations_use_only_words_of_the_standard(hand_made):
    data = json.loads(export([hand_made], "annotation"))
    expanded = json.dumps(jsonld.expand(data, {"documentLoader": load_terms}))
    for key in {k for a in data["items"] for t in a["target"] for s in t["selector"] for k in s} - {"type"}:
        assert ANNOTATION_TERMS["@context"][key]
    assert expanded.count("http://www.w3.org/ns/oa#hasBody") == 3


# ---------------------------------------------------------------- entities, map, events, feed


def test_every_entity_is_one_that_follow_the_money_keeps_whole(items):
    entities = [json.loads(line) for line in export(items, "ftm").splitlines()]
    by_id = {e["id"]: e for e in entities}
    assert len(by_id) == len(entities)
    for entity in entities:
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        for name, values in entity["properties"].items():
            assert len(proxy.get(name)) == len(values), (entity["schema"], name, values, proxy.get(name))
        for name in ("entity", "proof", "involved", "subject", "object"):
            assert all(value in by_id for value in entity["properties"].get(name, []))
    notes = [e for e in entities if e["schema"] == "Note"]
    assert len(notes) == len(claims_of(items)) and all(n["properties"]["entity"] and n["properties"]["name"] for n in notes)
    assert any(e["schema"] == "UnknownLink" and e["properties"]["role"] == ["denies"] for e in entities)


def test_a_map_draws_only_literal_places_and_says_how_exact_they_are(hand_made):
    found = geojson.loads(export([hand_made], "geojson"))
    assert found.is_valid and "left out" in found["note"]
    features = {f["id"][-2:]: f for f in found["features"]}
    assert set(features) == {"e1", "e2", "e3"}
    assert features["e1"]["geometry"]["coordinates"] == [14.5, 52.5]
    assert [features[e]["properties"]["precision"] for e in ("e1", "e2", "e3")] == [
        "settlement",
        "first-level division, northern",
        "country",
    ]
    assert features["e2"]["properties"]["point_is"] == "a stand-in for a wider area" and features["e3"]["geometry"] is None
    assert features["e1"]["properties"]["claims"] == ["=cmd() said: +1 boats had left on July 1"]
    assert all(f["properties"]["speaker"] for f in found["features"])


def test_plover_events_stand_under_their_attribution(hand_made):
    first, second = (json.loads(line) for line in export([hand_made], "plover").splitlines())
    assert (first["event"], first["mode"], first["date"], first["source"][0]["country"]) == ("RETREAT", "withdraw", "2024-07-01", "POL")
    (row,) = first["attribution"]
    assert (row["speaker"], row["modality"], row["answers"]) == ("=cmd()", "alleged", [{"type": "denies", "speaker": "-Rehn"}])
    assert (first["geo"]["lat"], second["geo"]["precision"]) == (52.5, "first-level division, northern")
    assert second["attribution"][0]["speaker"] == NOBODY and second["attribution"][0]["via"] == ["=cmd()"]


def test_mentions_stand_in_the_order_of_the_gdelt_table(items):
    frame = pandas.read_csv(io.BytesIO(export(items, "mentions")), sep="\t", dtype=str)
    assert list(frame.columns)[:16] == [
        "GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID",
        "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
        "MentionDocTranslationInfo", "Extras",
    ]  # fmt: skip
    assert frame["Speaker"].notna().all() and frame["Confidence"].isna().all() and frame["MentionDocTone"].isna().all()
    first = frame.iloc[0]
    assert (first["EventTimeDate"], first["MentionTimeDate"], first["Speaker"]) == ("20240701000000", "20240702000000", "'=cmd()")
    assert TEXT[int(first["ActionCharOffset"]) :].startswith("had left")


def test_a_feed_reader_reads_the_feed(items):
    found = feedparser.parse(export(items, "atom"))
    assert not found.bozo and found.version == "atom10" and "left out" in found.feed.subtitle
    assert len(found.entries) == len(claims_of(items))
    first = found.entries[0]
    assert (first.title, first.link, first.updated) == (
        "=cmd() said: +1 boats had left on July 1",
        "https://odra.example/1",
        "2024-07-02T00:00:00Z",
    )
    assert all(e.title.strip() and e.id.startswith("urn:allegedly:claim:") for e in found.entries)
