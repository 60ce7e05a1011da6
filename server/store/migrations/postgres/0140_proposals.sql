-- The logos of companies, for what they hand over. The newest is in use; an empty one takes the one before away. They stay, as what was
-- handed over shows them.
CREATE TABLE company_logos (
    id UUID NOT NULL PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    bytes BYTEA NOT NULL,
    put_by UUID NOT NULL REFERENCES users (id),
    put_at BIGINT NOT NULL
);
CREATE INDEX company_logos_company ON company_logos (company_id, put_at);

-- Proposals as they are being written.
CREATE TABLE proposals (
    id UUID NOT NULL PRIMARY KEY,
    deal_id UUID NOT NULL REFERENCES deal_registrations (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    -- The template as it was when the proposal was made.
    revision_id UUID NOT NULL,
    template TEXT NOT NULL,
    lang TEXT NOT NULL,
    title TEXT NOT NULL,
    facts TEXT NOT NULL,
    regions TEXT NOT NULL,
    made_by UUID NOT NULL REFERENCES users (id),
    made_at BIGINT NOT NULL,
    changed_by UUID NOT NULL REFERENCES users (id),
    changed_at BIGINT NOT NULL,
    idempotency_key TEXT NOT NULL,
    UNIQUE (made_by, idempotency_key)
);
CREATE INDEX proposals_deal ON proposals (deal_id, made_at);
CREATE INDEX proposals_company ON proposals (company_id, changed_at);

-- What was kept or sent. Nothing here is changed.
CREATE TABLE proposal_versions (
    proposal_id UUID NOT NULL REFERENCES proposals (id),
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    facts TEXT NOT NULL,
    markdown TEXT NOT NULL,
    logo_id UUID REFERENCES company_logos (id),
    made_by UUID NOT NULL REFERENCES users (id),
    made_at BIGINT NOT NULL,
    PRIMARY KEY (proposal_id, number)
);

CREATE TABLE proposal_sendings (
    proposal_id UUID NOT NULL,
    number BIGINT NOT NULL,
    sent_to TEXT NOT NULL,
    sent_on BIGINT NOT NULL,
    noted_by UUID NOT NULL REFERENCES users (id),
    noted_at BIGINT NOT NULL,
    idempotency_key TEXT NOT NULL,
    PRIMARY KEY (proposal_id, idempotency_key),
    FOREIGN KEY (proposal_id, number) REFERENCES proposal_versions (proposal_id, number)
);

-- Who opened what, once a day. Number 0 is what is being written.
CREATE TABLE proposal_openings (
    proposal_id UUID NOT NULL REFERENCES proposals (id),
    number BIGINT NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id),
    way TEXT NOT NULL,
    on_day BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    PRIMARY KEY (proposal_id, number, user_id, way, on_day)
);
