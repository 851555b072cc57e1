-- Ends of the audit that tablets keep and told again: of each tablet the newest that fits the audit here, and all that do not.
CREATE TABLE audit_witnesses (
    installation BLOB NOT NULL,
    records      INTEGER NOT NULL,
    hash         BLOB NOT NULL,
    at           INTEGER NOT NULL,
    signature    BLOB NOT NULL,
    -- Whether the audit was of one piece with it when it was told.
    fits         INTEGER NOT NULL,
    PRIMARY KEY (installation, records, hash)
) STRICT, WITHOUT ROWID;
