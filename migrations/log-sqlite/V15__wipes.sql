-- Lost tablets that are to destroy their keys at their next contact, and those that said they did.

CREATE TABLE wipes (
    installation BLOB PRIMARY KEY,
    -- Which order; it is signed anew each time it is told.
    id           BLOB NOT NULL,
    asked        INTEGER NOT NULL,
    asked_by     BLOB NOT NULL,
    -- NULL: it has not been here since.
    cleared      INTEGER
) STRICT, WITHOUT ROWID;
