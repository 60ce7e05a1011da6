-- Parts that were taken out of a registration into one of their own; only added. `milestones`: what the whole had done until then, so
-- that a step is counted once.
CREATE TABLE deal_splits (
    part_id BLOB NOT NULL PRIMARY KEY REFERENCES deal_registrations (id),
    whole_id BLOB NOT NULL REFERENCES deal_registrations (id),
    product TEXT NOT NULL,
    amount INTEGER NOT NULL,
    stays INTEGER NOT NULL,
    currency TEXT NOT NULL,
    milestones TEXT NOT NULL,
    by_id BLOB NOT NULL REFERENCES users (id),
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    once_key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX deal_splits_once ON deal_splits (whole_id, once_key);
