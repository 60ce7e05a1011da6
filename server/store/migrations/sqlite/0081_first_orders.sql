-- What both sides do for one of a company's first deals, as the checklist said when the deal was approved.
CREATE TABLE first_orders (
    deal_id BLOB NOT NULL PRIMARY KEY REFERENCES deal_registrations (id),
    company_id BLOB NOT NULL REFERENCES companies (id),
    opened_at INTEGER NOT NULL,
    finished INTEGER NOT NULL CHECK (finished IN (0, 1)),
    -- Since when, and until when, a step waits for each side, the first due first; follows from the steps.
    partner_since INTEGER,
    partner_due INTEGER,
    vendor_since INTEGER,
    vendor_due INTEGER,
    -- A link for the customer. It opens no more than the customer may see, and both sides send it again: it is kept as it is.
    secret TEXT,
    shared_by BLOB REFERENCES users (id),
    shared_until INTEGER
) STRICT;
CREATE INDEX first_orders_company ON first_orders (company_id, opened_at);
CREATE INDEX first_orders_vendor ON first_orders (vendor_due) WHERE vendor_due IS NOT NULL;
CREATE INDEX first_orders_open ON first_orders (opened_at) WHERE NOT finished;
CREATE UNIQUE INDEX first_orders_secret ON first_orders (secret) WHERE secret IS NOT NULL;

CREATE TABLE first_order_steps (
    deal_id BLOB NOT NULL REFERENCES first_orders (deal_id),
    place INTEGER NOT NULL,
    key TEXT NOT NULL,
    title_ja TEXT NOT NULL,
    title_en TEXT NOT NULL,
    needs_ja TEXT NOT NULL,
    needs_en TEXT NOT NULL,
    by_vendor INTEGER NOT NULL CHECK (by_vendor IN (0, 1)),
    days INTEGER NOT NULL,
    from_approval INTEGER NOT NULL CHECK (from_approval IN (0, 1)),
    owner_id BLOB REFERENCES users (id),
    done_by BLOB REFERENCES users (id),
    done_at INTEGER,
    PRIMARY KEY (deal_id, place),
    CHECK ((done_by IS NULL) = (done_at IS NULL))
) STRICT;
