-- For questions as of a past day: how rows stood that stand otherwise today, and the documents each speaker is in.

CREATE INDEX status_past ON status (until, since, subject, support, response) WHERE until IS NOT NULL;

-- The documents in which a speaker makes claims.
CREATE TABLE source_document (
    actor    INTEGER NOT NULL REFERENCES actor (number),
    document INTEGER NOT NULL REFERENCES document (n),
    PRIMARY KEY (actor, document)
) STRICT, WITHOUT ROWID;
