-- Visits that partner and vendor made together. A report is never changed, but answered once.
CREATE TABLE joint_visits (
    activity_id BLOB NOT NULL PRIMARY KEY CHECK (length(activity_id) = 16) REFERENCES activities (id),
    deal_id BLOB NOT NULL REFERENCES deal_registrations (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    visited_on INTEGER NOT NULL,
    note TEXT,
    reported_by BLOB NOT NULL REFERENCES users (id),
    reported_at INTEGER NOT NULL,
    held INTEGER CHECK (held IN (0, 1)),
    answered_by BLOB REFERENCES users (id),
    answered_at INTEGER,
    CHECK ((held IS NULL) = (answered_by IS NULL) AND (held IS NULL) = (answered_at IS NULL))
) STRICT;
CREATE INDEX joint_visits_deal ON joint_visits (deal_id);
CREATE INDEX joint_visits_waiting ON joint_visits (reported_at) WHERE held IS NULL;
