-- Who did what at this server, by ids; each row's hash covers the one before.
CREATE TABLE audit (
    number BIGINT PRIMARY KEY,
    at     BIGINT NOT NULL,
    actor  BYTEA NOT NULL,
    deed   TEXT COLLATE "C" NOT NULL,
    about  BYTEA,
    -- The id of a look made on a tablet: told twice, it stands here once.
    look   BYTEA UNIQUE,
    reason BYTEA NOT NULL,
    hash   BYTEA NOT NULL,
    -- How its hash is made: 1 as at first, 2 under a name of its own, every field with its length.
    form   BIGINT NOT NULL
);

-- The audit is only ever added to, at its end.
CREATE INDEX audit_about ON audit (about, number);
CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$;
CREATE FUNCTION grows_at_its_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE next BIGINT;
BEGIN
    EXECUTE format('SELECT coalesce(max(number), 0) + 1 FROM %I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO next;
    IF NEW.number IS DISTINCT FROM next THEN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_is_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION only_added_to();
CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION grows_at_its_end();

-- How far the audit went, once an hour, signed by the municipality's log key.
CREATE TABLE audit_checkpoints (
    number    BIGINT PRIMARY KEY,
    -- How many records, and the hash of the last.
    records   BIGINT NOT NULL,
    hash      BYTEA NOT NULL,
    at        BIGINT NOT NULL,
    signature BYTEA NOT NULL
);
CREATE TRIGGER audit_checkpoints_are_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints
    EXECUTE FUNCTION only_added_to();
CREATE TRIGGER audit_checkpoints_grow_at_their_end BEFORE INSERT ON audit_checkpoints
    FOR EACH ROW EXECUTE FUNCTION grows_at_its_end();

-- Ends of the audit that tablets keep and told again: of each tablet the newest that fits the audit here, and all that do not.
CREATE TABLE audit_witnesses (
    installation BYTEA NOT NULL,
    records      BIGINT NOT NULL,
    hash         BYTEA NOT NULL,
    at           BIGINT NOT NULL,
    signature    BYTEA NOT NULL,
    -- Whether the audit was of one piece with it when it was told.
    fits         BIGINT NOT NULL,
    PRIMARY KEY (installation, records, hash)
);

-- The rights of clients: who asked that one be erased, who agreed, and whether it is done; whose data are withheld; and who
-- is to be erased for age. By ids alone.

CREATE TABLE erasures (
    stream    BYTEA PRIMARY KEY,
    -- The registration that goes on, where one person has several.
    person    BYTEA NOT NULL,
    -- consent, not_needed, objection, unlawful, law, retention
    ground    TEXT COLLATE "C" NOT NULL,
    -- In words; emptied when it is done.
    words     BYTEA NOT NULL,
    asked_by  BYTEA NOT NULL,
    asked     BIGINT NOT NULL,
    -- The second person; NULL: nobody has agreed yet.
    agreed_by BYTEA,
    -- When everything here was erased; NULL: not yet.
    done      BIGINT,
    -- How far the log went then: a tablet that has read so far has heard of it.
    position  BIGINT
);

CREATE TABLE restrictions (
    stream BYTEA PRIMARY KEY,
    person BYTEA NOT NULL,
    -- accuracy, unlawful, claim, objection, law
    ground TEXT COLLATE "C" NOT NULL,
    words  BYTEA NOT NULL,
    actor  BYTEA NOT NULL,
    since  BIGINT NOT NULL,
    -- Whose cases it took: they have them again when it is lifted. Ids of 16 bytes, one behind another.
    held_by BYTEA NOT NULL DEFAULT ''
);

CREATE TABLE retention_notices (
    stream    BYTEA PRIMARY KEY,
    -- As the rules name it.
    class     TEXT COLLATE "C" NOT NULL,
    announced BIGINT NOT NULL,
    -- Not before this.
    due       BIGINT NOT NULL
);

-- Clients who were opened to somebody for a while without being hers: why, from when till when, and who looked at it since.
CREATE TABLE openings (
    opening     BYTEA PRIMARY KEY,
    -- To whom.
    actor       BYTEA NOT NULL,
    -- The client.
    stream      BYTEA NOT NULL,
    -- danger, unreachable, asks, cover
    reason      TEXT COLLATE "C" NOT NULL,
    words       BYTEA NOT NULL,
    since       BIGINT NOT NULL,
    -- It ends by itself then.
    until       BIGINT NOT NULL,
    -- When it was ended before, and by whom; NULL with a time: with the person's own access.
    ended       BIGINT,
    ended_by    BYTEA,
    -- Who had looked at it, and what there was to say.
    reviewed    BIGINT,
    reviewed_by BYTEA,
    remark      BYTEA NOT NULL
);

CREATE INDEX openings_by_actor ON openings (actor, until);
CREATE INDEX openings_by_stream ON openings (stream);
