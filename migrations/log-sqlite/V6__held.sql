-- What became of events that got no position at first: a person decided, or they found their place after all. The bytes of
-- what was decided on stay in `received`.
CREATE TABLE held_outcomes (
    installation BLOB NOT NULL,
    incarnation  INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    hash         BLOB NOT NULL,
    event        BLOB NOT NULL,
    -- kept, let_go, placed
    outcome      TEXT NOT NULL,
    -- Who decided; NULL where it found its place.
    actor        BLOB,
    at           INTEGER NOT NULL,
    words        TEXT NOT NULL,
    PRIMARY KEY (installation, incarnation, seq, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_outcomes_by_time ON held_outcomes (at);
