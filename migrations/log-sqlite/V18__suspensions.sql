-- Whose access rests, since nothing was heard of them for so long; and whom it was said of that it will.
CREATE TABLE suspensions (
    actor  BLOB PRIMARY KEY,
    -- Since when it has been said that access ends; NULL: nothing is said.
    warned INTEGER,
    -- Since when access rests; NULL: it does not.
    since  INTEGER,
    -- When somebody last gave it back: the time without use counts from then.
    back   INTEGER
) STRICT, WITHOUT ROWID;
