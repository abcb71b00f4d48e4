-- Which tax form of a payee we hold and who saw it, and from which yearly amount on nothing is paid without one.
ALTER TABLE payout_account
  ADD COLUMN tax_form_kind TEXT,
  ADD COLUMN tax_form_note TEXT,
  ADD COLUMN tax_form_by_id TEXT,
  ADD COLUMN tax_form_at TIMESTAMPTZ(6),
  ADD CONSTRAINT payout_account_tax_form_kind CHECK (tax_form_kind IN ('w9', 'w8ben', 'w8bene', 'other')),
  ADD CONSTRAINT payout_account_tax_form_is_seen CHECK (tax_form <> 'accepted' OR tax_form_at IS NULL OR tax_form_by_id IS NOT NULL);
ALTER TABLE payout_settings_version
  ADD COLUMN tax_form_from_nano BIGINT,
  ADD CONSTRAINT payout_settings_tax_form_from CHECK (tax_form_from_nano >= 0);
