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

-- Who did what at this server, by ids; each row's hash covers the one before.
CREATE TABLE audit (
    number BIGINT PRIMARY KEY,
    at     BIGINT NOT NULL,
    actor  BYTEA NOT NULL,
    deed   TEXT COLLATE "C" NOT NULL,
    about  BYTEA,
    -- The id of a look made on a tablet: told twice, it stands here once.
    look   BYTEA UNIQUE,
    reason BYTEA NOT NULL,
    hash   BYTEA NOT NULL,
    -- How its hash is made: 1 as at first, 2 under a name of its own, every field with its length.
    form   BIGINT NOT NULL
);

-- Who signs in to the console, their sessions, and what makes guessing slow.

CREATE TABLE staff (
    actor       BYTEA PRIMARY KEY,
    -- As it is typed at sign-in, in small letters.
    login       BYTEA NOT NULL UNIQUE,
    name        BYTEA NOT NULL,
    -- worker, coordinator, officer, head, administrator
    role        TEXT COLLATE "C" NOT NULL,
    -- Unit of the office; empty: the whole municipality.
    unit        BYTEA NOT NULL,
    -- Argon2id as a PHC string; empty until it was set up.
    password    BYTEA NOT NULL,
    -- Secret of the one-time codes under the key-encryption key; empty until it was set up.
    totp        BYTEA NOT NULL,
    -- Whether a code of that secret has been seen: until then it may be shown.
    totp_proved BIGINT NOT NULL,
    -- The newest step whose code was used.
    totp_step   BIGINT NOT NULL,
    -- SHA-256 of the one-time set-up code, and until when it is good; empty: there is none.
    setup       BYTEA NOT NULL,
    setup_until BIGINT NOT NULL,
    since       BIGINT NOT NULL,
    disabled    BIGINT
);

CREATE TABLE sessions (
    session BYTEA PRIMARY KEY,
    -- SHA-256 of what the cookie carries.
    token   BYTEA NOT NULL UNIQUE,
    actor   BYTEA NOT NULL,
    since   BIGINT NOT NULL,
    -- When it was last used, to the minute.
    seen    BIGINT NOT NULL,
    -- The browser, as it names itself.
    browser BYTEA NOT NULL,
    ended   BIGINT,
    -- When its owner last proved to be the one who signed in.
    proved  BIGINT
);
CREATE INDEX sessions_of ON sessions (actor, since);

CREATE TABLE throttle (
    -- Keyed hash of a login or an address: people type passwords where the login goes.
    subject BYTEA PRIMARY KEY,
    tries   BIGINT NOT NULL,
    last    BIGINT NOT NULL,
    -- Tries lapse one by one: down to when those that are counted have lapsed.
    since   BIGINT NOT NULL
);

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

-- What each tablet has shown that it has taken of the log: it asks for what follows. It lies beside the log, so that a
-- restore takes both back together.

CREATE TABLE sightings (
    installation BYTEA PRIMARY KEY,
    -- When it last asked, unlocked.
    at           BIGINT NOT NULL,
    -- It has everything of its worker's up to here; 0: nothing yet.
    position     BIGINT NOT NULL
);

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

-- The audit is only ever added to, at its end.
CREATE INDEX audit_about ON audit (about, number);
CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$;
CREATE FUNCTION grows_at_its_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE next BIGINT;
BEGIN
    EXECUTE format('SELECT coalesce(max(number), 0) + 1 FROM %I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO next;
    IF NEW.number IS DISTINCT FROM next THEN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_is_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION only_added_to();
CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION grows_at_its_end();

-- How far the audit went, once an hour, signed by the municipality's log key.
CREATE TABLE audit_checkpoints (
    number    BIGINT PRIMARY KEY,
    -- How many records, and the hash of the last.
    records   BIGINT NOT NULL,
    hash      BYTEA NOT NULL,
    at        BIGINT NOT NULL,
    signature BYTEA NOT NULL
);
CREATE TRIGGER audit_checkpoints_are_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints
    EXECUTE FUNCTION only_added_to();
CREATE TRIGGER audit_checkpoints_grow_at_their_end BEFORE INSERT ON audit_checkpoints
    FOR EACH ROW EXECUTE FUNCTION grows_at_its_end();

-- The rights of clients: who asked that one be erased, who agreed, and whether it is done; whose data are withheld; and who
-- is to be erased for age. By ids alone.

CREATE TABLE erasures (
    stream    BYTEA PRIMARY KEY,
    -- The registration that goes on, where one person has several.
    person    BYTEA NOT NULL,
    -- consent, not_needed, objection, unlawful, law, retention
    ground    TEXT COLLATE "C" NOT NULL,
    -- In words; emptied when it is done.
    words     BYTEA NOT NULL,
    asked_by  BYTEA NOT NULL,
    asked     BIGINT NOT NULL,
    -- The second person; NULL: nobody has agreed yet.
    agreed_by BYTEA,
    -- When everything here was erased; NULL: not yet.
    done      BIGINT,
    -- How far the log went then: a tablet that has read so far has heard of it.
    position  BIGINT
);

CREATE TABLE restrictions (
    stream BYTEA PRIMARY KEY,
    person BYTEA NOT NULL,
    -- accuracy, unlawful, claim, objection, law
    ground TEXT COLLATE "C" NOT NULL,
    words  BYTEA NOT NULL,
    actor  BYTEA NOT NULL,
    since  BIGINT NOT NULL,
    -- Whose cases it took: they have them again when it is lifted. Ids of 16 bytes, one behind another.
    held_by BYTEA NOT NULL DEFAULT ''
);

CREATE TABLE retention_notices (
    stream    BYTEA PRIMARY KEY,
    -- As the rules name it.
    class     TEXT COLLATE "C" NOT NULL,
    announced BIGINT NOT NULL,
    -- Not before this.
    due       BIGINT NOT NULL
);

-- Ends of the audit that tablets keep and told again: of each tablet the newest that fits the audit here, and all that do not.
CREATE TABLE audit_witnesses (
    installation BYTEA NOT NULL,
    records      BIGINT NOT NULL,
    hash         BYTEA NOT NULL,
    at           BIGINT NOT NULL,
    signature    BYTEA NOT NULL,
    -- Whether the audit was of one piece with it when it was told.
    fits         BIGINT NOT NULL,
    PRIMARY KEY (installation, records, hash)
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

-- Whose access rests, since nothing was heard of them for so long; and whom it was said of that it will.
CREATE TABLE suspensions (
    actor  BYTEA PRIMARY KEY,
    -- Since when it has been said that access ends; NULL: nothing is said.
    warned BIGINT,
    -- Since when access rests; NULL: it does not.
    since  BIGINT,
    -- When somebody last gave it back: the time without use counts from then.
    back   BIGINT
);

-- Clients who were opened to somebody for a while without being hers: why, from when till when, and who looked at it since.
CREATE TABLE openings (
    opening     BYTEA PRIMARY KEY,
    -- To whom.
    actor       BYTEA NOT NULL,
    -- The client.
    stream      BYTEA NOT NULL,
    -- danger, unreachable, asks, cover
    reason      TEXT COLLATE "C" NOT NULL,
    words       BYTEA NOT NULL,
    since       BIGINT NOT NULL,
    -- It ends by itself then.
    until       BIGINT NOT NULL,
    -- When it was ended before, and by whom; NULL with a time: with the person's own access.
    ended       BIGINT,
    ended_by    BYTEA,
    -- Who had looked at it, and what there was to say.
    reviewed    BIGINT,
    reviewed_by BYTEA,
    remark      BYTEA NOT NULL
);

CREATE INDEX openings_by_actor ON openings (actor, until);
CREATE INDEX openings_by_stream ON openings (stream);

-- How many wrong tries of its PIN each tablet has told of, ever.
CREATE TABLE wrong_tries (
    installation BYTEA PRIMARY KEY,
    told         BIGINT NOT NULL
);

-- Passkeys of those who sign in, and what somebody began at the door and is to finish.

CREATE TABLE passkeys (
    -- Its own id: what lists name it by.
    passkey    BYTEA PRIMARY KEY,
    -- The id by which the authenticator knows it.
    credential BYTEA NOT NULL UNIQUE,
    actor      BYTEA NOT NULL,
    -- As its owner calls it.
    name       BYTEA NOT NULL,
    -- Public key, counter and flags, JSON of webauthn-rs.
    key        TEXT COLLATE "C" NOT NULL,
    since      BIGINT NOT NULL,
    used       BIGINT
);
CREATE INDEX passkeys_of ON passkeys (actor, since);

-- Each is taken once, by whoever holds its handle, within minutes.
CREATE TABLE ceremonies (
    -- SHA-256 of the handle.
    handle BYTEA PRIMARY KEY,
    -- What it is for.
    kind   TEXT COLLATE "C" NOT NULL,
    -- The session that began it; empty: nobody is signed in.
    session BYTEA NOT NULL,
    -- Keyed hash of the address that it was begun from.
    place  BYTEA NOT NULL,
    -- What is to be known at its end, the challenge among it: JSON.
    state  TEXT COLLATE "C" NOT NULL,
    began  BIGINT NOT NULL
);
CREATE INDEX ceremonies_at ON ceremonies (kind, session, place, began);
CREATE INDEX ceremonies_by_age ON ceremonies (began);

-- Whose an account of the municipality's own provider is, and whose it was.
CREATE TABLE accounts (
    -- The provider, the claim that names its accounts, and the account as the claim names it.
    issuer  TEXT COLLATE "C" NOT NULL,
    claim   TEXT COLLATE "C" NOT NULL,
    subject BYTEA NOT NULL,
    actor   BYTEA NOT NULL,
    -- Who said so: an administrator, or the owner by a verified address.
    by_whom BYTEA NOT NULL,
    since   BIGINT NOT NULL,
    used    BIGINT,
    -- When it was taken back: it opens nothing, and no address binds this account or this person again.
    ended   BIGINT
);
CREATE UNIQUE INDEX accounts_standing ON accounts (issuer, claim, subject) WHERE ended IS NULL;
CREATE UNIQUE INDEX accounts_of ON accounts (issuer, claim, actor) WHERE ended IS NULL;
CREATE INDEX accounts_by_actor ON accounts (actor);
