-- Tries lapse one by one: down to when those that are counted have lapsed.

ALTER TABLE throttle ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
UPDATE throttle SET since = last;
