-- One language of one text. `title` is the newest revision's; what readers see is kept in the columns below `meta`.
CREATE TABLE documents (
    id UUID NOT NULL PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('module', 'lesson', 'template', 'script', 'objection', 'case', 'faq', 'news', 'checklist')),
    module TEXT,
    position BIGINT,
    slug TEXT NOT NULL,
    lang TEXT NOT NULL CHECK (lang IN ('ja', 'en')),
    published_revision UUID,
    draft_revision UUID,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    -- Of the published revision: what its front matter means (JSON), the order within its kind, the last day of a kit.
    meta TEXT,
    sort BIGINT,
    valid_until BIGINT,
    published_at BIGINT,
    CHECK (published_revision IS NOT NULL OR draft_revision IS NOT NULL),
    CHECK ((published_revision IS NULL) = (meta IS NULL)),
    CHECK ((published_revision IS NULL) = (published_at IS NULL)),
    CHECK ((kind = 'lesson') = (module IS NOT NULL AND position IS NOT NULL))
);
-- Addresses name texts by slug alone: one kit of a slug whatever its kind, one lesson of a slug in its module.
CREATE UNIQUE INDEX documents_kit ON documents (slug, lang) WHERE kind IN ('template', 'script', 'objection', 'case');
CREATE UNIQUE INDEX documents_lesson ON documents (module, slug, lang) WHERE kind = 'lesson';
CREATE INDEX documents_kind ON documents (kind, sort, slug);
CREATE INDEX documents_updated ON documents (updated_at, path);

-- A text as it was saved. Append-only.
CREATE TABLE revisions (
    id UUID NOT NULL PRIMARY KEY,
    document_id UUID NOT NULL REFERENCES documents (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    by_name TEXT NOT NULL,
    front TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (document_id, number)
);

ALTER TABLE documents
    ADD FOREIGN KEY (published_revision) REFERENCES revisions (id) DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (draft_revision) REFERENCES revisions (id) DEFERRABLE INITIALLY DEFERRED;

-- The programme's file as it was imported, a row a version. The highest version whose day has come is in force.
CREATE TABLE programmes (
    version BIGINT NOT NULL PRIMARY KEY,
    effective_from BIGINT NOT NULL,
    text TEXT NOT NULL,
    imported_at BIGINT NOT NULL
);
