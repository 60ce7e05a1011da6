-- What the portal has told people. The same is told once: its key is unique for each reader.
CREATE TABLE notices (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    user_id BLOB NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,
    link TEXT NOT NULL,
    once_key TEXT NOT NULL,
    at INTEGER NOT NULL,
    read_at INTEGER,
    UNIQUE (user_id, once_key)
) STRICT;
CREATE INDEX notices_reader ON notices (user_id, id);
CREATE INDEX notices_unread ON notices (user_id, id) WHERE read_at IS NULL;
