-- Visits that partner and vendor make together, arranged here or reported after the fact.
CREATE TABLE visits (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    deal_id BLOB NOT NULL REFERENCES deal_registrations (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'agreed', 'confirmed', 'held', 'denied', 'cancelled')),
    by_vendor INTEGER NOT NULL CHECK (by_vendor IN (0, 1)),
    purpose TEXT NOT NULL,
    meets TEXT NOT NULL,
    partner_role TEXT NOT NULL,
    vendor_role TEXT NOT NULL,
    place TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    slot1 INTEGER,
    slot2 INTEGER,
    slot3 INTEGER,
    starts_at INTEGER,
    on_day INTEGER NOT NULL,
    note TEXT,
    owner_id BLOB NOT NULL REFERENCES users (id),
    asked_by BLOB NOT NULL REFERENCES users (id),
    asked_at INTEGER NOT NULL,
    moved_by BLOB NOT NULL REFERENCES users (id),
    moved_at INTEGER NOT NULL,
    host_id BLOB REFERENCES users (id),
    partner_held INTEGER CHECK (partner_held IN (0, 1)),
    partner_said_by BLOB REFERENCES users (id),
    partner_said_at INTEGER,
    vendor_held INTEGER CHECK (vendor_held IN (0, 1)),
    vendor_said_by BLOB REFERENCES users (id),
    vendor_said_at INTEGER
) STRICT;
CREATE INDEX visits_deal ON visits (deal_id, asked_at);
CREATE INDEX visits_company ON visits (company_id, moved_at);
CREATE INDEX visits_open ON visits (moved_at) WHERE state IN ('proposed', 'agreed', 'confirmed');

-- What each side takes home from one, in three lines.
CREATE TABLE visit_debriefs (
    visit_id BLOB NOT NULL REFERENCES visits (id),
    by_vendor INTEGER NOT NULL CHECK (by_vendor IN (0, 1)),
    wish TEXT NOT NULL,
    obstacle TEXT NOT NULL,
    next_step TEXT NOT NULL,
    said_by BLOB NOT NULL REFERENCES users (id),
    said_at INTEGER NOT NULL,
    PRIMARY KEY (visit_id, by_vendor)
) STRICT;

INSERT INTO visits (id, deal_id, company_id, version, state, by_vendor, purpose, meets, partner_role, vendor_role, place, minutes,
    on_day, note, owner_id, asked_by, asked_at, moved_by, moved_at, host_id, partner_held, partner_said_by, partner_said_at,
    vendor_held, vendor_said_by, vendor_said_at)
SELECT activity_id, deal_id, company_id, CASE WHEN held IS NULL THEN 1 ELSE 2 END,
    CASE WHEN held IS NULL THEN 'confirmed' WHEN held THEN 'held' ELSE 'denied' END, 0,
    '', '', '', '', '', 0, visited_on, note, reported_by, reported_by, reported_at, COALESCE(answered_by, reported_by),
    COALESCE(answered_at, reported_at), answered_by, 1, reported_by, reported_at,
    held, answered_by, answered_at
FROM joint_visits;
DROP TABLE joint_visits;
