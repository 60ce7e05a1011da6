-- Named accounts that are offered to one partner after another.
CREATE TABLE leads (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    customer TEXT NOT NULL,
    customer_key TEXT NOT NULL,
    corporate_number TEXT,
    domain TEXT,
    industry TEXT NOT NULL,
    size TEXT NOT NULL,
    territory TEXT,
    note TEXT NOT NULL,
    -- For the eyes of who accepts.
    contact TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('offered', 'accepted', 'exhausted', 'withdrawn')),
    made_by BLOB NOT NULL REFERENCES users (id),
    made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX leads_made ON leads (made_at);

-- Whose turn it was, and what decided that. An offer ends once.
CREATE TABLE lead_offers (
    lead_id BLOB NOT NULL REFERENCES leads (id),
    place INTEGER NOT NULL,
    company_id BLOB NOT NULL REFERENCES companies (id),
    offered_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'declined', 'timed_out', 'withdrawn')),
    weight INTEGER NOT NULL,
    credit INTEGER NOT NULL,
    among INTEGER NOT NULL,
    widened INTEGER NOT NULL CHECK (widened IN (0, 1)),
    answered_by BLOB REFERENCES users (id),
    answered_at INTEGER,
    reason TEXT,
    answer_note TEXT,
    PRIMARY KEY (lead_id, place)
) STRICT;
-- Nobody is asked twice.
CREATE UNIQUE INDEX lead_offers_once ON lead_offers (lead_id, company_id);
CREATE INDEX lead_offers_company ON lead_offers (company_id, offered_at);
CREATE INDEX lead_offers_due ON lead_offers (due_at) WHERE state = 'waiting';

-- What each company has gained and not yet been paid for; who has no row has nothing.
CREATE TABLE lead_credits (
    company_id BLOB NOT NULL PRIMARY KEY REFERENCES companies (id),
    credit INTEGER NOT NULL
) STRICT;
