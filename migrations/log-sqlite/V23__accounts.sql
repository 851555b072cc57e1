-- Whose an account of the municipality's own provider is, and whose it was.
CREATE TABLE accounts (
    -- The provider, the claim that names its accounts, and the account as the claim names it.
    issuer  TEXT NOT NULL,
    claim   TEXT NOT NULL,
    subject TEXT NOT NULL,
    actor   BLOB NOT NULL,
    -- Who said so: an administrator, or the owner by a verified address.
    by_whom BLOB NOT NULL,
    since   INTEGER NOT NULL,
    used    INTEGER,
    -- When it was taken back: it opens nothing, and no address binds this account or this person again.
    ended   INTEGER
) STRICT;
CREATE UNIQUE INDEX accounts_standing ON accounts (issuer, claim, subject) WHERE ended IS NULL;
CREATE UNIQUE INDEX accounts_of ON accounts (issuer, claim, actor) WHERE ended IS NULL;
CREATE INDEX accounts_by_actor ON accounts (actor);
