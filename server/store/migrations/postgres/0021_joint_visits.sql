-- Visits that partner and vendor made together. A report is never changed, but answered once.
CREATE TABLE joint_visits (
    activity_id UUID NOT NULL PRIMARY KEY REFERENCES activities (id),
    deal_id UUID NOT NULL REFERENCES deal_registrations (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    visited_on BIGINT NOT NULL,
    note TEXT,
    reported_by UUID NOT NULL REFERENCES users (id),
    reported_at BIGINT NOT NULL,
    held BOOLEAN,
    answered_by UUID REFERENCES users (id),
    answered_at BIGINT,
    CHECK ((held IS NULL) = (answered_by IS NULL) AND (held IS NULL) = (answered_at IS NULL))
);
CREATE INDEX joint_visits_deal ON joint_visits (deal_id);
CREATE INDEX joint_visits_waiting ON joint_visits (reported_at) WHERE held IS NULL;
