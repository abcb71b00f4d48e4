-- Budgets and rate limits on workspaces, members and app grants, as keys have them. Expands only.
ALTER TABLE workspace
  ADD COLUMN budget_nano BIGINT,
  ADD COLUMN budget_reset limit_reset NOT NULL DEFAULT 'monthly',
  ADD COLUMN requests_per_minute INTEGER,
  ADD COLUMN tokens_per_minute INTEGER,
  ADD COLUMN max_concurrency INTEGER,
  ADD CONSTRAINT workspace_limits_positive
    CHECK (budget_nano >= 0 AND requests_per_minute > 0 AND tokens_per_minute > 0 AND max_concurrency > 0);

ALTER TABLE membership
  ADD COLUMN budget_nano BIGINT,
  ADD COLUMN budget_reset limit_reset NOT NULL DEFAULT 'monthly',
  ADD CONSTRAINT membership_budget_not_negative CHECK (budget_nano >= 0);

ALTER TABLE api_key
  ADD COLUMN tokens_per_minute INTEGER,
  ADD CONSTRAINT api_key_tokens_per_minute_positive CHECK (tokens_per_minute > 0);

ALTER TABLE "grant"
  ADD COLUMN cap_reset limit_reset NOT NULL DEFAULT 'monthly',
  ADD COLUMN requests_per_minute INTEGER,
  ADD COLUMN tokens_per_minute INTEGER,
  ADD COLUMN max_concurrency INTEGER,
  ADD CONSTRAINT grant_limits_positive CHECK (requests_per_minute > 0 AND tokens_per_minute > 0 AND max_concurrency > 0);

-- Serves the spending of a member: the calls of the keys they made.
CREATE INDEX api_key_workspace_id_created_by_id_idx ON api_key (workspace_id, created_by_id);
