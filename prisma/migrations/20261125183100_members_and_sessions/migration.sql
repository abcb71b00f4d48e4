-- People come into a workspace by invitation, a workspace is never without an owner, and every sign-in is a session that can be ended.
CREATE TABLE invitation (
  id TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  email TEXT NOT NULL,
  role workspace_role NOT NULL,
  token_hash BYTEA NOT NULL,
  invited_by_id TEXT NOT NULL,
  created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  sent_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at TIMESTAMPTZ(6) NOT NULL,
  accepted_at TIMESTAMPTZ(6),
  accepted_by_id TEXT,
  withdrawn_at TIMESTAMPTZ(6),
  CONSTRAINT invitation_pkey PRIMARY KEY (id),
  CONSTRAINT invitation_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT invitation_ends_once CHECK (accepted_at IS NULL OR withdrawn_at IS NULL),
  CONSTRAINT invitation_accepted_by_somebody CHECK ((accepted_at IS NULL) = (accepted_by_id IS NULL))
);
CREATE UNIQUE INDEX invitation_token_hash_key ON invitation (token_hash);
CREATE INDEX invitation_workspace_id_created_at_idx ON invitation (workspace_id, created_at);
-- An address is invited to a workspace once at a time, also by two people at the same moment.
CREATE UNIQUE INDEX invitation_one_open_per_address ON invitation (workspace_id, email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE sign_in_session (
  id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  ip TEXT,
  user_agent TEXT NOT NULL DEFAULT '',
  created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_seen_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at TIMESTAMPTZ(6) NOT NULL,
  ended_at TIMESTAMPTZ(6),
  CONSTRAINT sign_in_session_pkey PRIMARY KEY (id),
  CONSTRAINT sign_in_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user" (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX sign_in_session_user_id_last_seen_at_idx ON sign_in_session (user_id, last_seen_at);

GRANT SELECT, INSERT, UPDATE ON invitation, sign_in_session TO tollgate_app;

-- Whoever leaves or steps down last would leave a workspace whose money nobody may touch.
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.role = 'owner' AND (TG_OP = 'DELETE' OR NEW.role <> 'owner' OR NEW.workspace_id <> OLD.workspace_id)
    AND NOT EXISTS (SELECT 1 FROM membership WHERE workspace_id = OLD.workspace_id AND role = 'owner') THEN
    RAISE EXCEPTION 'workspace % would be without an owner', OLD.workspace_id USING ERRCODE = 'TG021';
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION keep_an_owner FROM PUBLIC;
CREATE TRIGGER membership_keeps_an_owner AFTER UPDATE OR DELETE ON membership FOR EACH ROW EXECUTE FUNCTION keep_an_owner();
