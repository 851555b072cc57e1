-- How many wrong tries of its PIN each tablet has told of, ever.
CREATE TABLE wrong_tries (
    installation BLOB PRIMARY KEY,
    told         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
