-- Links in mails that do one thing, once. Only the hash of the secret is kept.
CREATE TABLE mail_actions (
    hash TEXT NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    action TEXT NOT NULL,
    subject BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX mail_actions_expiry ON mail_actions (expires_at);
