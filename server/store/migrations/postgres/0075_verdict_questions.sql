-- Who asked whether a customer is free, a row a person, day and customer; the customer is known by a keyed hash only.
CREATE TABLE verdict_questions (
    user_id UUID NOT NULL REFERENCES users (id),
    day BIGINT NOT NULL,
    customer BYTEA NOT NULL CHECK (length(customer) = 32),
    -- The last answer.
    verdict TEXT NOT NULL,
    times BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, day, customer)
);
CREATE INDEX verdict_questions_day ON verdict_questions (day, user_id);

-- What the hashes are keyed with; made by the portal at its first question.
CREATE TABLE verdict_key (one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1), key TEXT NOT NULL);
