-- A company's own deals by the beginning of their number.
CREATE INDEX deal_registrations_company_number ON deal_registrations (company_id, number);
