-- The municipality's log and all that stands beside it, in one schema of its own. The same tables as the embedded log's
-- (migrations/log-sqlite), whose last form they have; a truth is 1 or 0 in both. Names sort by their bytes, as
-- there. This database's files are not encrypted: words about people are sealed bytes in it.

-- The municipality's log and the tables that decide who may add to it. One writer; positions without gaps.

CREATE TABLE epochs (
    epoch BIGINT PRIMARY KEY,
    -- The last position kept from the epoch before.
    kept  BIGINT NOT NULL,
    -- Seconds since 1970, UTC.
    begun BIGINT NOT NULL
);

CREATE TABLE events (
    position     BIGINT PRIMARY KEY,
    event        BYTEA NOT NULL UNIQUE,
    -- Where its stream began: streams.began. A number keeps the index small that every push changes in hundreds of
    -- places and every pull reads in as many.
    stream       BIGINT NOT NULL,
    installation BYTEA NOT NULL,
    incarnation  BIGINT NOT NULL,
    seq          BIGINT NOT NULL,
    hash         BYTEA NOT NULL,
    -- H(chain before, position, hash): what every cursor carries.
    chain        BYTEA NOT NULL,
    -- As their maker made them.
    header       BYTEA NOT NULL,
    sealed       BYTEA NOT NULL
);
CREATE UNIQUE INDEX events_of_stream ON events (stream, position);
CREATE INDEX events_of_chain ON events (installation, incarnation, seq, position);

CREATE TABLE streams (
    -- Position of its first event. That of its newest is the last one in events_of_stream.
    began  BIGINT PRIMARY KEY,
    stream BYTEA NOT NULL UNIQUE,
    -- client, worker, published, server
    kind   TEXT COLLATE "C" NOT NULL
);
CREATE INDEX streams_of_kind ON streams (kind);

CREATE TABLE grants (
    stream    BYTEA NOT NULL,
    worker    BYTEA NOT NULL,
    -- Position of the Granted event.
    since     BIGINT NOT NULL,
    -- Position of the Revoked event, when there is one.
    until     BIGINT,
    for_cause BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (worker, stream, since)
);
CREATE INDEX grants_on_stream ON grants (stream, worker);

CREATE TABLE people (
    actor BYTEA PRIMARY KEY,
    role  TEXT COLLATE "C" NOT NULL,
    -- Whether this person may take up new clients.
    registers BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE installations (
    installation BYTEA PRIMARY KEY,
    actor        BYTEA NOT NULL,
    role         TEXT COLLATE "C" NOT NULL,
    incarnation  BIGINT NOT NULL,
    -- Ed25519 public key of its chain.
    sign_key     BYTEA NOT NULL,
    -- Ed25519 public key a locked tablet proves its requests with; empty for a node.
    transport    BYTEA NOT NULL,
    -- HPKE public key that data keys are sealed to; empty for a node.
    recipient    BYTEA NOT NULL,
    since        BIGINT NOT NULL,
    revoked      BIGINT,
    -- Who gave the code it came by; NULL: a node, or before this was asked.
    given_by     BYTEA,
    -- When it was approved; NULL: it waits, or it was refused and is revoked.
    approved     BIGINT
);

-- What was answered about events that got no position, with the bytes kept: the quarantine.
CREATE TABLE received (
    installation BYTEA NOT NULL,
    incarnation  BIGINT NOT NULL,
    seq          BIGINT NOT NULL,
    hash         BYTEA NOT NULL,
    event        BYTEA NOT NULL,
    -- parked, refused
    verdict      TEXT COLLATE "C" NOT NULL,
    code         BIGINT NOT NULL,
    header       BYTEA NOT NULL,
    sealed       BYTEA NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (installation, incarnation, seq, hash)
);

-- Signatures that came with a push: each vouches for all links before it.
CREATE TABLE signatures (
    installation BYTEA NOT NULL,
    incarnation  BIGINT NOT NULL,
    seq          BIGINT NOT NULL,
    hash         BYTEA NOT NULL,
    signature    BYTEA NOT NULL,
    PRIMARY KEY (installation, incarnation, seq, hash)
);

-- One-time enrolment codes: `lookup` is a keyed hash, and `verifier` holds what the code's secret is derived from by a key
-- that lies outside this database.
CREATE TABLE codes (
    lookup       BYTEA PRIMARY KEY,
    verifier     BYTEA NOT NULL,
    actor        BYTEA NOT NULL,
    expires      BIGINT NOT NULL,
    -- The installation it became, once used.
    installation BYTEA,
    -- Who gave the code; NULL: before this was asked.
    given_by     BYTEA,
    -- Whether the tablet that uses it need not wait: it was approved with the code, at the server's own command line.
    ahead        BIGINT NOT NULL DEFAULT 0
);

-- Numbers kept beside the log: up to where a backup covers it, up to where plans were judged.
CREATE TABLE marks (
    name  TEXT COLLATE "C" PRIMARY KEY,
    value BIGINT NOT NULL
);

-- What was last imported: a keyed hash of each field, never the field.
CREATE TABLE import_ledger (
    office   TEXT COLLATE "C" NOT NULL,
    list     TEXT COLLATE "C" NOT NULL,
    row_key  BYTEA NOT NULL,
    stream   BYTEA NOT NULL,
    -- The visit, contact or other thing within the stream.
    thing    BYTEA,
    fields   BYTEA NOT NULL,
    epoch    BIGINT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (office, list, row_key)
);

-- A worker can be promised once in five minutes: cell = seconds since 1970 / 300.
CREATE TABLE slot_claims (
    worker BYTEA NOT NULL,
    cell   BIGINT NOT NULL,
    stream BYTEA NOT NULL,
    visit  BYTEA NOT NULL,
    plan   BYTEA NOT NULL,
    PRIMARY KEY (worker, cell)
);
CREATE INDEX slot_claims_of_visit ON slot_claims (visit);
CREATE INDEX slot_claims_of_stream ON slot_claims (stream, cell);

-- What became of events that got no position at first: a person decided, or they found their place after all. The bytes of
-- what was decided on stay in `received`.
CREATE TABLE held_outcomes (
    installation BYTEA NOT NULL,
    incarnation  BIGINT NOT NULL,
    seq          BIGINT NOT NULL,
    hash         BYTEA NOT NULL,
    event        BYTEA NOT NULL,
    -- kept, let_go, placed
    outcome      TEXT COLLATE "C" NOT NULL,
    -- Who decided; NULL where it found its place.
    actor        BYTEA,
    at           BIGINT NOT NULL,
    words        BYTEA NOT NULL,
    PRIMARY KEY (installation, incarnation, seq, hash)
);
CREATE INDEX held_outcomes_by_time ON held_outcomes (at);

-- What each tablet has shown that it has taken of the log: it asks for what follows. It lies beside the log, so that a
-- restore takes both back together.

CREATE TABLE sightings (
    installation BYTEA PRIMARY KEY,
    -- When it last asked, unlocked.
    at           BIGINT NOT NULL,
    -- It has everything of its worker's up to here; 0: nothing yet.
    position     BIGINT NOT NULL
);

-- Lost tablets that are to destroy their keys at their next contact, and those that said they did.

CREATE TABLE wipes (
    installation BYTEA PRIMARY KEY,
    -- Which order; it is signed anew each time it is told.
    id           BYTEA NOT NULL,
    asked        BIGINT NOT NULL,
    asked_by     BYTEA NOT NULL,
    -- NULL: it has not been here since.
    cleared      BIGINT
);

-- When each tablet was last in contact, open or locked, and until when what lies on it may be read.

CREATE TABLE leases (
    installation BYTEA PRIMARY KEY,
    at           BIGINT NOT NULL,
    until        BIGINT NOT NULL
);

-- How many wrong tries of its PIN each tablet has told of, ever.
CREATE TABLE wrong_tries (
    installation BYTEA PRIMARY KEY,
    told         BIGINT NOT NULL
);
