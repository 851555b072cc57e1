-- The rights of clients: who asked that one be erased, who agreed, and whether it is done; whose data are withheld; and who
-- is to be erased for age. By ids alone.

CREATE TABLE erasures (
    stream    BLOB PRIMARY KEY,
    -- The registration that goes on, where one person has several.
    person    BLOB NOT NULL,
    -- consent, not_needed, objection, unlawful, law, retention
    ground    TEXT NOT NULL,
    -- In words; emptied when it is done.
    words     TEXT NOT NULL,
    asked_by  BLOB NOT NULL,
    asked     INTEGER NOT NULL,
    -- The second person; NULL: nobody has agreed yet.
    agreed_by BLOB,
    -- When everything here was erased; NULL: not yet.
    done      INTEGER,
    -- How far the log went then: a tablet that has read so far has heard of it.
    position  INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE restrictions (
    stream BLOB PRIMARY KEY,
    person BLOB NOT NULL,
    -- accuracy, unlawful, claim, objection, law
    ground TEXT NOT NULL,
    words  TEXT NOT NULL,
    actor  BLOB NOT NULL,
    since  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE retention_notices (
    stream    BLOB PRIMARY KEY,
    -- As the rules name it.
    class     TEXT NOT NULL,
    announced INTEGER NOT NULL,
    -- Not before this.
    due       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
