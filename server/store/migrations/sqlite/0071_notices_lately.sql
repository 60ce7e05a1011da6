-- What was told lately is looked for every second while somebody follows.
CREATE INDEX notices_at ON notices (at);
