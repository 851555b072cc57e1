-- Passkeys of those who sign in, what somebody began and is to finish with one, and when a session's owner last proved to
-- be the one who signed in.

CREATE TABLE passkeys (
    -- Its own id: what lists name it by.
    passkey    BLOB PRIMARY KEY,
    -- The id by which the authenticator knows it.
    credential BLOB NOT NULL UNIQUE,
    actor      BLOB NOT NULL,
    -- As its owner calls it.
    name       TEXT NOT NULL,
    -- Public key, counter and flags, JSON of webauthn-rs.
    key        TEXT NOT NULL,
    since      INTEGER NOT NULL,
    used       INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX passkeys_of ON passkeys (actor, since);

-- Each is taken once, by whoever holds its handle, within minutes.
CREATE TABLE ceremonies (
    -- SHA-256 of the handle.
    handle BLOB PRIMARY KEY,
    -- What it is for.
    kind   TEXT NOT NULL,
    -- The session that began it; empty: nobody is signed in.
    session BLOB NOT NULL,
    -- Keyed hash of the address that it was begun from.
    place  BLOB NOT NULL,
    -- What is to be known at its end, the challenge among it: JSON.
    state  TEXT NOT NULL,
    began  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ceremonies_at ON ceremonies (kind, session, place, began);
CREATE INDEX ceremonies_by_age ON ceremonies (began);

ALTER TABLE sessions ADD COLUMN proved INTEGER;
