-- The municipality's log and the tables that decide who may add to it. One writer; positions without gaps.

CREATE TABLE epochs (
    epoch INTEGER PRIMARY KEY,
    -- The last position kept from the epoch before.
    kept  INTEGER NOT NULL,
    -- Seconds since 1970, UTC.
    begun INTEGER NOT NULL
) STRICT;

CREATE TABLE events (
    position     INTEGER PRIMARY KEY,
    event        BLOB NOT NULL UNIQUE,
    -- Where its stream began: streams.began. A number of three bytes keeps the index small that every push changes in
    -- hundreds of places and every pull reads in as many.
    stream       INTEGER NOT NULL,
    installation BLOB NOT NULL,
    incarnation  INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    hash         BLOB NOT NULL,
    -- H(chain before, position, hash): what every cursor carries.
    chain        BLOB NOT NULL,
    -- As their maker made them.
    header       BLOB NOT NULL,
    sealed       BLOB NOT NULL
) STRICT;
-- Every index ends with the position.
CREATE INDEX events_of_stream ON events (stream);
CREATE INDEX events_of_chain ON events (installation, incarnation, seq);

CREATE TABLE streams (
    -- Position of its first event. That of its newest is the last one in events_of_stream.
    began  INTEGER PRIMARY KEY,
    stream BLOB NOT NULL UNIQUE,
    -- client, worker, published, server
    kind   TEXT NOT NULL
) STRICT;
CREATE INDEX streams_of_kind ON streams (kind);

CREATE TABLE grants (
    stream    BLOB NOT NULL,
    worker    BLOB NOT NULL,
    -- Position of the Granted event.
    since     INTEGER NOT NULL,
    -- Position of the Revoked event, when there is one.
    until     INTEGER,
    for_cause INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (worker, stream, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX grants_on_stream ON grants (stream, worker);

CREATE TABLE people (
    actor BLOB PRIMARY KEY,
    role  TEXT NOT NULL,
    -- Whether this person may take up new clients.
    registers INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE installations (
    installation BLOB PRIMARY KEY,
    actor        BLOB NOT NULL,
    role         TEXT NOT NULL,
    incarnation  INTEGER NOT NULL,
    -- Ed25519 public key of its chain.
    sign_key     BLOB NOT NULL,
    -- Ed25519 public key a locked tablet proves its requests with; empty for a node.
    transport    BLOB NOT NULL,
    -- HPKE public key that data keys are sealed to; empty for a node.
    recipient    BLOB NOT NULL,
    since        INTEGER NOT NULL,
    revoked      INTEGER
) STRICT, WITHOUT ROWID;

-- What was answered about events that got no position, with the bytes kept: the quarantine.
CREATE TABLE received (
    installation BLOB NOT NULL,
    incarnation  INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    hash         BLOB NOT NULL,
    event        BLOB NOT NULL,
    -- parked, refused
    verdict      TEXT NOT NULL,
    code         INTEGER NOT NULL,
    header       BLOB NOT NULL,
    sealed       BLOB NOT NULL,
    at           INTEGER NOT NULL,
    PRIMARY KEY (installation, incarnation, seq, hash)
) STRICT, WITHOUT ROWID;

-- Signatures that came with a push: each vouches for all links before it.
CREATE TABLE signatures (
    installation BLOB NOT NULL,
    incarnation  INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    hash         BLOB NOT NULL,
    signature    BLOB NOT NULL,
    PRIMARY KEY (installation, incarnation, seq, hash)
) STRICT, WITHOUT ROWID;

-- One-time enrolment codes, known by hashes of their secret alone.
CREATE TABLE codes (
    lookup       BLOB PRIMARY KEY,
    verifier     BLOB NOT NULL,
    actor        BLOB NOT NULL,
    expires      INTEGER NOT NULL,
    -- The installation it became, once used.
    installation BLOB
) STRICT, WITHOUT ROWID;

-- Numbers kept beside the log: up to where a backup covers it, up to where plans were judged.
CREATE TABLE marks (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was last imported: a keyed hash of each field, never the field.
CREATE TABLE import_ledger (
    office   TEXT NOT NULL,
    list     TEXT NOT NULL,
    row_key  TEXT NOT NULL,
    stream   BLOB NOT NULL,
    -- The visit, contact or other thing within the stream.
    thing    BLOB,
    fields   BLOB NOT NULL,
    epoch    INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (office, list, row_key)
) STRICT, WITHOUT ROWID;

-- A worker can be promised once in five minutes: cell = seconds since 1970 / 300.
CREATE TABLE slot_claims (
    worker BLOB NOT NULL,
    cell   INTEGER NOT NULL,
    stream BLOB NOT NULL,
    visit  BLOB NOT NULL,
    plan   BLOB NOT NULL,
    PRIMARY KEY (worker, cell)
) STRICT, WITHOUT ROWID;
CREATE INDEX slot_claims_of_visit ON slot_claims (visit);
CREATE INDEX slot_claims_of_stream ON slot_claims (stream, cell);

-- Who did what at this server, by ids; each row's hash covers the one before.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    actor  BLOB NOT NULL,
    deed   TEXT NOT NULL,
    about  BLOB,
    -- The id of a look made on a tablet: told twice, it stands here once.
    look   BLOB UNIQUE,
    reason TEXT NOT NULL,
    hash   BLOB NOT NULL
) STRICT;
