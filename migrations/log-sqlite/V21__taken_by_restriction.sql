-- Whose cases a restriction took: they have them again when it is lifted. Ids of 16 bytes, one behind another.
ALTER TABLE restrictions ADD COLUMN held_by BLOB NOT NULL DEFAULT x'';
