-- Links in mails that do one thing, once. Only the hash of the secret is kept.
CREATE TABLE mail_actions (
    hash TEXT NOT NULL PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    action TEXT NOT NULL,
    subject UUID NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX mail_actions_expiry ON mail_actions (expires_at);
