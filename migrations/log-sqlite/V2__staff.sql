-- Who signs in to the console, their sessions, and what makes guessing slow.

CREATE TABLE staff (
    actor       BLOB PRIMARY KEY,
    -- As it is typed at sign-in, in small letters.
    login       TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    -- worker, coordinator, officer, head, administrator
    role        TEXT NOT NULL,
    -- Unit of the office; empty: the whole municipality.
    unit        TEXT NOT NULL,
    -- Argon2id as a PHC string; empty until it was set up.
    password    TEXT NOT NULL,
    -- Secret of the one-time codes under the key-encryption key; empty until it was set up.
    totp        BLOB NOT NULL,
    -- Whether a code of that secret has been seen: until then it may be shown.
    totp_proved INTEGER NOT NULL,
    -- The newest step whose code was used.
    totp_step   INTEGER NOT NULL,
    -- SHA-256 of the one-time set-up code, and until when it is good; empty: there is none.
    setup       BLOB NOT NULL,
    setup_until INTEGER NOT NULL,
    since       INTEGER NOT NULL,
    disabled    INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    session BLOB PRIMARY KEY,
    -- SHA-256 of what the cookie carries.
    token   BLOB NOT NULL UNIQUE,
    actor   BLOB NOT NULL,
    since   INTEGER NOT NULL,
    -- When it was last used, to the minute.
    seen    INTEGER NOT NULL,
    -- The browser, as it names itself.
    browser TEXT NOT NULL,
    ended   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of ON sessions (actor, since);

CREATE TABLE throttle (
    -- Keyed hash of a login or an address: people type passwords where the login goes.
    subject BLOB PRIMARY KEY,
    tries   INTEGER NOT NULL,
    last    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
