-- One word, sealed under the key that words about people are sealed under here: who opens the schema with another finds out
-- before anything is read or written.

CREATE TABLE sealed_under (
    one  BIGINT PRIMARY KEY CHECK (one = 1),
    word BYTEA NOT NULL
);
