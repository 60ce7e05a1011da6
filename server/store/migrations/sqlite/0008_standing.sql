-- How a name is read, in katakana: names are found and sorted by it.
ALTER TABLE companies ADD COLUMN kana TEXT;

-- Counts the changes of a standing, so that a node knows which of those it has read still hold.
ALTER TABLE standings ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

CREATE INDEX companies_contract ON companies (contract_day);
CREATE INDEX activities_company_kind ON activities (company_id, kind, at);

-- Derived: what a company gathered in a month, a quarter and ever, so that a board is one row a company. `starts` is the first
-- month of the span, 0 for all time.
CREATE TABLE board_totals (
    span TEXT NOT NULL CHECK (span IN ('month', 'quarter', 'all_time')),
    starts INTEGER NOT NULL,
    company_id BLOB NOT NULL REFERENCES companies (id),
    provisional INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    PRIMARY KEY (span, starts, company_id)
) STRICT, WITHOUT ROWID;
INSERT INTO board_totals SELECT 'month', month, company_id, SUM(provisional), SUM(confirmed)
    FROM point_totals GROUP BY month, company_id;
INSERT INTO board_totals SELECT 'quarter', month - month % 3, company_id, SUM(provisional), SUM(confirmed)
    FROM point_totals GROUP BY month - month % 3, company_id;
INSERT INTO board_totals SELECT 'all_time', 0, company_id, SUM(provisional), SUM(confirmed)
    FROM point_totals GROUP BY company_id;

-- Derived: who set the partners' activities going, by day. Sixteen rows a day instead of one, so that writers do not queue.
CREATE TABLE origin_days (
    day INTEGER NOT NULL,
    shard INTEGER NOT NULL,
    self_started INTEGER NOT NULL,
    nudged INTEGER NOT NULL,
    requested INTEGER NOT NULL,
    PRIMARY KEY (day, shard)
) STRICT, WITHOUT ROWID;
