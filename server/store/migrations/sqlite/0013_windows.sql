-- What a tier's window sums up stands in the index itself, and the ledger is in its order.
DROP INDEX point_entries_company;
CREATE INDEX point_entries_company ON point_entries (company_id, at, id, axis, confirmed);
