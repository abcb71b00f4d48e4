-- What a workspace lets happen to its requests: how private an endpoint must be, and whose endpoints may be asked.
ALTER TABLE workspace
  ADD COLUMN data_policy text NOT NULL DEFAULT 'may_train' CHECK (data_policy IN ('may_train', 'no_training', 'zero_retention')),
  ADD COLUMN provider_rule text NOT NULL DEFAULT 'any' CHECK (provider_rule IN ('any', 'only', 'except')),
  ADD COLUMN provider_slugs text[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT workspace_provider_rule_names CHECK ((provider_rule = 'any') = (cardinality(provider_slugs) = 0));
