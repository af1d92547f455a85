"""From row numbers to the lines that are shown. One statement per page; everything a line needs is joined in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from allegedly.records import Span, Spans
from allegedly.store.numbers import document_of
from allegedly.store.rows import ClaimLine, DocumentLine, EventLine, SpeakerLine
from allegedly.store.select import as_json

_SPANS = msgspec.json.Decoder(tuple[Span, ...])
_NAMES = msgspec.json.Decoder(tuple[str, ...])
_SPEAKERS = msgspec.json.Decoder(tuple[SpeakerLine, ...])
_OUTLET = "coalesce(d.outlet, d.agency)"


def read_spans(text: str | None) -> Spans:
    """The spans of a column."""
    return _SPANS.decode(text) if text else ()


_STANDING = """
LEFT JOIN status s ON s.subject = {row}.id AND s.since <= :day AND (s.until IS NULL OR s.until > :day)
LEFT JOIN {kind}_group g ON g.{kind} = {row}.n AND g.since <= :day AND (g.until IS NULL OR g.until > :day)"""

_CLAIMS = f"""
SELECT c.n, c.id, c.document, c.attribution, c.text, c.spans, c.act, c.modality, c.polarity, c.interest, c.about,
       coalesce(r.speaker, a.speaker) AS speaker, r.body AS reviewed, a.source, a.cue, a.cue_text, a.kind, a.cue_class, a.said,
       a.parent, a.continues, d.day, d.day_basis, {_OUTLET} AS outlet, d.agency, d.title, d.url,
       s.support, s.response, s.line AS status, g."group", g.size
FROM claim c
JOIN attribution a ON a.id = c.attribution
JOIN document d ON d.id = c.document
LEFT JOIN reviewed_speaker r ON r.attribution = a.id{_STANDING.format(row="c", kind="claim")}
WHERE c.n IN (SELECT value FROM json_each(:numbers))"""


def claim_lines(connection: sqlite3.Connection, numbers: Iterable[int], day: str) -> list[ClaimLine]:
    """The claims of these numbers, in their order, as they stood on `day`."""
    wanted = list(numbers)
    rows = {r["n"]: r for r in connection.execute(_CLAIMS, {"numbers": as_json(wanted), "day": day})}
    chains = _Chains(connection, rows.values())
    return [_claim_line(rows[n], chains) for n in wanted if n in rows]


def _claim_line(r: sqlite3.Row, chains: _Chains) -> ClaimLine:
    return ClaimLine(
        id=r["id"], document=r["document"], attribution=r["attribution"], speaker=r["speaker"], text=r["text"],
        spans=read_spans(r["spans"]), speakers=_SPEAKERS.decode(r["reviewed"]) if r["reviewed"] else chains.speakers(r["attribution"], r["speaker"]),
        via=chains.via(r["parent"]), source=read_spans(r["source"]), cue=read_spans(r["cue"]), cue_text=r["cue_text"], kind=r["kind"],
        cue_class=r["cue_class"], act=r["act"], modality=r["modality"], polarity=r["polarity"], interest=r["interest"], said=r["said"],
        about=_NAMES.decode(r["about"]), day=r["day"], day_basis=r["day_basis"], outlet=r["outlet"], agency=r["agency"],
        title=r["title"], url=r["url"], support=r["support"], response=r["response"], status=r["status"], group=r["group"],
        group_size=r["size"] or 1,
    )  # fmt: skip


class _Chains:
    """Speakers and enclosing rows of the attributions on a page, fetched together."""

    def __init__(self, connection: sqlite3.Connection, rows: Iterable[sqlite3.Row]) -> None:
        self.connection = connection
        self._rows: dict[str, sqlite3.Row] = {}
        self._speakers: dict[str, list[sqlite3.Row]] = {}
        rows = list(rows)
        self._fetch({key for r in rows for key in (r["parent"], r["continues"]) if key})
        self._fetch_speakers({r["attribution"] for r in rows} | set(self._rows))

    def _fetch(self, ids: set[str]) -> None:
        """The rows of these ids and those they lie in or continue."""
        while ids := ids - self._rows.keys():
            found = self.connection.execute(
                "SELECT a.id, coalesce(r.speaker, a.speaker) AS speaker, a.parent, a.continues, a.cue_text, a.cue FROM attribution a"
                " LEFT JOIN reviewed_speaker r ON r.attribution = a.id WHERE a.id IN (SELECT value FROM json_each(?))",
                (msgspec.json.encode(sorted(ids)).decode(),),
            ).fetchall()
            self._rows |= {r["id"]: r for r in found}
            ids = {key for r in found for key in (r["parent"], r["continues"]) if key}
            if not found:
                return

    def _fetch_speakers(self, ids: set[str]) -> None:
        sql = "SELECT * FROM speaker WHERE attribution IN (SELECT value FROM json_each(?)) ORDER BY attribution, place"
        for r in self.connection.execute(sql, (msgspec.json.encode(sorted(ids)).decode(),)):
            self._speakers.setdefault(r["attribution"], []).append(r)

    def speakers(self, attribution: str, label: str) -> tuple[SpeakerLine, ...]:
        """The resolved speakers of a row; one without name and body goes by the row's label."""
        return tuple(_speaker_line(r, label) for r in self._speakers.get(attribution, ()))

    def via(self, parent: str | None) -> tuple[str, ...]:
        """The speakers of the enclosing rows, innermost first."""
        out: list[str] = []
        seen: set[str] = set()
        while parent in self._rows and parent not in seen:
            seen.add(parent)
            out.append(self._rows[parent]["speaker"])
            parent = self._rows[parent]["parent"]
        return tuple(out)


def _speaker_line(r: sqlite3.Row, label: str) -> SpeakerLine:
    name = r["name"] or (f"{r['role'] or 'somebody'}, {r['speaks_for']}" if r["speaks_for"] else label)
    return SpeakerLine(
        id=r["actor"], name=name, role=r["role"], speaks_for=r["speaks_for"], country=r["country"], origin=r["origin"],
        evidence=read_spans(r["evidence"]),
    )  # fmt: skip


# ---------------------------------------------------------------- events

_EVENTS = f"""
SELECT e.*, d.day, d.day_basis, {_OUTLET} AS outlet, coalesce(d.outlet, d.agency, d.source_id) AS reporter, d.title, d.url,
       s.support, s.response, s.line AS status, g."group", g.size
FROM event e
JOIN document d ON d.id = e.document{_STANDING.format(row="e", kind="event")}
WHERE e.n IN (SELECT value FROM json_each(:numbers))"""

_SAYING = """
SELECT e.n, c.id AS claim, coalesce(r.speaker, a.speaker) AS speaker
FROM event e JOIN event_claim x ON x.event = e.id JOIN claim c ON c.id = x.claim JOIN attribution a ON a.id = c.attribution
LEFT JOIN reviewed_speaker r ON r.attribution = a.id
WHERE e.n IN (SELECT value FROM json_each(:numbers)) ORDER BY c.n DESC"""


def event_lines(connection: sqlite3.Connection, numbers: Iterable[int], day: str) -> list[EventLine]:
    """The events of these numbers, in their order, as they stood on `day`, each with those who say so."""
    wanted = list(numbers)
    values = {"numbers": as_json(wanted), "day": day}
    rows = {r["n"]: r for r in connection.execute(_EVENTS, values)}
    saying: dict[int, list[sqlite3.Row]] = {}
    for r in connection.execute(_SAYING, values):
        saying.setdefault(r["n"], []).append(r)
    return [_event_line(rows[n], saying.get(n, [])) for n in wanted if n in rows]


def _event_line(r: sqlite3.Row, saying: list[sqlite3.Row]) -> EventLine:
    speakers = tuple(dict.fromkeys(s["speaker"] for s in saying)) or (f"{r['reporter']} (reporter's own words)",)
    return EventLine(
        id=r["id"], document=r["document"], speaker="; ".join(speakers), speakers=speakers, action=r["action"], text=r["text"],
        trigger=read_spans(r["trigger"]), claims=tuple(s["claim"] for s in saying), actor=r["actor"], target=r["target"],
        object=r["object"], place=r["place"], place_country=r["country"], geonames_id=r["geonames_id"], lat=r["lat"], lon=r["lon"],
        when=r["when"], first=r["first"], last=r["last"], modality=r["modality"], polarity=r["polarity"], root=r["root"],
        mode=r["mode"], quad=r["quad"], day=r["day"], day_basis=r["day_basis"], outlet=r["outlet"], title=r["title"], url=r["url"],
        support=r["support"], response=r["response"], status=r["status"], group=r["group"], group_size=r["size"] or 1,
    )  # fmt: skip


# ---------------------------------------------------------------- documents

_DOCUMENTS = f"""
SELECT d.n, d.id, d.source_id, d.sha256, length(d.text) AS characters, d.title, {_OUTLET} AS outlet, d.agency, d.url, d.language,
       d.published, d.day, d.day_basis, d.added, z.by AS replaced_by,
       (SELECT p.id FROM superseded q JOIN document p ON p.n = q.n WHERE q.by = d.id) AS previous,
       (SELECT count(*) FROM claim c WHERE c.n BETWEEN d.n AND d.n + 32767) AS claims,
       (SELECT count(*) FROM event e WHERE e.n BETWEEN d.n AND d.n + 32767) AS events,
       (SELECT json_group_array(outlet) FROM (SELECT DISTINCT outlet FROM citation t WHERE t.n BETWEEN d.n AND d.n + 32767)) AS cites
FROM document d
LEFT JOIN superseded z ON z.n = d.n AND z.since <= :day
WHERE d.n IN (SELECT value FROM json_each(:numbers))"""


def document_lines(connection: sqlite3.Connection, numbers: Iterable[int], day: str) -> list[DocumentLine]:
    """The documents of these numbers (of any row of theirs), in their order, each once."""
    wanted = list(dict.fromkeys(document_of(n) for n in numbers))
    rows = {r["n"]: r for r in connection.execute(_DOCUMENTS, {"numbers": as_json(wanted), "day": day})}
    return [_document_line(rows[n]) for n in wanted if n in rows]


def _document_line(r: sqlite3.Row) -> DocumentLine:
    return DocumentLine(
        id=r["id"], source_id=r["source_id"], sha256=r["sha256"], characters=r["characters"], title=r["title"], outlet=r["outlet"],
        agency=r["agency"], url=r["url"], language=r["language"], published=r["published"], day=r["day"], day_basis=r["day_basis"],
        added=r["added"], claims=r["claims"], events=r["events"], cites=_NAMES.decode(r["cites"]), previous=r["previous"],
        replaced_by=r["replaced_by"],
    )  # fmt: skip
