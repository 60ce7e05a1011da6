-- How far a person is with a lesson. Both languages of a lesson are one lesson, so it is named by its slugs.
CREATE TABLE lesson_progress (
    user_id UUID NOT NULL REFERENCES users (id),
    module TEXT NOT NULL,
    lesson TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    position_percent BIGINT NOT NULL DEFAULT 0 CHECK (position_percent BETWEEN 0 AND 100),
    read_at BIGINT,
    best_score BIGINT CHECK (best_score BETWEEN 0 AND 100),
    passed_at BIGINT,
    completed_at BIGINT,
    -- The latest answering of the quiz, as JSON.
    attempt TEXT,
    PRIMARY KEY (user_id, module, lesson)
);
