-- A person lets an app have a key: the app gets a code by way of the browser and exchanges it, with a verifier, for the key.
CREATE TABLE auth_code (
  id TEXT NOT NULL,
  code_hash BYTEA NOT NULL,
  workspace_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  grant_id TEXT,
  key_name TEXT NOT NULL,
  callback_url TEXT NOT NULL,
  code_challenge TEXT NOT NULL,
  code_challenge_method TEXT NOT NULL,
  limit_nano BIGINT,
  limit_reset limit_reset NOT NULL DEFAULT 'monthly',
  key_expires_at TIMESTAMPTZ(6),
  created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at TIMESTAMPTZ(6) NOT NULL,
  used_at TIMESTAMPTZ(6),
  key_id TEXT,
  CONSTRAINT auth_code_pkey PRIMARY KEY (id),
  CONSTRAINT auth_code_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT auth_code_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user" (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT auth_code_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES "grant" (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT auth_code_method_is_known CHECK (code_challenge_method IN ('S256', 'plain')),
  CONSTRAINT auth_code_limit_is_none_or_positive CHECK (limit_nano IS NULL OR limit_nano >= 0),
  CONSTRAINT auth_code_gives_one_key CHECK ((used_at IS NULL) = (key_id IS NULL))
);
CREATE UNIQUE INDEX auth_code_code_hash_key ON auth_code (code_hash);
CREATE INDEX auth_code_user_id_expires_at_idx ON auth_code (user_id, expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_code TO tollgate_app;

ALTER TABLE app ADD COLUMN redirect_urls TEXT[] NOT NULL DEFAULT '{}';
