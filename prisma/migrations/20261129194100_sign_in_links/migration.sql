-- A link in a mail signs its person in once, or confirms their address.
CREATE TYPE link_purpose AS ENUM ('sign_in', 'confirm_address');

CREATE TABLE sign_in_link (
  id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  purpose link_purpose NOT NULL,
  token_hash BYTEA NOT NULL,
  created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at TIMESTAMPTZ(6) NOT NULL,
  used_at TIMESTAMPTZ(6),
  CONSTRAINT sign_in_link_pkey PRIMARY KEY (id),
  CONSTRAINT sign_in_link_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user" (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX sign_in_link_token_hash_key ON sign_in_link (token_hash);
CREATE INDEX sign_in_link_user_id_idx ON sign_in_link (user_id);
GRANT SELECT, INSERT, UPDATE ON sign_in_link TO tollgate_app;

-- A link that was used is never open again, and none is made to last longer.
CREATE FUNCTION keep_links_used() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.used_at IS NOT NULL OR NEW.expires_at <> OLD.expires_at OR NEW.user_id <> OLD.user_id OR NEW.token_hash <> OLD.token_hash THEN
    RAISE EXCEPTION 'link % is used up or fixed', OLD.id USING ERRCODE = 'TG095';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION keep_links_used FROM PUBLIC;
CREATE TRIGGER sign_in_link_stays_used BEFORE UPDATE ON sign_in_link FOR EACH ROW EXECUTE FUNCTION keep_links_used();
