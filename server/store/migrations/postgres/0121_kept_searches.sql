-- What a person searched for lately, and what they saved to search for again; the query of the page's address.
CREATE TABLE kept_searches (
    user_id UUID NOT NULL REFERENCES users (id),
    query TEXT NOT NULL,
    at BIGINT NOT NULL,
    saved BOOLEAN NOT NULL,
    PRIMARY KEY (user_id, query)
);
CREATE INDEX kept_searches_old ON kept_searches (at) WHERE NOT saved;
