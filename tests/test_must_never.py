"""What must never happen (DESIGN section 7), held on the sample reports by the whole pipeline."""

from __future__ import annotations

import re

import msgspec
import pytest

from allegedly.cli.page import format_report
from allegedly.names import speaker_words
from allegedly.pipeline import analyse_document
from allegedly.read import read_document
from allegedly.records import Report, Span, decode_report, encode_report

DATES = {"border-buildup": "2024-07-01", "sanctions-summit": "2014-06-20"}
TELLING = re.compile(r"\b(confirmed|true|false|truth score|credib\w+|verified)\b", re.I)


@pytest.fixture(scope="session")
def reports(examples) -> dict[str, Report]:
    """The records of the sample reports."""
    return {p.stem: analyse_document(read_document(str(p), published=DATES.get(p.stem))) for p in examples}


def spans(value) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, msgspec.Struct):
        return [s for field in value.__struct_fields__ for s in spans(getattr(value, field))]
    return [s for item in value for s in spans(item)] if isinstance(value, tuple) else []


def test_every_span_re_reads(reports):
    for report in reports.values():
        text = report.document.text
        assert all(0 <= s.start < s.end <= len(text) and s.read(text).strip() for s in spans(report))


def test_no_character_of_a_quotation_is_changed(reports):
    for report in reports.values():
        line = msgspec.json.decode(encode_report(report))
        assert line["document"]["text"] == report.document.text
        assert decode_report(encode_report(report)) == report


def test_content_never_stands_without_its_speaker(reports):
    for report in reports.values():
        assert all(speaker_words(report, row) for row in report.attributions)
        page = format_report(report)
        for row in report.attributions:
            assert speaker_words(report, row).split(" and ")[0].split(",")[0] in " ".join(page.split()) or row.source


def test_nothing_is_called_confirmed_true_or_false(reports):
    for report in reports.values():
        for status in report.statuses:
            own_words = " ".join((status.support, status.response, status.rule or "", status.line.split("(")[0]))
            assert not TELLING.search(own_words), status.line


def test_a_journalist_of_the_credit_line_is_no_speaker(reports):
    for report in reports.values():
        credited = {c.name for c in report.document.credits}
        assert not credited & {s.name for row in report.attributions for s in row.speakers}


def test_the_dateline_and_governments_locate_no_event(reports):
    for report in reports.values():
        line = report.document.dateline.span if report.document.dateline else None
        for event in report.events:
            assert event.place is None or event.place.use == "literal"
            assert line is None or event.place is None or not line.covers(event.place.span)


def test_only_literal_places_have_a_position_on_a_map(reports):
    for report in reports.values():
        for place in report.places:
            assert place.use == "literal" or not any(e.place == place for e in report.events)


def test_corroboration_needs_two_origins_that_assert(reports):
    for report in reports.values():
        for status in report.statuses:
            if status.support.startswith("corroborated"):
                assert len(set(status.origins)) >= 2 and status.modality != "alleged"


def test_the_other_side_is_never_made_to_deny_what_it_disputes(reports):
    report = reports["border-buildup"]
    claims = {c.id: c for c in report.claims}
    rows = {a.id: a for a in report.attributions}
    for relation in report.relations:
        if relation.type in ("denies", "concedes", "confirms"):
            row = rows[claims[relation.source].attribution]
            words = " ".join(s.read(report.document.text) for s in (*row.cue, *row.content)).lower()
            assert re.search(r"den(y|ie)|reject|untrue|false|lie|admit|conced|acknowledg|confirm", words), words


def test_relations_have_both_ends(reports):
    for report in reports.values():
        known = {r.id for rows in (report.attributions, report.claims, report.events, report.reporter_voice) for r in rows}
        for relation in report.relations:
            assert relation.source in known and (relation.target in known or relation.type == "accuses"), relation


def test_nothing_is_hidden(reports):
    for report in reports.values():
        found = [s for row in report.attributions for s in (*row.source, *row.cue, *row.content)]
        found += [s for e in report.events for s in e.trigger] + [v.span for v in report.reporter_voice]
        assert all(not any(f.meets(s) for f in found) for s in report.silent)


def test_the_same_text_gives_the_same_record(examples):
    path = str(examples[0])
    first, second = (encode_report(analyse_document(read_document(path))) for _ in range(2))
    assert first == second


def test_without_a_publication_date_no_date_is_made_up(examples):
    path = next(str(p) for p in examples if p.stem == "border-buildup")
    report = analyse_document(read_document(path))
    assert report.document.published is None
    for timex in report.timexes:
        assert timex.first is None or re.search(r"\d{4}", timex.span.read(report.document.text)), timex
