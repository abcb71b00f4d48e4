-- Finance sets tax thresholds itself: each is a version from a day on, a country may ask for several forms, and one that is still to come can be
-- taken back.
ALTER TABLE tax_threshold ADD COLUMN id TEXT, ADD COLUMN effective_on DATE, ADD COLUMN is_above BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN in_law TEXT NOT NULL DEFAULT '', ADD COLUMN note TEXT NOT NULL DEFAULT '', ADD COLUMN created_by_id TEXT,
  ADD COLUMN created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE tax_threshold SET id = format('tax_%s_%s', lower(country), from_year), effective_on = make_date(from_year, 1, 1);
ALTER TABLE tax_threshold DROP CONSTRAINT tax_threshold_pkey, ADD PRIMARY KEY (id), DROP COLUMN from_year,
  ALTER COLUMN effective_on SET NOT NULL, ALTER COLUMN threshold_nano DROP NOT NULL;
CREATE INDEX tax_threshold_country_form_effective_on_idx ON tax_threshold (country, form, effective_on);

CREATE TABLE tax_threshold_withdrawal (
  tax_threshold_id TEXT PRIMARY KEY REFERENCES tax_threshold (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  withdrawn_at TIMESTAMPTZ(6) NOT NULL,
  withdrawn_by_id TEXT
);
CREATE FUNCTION check_tax_threshold_withdrawal() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.withdrawn_at >= (SELECT effective_on::timestamp AT TIME ZONE 'UTC' FROM tax_threshold WHERE id = NEW.tax_threshold_id) THEN
    RAISE EXCEPTION 'tax threshold % has taken effect', NEW.tax_threshold_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tax_threshold_withdrawal_is_in_time BEFORE INSERT ON tax_threshold_withdrawal
  FOR EACH ROW EXECUTE FUNCTION check_tax_threshold_withdrawal();
CREATE TRIGGER tax_threshold_append_only BEFORE UPDATE OR DELETE ON tax_threshold FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tax_threshold_no_truncate BEFORE TRUNCATE ON tax_threshold FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tax_threshold_withdrawal_append_only BEFORE UPDATE OR DELETE ON tax_threshold_withdrawal
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tax_threshold_withdrawal_no_truncate BEFORE TRUNCATE ON tax_threshold_withdrawal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON tax_threshold, tax_threshold_withdrawal TO tollgate_app;
