-- Who carries or backs a partnership in a company.
CREATE TABLE key_persons (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    role TEXT NOT NULL CHECK (role IN ('champion', 'sponsor')),
    given_by UUID NOT NULL REFERENCES users (id),
    given_at BIGINT NOT NULL
);
CREATE INDEX key_persons_company ON key_persons (company_id);

-- Ninety days with a champion, and what the vendor promises in return. One of a company is alive at a time.
CREATE TABLE pacts (
    id UUID NOT NULL PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    champion_id UUID NOT NULL REFERENCES users (id),
    counted TEXT NOT NULL,
    target BIGINT NOT NULL,
    since_day BIGINT NOT NULL,
    by_day BIGINT NOT NULL,
    hours BIGINT NOT NULL,
    by_vendor BOOLEAN NOT NULL,
    proposed_by UUID NOT NULL REFERENCES users (id),
    proposed_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'agreed', 'met', 'missed', 'ended')),
    answered_by UUID REFERENCES users (id),
    answered_at BIGINT,
    closed_at BIGINT
);
CREATE INDEX pacts_company ON pacts (company_id, proposed_at);
CREATE UNIQUE INDEX pacts_alive ON pacts (company_id) WHERE state IN ('proposed', 'agreed');

CREATE TABLE pact_promises (
    pact_id UUID NOT NULL REFERENCES pacts (id),
    place BIGINT NOT NULL,
    text TEXT NOT NULL,
    by_day BIGINT NOT NULL,
    kept_day BIGINT,
    PRIMARY KEY (pact_id, place)
);

-- Who has left, and what went on with whom. They sign in no more.
CREATE TABLE departures (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    to_id UUID NOT NULL REFERENCES users (id),
    said_by UUID NOT NULL REFERENCES users (id),
    said_at BIGINT NOT NULL,
    champion BOOLEAN NOT NULL,
    deals BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    visits BIGINT NOT NULL,
    questions BIGINT NOT NULL
);
CREATE INDEX departures_company ON departures (company_id, said_at);
