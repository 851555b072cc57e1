-- Data keys, each wrapped by the key-encryption key. Every generation is kept; erasing a client destroys all of its keys.

CREATE TABLE data_keys (
    stream     BLOB NOT NULL,
    generation INTEGER NOT NULL,
    -- First 16 bytes of SHA-256 of the key.
    key_id     BLOB NOT NULL,
    wrapped    BLOB NOT NULL,
    PRIMARY KEY (stream, generation, key_id)
) STRICT, WITHOUT ROWID;

-- Streams erased for ever: travels with every backup.
CREATE TABLE erased (
    stream BLOB PRIMARY KEY,
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
