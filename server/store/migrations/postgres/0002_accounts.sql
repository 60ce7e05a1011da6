CREATE TABLE companies (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    corporate_number TEXT,
    partner_type TEXT NOT NULL CHECK (partner_type IN ('referral', 'agency', 'reseller', 'oem', 'system_integrator')),
    industry TEXT NOT NULL,
    contract_day BIGINT NOT NULL,
    manager_id UUID,
    named_on_boards BOOLEAN NOT NULL DEFAULT TRUE,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX companies_corporate_number ON companies (corporate_number);

CREATE TABLE users (
    id UUID NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('partner_rep', 'partner_lead', 'partner_manager', 'content_editor', 'administrator')),
    company_id UUID REFERENCES companies (id),
    lang TEXT NOT NULL CHECK (lang IN ('ja', 'en')),
    named_on_boards BOOLEAN NOT NULL DEFAULT FALSE,
    password_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    CHECK ((role IN ('partner_rep', 'partner_lead')) = (company_id IS NOT NULL))
);
CREATE INDEX users_company ON users (company_id);

-- One-time links. Only the hash of the secret is kept.
CREATE TABLE tokens (
    hash TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'reset', 'setup')),
    email TEXT NOT NULL,
    role TEXT,
    company_id UUID REFERENCES companies (id),
    lang TEXT NOT NULL,
    user_id UUID REFERENCES users (id),
    invited_by TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX tokens_company ON tokens (company_id);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    user_id UUID REFERENCES users (id),
    data TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);
