-- What partners ask the vendor. The vendor's turn that runs, or was the last, is from `since` to `due`; the three marks are of that turn.
CREATE TABLE questions (
    id UUID NOT NULL PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies (id),
    asker_id UUID NOT NULL REFERENCES users (id),
    asked_at BIGINT NOT NULL,
    topic TEXT NOT NULL,
    title TEXT NOT NULL,
    page_path TEXT,
    page_label TEXT,
    version BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'answered', 'solved', 'withdrawn')),
    holder_id UUID REFERENCES users (id),
    stands_in BOOLEAN NOT NULL,
    since BIGINT NOT NULL,
    due BIGINT NOT NULL,
    moved_at BIGINT NOT NULL,
    reminded BOOLEAN NOT NULL,
    late BOOLEAN NOT NULL,
    escalated BOOLEAN NOT NULL,
    accepted_post UUID,
    faq_document UUID REFERENCES documents (id)
);
CREATE INDEX questions_company ON questions (company_id, moved_at);
CREATE INDEX questions_waiting ON questions (due) WHERE state = 'asked';
CREATE INDEX questions_moved ON questions (moved_at);

CREATE TABLE question_posts (
    id UUID NOT NULL PRIMARY KEY,
    question_id UUID NOT NULL REFERENCES questions (id),
    is_answer BOOLEAN NOT NULL,
    by_vendor BOOLEAN NOT NULL,
    by_id UUID NOT NULL REFERENCES users (id),
    at BIGINT NOT NULL,
    -- Among those of one moment.
    place BIGINT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX question_posts_question ON question_posts (question_id, at);

-- Who of the vendor is away, and the last day of it.
CREATE TABLE absences (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id),
    last_day BIGINT NOT NULL
);
