-- How somebody wants to be told by mail; whoever has not chosen has no row.
CREATE TABLE notice_preferences (
    user_id BLOB NOT NULL PRIMARY KEY REFERENCES users (id),
    -- JSON: what was chosen for each kind.
    choices TEXT NOT NULL,
    -- Minutes of the day in the zone.
    quiet_from INTEGER,
    quiet_until INTEGER,
    zone TEXT NOT NULL,
    digest_at INTEGER NOT NULL,
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
) STRICT;

-- Waits for the next digest, in which it stands unless it has been read by then.
ALTER TABLE notices ADD COLUMN in_digest INTEGER NOT NULL DEFAULT 0 CHECK (in_digest IN (0, 1));
CREATE INDEX notices_digest ON notices (user_id, at) WHERE in_digest = TRUE AND read_at IS NULL;
