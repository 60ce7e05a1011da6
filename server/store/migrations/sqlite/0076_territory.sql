-- Where the customer is; what was registered before does not say.
ALTER TABLE deal_registrations ADD COLUMN territory TEXT;
