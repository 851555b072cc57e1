-- Messages that no client was found for and a person has dealt with: until they are forgotten it can be taken back.

CREATE TABLE strays_done (
    id    TEXT PRIMARY KEY,
    at    INTEGER NOT NULL,
    -- who
    actor BLOB NOT NULL
) STRICT, WITHOUT ROWID;
