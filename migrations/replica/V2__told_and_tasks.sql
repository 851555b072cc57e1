-- What clients were told, and what somebody has to do about them; and a visit found by its id alone.

CREATE TABLE messages (
    stream BLOB    NOT NULL,
    id     BLOB    NOT NULL,
    body   BLOB    NOT NULL,
    visit  BLOB,
    at     INTEGER NOT NULL,             -- when the newest news of it was known
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tasks (
    stream BLOB    NOT NULL,
    id     BLOB    NOT NULL,
    body   BLOB    NOT NULL,
    owner  BLOB,
    due    INTEGER NOT NULL,
    open   INTEGER NOT NULL,             -- 0: somebody said what came of it
    visit  BLOB,
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_open ON tasks (due) WHERE open = 1;
CREATE INDEX tasks_by_id ON tasks (id);

CREATE INDEX visits_by_id ON visits (id);
