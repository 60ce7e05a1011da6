-- Derived: a board for each measure beside the overall one. Growth has no rows of its own, it is read off those of the overall board.
CREATE TABLE boards (
    measure TEXT NOT NULL CHECK (measure IN ('overall', 'sales', 'learning', 'helping')),
    span TEXT NOT NULL CHECK (span IN ('month', 'quarter', 'all_time')),
    starts INTEGER NOT NULL,
    company_id BLOB NOT NULL REFERENCES companies (id),
    provisional INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    PRIMARY KEY (measure, span, starts, company_id)
) STRICT, WITHOUT ROWID;
INSERT INTO boards SELECT 'overall', span, starts, company_id, provisional, confirmed FROM board_totals;
DROP TABLE board_totals;
ALTER TABLE boards RENAME TO board_totals;
INSERT INTO board_totals (measure, span, starts, company_id, provisional, confirmed)
    SELECT axis, 'month', month, company_id, SUM(provisional), SUM(confirmed) FROM point_totals
    WHERE axis IN ('sales', 'helping') GROUP BY axis, month, company_id;
-- Of the managed points only what was granted for learning; months are Japan's.
INSERT INTO board_totals (measure, span, starts, company_id, provisional, confirmed)
    SELECT 'learning', 'month', month, company_id, SUM(provisional), SUM(confirmed) FROM (
        SELECT CAST(strftime('%Y', e.at / 1000000 + 32400, 'unixepoch') AS INTEGER) * 12
        + CAST(strftime('%m', e.at / 1000000 + 32400, 'unixepoch') AS INTEGER) - 1 AS month, e.company_id, e.provisional, e.confirmed
        FROM point_entries e LEFT JOIN point_entries g ON g.id = e.settles JOIN activities a ON a.id = COALESCE(g.activity_id, e.activity_id)
        WHERE e.axis = 'managed' AND a.kind IN ('lesson_completed', 'module_completed')
    ) learnt GROUP BY month, company_id;
INSERT INTO board_totals (measure, span, starts, company_id, provisional, confirmed)
    SELECT measure, 'quarter', starts - starts % 3, company_id, SUM(provisional), SUM(confirmed) FROM board_totals
    WHERE measure <> 'overall' AND span = 'month' GROUP BY measure, starts - starts % 3, company_id;
INSERT INTO board_totals (measure, span, starts, company_id, provisional, confirmed)
    SELECT measure, 'all_time', 0, company_id, SUM(provisional), SUM(confirmed) FROM board_totals
    WHERE measure <> 'overall' AND span = 'month' GROUP BY measure, company_id;
