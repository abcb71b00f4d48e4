-- A key can be refused for a while and let through again, which revoking cannot take back.
ALTER TABLE api_key ADD COLUMN disabled_at TIMESTAMPTZ(6);
