-- One conversation along a talk script, by whoever had it; append-only. Its activities are about the Japanese text, and so is this.
CREATE TABLE script_talks (
    id UUID NOT NULL PRIMARY KEY,
    document_id UUID NOT NULL REFERENCES documents (id),
    -- The text that was on the screen.
    lang TEXT NOT NULL CHECK (lang IN ('ja', 'en')),
    version BIGINT NOT NULL,
    company_id UUID NOT NULL REFERENCES companies (id),
    user_id UUID NOT NULL REFERENCES users (id),
    deal_id UUID REFERENCES deal_registrations (id),
    began_at BIGINT NOT NULL
);
CREATE INDEX script_talks_document ON script_talks (document_id, id);

-- What was tapped at a step, in the order of the talk: an answer, or that the customer said something else.
CREATE TABLE script_taps (
    talk_id UUID NOT NULL REFERENCES script_talks (id),
    place BIGINT NOT NULL,
    step TEXT NOT NULL,
    went_to TEXT,
    -- How the talk ends there, by the text that was on the screen.
    ending TEXT CHECK (ending IN ('goal', 'later', 'no')),
    at BIGINT NOT NULL,
    PRIMARY KEY (talk_id, place)
);

-- What a customer said that the script does not know, until an editor has dealt with it.
CREATE TABLE script_unanswered (
    id UUID NOT NULL PRIMARY KEY,
    talk_id UUID NOT NULL REFERENCES script_talks (id),
    document_id UUID NOT NULL REFERENCES documents (id),
    step TEXT NOT NULL,
    said TEXT NOT NULL,
    at BIGINT NOT NULL,
    settled_by UUID REFERENCES users (id),
    settled_at BIGINT,
    CHECK ((settled_by IS NULL) = (settled_at IS NULL))
);
CREATE INDEX script_unanswered_open ON script_unanswered (document_id, at) WHERE settled_at IS NULL;
