-- Messages to clients: what is to be said and what became of it. By ids alone; whom it goes to and what it says is looked
-- up when it is sent. And the office's settings.

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    -- JSON; secrets stand in it wrapped by the key-encryption key.
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
    -- First 16 bytes of SHA-256 over cause, purpose and recipient: derived twice, it stands here once.
    job        BLOB PRIMARY KEY,
    stream     BLOB NOT NULL,
    visit      BLOB NOT NULL,
    -- The event that calls for it.
    cause      BLOB NOT NULL,
    -- The plan or the offer it speaks of.
    plan       BLOB,
    purpose    TEXT NOT NULL,
    channel    TEXT NOT NULL,
    -- waiting, sending, sent, delivered, failed, unknown, withdrawn
    state      TEXT NOT NULL,
    not_before INTEGER NOT NULL,
    not_after  INTEGER NOT NULL,
    -- When it is looked at next.
    due        INTEGER NOT NULL,
    attempts   INTEGER NOT NULL,
    -- When it was last handed to a carrier.
    tried      INTEGER,
    -- The carrier's own id of it.
    carrier    TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_due ON jobs (state, channel, due);
CREATE INDEX jobs_tried ON jobs (channel, tried);
CREATE INDEX jobs_of_visit ON jobs (visit);
CREATE INDEX jobs_of_carrier ON jobs (carrier) WHERE carrier IS NOT NULL;

-- The SEQUENCE of the invitation sent last for a visit (RFC 5546), and the message that carried it.
CREATE TABLE mail_sequence (
    visit    BLOB PRIMARY KEY,
    sequence INTEGER NOT NULL,
    job      BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What a carrier said of a message whose id it had not told yet.
CREATE TABLE early_news (
    carrier  TEXT PRIMARY KEY,
    delivery TEXT NOT NULL,
    why      TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Messages from outside, so that one told twice counts once. Who and what stand here only when no client was found, until
-- a person has dealt with it.
CREATE TABLE inbound (
    id     TEXT PRIMARY KEY,
    at     INTEGER NOT NULL,
    sender TEXT NOT NULL,
    words  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
