-- The address by which a customer without an account opens a version that was sent; another one voids it.
CREATE TABLE proposal_links (
    proposal_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    secret TEXT NOT NULL UNIQUE,
    made_by BLOB NOT NULL REFERENCES users (id),
    made_at INTEGER NOT NULL,
    works_until INTEGER NOT NULL,
    PRIMARY KEY (proposal_id, number),
    FOREIGN KEY (proposal_id, number) REFERENCES proposal_versions (proposal_id, number)
) STRICT;

-- When that address was opened, by whomever: a customer is nobody to us.
CREATE TABLE proposal_reads (
    proposal_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    way TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    PRIMARY KEY (proposal_id, number, way, opened_at),
    FOREIGN KEY (proposal_id, number) REFERENCES proposal_versions (proposal_id, number)
) STRICT;
CREATE INDEX proposal_reads_last ON proposal_reads (proposal_id, opened_at);
