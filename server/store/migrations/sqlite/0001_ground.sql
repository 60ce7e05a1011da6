CREATE TABLE change_counter (seq INTEGER NOT NULL) STRICT;
INSERT INTO change_counter (seq) VALUES (0);

CREATE TABLE changes (
    seq INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16)
) STRICT;

CREATE TABLE jobs (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    run_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    lease_until INTEGER,
    done_at INTEGER,
    failed_at INTEGER,
    error TEXT
) STRICT;
CREATE INDEX jobs_due ON jobs (run_at) WHERE done_at IS NULL AND failed_at IS NULL;
