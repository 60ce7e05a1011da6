CREATE TABLE deal_registrations (
    id UUID NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    company_id UUID NOT NULL REFERENCES companies (id),
    owner_id UUID NOT NULL REFERENCES users (id),
    idempotency_key TEXT NOT NULL,
    customer TEXT NOT NULL,
    -- What a rival is found by: the name without its variants, how it begins, and what identifies the customer for certain.
    customer_key TEXT NOT NULL,
    customer_beginning TEXT NOT NULL,
    corporate_number TEXT,
    domain TEXT,
    domain_family TEXT,
    industry TEXT NOT NULL,
    size TEXT NOT NULL,
    product TEXT NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    expected_close BIGINT NOT NULL,
    need TEXT NOT NULL,
    next_step TEXT,
    next_step_on BIGINT,
    stage TEXT NOT NULL CHECK (stage IN
        ('registered', 'first_contact', 'meeting', 'proposal', 'quote', 'contract', 'won', 'lost', 'on_hold')),
    status TEXT NOT NULL CHECK (status IN
        ('submitted', 'in_review', 'needs_info', 'approved', 'rejected', 'conflicted', 'won', 'lost', 'expired', 'withdrawn', 'released')),
    -- JSON: the status with everything that is true in it.
    status_data TEXT NOT NULL,
    appeal TEXT,
    appealed_at BIGINT,
    submitted_at BIGINT NOT NULL,
    respond_by BIGINT NOT NULL,
    decide_by BIGINT NOT NULL,
    -- Derived from the status: what the vendor owes next, and the last day on which it stands in a rival's way.
    due_at BIGINT,
    claims_until BIGINT,
    changed_by UUID REFERENCES users (id),
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    CHECK ((appeal IS NULL) = (appealed_at IS NULL))
);
CREATE UNIQUE INDEX deal_registrations_once ON deal_registrations (company_id, idempotency_key);
CREATE INDEX deal_registrations_company ON deal_registrations (company_id, status);
CREATE INDEX deal_registrations_beginning ON deal_registrations (customer_beginning, claims_until) WHERE claims_until IS NOT NULL;
CREATE INDEX deal_registrations_number ON deal_registrations (corporate_number, claims_until) WHERE claims_until IS NOT NULL;
CREATE INDEX deal_registrations_domain ON deal_registrations (domain_family, claims_until) WHERE claims_until IS NOT NULL;
CREATE INDEX deal_registrations_due ON deal_registrations (due_at, number) WHERE due_at IS NOT NULL;
CREATE INDEX deal_registrations_changed ON deal_registrations (changed_at);
CREATE INDEX deal_registrations_status ON deal_registrations (status, changed_at);

-- A form that was begun and not sent; a person has one.
CREATE TABLE deal_drafts (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id),
    form TEXT NOT NULL,
    saved_at BIGINT NOT NULL
);

-- The number given last. Its row is also the turnstile through which customers are claimed one at a time.
CREATE TABLE deal_counter (number BIGINT NOT NULL);
INSERT INTO deal_counter (number) VALUES (1000);
