-- The key of the form that noted a use: sent twice, it is one use. The id of the activity is the portal's own.
ALTER TABLE benefit_uses ADD COLUMN form_key UUID;
UPDATE benefit_uses SET form_key = activity_id;
CREATE UNIQUE INDEX benefit_uses_form ON benefit_uses (company_id, form_key);

-- What an activity `benefit_returned` took back: a use that was noted by mistake. Append-only.
CREATE TABLE benefit_returns (
    activity_id UUID NOT NULL PRIMARY KEY REFERENCES activities (id),
    use_id UUID NOT NULL UNIQUE REFERENCES benefit_uses (activity_id)
);

CREATE INDEX tier_standings_tier ON tier_standings (tier);
