-- Clients who were opened to somebody for a while without being hers: why, from when till when, and who looked at it since.
CREATE TABLE openings (
    opening     BLOB PRIMARY KEY,
    -- To whom.
    actor       BLOB NOT NULL,
    -- The client.
    stream      BLOB NOT NULL,
    -- danger, unreachable, asks, cover
    reason      TEXT NOT NULL,
    words       TEXT NOT NULL,
    since       INTEGER NOT NULL,
    -- It ends by itself then.
    until       INTEGER NOT NULL,
    -- When it was ended before, and by whom; NULL with a time: with the person's own access.
    ended       INTEGER,
    ended_by    BLOB,
    -- Who had looked at it, and what there was to say.
    reviewed    INTEGER,
    reviewed_by BLOB,
    remark      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX openings_by_actor ON openings (actor, until);
CREATE INDEX openings_by_stream ON openings (stream);
