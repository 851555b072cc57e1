-- What opens a profile without its PIN. Nothing here is a key in the open: public halves, boxes that only offline shares or a
-- tablet's own one-time key open, and codes wrapped by the key-encryption key.

-- Public halves of the municipality's recovery keys; the highest number is in force.
CREATE TABLE recovery_keys (
    number    INTEGER PRIMARY KEY,
    public    BLOB NOT NULL,
    -- The log key's, over number and public half.
    signature BLOB NOT NULL,
    since     INTEGER NOT NULL
) STRICT;

-- The keys of each profile, sealed to the recovery key of a number.
CREATE TABLE recovery_wraps (
    installation BLOB PRIMARY KEY,
    incarnation  INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    sealed       BLOB NOT NULL,
    at           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Tablets that ask for their keys; gone once they have them, or when it is too late.
CREATE TABLE recovery_requests (
    installation BLOB PRIMARY KEY,
    -- The one-time key of this request.
    public       BLOB NOT NULL,
    -- Drawn here for this request: a part of the digits.
    drawn        BLOB NOT NULL,
    -- Whether the tablet proved that it is the one.
    proved       INTEGER NOT NULL,
    asked        INTEGER NOT NULL,
    until        INTEGER NOT NULL,
    -- The wrap that the tablet brought itself, and to which recovery key.
    brought      BLOB,
    brought_for  INTEGER NOT NULL,
    answer       BLOB
) STRICT, WITHOUT ROWID;

-- The supervisor's code of each profile.
CREATE TABLE unlock_codes (
    installation BLOB PRIMARY KEY,
    incarnation  INTEGER NOT NULL,
    id           BLOB NOT NULL,
    expires      INTEGER NOT NULL,
    wrapped      BLOB NOT NULL,
    -- When somebody was first shown it.
    given        INTEGER
) STRICT, WITHOUT ROWID;
