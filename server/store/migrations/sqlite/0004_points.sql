-- The ledger. Append-only; a balance is the sum of its two columns.
CREATE TABLE point_entries (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    once_key TEXT NOT NULL UNIQUE,
    scope TEXT NOT NULL,
    company_id BLOB NOT NULL REFERENCES companies (id),
    user_id BLOB REFERENCES users (id),
    activity_id BLOB NOT NULL REFERENCES activities (id),
    rule TEXT NOT NULL,
    rule_version INTEGER NOT NULL,
    axis TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('provisional', 'confirmed', 'reversed', 'expired')),
    provisional INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    settles BLOB REFERENCES point_entries (id),
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('none', 'deal', 'document')),
    subject_id BLOB CHECK (length(subject_id) = 16),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX point_entries_company ON point_entries (company_id, at);
CREATE INDEX point_entries_scope ON point_entries (scope);
CREATE INDEX point_entries_subject ON point_entries (subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX point_entries_rule ON point_entries (company_id, rule, at);

-- Derived: sums of the ledger by month, behind leaderboards. A company's own points carry the company's id as person.
CREATE TABLE point_totals (
    company_id BLOB NOT NULL REFERENCES companies (id),
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    month INTEGER NOT NULL,
    axis TEXT NOT NULL,
    provisional INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    PRIMARY KEY (company_id, person_id, month, axis)
) STRICT;
CREATE INDEX point_totals_month ON point_totals (month, axis);
