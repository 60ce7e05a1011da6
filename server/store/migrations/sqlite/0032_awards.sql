-- Companies that were named for a yearly award; what the rubric says of them is worked out when looked at. Append-only.
CREATE TABLE award_nominations (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    year INTEGER NOT NULL,
    category TEXT NOT NULL,
    company_id BLOB NOT NULL REFERENCES companies (id),
    by_user BLOB NOT NULL REFERENCES users (id),
    -- By itself, or by the vendor.
    by_partner INTEGER NOT NULL CHECK (by_partner IN (0, 1)),
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (year, category, company_id, by_partner)
) STRICT;

-- What an activity `award_granted` granted, with the figures it rests on. Append-only; one a category and year.
CREATE TABLE awards (
    activity_id BLOB NOT NULL PRIMARY KEY REFERENCES activities (id),
    year INTEGER NOT NULL,
    category TEXT NOT NULL,
    company_id BLOB NOT NULL REFERENCES companies (id),
    decided_by BLOB NOT NULL REFERENCES users (id),
    reason TEXT NOT NULL,
    facts TEXT NOT NULL,
    UNIQUE (year, category)
) STRICT;

-- Whether a company may take gifts; a note of thanks reaches it either way.
ALTER TABLE companies ADD COLUMN accepts_gifts INTEGER NOT NULL DEFAULT 1 CHECK (accepts_gifts IN (0, 1));

-- What follows an award: a gift with a note by somebody, on its way or declined.
CREATE TABLE gifts (
    -- The activity it thanks for.
    activity_id BLOB NOT NULL PRIMARY KEY REFERENCES activities (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    note TEXT NOT NULL,
    note_by BLOB NOT NULL REFERENCES users (id),
    yen INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'declined')),
    planned_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX gifts_company ON gifts (company_id, planned_at);
