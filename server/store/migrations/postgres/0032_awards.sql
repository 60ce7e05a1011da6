-- Companies that were named for a yearly award; what the rubric says of them is worked out when looked at. Append-only.
CREATE TABLE award_nominations (
    id UUID NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL,
    category TEXT NOT NULL,
    company_id UUID NOT NULL REFERENCES companies (id),
    by_user UUID NOT NULL REFERENCES users (id),
    -- By itself, or by the vendor.
    by_partner BOOLEAN NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (year, category, company_id, by_partner)
);

-- What an activity `award_granted` granted, with the figures it rests on. Append-only; one a category and year.
CREATE TABLE awards (
    activity_id UUID NOT NULL PRIMARY KEY REFERENCES activities (id),
    year BIGINT NOT NULL,
    category TEXT NOT NULL,
    company_id UUID NOT NULL REFERENCES companies (id),
    decided_by UUID NOT NULL REFERENCES users (id),
    reason TEXT NOT NULL,
    facts TEXT NOT NULL,
    UNIQUE (year, category)
);

-- Whether a company may take gifts; a note of thanks reaches it either way.
ALTER TABLE companies ADD COLUMN accepts_gifts BOOLEAN NOT NULL DEFAULT TRUE;

-- What follows an award: a gift with a note by somebody, on its way or declined.
CREATE TABLE gifts (
    -- The activity it thanks for.
    activity_id UUID NOT NULL PRIMARY KEY REFERENCES activities (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    note TEXT NOT NULL,
    note_by UUID NOT NULL REFERENCES users (id),
    yen BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'declined')),
    planned_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX gifts_company ON gifts (company_id, planned_at);
