-- Who published a version in the console and why; no name where it came from a file.
ALTER TABLE programme_versions ADD COLUMN by_name TEXT;
ALTER TABLE programme_versions ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- A change of the programme that is not published, one a person; with or without mistakes.
CREATE TABLE programme_drafts (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id),
    text TEXT NOT NULL,
    -- The number of the version it rests on.
    base BIGINT NOT NULL,
    saved_at BIGINT NOT NULL
);
