-- When each tablet was last in contact, open or locked, and until when what lies on it may be read.

CREATE TABLE leases (
    installation BLOB PRIMARY KEY,
    at           INTEGER NOT NULL,
    until        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
