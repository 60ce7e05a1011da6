-- Goals as one side proposed them, and what became of that. Terms never change: other numbers are another proposal.
CREATE TABLE shared_goals (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    company_id BLOB NOT NULL REFERENCES companies (id),
    counted TEXT NOT NULL,
    target INTEGER NOT NULL CHECK (target > 0),
    due INTEGER NOT NULL,
    why TEXT NOT NULL,
    since INTEGER NOT NULL,
    by_vendor INTEGER NOT NULL CHECK (by_vendor IN (0, 1)),
    proposed_by BLOB NOT NULL REFERENCES users (id),
    proposed_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'replaced', 'agreed', 'met', 'missed', 'ended')),
    answered_by BLOB REFERENCES users (id),
    answered_at INTEGER,
    closed_at INTEGER,
    CHECK ((answered_by IS NULL) = (answered_at IS NULL))
) STRICT;
CREATE INDEX shared_goals_company ON shared_goals (company_id, proposed_at);
CREATE UNIQUE INDEX shared_goals_waiting ON shared_goals (company_id) WHERE state = 'proposed';
CREATE INDEX shared_goals_agreed ON shared_goals (proposed_at) WHERE state = 'agreed';
