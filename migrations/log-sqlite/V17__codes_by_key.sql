-- A one-time enrolment code can no longer be found out from what stands here: `lookup` is a keyed hash, and `verifier` holds
-- what the code's secret is derived from by a key that lies outside this database. Codes that were given before cannot be
-- brought to this form, since nobody has their secrets: they are void, and another is given.
DELETE FROM codes;
