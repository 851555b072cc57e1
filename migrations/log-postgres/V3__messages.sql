-- Messages to clients: what is to be said and what became of it. By ids alone; whom it goes to and what it says is looked
-- up when it is sent. And the office's settings.

CREATE TABLE settings (
    name  TEXT COLLATE "C" PRIMARY KEY,
    -- JSON; secrets stand in it wrapped by the key-encryption key.
    value TEXT COLLATE "C" NOT NULL
);

CREATE TABLE jobs (
    -- First 16 bytes of SHA-256 over cause, purpose and recipient: derived twice, it stands here once.
    job        BYTEA PRIMARY KEY,
    stream     BYTEA NOT NULL,
    visit      BYTEA NOT NULL,
    -- The event that calls for it.
    cause      BYTEA NOT NULL,
    -- The plan or the offer it speaks of.
    plan       BYTEA,
    purpose    TEXT COLLATE "C" NOT NULL,
    channel    TEXT COLLATE "C" NOT NULL,
    -- waiting, sending, sent, delivered, failed, unknown, withdrawn
    state      TEXT COLLATE "C" NOT NULL,
    not_before BIGINT NOT NULL,
    not_after  BIGINT NOT NULL,
    -- When it is looked at next.
    due        BIGINT NOT NULL,
    attempts   BIGINT NOT NULL,
    -- When it was last handed to a carrier.
    tried      BIGINT,
    -- The carrier's own id of it.
    carrier    TEXT COLLATE "C"
);
CREATE INDEX jobs_due ON jobs (state, channel, due);
CREATE INDEX jobs_tried ON jobs (channel, tried);
CREATE INDEX jobs_of_visit ON jobs (visit);
CREATE INDEX jobs_of_carrier ON jobs (carrier) WHERE carrier IS NOT NULL;

-- The SEQUENCE of the invitation sent last for a visit (RFC 5546), and the message that carried it.
CREATE TABLE mail_sequence (
    visit    BYTEA PRIMARY KEY,
    sequence BIGINT NOT NULL,
    job      BYTEA NOT NULL
);

-- What a carrier said of a message whose id it had not told yet.
CREATE TABLE early_news (
    carrier  TEXT COLLATE "C" PRIMARY KEY,
    delivery TEXT COLLATE "C" NOT NULL,
    why      TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL
);

-- Messages from outside, so that one told twice counts once. Who and what stand here only when no client was found, until
-- a person has dealt with it.
CREATE TABLE inbound (
    id     TEXT COLLATE "C" PRIMARY KEY,
    at     BIGINT NOT NULL,
    sender BYTEA NOT NULL,
    words  BYTEA NOT NULL
);

-- Clients' pages: who may open one, and what was answered there. By ids alone.

CREATE TABLE links (
    -- SHA-256 of the token: whoever holds the token may answer, and it stands nowhere at the server.
    hash   BYTEA PRIMARY KEY,
    stream BYTEA NOT NULL,
    visit  BYTEA NOT NULL,
    made   BIGINT NOT NULL,
    -- When somebody said that it had come to the wrong person.
    ended  BIGINT
);

-- What was pressed on the pages of a visit, so that it can be taken back, told apart from a machine's presses, and counted
-- once when it comes twice.
CREATE TABLE page_answers (
    visit  BYTEA NOT NULL,
    number BIGINT NOT NULL,
    stream BYTEA NOT NULL,
    link   BYTEA NOT NULL,
    -- Which button: fits, pick 0, other, cannot, keep, rate 5, stranger
    said   TEXT COLLATE "C" NOT NULL,
    -- The plan or the offer that the page showed.
    plan   BYTEA,
    -- The event it became.
    event  BYTEA,
    at     BIGINT NOT NULL,
    -- stands, undone, doubted, stale, taken
    fate   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (visit, number)
);

-- Photos of workers, for clients' pages where the office wishes it. A file in plain form and without notes of its own.

CREATE TABLE photos (
    worker  BYTEA PRIMARY KEY,
    -- jpeg, png or webp
    kind    TEXT COLLATE "C" NOT NULL,
    at      BIGINT NOT NULL,
    picture BYTEA NOT NULL
);

-- Messages that no client was found for and a person has dealt with: until they are forgotten it can be taken back.

CREATE TABLE strays_done (
    id    TEXT COLLATE "C" PRIMARY KEY,
    at    BIGINT NOT NULL,
    -- who
    actor BYTEA NOT NULL
);

-- Carriers' calls that were signed with their time and taken in: the same one counts once.

CREATE TABLE heard (
    -- SHA-256 of its signature.
    call  BYTEA PRIMARY KEY,
    -- After this its time is too old for it to come again.
    until BIGINT NOT NULL
);
CREATE INDEX heard_until ON heard (until);
