-- Derived: a board for each measure beside the overall one. Growth has no rows of its own, it is read off those of the overall board.
ALTER TABLE board_totals ADD COLUMN measure TEXT NOT NULL DEFAULT 'overall'
    CHECK (measure IN ('overall', 'sales', 'learning', 'helping'));
ALTER TABLE board_totals ALTER COLUMN measure DROP DEFAULT;
ALTER TABLE board_totals DROP CONSTRAINT board_totals_pkey;
ALTER TABLE board_totals ADD PRIMARY KEY (measure, span, starts, company_id);
INSERT INTO board_totals (measure, span, starts, company_id, provisional, confirmed)
    SELECT axis, 'month', month, company_id, SUM(provisional), SUM(confirmed) FROM point_totals
    WHERE axis IN ('sales', 'helping') GROUP BY axis, month, company_id;
-- Of the managed points only what was granted for learning; months are Japan's.
INSERT INTO board_totals (measure, span, starts, company_id, provisional, confirmed)
    SELECT 'learning', 'month', month, company_id, SUM(provisional), SUM(confirmed) FROM (
        SELECT CAST(EXTRACT(YEAR FROM to_timestamp(e.at / 1000000 + 32400) AT TIME ZONE 'UTC') * 12
        + EXTRACT(MONTH FROM to_timestamp(e.at / 1000000 + 32400) AT TIME ZONE 'UTC') - 1 AS BIGINT) AS month, e.company_id, e.provisional, e.confirmed
        FROM point_entries e LEFT JOIN point_entries g ON g.id = e.settles JOIN activities a ON a.id = COALESCE(g.activity_id, e.activity_id)
        WHERE e.axis = 'managed' AND a.kind IN ('lesson_completed', 'module_completed')
    ) learnt GROUP BY month, company_id;
INSERT INTO board_totals (measure, span, starts, company_id, provisional, confirmed)
    SELECT measure, 'quarter', starts - starts % 3, company_id, SUM(provisional), SUM(confirmed) FROM board_totals
    WHERE measure <> 'overall' AND span = 'month' GROUP BY measure, starts - starts % 3, company_id;
INSERT INTO board_totals (measure, span, starts, company_id, provisional, confirmed)
    SELECT measure, 'all_time', 0, company_id, SUM(provisional), SUM(confirmed) FROM board_totals
    WHERE measure <> 'overall' AND span = 'month' GROUP BY measure, company_id;
