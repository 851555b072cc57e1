-- Photos of workers, for clients' pages where the office wishes it. A file in plain form and without notes of its own.

CREATE TABLE photos (
    worker  BLOB PRIMARY KEY,
    -- jpeg, png or webp
    kind    TEXT NOT NULL,
    at      INTEGER NOT NULL,
    picture BLOB NOT NULL
) STRICT;
