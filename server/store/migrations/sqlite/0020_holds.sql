-- The line that a line cancels: its opposite, in its month, because something that happened earlier became known later.
ALTER TABLE point_entries ADD COLUMN cancels BLOB REFERENCES point_entries (id);
-- What is still provisional by then is confirmed.
ALTER TABLE point_entries ADD COLUMN hold_until INTEGER;
-- Why a grant is less than its rule promises: of so many registrations decided on so many were approved, so much is paid.
ALTER TABLE point_entries ADD COLUMN cut_decided INTEGER;
ALTER TABLE point_entries ADD COLUMN cut_approved INTEGER;
ALTER TABLE point_entries ADD COLUMN cut_percent INTEGER;
CREATE INDEX point_entries_held ON point_entries (company_id, hold_until) WHERE hold_until IS NOT NULL;

-- Holds that have not ended yet; the id is that of the activity that will end it.
CREATE TABLE point_holds (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    company_id BLOB NOT NULL REFERENCES companies (id),
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('none', 'deal', 'document')),
    subject_id BLOB CHECK (length(subject_id) = 16),
    until INTEGER NOT NULL
) STRICT;
CREATE INDEX point_holds_until ON point_holds (until);
