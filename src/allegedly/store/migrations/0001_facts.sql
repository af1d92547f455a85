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
