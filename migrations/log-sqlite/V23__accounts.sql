-- Whose an account of the municipality's own provider is.
CREATE TABLE accounts (
    -- The provider, and the account as it names it.
    issuer  TEXT NOT NULL,
    subject TEXT NOT NULL,
    actor   BLOB NOT NULL,
    -- Who said so: an administrator, or the owner by a verified address.
    by_whom BLOB NOT NULL,
    since   INTEGER NOT NULL,
    used    INTEGER,
    PRIMARY KEY (issuer, subject),
    UNIQUE (issuer, actor)
) STRICT, WITHOUT ROWID;
