-- Accounts that the vendor would like partners to win.
CREATE TABLE target_lists (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    made_by UUID NOT NULL REFERENCES users (id),
    made_at BIGINT NOT NULL
);

-- Whom a list is for; without a row here it is for every partner.
CREATE TABLE target_list_companies (
    list_id UUID NOT NULL REFERENCES target_lists (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    PRIMARY KEY (list_id, company_id)
);

CREATE TABLE target_accounts (
    id UUID NOT NULL PRIMARY KEY,
    list_id UUID NOT NULL REFERENCES target_lists (id),
    customer TEXT NOT NULL,
    -- What the same customer is found by, as in a registration.
    customer_key TEXT NOT NULL,
    customer_beginning TEXT NOT NULL,
    corporate_number TEXT,
    domain TEXT,
    domain_family TEXT,
    industry TEXT NOT NULL,
    size TEXT NOT NULL,
    territory TEXT,
    reason TEXT NOT NULL,
    -- The slug of a kit.
    kit TEXT,
    added_by UUID NOT NULL REFERENCES users (id),
    added_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX target_accounts_list ON target_accounts (list_id, added_at);
CREATE INDEX target_accounts_key ON target_accounts (customer_key);
CREATE UNIQUE INDEX target_accounts_number ON target_accounts (corporate_number) WHERE corporate_number IS NOT NULL;
CREATE INDEX target_accounts_domain ON target_accounts (domain_family) WHERE domain_family IS NOT NULL;

-- A partner said that a target is none for it.
CREATE TABLE target_passes (
    target_id UUID NOT NULL REFERENCES target_accounts (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    reason TEXT NOT NULL,
    note TEXT,
    passed_by UUID NOT NULL REFERENCES users (id),
    passed_at BIGINT NOT NULL,
    PRIMARY KEY (target_id, company_id)
);

-- Keyed hashes of a partner's own customers, one after another, 32 bytes each and in their order; nothing else of them is kept.
CREATE TABLE customer_overlaps (
    company_id UUID NOT NULL PRIMARY KEY REFERENCES companies (id),
    hashes BYTEA NOT NULL,
    kept_by UUID NOT NULL REFERENCES users (id),
    kept_at BIGINT NOT NULL
);
