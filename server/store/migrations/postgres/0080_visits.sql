-- Visits that partner and vendor make together, arranged here or reported after the fact.
CREATE TABLE visits (
    id UUID NOT NULL PRIMARY KEY,
    deal_id UUID NOT NULL REFERENCES deal_registrations (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    version BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'agreed', 'confirmed', 'held', 'denied', 'cancelled')),
    by_vendor BOOLEAN NOT NULL,
    purpose TEXT NOT NULL,
    meets TEXT NOT NULL,
    partner_role TEXT NOT NULL,
    vendor_role TEXT NOT NULL,
    place TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    slot1 BIGINT,
    slot2 BIGINT,
    slot3 BIGINT,
    starts_at BIGINT,
    on_day BIGINT NOT NULL,
    note TEXT,
    owner_id UUID NOT NULL REFERENCES users (id),
    asked_by UUID NOT NULL REFERENCES users (id),
    asked_at BIGINT NOT NULL,
    moved_by UUID NOT NULL REFERENCES users (id),
    moved_at BIGINT NOT NULL,
    host_id UUID REFERENCES users (id),
    partner_held BOOLEAN,
    partner_said_by UUID REFERENCES users (id),
    partner_said_at BIGINT,
    vendor_held BOOLEAN,
    vendor_said_by UUID REFERENCES users (id),
    vendor_said_at BIGINT
);
CREATE INDEX visits_deal ON visits (deal_id, asked_at);
CREATE INDEX visits_company ON visits (company_id, moved_at);
CREATE INDEX visits_open ON visits (moved_at) WHERE state IN ('proposed', 'agreed', 'confirmed');

-- What each side takes home from one, in three lines.
CREATE TABLE visit_debriefs (
    visit_id UUID NOT NULL REFERENCES visits (id),
    by_vendor BOOLEAN NOT NULL,
    wish TEXT NOT NULL,
    obstacle TEXT NOT NULL,
    next_step TEXT NOT NULL,
    said_by UUID NOT NULL REFERENCES users (id),
    said_at BIGINT NOT NULL,
    PRIMARY KEY (visit_id, by_vendor)
);

INSERT INTO visits (id, deal_id, company_id, version, state, by_vendor, purpose, meets, partner_role, vendor_role, place, minutes,
    on_day, note, owner_id, asked_by, asked_at, moved_by, moved_at, host_id, partner_held, partner_said_by, partner_said_at,
    vendor_held, vendor_said_by, vendor_said_at)
SELECT activity_id, deal_id, company_id, CASE WHEN held IS NULL THEN 1 ELSE 2 END,
    CASE WHEN held IS NULL THEN 'confirmed' WHEN held THEN 'held' ELSE 'denied' END, FALSE,
    '', '', '', '', '', 0, visited_on, note, reported_by, reported_by, reported_at, COALESCE(answered_by, reported_by),
    COALESCE(answered_at, reported_at), answered_by, TRUE, reported_by, reported_at,
    held, answered_by, answered_at
FROM joint_visits;
DROP TABLE joint_visits;
