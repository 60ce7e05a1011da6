-- What a draft of the programme would have made of the last months. Run by one node at a time; a node that is not heard of until
-- its lease ends loses it to the next.
CREATE TABLE what_if_runs (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    owner BLOB NOT NULL REFERENCES users (id),
    by_name TEXT NOT NULL,
    text TEXT NOT NULL,
    -- The number of the version it is compared with.
    base INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'cancelled', 'failed')),
    asked_at INTEGER NOT NULL,
    ended_at INTEGER,
    lease_until INTEGER,
    attempts INTEGER NOT NULL,
    -- Companies.
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    -- JSON.
    result TEXT,
    CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CHECK ((state = 'done') = (result IS NOT NULL))
) STRICT;
CREATE INDEX what_if_runs_state ON what_if_runs (state, asked_at);
