-- Plays: what a visit of both sides taught, as a text to which both consent.
CREATE TABLE plays (
    id UUID NOT NULL PRIMARY KEY,
    visit_id UUID NOT NULL UNIQUE REFERENCES visits (id),
    deal_id UUID NOT NULL REFERENCES deal_registrations (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    version BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'change_asked', 'agreed', 'published', 'declined', 'withdrawn')),
    from_vendor BOOLEAN NOT NULL,
    by_vendor BOOLEAN NOT NULL,
    lang TEXT NOT NULL CHECK (lang IN ('ja', 'en')),
    text TEXT NOT NULL,
    named BOOLEAN NOT NULL,
    proposed_by UUID NOT NULL REFERENCES users (id),
    proposed_at BIGINT NOT NULL,
    moved_by UUID NOT NULL REFERENCES users (id),
    moved_at BIGINT NOT NULL,
    note TEXT,
    partner_consent_by UUID REFERENCES users (id),
    partner_consent_at BIGINT,
    vendor_consent_by UUID REFERENCES users (id),
    vendor_consent_at BIGINT,
    document_id UUID REFERENCES documents (id),
    CHECK (state NOT IN ('agreed', 'published')
        OR partner_consent_by IS NOT NULL AND vendor_consent_by IS NOT NULL AND document_id IS NOT NULL)
);
CREATE UNIQUE INDEX plays_document ON plays (document_id);
CREATE INDEX plays_company ON plays (company_id, moved_at);
CREATE INDEX plays_open ON plays (moved_at) WHERE state IN ('proposed', 'change_asked', 'agreed');

-- Every move with the text that it was about. Append-only.
CREATE TABLE play_moves (
    play_id UUID NOT NULL REFERENCES plays (id),
    version BIGINT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('change', 'consent', 'ask_change', 'decline', 'publish', 'withdraw')),
    by_vendor BOOLEAN NOT NULL,
    said_by UUID NOT NULL REFERENCES users (id),
    said_at BIGINT NOT NULL,
    note TEXT,
    named BOOLEAN NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (play_id, version)
);

-- Another kind of document.
DROP INDEX documents_kit;
CREATE UNIQUE INDEX documents_kit ON documents (slug, lang) WHERE kind IN ('template', 'script', 'objection', 'play', 'case');
ALTER TABLE documents DROP CONSTRAINT documents_kind_check;
ALTER TABLE documents ADD CONSTRAINT documents_kind_check
    CHECK (kind IN ('module', 'lesson', 'template', 'script', 'objection', 'play', 'case', 'faq', 'news', 'checklist'));
