-- Files on a deal; what is in them is in the object storage, under the file's id. A removed one stays as a row without an object.
CREATE TABLE deal_files (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    deal_id BLOB NOT NULL REFERENCES deal_registrations (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
    attached_by BLOB NOT NULL REFERENCES users (id),
    attached_at INTEGER NOT NULL,
    removed_by BLOB REFERENCES users (id),
    removed_at INTEGER,
    once_key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX deal_files_once ON deal_files (deal_id, once_key);
CREATE INDEX deal_files_deal ON deal_files (deal_id, attached_at);

-- Objects of no file: written down before the object is, and taken off with the commit of its file. What stays is swept.
CREATE TABLE loose_objects (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    since INTEGER NOT NULL
) STRICT;
CREATE INDEX loose_objects_since ON loose_objects (since);
