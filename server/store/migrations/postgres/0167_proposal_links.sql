-- The address by which a customer without an account opens a version that was sent; another one voids it.
CREATE TABLE proposal_links (
    proposal_id UUID NOT NULL,
    number BIGINT NOT NULL,
    secret TEXT NOT NULL UNIQUE,
    made_by UUID NOT NULL REFERENCES users (id),
    made_at BIGINT NOT NULL,
    works_until BIGINT NOT NULL,
    PRIMARY KEY (proposal_id, number),
    FOREIGN KEY (proposal_id, number) REFERENCES proposal_versions (proposal_id, number)
);

-- When that address was opened, by whomever: a customer is nobody to us.
CREATE TABLE proposal_reads (
    proposal_id UUID NOT NULL,
    number BIGINT NOT NULL,
    way TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    PRIMARY KEY (proposal_id, number, way, opened_at),
    FOREIGN KEY (proposal_id, number) REFERENCES proposal_versions (proposal_id, number)
);
CREATE INDEX proposal_reads_last ON proposal_reads (proposal_id, opened_at);
