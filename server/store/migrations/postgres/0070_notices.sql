-- What the portal has told people. The same is told once: its key is unique for each reader.
CREATE TABLE notices (
    id UUID NOT NULL PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,
    link TEXT NOT NULL,
    once_key TEXT NOT NULL,
    at BIGINT NOT NULL,
    read_at BIGINT,
    UNIQUE (user_id, once_key)
);
CREATE INDEX notices_reader ON notices (user_id, id);
CREATE INDEX notices_unread ON notices (user_id, id) WHERE read_at IS NULL;
