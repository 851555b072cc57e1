-- Carriers' calls that were signed with their time and taken in: the same one counts once.

CREATE TABLE heard (
    -- SHA-256 of its signature.
    call  BLOB PRIMARY KEY,
    -- After this its time is too old for it to come again.
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX heard_until ON heard (until);
