-- What an activity `measure_noted` noted: a number for which the programme has a measure, from a day on. Append-only.
CREATE TABLE measure_notes (
    activity_id UUID NOT NULL PRIMARY KEY REFERENCES activities (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    measure TEXT NOT NULL,
    value BIGINT NOT NULL CHECK (value >= 0),
    day BIGINT NOT NULL,
    noted_by UUID NOT NULL REFERENCES users (id),
    form_key UUID NOT NULL,
    UNIQUE (company_id, form_key)
);
CREATE INDEX measure_notes_company ON measure_notes (company_id, day);
