-- Parts that were taken out of a registration into one of their own; only added. `milestones`: what the whole had done until then, so
-- that a step is counted once.
CREATE TABLE deal_splits (
    part_id UUID NOT NULL PRIMARY KEY REFERENCES deal_registrations (id),
    whole_id UUID NOT NULL REFERENCES deal_registrations (id),
    product TEXT NOT NULL,
    amount BIGINT NOT NULL,
    stays BIGINT NOT NULL,
    currency TEXT NOT NULL,
    milestones TEXT NOT NULL,
    by_id UUID NOT NULL REFERENCES users (id),
    at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    once_key TEXT NOT NULL
);
CREATE UNIQUE INDEX deal_splits_once ON deal_splits (whole_id, once_key);
