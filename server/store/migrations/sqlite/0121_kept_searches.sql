-- What a person searched for lately, and what they saved to search for again; the query of the page's address.
CREATE TABLE kept_searches (
    user_id BLOB NOT NULL REFERENCES users (id),
    query TEXT NOT NULL,
    at INTEGER NOT NULL,
    saved INTEGER NOT NULL CHECK (saved IN (0, 1)),
    PRIMARY KEY (user_id, query)
) STRICT;
CREATE INDEX kept_searches_old ON kept_searches (at) WHERE NOT saved;
