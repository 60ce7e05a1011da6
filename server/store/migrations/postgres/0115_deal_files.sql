-- Files on a deal; what is in them is in the object storage, under the file's id. A removed one stays as a row without an object.
CREATE TABLE deal_files (
    id UUID NOT NULL PRIMARY KEY,
    deal_id UUID NOT NULL REFERENCES deal_registrations (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    shared BOOLEAN NOT NULL,
    attached_by UUID NOT NULL REFERENCES users (id),
    attached_at BIGINT NOT NULL,
    removed_by UUID REFERENCES users (id),
    removed_at BIGINT,
    once_key TEXT NOT NULL
);
CREATE UNIQUE INDEX deal_files_once ON deal_files (deal_id, once_key);
CREATE INDEX deal_files_deal ON deal_files (deal_id, attached_at);

-- Objects of no file: written down before the object is, and taken off with the commit of its file. What stays is swept.
CREATE TABLE loose_objects (
    id UUID NOT NULL PRIMARY KEY,
    since BIGINT NOT NULL
);
CREATE INDEX loose_objects_since ON loose_objects (since);
