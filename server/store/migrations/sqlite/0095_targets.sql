-- Accounts that the vendor would like partners to win.
CREATE TABLE target_lists (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL,
    made_by BLOB NOT NULL REFERENCES users (id),
    made_at INTEGER NOT NULL
) STRICT;

-- Whom a list is for; without a row here it is for every partner.
CREATE TABLE target_list_companies (
    list_id BLOB NOT NULL REFERENCES target_lists (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    PRIMARY KEY (list_id, company_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE target_accounts (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    list_id BLOB NOT NULL REFERENCES target_lists (id),
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
    added_by BLOB NOT NULL REFERENCES users (id),
    added_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX target_accounts_list ON target_accounts (list_id, added_at);
CREATE INDEX target_accounts_key ON target_accounts (customer_key);
CREATE UNIQUE INDEX target_accounts_number ON target_accounts (corporate_number) WHERE corporate_number IS NOT NULL;
CREATE INDEX target_accounts_domain ON target_accounts (domain_family) WHERE domain_family IS NOT NULL;

-- A partner said that a target is none for it.
CREATE TABLE target_passes (
    target_id BLOB NOT NULL REFERENCES target_accounts (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    reason TEXT NOT NULL,
    note TEXT,
    passed_by BLOB NOT NULL REFERENCES users (id),
    passed_at INTEGER NOT NULL,
    PRIMARY KEY (target_id, company_id)
) STRICT, WITHOUT ROWID;

-- Keyed hashes of a partner's own customers, one after another, 32 bytes each and in their order; nothing else of them is kept.
CREATE TABLE customer_overlaps (
    company_id BLOB NOT NULL PRIMARY KEY REFERENCES companies (id),
    hashes BLOB NOT NULL,
    kept_by BLOB NOT NULL REFERENCES users (id),
    kept_at INTEGER NOT NULL
) STRICT;
