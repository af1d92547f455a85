-- Everything here can be made again from the facts and the corrections (rebuild.py): indexes for questions, groups, status.

-- Words of claims and of reports.
CREATE VIRTUAL TABLE claim_text USING fts5 (text, content='claim', content_rowid='n', tokenize="porter unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE document_text USING fts5 (title, text, content='document', content_rowid='n', tokenize="porter unicode61 remove_diacritics 2");

CREATE VIRTUAL TABLE event_text USING fts5 (text, content='', tokenize="porter unicode61 remove_diacritics 2");

-- One speaker over all documents: the same name and country. `claims` and `documents` count rows, never origins.
CREATE TABLE actor (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    folded     TEXT NOT NULL,            -- the name in small letters
    type       TEXT,
    country    TEXT,
    origin     TEXT,
    speaks_for TEXT,
    claims     INTEGER NOT NULL DEFAULT 0,
    documents  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX actor_folded ON actor (folded);
CREATE INDEX actor_claims ON actor (claims, number);
CREATE INDEX actor_country ON actor (country, claims, number);

-- Who speaks in a claim, corrections replayed.
CREATE TABLE claim_speaker (
    n     INTEGER NOT NULL REFERENCES claim (n),
    actor INTEGER NOT NULL REFERENCES actor (number),
    PRIMARY KEY (n, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_speaker_actor ON claim_speaker (actor, n);

-- Speakers a person put right, replayed from `correction`.
CREATE TABLE reviewed_speaker (
    attribution TEXT PRIMARY KEY REFERENCES attribution (id),
    speaker     TEXT NOT NULL,           -- the label shown
    body        TEXT NOT NULL            -- JSON: the speakers
) STRICT, WITHOUT ROWID;

-- What rows can be asked for by: actor, about, country, origin, outlet, act, modality, place, where, support, response.
CREATE TABLE facet (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    value  TEXT NOT NULL,
    claims INTEGER NOT NULL DEFAULT 0,   -- how many claims have it: the rarest one drives a question
    events INTEGER NOT NULL DEFAULT 0,
    UNIQUE (name, value)
) STRICT;
CREATE TABLE claim_facet (
    facet INTEGER NOT NULL,
    n     INTEGER NOT NULL,
    PRIMARY KEY (facet, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE source_facet (             -- claims of one speaker that have a facet, so that counting them reads one range
    facet INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (number),
    n     INTEGER NOT NULL,
    PRIMARY KEY (facet, actor, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_facet (
    facet INTEGER NOT NULL,
    n     INTEGER NOT NULL,
    PRIMARY KEY (facet, n)
) STRICT, WITHOUT ROWID;

-- The timeline: the day an event would have happened, else the day the words were said, else the day of the report.
CREATE TABLE moment (
    day   INTEGER NOT NULL,              -- ordinal of the first day (proleptic Gregorian)
    claim INTEGER NOT NULL,              -- n of the claim, 0 where the reporter speaks
    event INTEGER NOT NULL,              -- n of the event, 0 for none
    last  INTEGER NOT NULL,              -- ordinal of the last day
    basis TEXT NOT NULL,                 -- happened, said, published
    edtf  TEXT NOT NULL,
    PRIMARY KEY (day, claim, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX moment_claim ON moment (claim, event);

-- Events planned for a day, by that day.
CREATE TABLE plan (
    last  INTEGER NOT NULL,              -- ordinal of the last day it may fall on
    event INTEGER NOT NULL REFERENCES event (n),
    first INTEGER NOT NULL,
    PRIMARY KEY (last, event)
) STRICT, WITHOUT ROWID;

-- From which day a newer version of a document is known.
CREATE TABLE superseded (
    n     INTEGER PRIMARY KEY REFERENCES document (n),
    by    TEXT NOT NULL REFERENCES document (id),
    since TEXT NOT NULL
) STRICT;
CREATE INDEX superseded_by ON superseded (by);

-- Keys (digests) under which reports of one story meet, and samples of their text: a report is compared with its neighbours in these
-- lists, which are in order of publication (neighbours.py). `sketch` holds the keys of one document, 8 bytes each.
CREATE TABLE block (
    key      INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES document (n),
    PRIMARY KEY (key, document)
) STRICT, WITHOUT ROWID;
CREATE TABLE shingle (
    key      INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES document (n),
    PRIMARY KEY (key, document)
) STRICT, WITHOUT ROWID;
CREATE TABLE sketch (
    document INTEGER PRIMARY KEY REFERENCES document (n),
    block    BLOB NOT NULL,
    shingle  BLOB NOT NULL
) STRICT;

-- Claims and events linked as the same, from a day on (up to, not including, `until`). A row in no group is a group of its own.
CREATE TABLE claim_group (
    claim INTEGER NOT NULL REFERENCES claim (n),
    since TEXT NOT NULL,
    until TEXT,
    "group" TEXT NOT NULL,
    size  INTEGER NOT NULL,
    PRIMARY KEY (claim, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_group_group ON claim_group ("group", claim);
CREATE TABLE event_group (
    event INTEGER NOT NULL REFERENCES event (n),
    since TEXT NOT NULL,
    until TEXT,
    "group" TEXT NOT NULL,
    size  INTEGER NOT NULL,
    PRIMARY KEY (event, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_group_group ON event_group ("group", event);

-- How a claim or an event stands, from a day on (up to, not including, `until`), with the ids it was computed from. `scope` says whether
-- its own report was looked at or the whole corpus.
CREATE TABLE status (
    subject  TEXT NOT NULL,              -- id of a claim or event
    since    TEXT NOT NULL,
    until    TEXT,
    scope    TEXT NOT NULL CHECK (scope IN ('report', 'corpus')),
    modality TEXT NOT NULL,
    support  TEXT NOT NULL,
    response TEXT NOT NULL,
    due      TEXT,                       -- last day of a plan
    line     TEXT NOT NULL,
    body     TEXT NOT NULL,              -- JSON of the whole record
    PRIMARY KEY (subject, since)
) STRICT, WITHOUT ROWID;

-- Whose word a group of claims is, from a day on: strict and lenient count of independent origins, and the tree.
CREATE TABLE origin (
    "group" TEXT NOT NULL,
    since   TEXT NOT NULL,
    until   TEXT,
    strict  INTEGER NOT NULL,
    lenient INTEGER NOT NULL,
    body    TEXT NOT NULL,               -- JSON of the tree
    PRIMARY KEY ("group", since)
) STRICT, WITHOUT ROWID;

-- Reports that disagree on one slot of one event or claim, from a day on.
CREATE TABLE conflict (
    id    TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    kind  TEXT NOT NULL,                 -- said, happened, place, figure, manner, unit
    about TEXT NOT NULL,                 -- what the values are of
    open  INTEGER NOT NULL,              -- 0 where the latest values of the origins agree
    body  TEXT NOT NULL,                 -- JSON of the whole record
    rule  TEXT,
    PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE TABLE conflict_subject (
    subject  TEXT NOT NULL,              -- id of a claim or event on one of the sides
    conflict TEXT NOT NULL,
    PRIMARY KEY (subject, conflict)
) STRICT, WITHOUT ROWID;

-- Documents whose groups and status are to be computed again.
CREATE TABLE stale (
    document INTEGER PRIMARY KEY REFERENCES document (n)
) STRICT;

-- For reading: one line per claim, with its speaker, words and standing today.
CREATE VIEW claim_line AS
SELECT d.day, coalesce(r.speaker, a.speaker) AS speaker, a.cue_text AS cue, c.text AS claim, c.modality, c.act, a.said, s.support, s.response, s.line AS status,
       d.outlet, d.title, d.url, c.id, c.attribution, c.document
FROM claim c
JOIN attribution a ON a.id = c.attribution
JOIN document d ON d.id = c.document
LEFT JOIN reviewed_speaker r ON r.attribution = a.id
LEFT JOIN status s ON s.subject = c.id AND s.until IS NULL
ORDER BY c.n DESC;

-- For reading: one line per event and claim that carries it; the outlet speaks where the reporter does.
CREATE VIEW event_line AS
SELECT d.day, coalesce(r.speaker, a.speaker, coalesce(d.outlet, d.agency, d.source_id) || ' (reporter''s own words)') AS speaker,
       e.action, e.text AS words, e.actor, e.target, e.object, e.place, e."when", e.modality, e.root, c.text AS claim,
       e.lat, e.lon, e.id, c.id AS claim_id, e.document
FROM event e
JOIN document d ON d.id = e.document
LEFT JOIN event_claim x ON x.event = e.id
LEFT JOIN claim c ON c.id = x.claim
LEFT JOIN attribution a ON a.id = c.attribution
LEFT JOIN reviewed_speaker r ON r.attribution = a.id
ORDER BY e.n DESC;

-- For reading: who answers whom and how, inside a report and across reports.
CREATE VIEW dispute AS
SELECT r.type, coalesce(r1.speaker, a1.speaker) AS answer_by, c1.text AS answer, coalesce(r2.speaker, a2.speaker) AS claim_by, c2.text AS claim,
       c1.document AS answer_document, c2.document AS claim_document, c1.id AS answer_id, c2.id AS claim_id, r.rule
FROM (SELECT source, type, target, rule FROM relation UNION ALL SELECT source, type, target, rule FROM link) r
JOIN claim c1 ON c1.id = r.source
JOIN claim c2 ON c2.id = r.target
JOIN attribution a1 ON a1.id = c1.attribution
JOIN attribution a2 ON a2.id = c2.attribution
LEFT JOIN reviewed_speaker r1 ON r1.attribution = a1.id
LEFT JOIN reviewed_speaker r2 ON r2.attribution = a2.id
WHERE r.type IN ('disputes', 'denies', 'concedes', 'confirms', 'comments_on', 'contradicts', 'acknowledges_adjacent_fact',
                 'alternative_explanation_for', 'answers', 'declines_to_answer');
