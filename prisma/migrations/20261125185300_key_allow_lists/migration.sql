-- What a key may call and where from, and the key it replaced, which goes on working for a while.
ALTER TABLE api_key
  ADD COLUMN allowed_models TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN allowed_addresses TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN previous_hash BYTEA,
  ADD COLUMN previous_hint TEXT,
  ADD COLUMN previous_until TIMESTAMPTZ(6),
  ADD CONSTRAINT api_key_previous_is_whole CHECK (
    (previous_hash IS NULL) = (previous_until IS NULL) AND (previous_hash IS NULL) = (previous_hint IS NULL));
CREATE UNIQUE INDEX api_key_previous_hash_key ON api_key (previous_hash);
