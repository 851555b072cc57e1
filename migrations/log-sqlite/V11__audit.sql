-- The audit is only ever added to, at its end.

-- How a record's hash is made. 1: as until now; 2: under a name of its own, every field with its length. The chain goes on
-- through both: records that stand here keep the hash that they were given.
ALTER TABLE audit ADD COLUMN form INTEGER NOT NULL DEFAULT 1;

CREATE INDEX audit_about ON audit (about, number);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;
-- An INSERT OR REPLACE takes rows away without asking the trigger above.
CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit)
    OR EXISTS (SELECT 1 FROM audit WHERE look = NEW.look)
BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;

-- How far the audit went, once an hour, signed by the municipality's log key.
CREATE TABLE audit_checkpoints (
    number    INTEGER PRIMARY KEY,
    -- How many records, and the hash of the last.
    records   INTEGER NOT NULL,
    hash      BLOB NOT NULL,
    at        INTEGER NOT NULL,
    signature BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_checkpoints_are_not_changed BEFORE UPDATE ON audit_checkpoints
BEGIN SELECT raise(ABORT, 'checkpoints are only added to'); END;
CREATE TRIGGER audit_checkpoints_are_not_shortened BEFORE DELETE ON audit_checkpoints
BEGIN SELECT raise(ABORT, 'checkpoints are only added to'); END;
CREATE TRIGGER audit_checkpoints_grow_at_their_end BEFORE INSERT ON audit_checkpoints
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit_checkpoints)
BEGIN SELECT raise(ABORT, 'checkpoints are only added to'); END;
