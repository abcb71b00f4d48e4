-- A sign-in says how it was proven. An authenticator app is a second factor; recovery codes stand in when it is lost.
CREATE TYPE sign_in_method AS ENUM ('password', 'email_link', 'passkey', 'github', 'google');
CREATE TYPE second_factor AS ENUM ('totp', 'recovery_code', 'passkey');

ALTER TABLE sign_in_session
  ADD COLUMN method sign_in_method NOT NULL DEFAULT 'password',
  ADD COLUMN second_factor second_factor,
  ADD COLUMN awaits_second_factor BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT sign_in_session_factor_awaited_or_given CHECK (NOT awaits_second_factor OR second_factor IS NULL);

CREATE TABLE authenticator (
  user_id TEXT NOT NULL,
  secret_sealed TEXT NOT NULL,
  last_step INTEGER,
  created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  confirmed_at TIMESTAMPTZ(6),
  CONSTRAINT authenticator_pkey PRIMARY KEY (user_id),
  CONSTRAINT authenticator_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user" (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT authenticator_confirmed_by_a_code CHECK (confirmed_at IS NULL OR last_step IS NOT NULL)
);

CREATE TABLE recovery_code (
  id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  code_hash BYTEA NOT NULL,
  created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  used_at TIMESTAMPTZ(6),
  CONSTRAINT recovery_code_pkey PRIMARY KEY (id),
  CONSTRAINT recovery_code_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user" (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX recovery_code_user_id_code_hash_key ON recovery_code (user_id, code_hash);

GRANT SELECT, INSERT, UPDATE, DELETE ON authenticator, recovery_code TO tollgate_app;

-- A code that was accepted is never accepted again, and neither is one from before it.
CREATE FUNCTION keep_codes_used() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.secret_sealed = OLD.secret_sealed AND NEW.last_step IS DISTINCT FROM OLD.last_step
    AND OLD.last_step IS NOT NULL AND (NEW.last_step IS NULL OR NEW.last_step < OLD.last_step) THEN
    RAISE EXCEPTION 'codes of % would work again', OLD.user_id USING ERRCODE = 'TG094';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION keep_codes_used FROM PUBLIC;
CREATE TRIGGER authenticator_keeps_codes_used BEFORE UPDATE ON authenticator FOR EACH ROW EXECUTE FUNCTION keep_codes_used();
