-- What happened. Append-only.
CREATE TABLE activities (
    id UUID NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    company_id UUID NOT NULL REFERENCES companies (id),
    user_id UUID REFERENCES users (id),
    kind TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('self', 'nudged', 'requested', 'vendor')),
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('none', 'deal', 'document')),
    subject_id UUID,
    amount BIGINT
);
CREATE INDEX activities_company ON activities (company_id, at);
CREATE INDEX activities_subject ON activities (subject_id, at) WHERE subject_id IS NOT NULL;

-- Derived from the activities of a company; can be computed again from zero.
CREATE TABLE standings (
    company_id UUID NOT NULL PRIMARY KEY REFERENCES companies (id),
    data TEXT NOT NULL
);
