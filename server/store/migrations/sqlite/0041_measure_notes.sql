-- What an activity `measure_noted` noted: a number for which the programme has a measure, from a day on. Append-only.
CREATE TABLE measure_notes (
    activity_id BLOB NOT NULL PRIMARY KEY REFERENCES activities (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    measure TEXT NOT NULL,
    value INTEGER NOT NULL CHECK (value >= 0),
    day INTEGER NOT NULL,
    noted_by BLOB NOT NULL REFERENCES users (id),
    form_key BLOB NOT NULL,
    UNIQUE (company_id, form_key)
) STRICT;
CREATE INDEX measure_notes_company ON measure_notes (company_id, day);
