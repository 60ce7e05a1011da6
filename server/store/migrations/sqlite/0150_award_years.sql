-- What a year was worth, read from an index alone: a table of all activities is millions of rows, most of them without an amount.
CREATE INDEX activities_amounts ON activities (company_id, kind, at, amount) WHERE amount IS NOT NULL;
