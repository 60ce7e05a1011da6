-- Words that mean the same when one searches: all of them as text, a row a version.
CREATE TABLE synonym_texts (
    version INTEGER NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    -- Empty where nobody of the vendor wrote it.
    by_name TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

-- What was searched for and not found. `since`: from when on it counts, later than its first where it was closed before.
CREATE TABLE search_misses (
    key TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    since INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    closed_as TEXT CHECK (closed_as IN ('new_content', 'synonym', 'not_ours')),
    closed_by TEXT,
    closed_at INTEGER,
    before_as TEXT CHECK (before_as IN ('new_content', 'synonym', 'not_ours')),
    CHECK ((closed_as IS NULL) = (closed_at IS NULL))
) STRICT;
CREATE INDEX search_misses_open ON search_misses (last_at) WHERE closed_as IS NULL;
CREATE INDEX search_misses_closed ON search_misses (closed_at) WHERE closed_as IS NOT NULL;

-- Who did, once a day.
CREATE TABLE search_askers (
    key TEXT NOT NULL REFERENCES search_misses (key),
    user_id BLOB NOT NULL REFERENCES users (id),
    day INTEGER NOT NULL,
    company_id BLOB NOT NULL REFERENCES companies (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (key, user_id, day)
) STRICT;
CREATE INDEX search_askers_user ON search_askers (user_id, day);
CREATE INDEX search_askers_at ON search_askers (at);
