-- What an activity `benefit_used` was about: the key of an allowance of the tier. Append-only.
CREATE TABLE benefit_uses (
    activity_id UUID NOT NULL PRIMARY KEY REFERENCES activities (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    benefit TEXT NOT NULL,
    day BIGINT NOT NULL
);
CREATE INDEX benefit_uses_company ON benefit_uses (company_id, day);
