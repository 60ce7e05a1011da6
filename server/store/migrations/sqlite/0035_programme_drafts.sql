-- Who published a version in the console and why; no name where it came from a file.
ALTER TABLE programme_versions ADD COLUMN by_name TEXT;
ALTER TABLE programme_versions ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- A change of the programme that is not published, one a person; with or without mistakes.
CREATE TABLE programme_drafts (
    user_id BLOB NOT NULL PRIMARY KEY CHECK (length(user_id) = 16) REFERENCES users (id),
    text TEXT NOT NULL,
    -- The number of the version it rests on.
    base INTEGER NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT;
