-- Alerts when budgets or credit run low, and webhooks that carry them to a workspace's own systems.
ALTER TABLE workspace
  ADD COLUMN low_balance_nano BIGINT,
  ADD CONSTRAINT workspace_low_balance_not_negative CHECK (low_balance_nano >= 0);

CREATE TABLE alert (
  scope_id TEXT NOT NULL,
  window_name TEXT NOT NULL,
  threshold INTEGER NOT NULL,
  workspace_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  detail JSONB NOT NULL,
  at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  mailed_at TIMESTAMPTZ(6),
  CONSTRAINT alert_pkey PRIMARY KEY (scope_id, window_name, threshold),
  CONSTRAINT alert_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX alert_workspace_id_at_idx ON alert (workspace_id, at);
CREATE INDEX alert_mailed_at_at_idx ON alert (mailed_at, at);

CREATE TABLE webhook_endpoint (
  id TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  url TEXT NOT NULL,
  events TEXT[] NOT NULL,
  enabled BOOLEAN NOT NULL DEFAULT true,
  secret_sealed TEXT NOT NULL,
  previous_secret_sealed TEXT,
  previous_secret_until TIMESTAMPTZ(6),
  failing_since TIMESTAMPTZ(6),
  switched_off_at TIMESTAMPTZ(6),
  created_by_id TEXT,
  created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT webhook_endpoint_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_endpoint_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX webhook_endpoint_workspace_id_created_at_idx ON webhook_endpoint (workspace_id, created_at);

CREATE TABLE webhook_delivery (
  id TEXT NOT NULL,
  endpoint_id TEXT NOT NULL,
  event TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending',
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TIMESTAMPTZ(6),
  last_status INTEGER,
  last_error TEXT,
  created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  delivered_at TIMESTAMPTZ(6),
  CONSTRAINT webhook_delivery_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_delivery_state CHECK (state IN ('pending', 'delivered', 'failed')),
  CONSTRAINT webhook_delivery_pending_is_due CHECK ((state = 'pending') = (next_attempt_at IS NOT NULL)),
  CONSTRAINT webhook_delivery_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoint (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX webhook_delivery_endpoint_id_created_at_idx ON webhook_delivery (endpoint_id, created_at);
CREATE INDEX webhook_delivery_next_attempt_at_idx ON webhook_delivery (next_attempt_at);
CREATE INDEX webhook_delivery_created_at_idx ON webhook_delivery (created_at);

GRANT SELECT, INSERT, UPDATE ON alert TO tollgate_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_endpoint, webhook_delivery TO tollgate_app;
