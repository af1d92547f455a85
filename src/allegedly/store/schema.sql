-- The store: one SQLite file. This page is its documentation; numbered migrations make it (a test holds the two equal).
-- Open it with anything that reads SQLite: start with the views claim_line, event_line and dispute.

-- Facts: what was read, and what was read off it. Rows are added, never changed.
-- `n` sorts every table by day, document and place in the text (see numbers.py): newest first is ORDER BY n DESC.
-- Spans are JSON arrays of [start, end), Unicode code points of document.text.

-- One run of the program that added rows, with the versions that made them.
CREATE TABLE activity (
    id      INTEGER PRIMARY KEY,
    command TEXT NOT NULL,               -- add, review ...
    version TEXT NOT NULL,               -- of the package
    models  TEXT NOT NULL DEFAULT '{}',  -- JSON: name of a model or rule set → version or checksum
    started TEXT NOT NULL                -- UTC
) STRICT;

-- One report with its own metadata. `day` is the day from which it is known: published, else added.
CREATE TABLE document (
    n               INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    source_id       TEXT NOT NULL,       -- the name the user gave it
    day             TEXT NOT NULL,
    day_basis       TEXT NOT NULL CHECK (day_basis IN ('published', 'added')),
    published       TEXT,                -- EDTF
    published_basis TEXT,                -- given, metadata, printed
    outlet          TEXT,                -- who published it
    agency          TEXT,
    url             TEXT,
    title           TEXT,
    language        TEXT,
    dateline        TEXT,                -- place name; never an event place
    sha256          TEXT NOT NULL,       -- of text, UTF-8
    text            TEXT NOT NULL,       -- exactly as read
    previous        TEXT REFERENCES document (id),  -- the version of the same report that this one replaces
    added           TEXT NOT NULL,       -- UTC
    activity        INTEGER NOT NULL REFERENCES activity (id)
) STRICT;
CREATE INDEX document_url ON document (url) WHERE url IS NOT NULL;
CREATE INDEX document_source_id ON document (source_id);
CREATE INDEX document_sha256 ON document (sha256);
CREATE INDEX document_previous ON document (previous) WHERE previous IS NOT NULL;

-- The report whole, as its one line of JSON. Every other fact of a document can be made again from it.
CREATE TABLE report (
    n        INTEGER PRIMARY KEY REFERENCES document (n),
    line     TEXT NOT NULL,
    checksum TEXT NOT NULL               -- BLAKE2b, 16 bytes, of the line
) STRICT;

-- Who said what, in the text's own words: a source expressed a content, signalled by a cue.
CREATE TABLE attribution (
    n            INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    document     TEXT NOT NULL REFERENCES document (id),
    speaker      TEXT NOT NULL,          -- never empty: a resolved name, else the source as printed
    kind         TEXT NOT NULL,
    act          TEXT NOT NULL,
    cue_class    TEXT NOT NULL,
    tier         TEXT NOT NULL,
    source_text  TEXT NOT NULL,
    cue_text     TEXT NOT NULL,
    content_text TEXT NOT NULL,
    source       TEXT NOT NULL,          -- spans
    cue          TEXT NOT NULL,          -- spans
    content      TEXT NOT NULL,          -- spans
    parent       TEXT REFERENCES attribution (id) DEFERRABLE INITIALLY DEFERRED,     -- nested in whose content
    continues    TEXT REFERENCES attribution (id) DEFERRABLE INITIALLY DEFERRED,     -- goes on whose quotation
    said         TEXT,                   -- EDTF: when it was said, not when it would have happened
    utterance    TEXT,                   -- one source speaking once
    score        REAL,
    rule         TEXT
) STRICT;

-- The resolved speakers of an attribution: one, several joined, or none.
CREATE TABLE speaker (
    attribution TEXT NOT NULL REFERENCES attribution (id),
    place       INTEGER NOT NULL,        -- order among joint speakers
    actor       TEXT NOT NULL,           -- id of the actor: the same name and country in every document
    name        TEXT,                    -- NULL: nobody is named
    role        TEXT,                    -- as printed
    speaks_for  TEXT,                    -- the body whose mouth the speaker is
    country     TEXT,                    -- ISO 3166-1 alpha-2
    origin      TEXT,                    -- the smallest body that could have invented the claim
    type        TEXT,
    evidence    TEXT NOT NULL,           -- spans
    rule        TEXT,
    PRIMARY KEY (attribution, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX speaker_actor ON speaker (actor, role);

-- A proposition that an attribution puts in a speaker's mouth. Read it through `claim_line`, which names the speaker.
CREATE TABLE claim (
    n           INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    document    TEXT NOT NULL REFERENCES document (id),
    attribution TEXT NOT NULL REFERENCES attribution (id),
    text        TEXT NOT NULL,           -- its pieces, verbatim, joined with " … "
    spans       TEXT NOT NULL,
    act         TEXT NOT NULL,
    modality    TEXT NOT NULL,
    polarity    TEXT NOT NULL,
    interest    TEXT,
    about       TEXT NOT NULL DEFAULT '[]',  -- JSON: names of the actors it is about
    condition   TEXT,                    -- span of the if-clause
    rule        TEXT
) STRICT;
CREATE INDEX claim_attribution ON claim (attribution);

-- A statement nobody is made to own: the reporter's.
CREATE TABLE voice (
    n        INTEGER PRIMARY KEY,
    id       TEXT NOT NULL,          -- of the span: one span may be of two kinds
    document TEXT NOT NULL REFERENCES document (id),
    kind     TEXT NOT NULL,
    text     TEXT NOT NULL,
    span     TEXT NOT NULL
) STRICT;
CREATE INDEX voice_id ON voice (id);

-- Who did what to whom, where, when, inside claims or in the reporter's own voice; coded in PLOVER.
CREATE TABLE event (
    n            INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    document     TEXT NOT NULL REFERENCES document (id),
    action       TEXT NOT NULL,
    text         TEXT NOT NULL,          -- the trigger's words, verbatim
    trigger      TEXT NOT NULL,          -- spans of each mention
    actor        TEXT,                   -- NULL: the text names none
    target       TEXT,
    object       TEXT,
    place        TEXT,                   -- name; literal uses only
    country      TEXT,                   -- of the place
    geonames_id  INTEGER,
    lat          REAL,
    lon          REAL,
    "when"       TEXT,                   -- EDTF: when it would have happened
    first        TEXT,                   -- its first day
    last         TEXT,                   -- its last day
    modality     TEXT NOT NULL,
    polarity     TEXT NOT NULL,
    root         TEXT,                   -- PLOVER
    mode         TEXT,
    quad         INTEGER,
    rule         TEXT
) STRICT;

-- Which claims carry an event, and which of the reporter's own statements.
CREATE TABLE event_claim (
    event TEXT NOT NULL REFERENCES event (id),
    claim TEXT NOT NULL REFERENCES claim (id),
    PRIMARY KEY (event, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_claim_claim ON event_claim (claim);
CREATE TABLE event_voice (
    event TEXT NOT NULL REFERENCES event (id),
    voice TEXT NOT NULL,                 -- id in voice
    PRIMARY KEY (event, voice)
) STRICT, WITHOUT ROWID;

-- A typed link inside one report, the answering row first. An end is a claim, an attribution, an event or the name of an actor.
CREATE TABLE relation (
    n        INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    source   TEXT NOT NULL,
    type     TEXT NOT NULL,
    target   TEXT NOT NULL,
    evidence TEXT NOT NULL,              -- spans
    mode     TEXT,
    score    REAL,
    rule     TEXT
) STRICT;
CREATE INDEX relation_source ON relation (source);
CREATE INDEX relation_target ON relation (target);

-- Time expressions (TIMEX3) and the interval each denotes.
CREATE TABLE timex (
    n        INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    text     TEXT NOT NULL,
    span     TEXT NOT NULL,
    type     TEXT NOT NULL,
    value    TEXT,
    edtf     TEXT,
    first    TEXT,
    last     TEXT,
    dates    TEXT                        -- id of what it dates
) STRICT;

-- Place names, demonyms included; only a `literal` use may locate an event or appear on a map.
CREATE TABLE place (
    n           INTEGER PRIMARY KEY,
    document    TEXT NOT NULL REFERENCES document (id),
    text        TEXT NOT NULL,
    span        TEXT NOT NULL,
    name        TEXT,
    kind        TEXT NOT NULL,
    use         TEXT NOT NULL,
    country     TEXT,
    geonames_id INTEGER,
    lat         REAL,
    lon         REAL,
    qualifier   TEXT,
    rule        TEXT
) STRICT;

-- Where a report names another outlet as its source.
CREATE TABLE citation (
    n        INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    outlet   TEXT NOT NULL,
    kind     TEXT NOT NULL,
    text     TEXT NOT NULL,
    span     TEXT NOT NULL,
    rule     TEXT
) STRICT;
CREATE INDEX citation_outlet ON citation (outlet);

-- Text shared by two documents, a < b. Never closed over more than two.
CREATE TABLE copy (
    a           TEXT NOT NULL REFERENCES document (id),
    b           TEXT NOT NULL REFERENCES document (id),
    containment REAL NOT NULL,
    passages    TEXT NOT NULL,           -- JSON: [{"a": span, "b": span}]
    PRIMARY KEY (a, b),
    CHECK (a < b)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_b ON copy (b);

-- A typed link between rows of two documents, which stay two rows: same_claim, same_event, same_utterance, or an answer.
CREATE TABLE link (
    id              TEXT PRIMARY KEY,
    source          TEXT NOT NULL,
    source_document TEXT NOT NULL REFERENCES document (id),
    type            TEXT NOT NULL,
    target          TEXT NOT NULL,
    target_document TEXT NOT NULL REFERENCES document (id),
    source_evidence TEXT NOT NULL,       -- spans in source_document
    target_evidence TEXT NOT NULL,       -- spans in target_document
    polarity        TEXT NOT NULL,       -- opposed: one asserts what the other denies
    mode            TEXT,
    score           REAL,
    rule            TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX link_source ON link (source);
CREATE INDEX link_target ON link (target);
CREATE INDEX link_source_document ON link (source_document);
CREATE INDEX link_target_document ON link (target_document);

-- A document that could not be read or analysed.
CREATE TABLE failure (
    id        INTEGER PRIMARY KEY,
    source_id TEXT NOT NULL,
    error     TEXT NOT NULL,
    reason    TEXT NOT NULL,
    made      TEXT NOT NULL,             -- UTC
    activity  INTEGER NOT NULL REFERENCES activity (id),
    UNIQUE (source_id, error, reason)
) STRICT;

-- What a person put right, with a note: replayed over the facts, never written into them.
CREATE TABLE correction (
    id     INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL,                -- split, speaker, undo
    target TEXT NOT NULL,                -- id of what is corrected
    value  TEXT NOT NULL,                -- JSON
    note   TEXT NOT NULL,
    by     TEXT,
    made   TEXT NOT NULL                 -- UTC
) STRICT;
CREATE INDEX correction_target ON correction (target);

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

-- For questions as of a past day: how rows stood that stand otherwise today.

CREATE INDEX status_past ON status (until, since, subject, support, response) WHERE until IS NOT NULL;

-- The documents in which a speaker makes claims.
CREATE TABLE source_document (
    actor    INTEGER NOT NULL REFERENCES actor (number),
    document INTEGER NOT NULL REFERENCES document (n),
    PRIMARY KEY (actor, document)
) STRICT, WITHOUT ROWID;

-- Events at one spot that have a facet, so that counting them reads one range.
CREATE TABLE spot_facet (
    facet INTEGER NOT NULL,
    spot  INTEGER NOT NULL,              -- the facet of the place
    n     INTEGER NOT NULL,
    PRIMARY KEY (facet, spot, n)
) STRICT, WITHOUT ROWID;
