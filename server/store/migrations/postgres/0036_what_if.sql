-- What a draft of the programme would have made of the last months. Run by one node at a time; a node that is not heard of until
-- its lease ends loses it to the next.
CREATE TABLE what_if_runs (
    id UUID NOT NULL PRIMARY KEY,
    owner UUID NOT NULL REFERENCES users (id),
    by_name TEXT NOT NULL,
    text TEXT NOT NULL,
    -- The number of the version it is compared with.
    base BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'cancelled', 'failed')),
    asked_at BIGINT NOT NULL,
    ended_at BIGINT,
    lease_until BIGINT,
    attempts BIGINT NOT NULL,
    -- Companies.
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    -- JSON.
    result TEXT,
    CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CHECK ((state = 'done') = (result IS NOT NULL))
);
CREATE INDEX what_if_runs_state ON what_if_runs (state, asked_at);
