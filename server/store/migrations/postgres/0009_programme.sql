-- The programme's file, a row a version. Of those whose moment has come the newest is in force; before the first one's moment,
-- the first. Rows are only added, so that what was earned can be computed again under the rules it was earned by.
CREATE TABLE programme_versions (
    id UUID NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    -- SHA-256 in hexadecimal; empty for versions from before it was kept.
    digest TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    loaded_at BIGINT NOT NULL
);
-- A day begins at midnight in Japan; a version after the first never reached back behind its import.
INSERT INTO programme_versions (id, number, text, digest, valid_from, loaded_at)
    SELECT gen_random_uuid(), version, text, '',
        CASE WHEN effective_from * 86400000000 - 32400000000 < imported_at AND version > (SELECT MIN(version) FROM programmes)
            THEN imported_at ELSE effective_from * 86400000000 - 32400000000 END, imported_at
    FROM programmes;
DROP TABLE programmes;
