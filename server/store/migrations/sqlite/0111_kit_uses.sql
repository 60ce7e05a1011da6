-- That a kit was used for a deal: filled in for it, played in a talk about it, or noted by hand. Append-only; both are named by the
-- Japanese text, as activities are.
CREATE TABLE kit_uses (
    document_id BLOB NOT NULL REFERENCES documents (id),
    deal_id BLOB NOT NULL REFERENCES deal_registrations (id),
    how TEXT NOT NULL CHECK (how IN ('filled', 'played', 'noted')),
    company_id BLOB NOT NULL REFERENCES companies (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    -- The text that was used.
    lang TEXT NOT NULL CHECK (lang IN ('ja', 'en')),
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (document_id, deal_id, how)
) STRICT;
CREATE INDEX kit_uses_deal ON kit_uses (deal_id);

-- Kits that a person wants at hand.
CREATE TABLE kit_favourites (
    user_id BLOB NOT NULL REFERENCES users (id),
    document_id BLOB NOT NULL REFERENCES documents (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (user_id, document_id)
) STRICT;
