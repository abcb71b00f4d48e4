-- Operators set the platform's fees themselves: each version says why, and one that is still to come can be taken back.
ALTER TABLE fee_version ADD COLUMN note text NOT NULL DEFAULT '';

CREATE TABLE fee_withdrawal (
  fee_version_id TEXT PRIMARY KEY REFERENCES fee_version (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  withdrawn_at TIMESTAMPTZ(6) NOT NULL,
  withdrawn_by_id TEXT
);
CREATE FUNCTION check_fee_withdrawal() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.withdrawn_at >= (SELECT effective_at FROM fee_version WHERE id = NEW.fee_version_id) THEN
    RAISE EXCEPTION 'fee version % has taken effect', NEW.fee_version_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fee_withdrawal_is_in_time BEFORE INSERT ON fee_withdrawal FOR EACH ROW EXECUTE FUNCTION check_fee_withdrawal();
CREATE TRIGGER fee_withdrawal_append_only BEFORE UPDATE OR DELETE ON fee_withdrawal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fee_withdrawal_no_truncate BEFORE TRUNCATE ON fee_withdrawal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON fee_withdrawal TO tollgate_app;
