-- What each tablet has shown that it has taken of the log: it asks for what follows. It lies in the log's own file, so that
-- a restore takes both back together.

CREATE TABLE sightings (
    installation BLOB PRIMARY KEY,
    -- When it last asked, unlocked.
    at           INTEGER NOT NULL,
    -- It has everything of its worker's up to here; 0: nothing yet.
    position     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
