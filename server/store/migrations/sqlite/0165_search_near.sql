-- Whether texts with a part of the words were shown when it was asked last.
ALTER TABLE search_misses ADD COLUMN near INTEGER NOT NULL DEFAULT 0 CHECK (near IN (0, 1));
