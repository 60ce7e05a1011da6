CREATE TABLE companies (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL,
    corporate_number TEXT,
    partner_type TEXT NOT NULL CHECK (partner_type IN ('referral', 'agency', 'reseller', 'oem', 'system_integrator')),
    industry TEXT NOT NULL,
    contract_day INTEGER NOT NULL,
    manager_id BLOB CHECK (length(manager_id) = 16),
    named_on_boards INTEGER NOT NULL DEFAULT 1 CHECK (named_on_boards IN (0, 1)),
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX companies_corporate_number ON companies (corporate_number);

CREATE TABLE users (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('partner_rep', 'partner_lead', 'partner_manager', 'content_editor', 'administrator')),
    company_id BLOB REFERENCES companies (id),
    lang TEXT NOT NULL CHECK (lang IN ('ja', 'en')),
    named_on_boards INTEGER NOT NULL DEFAULT 0 CHECK (named_on_boards IN (0, 1)),
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    CHECK ((role IN ('partner_rep', 'partner_lead')) = (company_id IS NOT NULL))
) STRICT;
CREATE INDEX users_company ON users (company_id);

-- One-time links. Only the hash of the secret is kept.
CREATE TABLE tokens (
    hash TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'reset', 'setup')),
    email TEXT NOT NULL,
    role TEXT,
    company_id BLOB REFERENCES companies (id),
    lang TEXT NOT NULL,
    user_id BLOB REFERENCES users (id),
    invited_by TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX tokens_company ON tokens (company_id);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    user_id BLOB REFERENCES users (id),
    data TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);
