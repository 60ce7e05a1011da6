-- The pipeline: sums by stage and day, and the first of each stage, without reading what is not shown.
CREATE INDEX deal_registrations_pipeline ON deal_registrations (company_id, stage, expected_close, number, owner_id, amount, id, status)
    WHERE status IN ('submitted', 'in_review', 'needs_info', 'approved');
CREATE INDEX deal_registrations_ended ON deal_registrations (company_id, changed_at, number, owner_id, id, status)
    WHERE status NOT IN ('submitted', 'in_review', 'needs_info', 'approved');

-- Who works on a deal beside its owner.
CREATE TABLE deal_colleagues (
    deal_id BLOB NOT NULL REFERENCES deal_registrations (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    added_by BLOB NOT NULL REFERENCES users (id),
    added_at INTEGER NOT NULL,
    PRIMARY KEY (deal_id, user_id)
) STRICT;
CREATE INDEX deal_colleagues_user ON deal_colleagues (user_id, deal_id);

-- What those who work on a deal note of it; only added.
CREATE TABLE deal_notes (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    deal_id BLOB NOT NULL REFERENCES deal_registrations (id),
    author_id BLOB NOT NULL REFERENCES users (id),
    written_at INTEGER NOT NULL,
    text TEXT NOT NULL,
    once_key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX deal_notes_once ON deal_notes (deal_id, once_key);
