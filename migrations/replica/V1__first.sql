-- The replica: the events it holds, how far it has read, and the tables folded from the events.
-- Rules: STRICT, NOT NULL unless absence means something, a column's meaning never changes, no foreign keys
-- (what belongs together may arrive apart). Ids are 16 bytes of a UUID; times are seconds since 1970, UTC.

-- What the replica holds -------------------------------------------------------------------------------

-- Streams by a small number, so that an event's key says its stream.
CREATE TABLE streams (
    num       INTEGER PRIMARY KEY,
    id        BLOB    NOT NULL UNIQUE,
    kind      TEXT,                          -- client, worker, published, server; NULL until an event tells
    dirty     INTEGER NOT NULL DEFAULT 0,    -- 1: events came in that are not folded yet
    corrected INTEGER NOT NULL DEFAULT 0     -- 1: a note of it corrects another
) STRICT;
CREATE INDEX streams_dirty ON streams (num) WHERE dirty = 1;

-- key = stream number × 2^40 + place, so that one stream's events lie together in the order of the fold:
-- place is the position in the log; from 2^39 up it is the order among those that wait for a position.
CREATE TABLE events (
    key      INTEGER PRIMARY KEY,
    id       BLOB    NOT NULL UNIQUE,
    position INTEGER,
    waits    INTEGER,
    hash     BLOB    NOT NULL,
    part     BLOB,                       -- which part of a client's state it belongs to, by the domain's name
    said     BLOB    NOT NULL,           -- what the bytes say, made anew from them by a newer app
    bytes    BLOB    NOT NULL,           -- header and sealed body, verbatim; empty beside the log itself
    CHECK ((position IS NULL) <> (waits IS NULL))
) STRICT;
CREATE UNIQUE INDEX events_by_position ON events (position) WHERE position IS NOT NULL;
CREATE UNIQUE INDEX events_by_waits ON events (waits) WHERE waits IS NOT NULL;

-- How far it has read ----------------------------------------------------------------------------------

-- Where the log was read to; the newest is the cursor, the older ones serve to find the last position in common with a
-- restored log.
CREATE TABLE cursors (
    position INTEGER PRIMARY KEY,
    epoch    INTEGER NOT NULL,
    head     BLOB    NOT NULL            -- h_P, the log's hash chain at this position
) STRICT;

-- What pull answers signed. It outlives the positions it names: after a restore it shows that an event had one.
CREATE TABLE proofs (
    num       INTEGER PRIMARY KEY,
    list      BLOB    NOT NULL,          -- what was signed, verbatim
    signature BLOB    NOT NULL           -- by the municipality's log key
) STRICT;

CREATE TABLE epochs (
    epoch INTEGER PRIMARY KEY,
    kept  INTEGER NOT NULL               -- the last position kept of the epoch before
) STRICT;

CREATE TABLE grants (
    stream     BLOB    PRIMARY KEY,
    granted    INTEGER NOT NULL,         -- position of the grant
    backfilled INTEGER NOT NULL          -- history is here up to this position
) STRICT;

CREATE TABLE data_keys (
    stream     BLOB    NOT NULL,
    generation INTEGER NOT NULL,
    key        BLOB    NOT NULL,
    PRIMARY KEY (stream, generation)
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Looks at clients outside the caseload, waiting to be told to the server.
CREATE TABLE looks (
    num    INTEGER PRIMARY KEY AUTOINCREMENT,
    id     BLOB    NOT NULL UNIQUE,
    at     INTEGER NOT NULL,
    stream BLOB    NOT NULL,
    deed   INTEGER NOT NULL,
    reason TEXT    NOT NULL
) STRICT;

-- What is folded from the events -----------------------------------------------------------------------
-- body is the noun as the app that folded it writes it; the columns beside it are what queries ask by, all derived from
-- the same fold. A stream's rows of one noun lie together.

CREATE TABLE clients (
    stream      BLOB PRIMARY KEY,
    id          BLOB NOT NULL,           -- the same id: every noun table has both
    body        BLOB NOT NULL,
    listed      INTEGER NOT NULL,        -- 1: registered and not merged into another
    responsible BLOB,
    name_order  BLOB NOT NULL            -- Lithuanian sort key of surname and given name
) STRICT, WITHOUT ROWID;
CREATE INDEX clients_by_name ON clients (listed, name_order);

CREATE TABLE contacts (
    stream BLOB NOT NULL,
    id     BLOB NOT NULL,
    body   BLOB NOT NULL,
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE visits (
    stream BLOB NOT NULL,
    id     BLOB NOT NULL,
    body   BLOB NOT NULL,
    state  TEXT NOT NULL,
    open   INTEGER NOT NULL,             -- 0: nothing more can happen to it
    start  INTEGER,                      -- of the plan, else of what was done without one
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX visits_open ON visits (state) WHERE open = 1;

-- Whom a visit takes, and when: by its plan, or by times that are offered and held.
CREATE TABLE visit_times (
    worker  BLOB    NOT NULL,
    start   INTEGER NOT NULL,
    stream  BLOB    NOT NULL,
    visit   BLOB    NOT NULL,
    minutes INTEGER NOT NULL,
    offered INTEGER NOT NULL,
    until   INTEGER,                     -- an offer's expiry
    PRIMARY KEY (stream, visit, worker, start, minutes, offered)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_times_by_start ON visit_times (worker, start);

CREATE TABLE notes (
    stream BLOB    NOT NULL,
    id     BLOB    NOT NULL,
    body   BLOB    NOT NULL,
    visit  BLOB,
    place  INTEGER NOT NULL,             -- of the event in its stream, as in events.key
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE calls (
    stream BLOB    NOT NULL,
    id     BLOB    NOT NULL,
    body   BLOB    NOT NULL,
    visit  BLOB,
    place  INTEGER NOT NULL,
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE feedback (
    stream BLOB    NOT NULL,
    id     BLOB    NOT NULL,
    body   BLOB    NOT NULL,
    visit  BLOB,
    place  INTEGER NOT NULL,
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE promises (
    stream BLOB    NOT NULL,
    id     BLOB    NOT NULL,
    body   BLOB    NOT NULL,
    owner  BLOB    NOT NULL,
    due    INTEGER NOT NULL,
    open   INTEGER NOT NULL,
    visit  BLOB,
    ended  INTEGER,                      -- when it ended
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX promises_open ON promises (owner, due) WHERE open = 1;
CREATE INDEX promises_ended ON promises (owner, ended) WHERE open = 0;

CREATE TABLE conflicts (
    stream BLOB    NOT NULL,
    id     BLOB    NOT NULL,             -- the event ids, and which of several between the same events
    body   BLOB    NOT NULL,
    open   INTEGER NOT NULL,
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflicts_open ON conflicts (open) WHERE open = 1;

CREATE TABLE workers (
    stream     BLOB PRIMARY KEY,
    id         BLOB NOT NULL,
    body       BLOB NOT NULL,
    name_order BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX workers_by_name ON workers (name_order);

CREATE TABLE blocks (
    stream BLOB    NOT NULL,
    id     BLOB    NOT NULL,
    body   BLOB    NOT NULL,
    start  INTEGER NOT NULL,
    ends   INTEGER NOT NULL,
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocks_by_time ON blocks (stream, start);

CREATE TABLE busy (
    stream BLOB    NOT NULL,
    id     BLOB    NOT NULL,             -- start and length
    body   BLOB    NOT NULL,
    start  INTEGER NOT NULL,
    ends   INTEGER NOT NULL,
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX busy_by_time ON busy (stream, start);

CREATE TABLE questionnaires (
    stream   BLOB    NOT NULL,
    id       BLOB    NOT NULL,           -- version, language and whether it is in force, zero bytes between
    body     BLOB    NOT NULL,           -- FHIR R4 Questionnaire
    version  TEXT    NOT NULL,
    language TEXT    NOT NULL,
    in_force INTEGER NOT NULL,
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;

-- Words of clients without their marks: rowid is the stream's number. What is deleted leaves no trace.
CREATE VIRTUAL TABLE search USING fts5 (
    name, address, phone, near,
    tokenize = 'unicode61 remove_diacritics 0',
    prefix = '1 2 3'
);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
