-- Plays: what a visit of both sides taught, as a text to which both consent.
CREATE TABLE plays (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    visit_id BLOB NOT NULL UNIQUE REFERENCES visits (id),
    deal_id BLOB NOT NULL REFERENCES deal_registrations (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'change_asked', 'agreed', 'published', 'declined', 'withdrawn')),
    from_vendor INTEGER NOT NULL CHECK (from_vendor IN (0, 1)),
    by_vendor INTEGER NOT NULL CHECK (by_vendor IN (0, 1)),
    lang TEXT NOT NULL CHECK (lang IN ('ja', 'en')),
    text TEXT NOT NULL,
    named INTEGER NOT NULL CHECK (named IN (0, 1)),
    proposed_by BLOB NOT NULL REFERENCES users (id),
    proposed_at INTEGER NOT NULL,
    moved_by BLOB NOT NULL REFERENCES users (id),
    moved_at INTEGER NOT NULL,
    note TEXT,
    partner_consent_by BLOB REFERENCES users (id),
    partner_consent_at INTEGER,
    vendor_consent_by BLOB REFERENCES users (id),
    vendor_consent_at INTEGER,
    document_id BLOB REFERENCES documents (id),
    CHECK (state NOT IN ('agreed', 'published')
        OR partner_consent_by IS NOT NULL AND vendor_consent_by IS NOT NULL AND document_id IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX plays_document ON plays (document_id);
CREATE INDEX plays_company ON plays (company_id, moved_at);
CREATE INDEX plays_open ON plays (moved_at) WHERE state IN ('proposed', 'change_asked', 'agreed');

-- Every move with the text that it was about. Append-only.
CREATE TABLE play_moves (
    play_id BLOB NOT NULL REFERENCES plays (id),
    version INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('change', 'consent', 'ask_change', 'decline', 'publish', 'withdraw')),
    by_vendor INTEGER NOT NULL CHECK (by_vendor IN (0, 1)),
    said_by BLOB NOT NULL REFERENCES users (id),
    said_at INTEGER NOT NULL,
    note TEXT,
    named INTEGER NOT NULL CHECK (named IN (0, 1)),
    text TEXT NOT NULL,
    PRIMARY KEY (play_id, version)
) STRICT;

-- Another kind of document. What a CHECK says can only be changed where it is written down, as SQLite's authors describe it; a
-- table that others refer to cannot be made anew inside a transaction.
DROP INDEX documents_kit;
CREATE UNIQUE INDEX documents_kit ON documents (slug, lang) WHERE kind IN ('template', 'script', 'objection', 'play', 'case');
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''objection'', ''case'', ''faq''', '''objection'', ''play'', ''case'', ''faq''')
WHERE type = 'table' AND name = 'documents';
PRAGMA writable_schema = RESET;
