-- What an activity `tier_decided` decided, and on what. Append-only; one a company and day.
CREATE TABLE tier_decisions (
    activity_id UUID NOT NULL PRIMARY KEY REFERENCES activities (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    day BIGINT NOT NULL,
    tier TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('entered', 'raised', 'grace', 'kept', 'lowered')),
    grace_until BIGINT,
    version BIGINT NOT NULL,
    facts TEXT NOT NULL,
    UNIQUE (company_id, day),
    CHECK ((outcome = 'grace') = (grace_until IS NOT NULL))
);

-- Derived: the sum of a company's decisions, and the last day that was looked at.
CREATE TABLE tier_standings (
    company_id UUID NOT NULL PRIMARY KEY REFERENCES companies (id),
    tier TEXT NOT NULL,
    since BIGINT NOT NULL,
    grace_until BIGINT,
    reviewed_on BIGINT NOT NULL
);
CREATE INDEX tier_standings_reviewed ON tier_standings (reviewed_on);
