-- What people are found by: the name without what is written in different ways. NULL until the program has computed it. Byte by byte,
-- so that names that begin alike stand together whatever language the database sorts in.
ALTER TABLE users ADD COLUMN name_key TEXT COLLATE "C";
CREATE INDEX users_name_key ON users (name_key, id);

-- Names that begin with what is typed; of one name the newest.
CREATE INDEX deal_registrations_customer ON deal_registrations (customer_key COLLATE "C", number DESC);
