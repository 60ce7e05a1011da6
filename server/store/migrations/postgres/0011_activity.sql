-- Whether a person has done something with a text, and what a company earned by it, without reading everybody else's.
DROP INDEX activities_subject;
CREATE INDEX activities_subject ON activities (subject_id, user_id, kind, at) WHERE subject_id IS NOT NULL;
DROP INDEX point_entries_subject;
CREATE INDEX point_entries_subject ON point_entries (company_id, subject_id) WHERE subject_id IS NOT NULL;
