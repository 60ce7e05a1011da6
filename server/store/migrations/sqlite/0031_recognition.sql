-- Thanks from one person to another. What was said to or by a partner's person is an activity of that company, too. Append-only.
CREATE TABLE kudos (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    at INTEGER NOT NULL,
    from_user BLOB NOT NULL REFERENCES users (id),
    from_company BLOB REFERENCES companies (id),
    to_user BLOB NOT NULL REFERENCES users (id),
    to_company BLOB REFERENCES companies (id),
    text TEXT NOT NULL,
    activity_id BLOB REFERENCES activities (id),
    CHECK (from_user <> to_user)
) STRICT;
CREATE INDEX kudos_from ON kudos (from_user, at);
CREATE INDEX kudos_to ON kudos (to_user, at);
CREATE INDEX kudos_to_company ON kudos (to_company, at) WHERE to_company IS NOT NULL;

-- Small steps that were noticed, each once, and what became of them.
CREATE TABLE small_steps (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    company_id BLOB NOT NULL REFERENCES companies (id),
    user_id BLOB REFERENCES users (id),
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    once_key TEXT NOT NULL,
    activity_id BLOB NOT NULL REFERENCES activities (id),
    at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'praised', 'dismissed')),
    decided_by BLOB REFERENCES users (id),
    decided_at INTEGER,
    kudos_id BLOB REFERENCES kudos (id),
    UNIQUE (company_id, once_key),
    CHECK ((state = 'open') = (decided_at IS NULL)),
    CHECK ((state = 'praised') = (kudos_id IS NOT NULL))
) STRICT;
CREATE INDEX small_steps_state ON small_steps (state, at);

-- What an activity `mvp_confirmed` confirmed, with the figures it rests on. Append-only; one a month.
CREATE TABLE mvps (
    activity_id BLOB NOT NULL PRIMARY KEY REFERENCES activities (id),
    month INTEGER NOT NULL UNIQUE,
    company_id BLOB NOT NULL REFERENCES companies (id),
    confirmed_by BLOB NOT NULL REFERENCES users (id),
    reason TEXT,
    facts TEXT NOT NULL
) STRICT;
