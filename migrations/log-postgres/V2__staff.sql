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
