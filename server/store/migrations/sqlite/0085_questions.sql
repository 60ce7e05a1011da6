-- What partners ask the vendor. The vendor's turn that runs, or was the last, is from `since` to `due`; the three marks are of that turn.
CREATE TABLE questions (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    company_id BLOB NOT NULL REFERENCES companies (id),
    asker_id BLOB NOT NULL REFERENCES users (id),
    asked_at INTEGER NOT NULL,
    topic TEXT NOT NULL,
    title TEXT NOT NULL,
    page_path TEXT,
    page_label TEXT,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'answered', 'solved', 'withdrawn')),
    holder_id BLOB REFERENCES users (id),
    stands_in INTEGER NOT NULL CHECK (stands_in IN (0, 1)),
    since INTEGER NOT NULL,
    due INTEGER NOT NULL,
    moved_at INTEGER NOT NULL,
    reminded INTEGER NOT NULL CHECK (reminded IN (0, 1)),
    late INTEGER NOT NULL CHECK (late IN (0, 1)),
    escalated INTEGER NOT NULL CHECK (escalated IN (0, 1)),
    accepted_post BLOB,
    faq_document BLOB REFERENCES documents (id)
) STRICT;
CREATE INDEX questions_company ON questions (company_id, moved_at);
CREATE INDEX questions_waiting ON questions (due) WHERE state = 'asked';
CREATE INDEX questions_moved ON questions (moved_at);

CREATE TABLE question_posts (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    question_id BLOB NOT NULL REFERENCES questions (id),
    is_answer INTEGER NOT NULL CHECK (is_answer IN (0, 1)),
    by_vendor INTEGER NOT NULL CHECK (by_vendor IN (0, 1)),
    by_id BLOB NOT NULL REFERENCES users (id),
    at INTEGER NOT NULL,
    -- Among those of one moment.
    place INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX question_posts_question ON question_posts (question_id, at);

-- Who of the vendor is away, and the last day of it.
CREATE TABLE absences (
    user_id BLOB NOT NULL PRIMARY KEY REFERENCES users (id),
    last_day INTEGER NOT NULL
) STRICT;
