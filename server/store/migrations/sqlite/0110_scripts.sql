-- One conversation along a talk script, by whoever had it; append-only. Its activities are about the Japanese text, and so is this.
CREATE TABLE script_talks (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    document_id BLOB NOT NULL REFERENCES documents (id),
    -- The text that was on the screen.
    lang TEXT NOT NULL CHECK (lang IN ('ja', 'en')),
    version INTEGER NOT NULL,
    company_id BLOB NOT NULL REFERENCES companies (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    deal_id BLOB REFERENCES deal_registrations (id),
    began_at INTEGER NOT NULL
) STRICT;
CREATE INDEX script_talks_document ON script_talks (document_id, id);

-- What was tapped at a step, in the order of the talk: an answer, or that the customer said something else.
CREATE TABLE script_taps (
    talk_id BLOB NOT NULL REFERENCES script_talks (id),
    place INTEGER NOT NULL,
    step TEXT NOT NULL,
    went_to TEXT,
    -- How the talk ends there, by the text that was on the screen.
    ending TEXT CHECK (ending IN ('goal', 'later', 'no')),
    at INTEGER NOT NULL,
    PRIMARY KEY (talk_id, place)
) STRICT;

-- What a customer said that the script does not know, until an editor has dealt with it.
CREATE TABLE script_unanswered (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    talk_id BLOB NOT NULL REFERENCES script_talks (id),
    document_id BLOB NOT NULL REFERENCES documents (id),
    step TEXT NOT NULL,
    said TEXT NOT NULL,
    at INTEGER NOT NULL,
    settled_by BLOB REFERENCES users (id),
    settled_at INTEGER,
    CHECK ((settled_by IS NULL) = (settled_at IS NULL))
) STRICT;
CREATE INDEX script_unanswered_open ON script_unanswered (document_id, at) WHERE settled_at IS NULL;
