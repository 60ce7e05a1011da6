-- Who carries or backs a partnership in a company.
CREATE TABLE key_persons (
    user_id BLOB NOT NULL PRIMARY KEY REFERENCES users (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    role TEXT NOT NULL CHECK (role IN ('champion', 'sponsor')),
    given_by BLOB NOT NULL REFERENCES users (id),
    given_at INTEGER NOT NULL
) STRICT;
CREATE INDEX key_persons_company ON key_persons (company_id);

-- Ninety days with a champion, and what the vendor promises in return. One of a company is alive at a time.
CREATE TABLE pacts (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    company_id BLOB NOT NULL REFERENCES companies (id),
    champion_id BLOB NOT NULL REFERENCES users (id),
    counted TEXT NOT NULL,
    target INTEGER NOT NULL,
    since_day INTEGER NOT NULL,
    by_day INTEGER NOT NULL,
    hours INTEGER NOT NULL,
    by_vendor INTEGER NOT NULL CHECK (by_vendor IN (0, 1)),
    proposed_by BLOB NOT NULL REFERENCES users (id),
    proposed_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'agreed', 'met', 'missed', 'ended')),
    answered_by BLOB REFERENCES users (id),
    answered_at INTEGER,
    closed_at INTEGER
) STRICT;
CREATE INDEX pacts_company ON pacts (company_id, proposed_at);
CREATE UNIQUE INDEX pacts_alive ON pacts (company_id) WHERE state IN ('proposed', 'agreed');

CREATE TABLE pact_promises (
    pact_id BLOB NOT NULL REFERENCES pacts (id),
    place INTEGER NOT NULL,
    text TEXT NOT NULL,
    by_day INTEGER NOT NULL,
    kept_day INTEGER,
    PRIMARY KEY (pact_id, place)
) STRICT;

-- Who has left, and what went on with whom. They sign in no more.
CREATE TABLE departures (
    user_id BLOB NOT NULL PRIMARY KEY REFERENCES users (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    to_id BLOB NOT NULL REFERENCES users (id),
    said_by BLOB NOT NULL REFERENCES users (id),
    said_at INTEGER NOT NULL,
    champion INTEGER NOT NULL CHECK (champion IN (0, 1)),
    deals INTEGER NOT NULL,
    steps INTEGER NOT NULL,
    visits INTEGER NOT NULL,
    questions INTEGER NOT NULL
) STRICT;
CREATE INDEX departures_company ON departures (company_id, said_at);
