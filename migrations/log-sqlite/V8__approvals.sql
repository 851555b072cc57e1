-- A tablet that came by a code waits until somebody of the office approves it. Those that were there before came by a code
-- that was the approval.

-- Who gave the code; NULL: before this was asked.
ALTER TABLE codes ADD COLUMN given_by BLOB;
-- Whether the tablet that uses it need not wait: it was approved with the code, at the server's own command line.
ALTER TABLE codes ADD COLUMN ahead INTEGER NOT NULL DEFAULT 0;

-- Who gave the code it came by; NULL: a node, or before this was asked.
ALTER TABLE installations ADD COLUMN given_by BLOB;
-- When it was approved; NULL: it waits, or it was refused and is revoked.
ALTER TABLE installations ADD COLUMN approved INTEGER;
UPDATE installations SET approved = since;
