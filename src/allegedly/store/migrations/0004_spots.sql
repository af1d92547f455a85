-- For the map: events at one spot that have a facet, so that counting them reads one range.

CREATE TABLE spot_facet (
    facet INTEGER NOT NULL,
    spot  INTEGER NOT NULL,              -- the facet of the place
    n     INTEGER NOT NULL,
    PRIMARY KEY (facet, spot, n)
) STRICT, WITHOUT ROWID;
