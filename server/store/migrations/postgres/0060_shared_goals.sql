-- Goals as one side proposed them, and what became of that. Terms never change: other numbers are another proposal.
CREATE TABLE shared_goals (
    id UUID NOT NULL PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    counted TEXT NOT NULL,
    target BIGINT NOT NULL CHECK (target > 0),
    due BIGINT NOT NULL,
    why TEXT NOT NULL,
    since BIGINT NOT NULL,
    by_vendor BOOLEAN NOT NULL,
    proposed_by UUID NOT NULL REFERENCES users (id),
    proposed_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'replaced', 'agreed', 'met', 'missed', 'ended')),
    answered_by UUID REFERENCES users (id),
    answered_at BIGINT,
    closed_at BIGINT,
    CHECK ((answered_by IS NULL) = (answered_at IS NULL))
);
CREATE INDEX shared_goals_company ON shared_goals (company_id, proposed_at);
CREATE UNIQUE INDEX shared_goals_waiting ON shared_goals (company_id) WHERE state = 'proposed';
CREATE INDEX shared_goals_agreed ON shared_goals (proposed_at) WHERE state = 'agreed';
