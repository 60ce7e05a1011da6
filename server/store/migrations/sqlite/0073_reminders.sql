-- Which reminders of a protection's end have been given.
CREATE TABLE protection_reminders (
    deal_id BLOB NOT NULL REFERENCES deal_registrations (id),
    last_day INTEGER NOT NULL,
    days_before INTEGER NOT NULL,
    PRIMARY KEY (deal_id, last_day, days_before)
) STRICT;
CREATE INDEX deal_registrations_protected ON deal_registrations (claims_until) WHERE status = 'approved';
