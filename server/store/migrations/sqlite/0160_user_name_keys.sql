-- What people are found by: the name without what is written in different ways. NULL until the program has computed it.
ALTER TABLE users ADD COLUMN name_key TEXT;
CREATE INDEX users_name_key ON users (name_key, id);

-- Names that begin with what is typed; of one name the newest.
CREATE INDEX deal_registrations_customer ON deal_registrations (customer_key, number DESC);
