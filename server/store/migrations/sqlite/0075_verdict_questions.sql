-- Who asked whether a customer is free, a row a person, day and customer; the customer is known by a keyed hash only.
CREATE TABLE verdict_questions (
    user_id BLOB NOT NULL REFERENCES users (id),
    day INTEGER NOT NULL,
    customer BLOB NOT NULL CHECK (length(customer) = 32),
    -- The last answer.
    verdict TEXT NOT NULL,
    times INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, day, customer)
) STRICT;
CREATE INDEX verdict_questions_day ON verdict_questions (day, user_id);

-- What the hashes are keyed with; made by the portal at its first question.
CREATE TABLE verdict_key (one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), key TEXT NOT NULL) STRICT;
