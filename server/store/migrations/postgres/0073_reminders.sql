-- Which reminders of a protection's end have been given.
CREATE TABLE protection_reminders (
    deal_id UUID NOT NULL REFERENCES deal_registrations (id),
    last_day BIGINT NOT NULL,
    days_before BIGINT NOT NULL,
    PRIMARY KEY (deal_id, last_day, days_before)
);
CREATE INDEX deal_registrations_protected ON deal_registrations (claims_until) WHERE status = 'approved';
