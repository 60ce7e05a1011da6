-- Whether texts with a part of the words were shown when it was asked last.
ALTER TABLE search_misses ADD COLUMN near BOOLEAN NOT NULL DEFAULT FALSE;
