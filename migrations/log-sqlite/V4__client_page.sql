-- Clients' pages: who may open one, and what was answered there. By ids alone.

CREATE TABLE links (
    -- SHA-256 of the token: whoever holds the token may answer, and it stands nowhere at the server.
    hash   BLOB PRIMARY KEY,
    stream BLOB NOT NULL,
    visit  BLOB NOT NULL,
    made   INTEGER NOT NULL,
    -- When somebody said that it had come to the wrong person.
    ended  INTEGER
) STRICT, WITHOUT ROWID;

-- What was pressed on the pages of a visit, so that it can be taken back, told apart from a machine's presses, and counted
-- once when it comes twice.
CREATE TABLE page_answers (
    visit  BLOB NOT NULL,
    number INTEGER NOT NULL,
    stream BLOB NOT NULL,
    link   BLOB NOT NULL,
    -- Which button: fits, pick 0, other, cannot, keep, rate 5, stranger
    said   TEXT NOT NULL,
    -- The plan or the offer that the page showed.
    plan   BLOB,
    -- The event it became.
    event  BLOB,
    at     INTEGER NOT NULL,
    -- stands, undone, doubted, stale, taken
    fate   TEXT NOT NULL,
    PRIMARY KEY (visit, number)
) STRICT, WITHOUT ROWID;
