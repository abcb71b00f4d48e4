-- Saved cards, automatic top-ups, refunds, disputes and fraud warnings. Expands only.
CREATE TYPE refund_status AS ENUM ('reserving', 'submitting', 'pending', 'succeeded', 'failed');

ALTER TABLE payment
  ADD COLUMN kind TEXT NOT NULL DEFAULT 'checkout',
  ADD COLUMN saved_card_id TEXT,
  ADD COLUMN refunded_cents INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN disputed_cents INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN failure_code TEXT,
  ADD COLUMN action_required_at TIMESTAMPTZ(6),
  ADD COLUMN invoice_number INTEGER,
  ADD CONSTRAINT payment_kind CHECK (kind IN ('checkout', 'saved_card', 'automatic')),
  -- Money cannot leave a payment twice, whatever arrives in whatever order.
  ADD CONSTRAINT payment_gives_back_no_more_than_it_took CHECK (
    refunded_cents >= 0 AND disputed_cents >= 0 AND refunded_cents + disputed_cents <= amount_cents);
CREATE UNIQUE INDEX payment_invoice_number_key ON payment (invoice_number);
-- One open payment per obligation: what starts a second charge fails here, in whatever process it is.
CREATE UNIQUE INDEX payment_one_open_charge ON payment (workspace_id, kind) WHERE status = 'open' AND kind <> 'checkout';
CREATE SEQUENCE invoice_number AS integer START 1001;

CREATE TABLE stripe_event_failure (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  payload JSONB NOT NULL,
  error TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 1,
  first_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE billing_profile (
  workspace_id TEXT PRIMARY KEY REFERENCES workspace (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  customer_id TEXT,
  legal_name TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '',
  tax_id TEXT NOT NULL DEFAULT '',
  default_card_id TEXT,
  top_up_enabled BOOLEAN NOT NULL DEFAULT false,
  top_up_threshold_nano BIGINT NOT NULL DEFAULT 0,
  top_up_cents INTEGER NOT NULL DEFAULT 0,
  top_up_monthly_cents INTEGER NOT NULL DEFAULT 0,
  top_up_failures INTEGER NOT NULL DEFAULT 0,
  top_up_not_before TIMESTAMPTZ(6),
  CONSTRAINT billing_profile_top_up CHECK (
    top_up_threshold_nano >= 0 AND top_up_cents >= 0 AND top_up_monthly_cents >= 0 AND top_up_failures >= 0
    AND (NOT top_up_enabled OR (top_up_cents > 0 AND top_up_monthly_cents >= top_up_cents)))
);
CREATE UNIQUE INDEX billing_profile_customer_id_key ON billing_profile (customer_id);

CREATE TABLE saved_card (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  brand TEXT NOT NULL,
  last4 TEXT NOT NULL,
  exp_month INTEGER NOT NULL,
  exp_year INTEGER NOT NULL,
  created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  removed_at TIMESTAMPTZ(6)
);
CREATE INDEX saved_card_workspace_id_idx ON saved_card (workspace_id);

CREATE TABLE refund (
  id TEXT PRIMARY KEY,
  payment_id TEXT NOT NULL REFERENCES payment (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  workspace_id TEXT NOT NULL,
  status refund_status NOT NULL DEFAULT 'reserving',
  amount_cents INTEGER NOT NULL,
  origin TEXT NOT NULL,
  requested_by_id TEXT,
  note TEXT NOT NULL DEFAULT '',
  processor_id TEXT,
  journal_id UUID,
  reversal_journal_id UUID,
  failure_reason TEXT,
  created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  completed_at TIMESTAMPTZ(6),
  CONSTRAINT refund_amount CHECK (amount_cents > 0),
  CONSTRAINT refund_origin CHECK (origin IN ('customer', 'finance', 'processor')),
  CONSTRAINT refund_is_booked CHECK (status IN ('reserving', 'failed') OR journal_id IS NOT NULL)
);
CREATE UNIQUE INDEX refund_processor_id_key ON refund (processor_id);
CREATE UNIQUE INDEX refund_journal_id_key ON refund (journal_id);
CREATE UNIQUE INDEX refund_reversal_journal_id_key ON refund (reversal_journal_id);
CREATE INDEX refund_workspace_id_created_at_idx ON refund (workspace_id, created_at);
CREATE INDEX refund_payment_id_idx ON refund (payment_id);
CREATE INDEX refund_status_created_at_idx ON refund (status, created_at);

CREATE TABLE dispute (
  id TEXT PRIMARY KEY,
  payment_id TEXT NOT NULL REFERENCES payment (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  workspace_id TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  fee_cents INTEGER NOT NULL DEFAULT 0,
  frozen_nano BIGINT NOT NULL DEFAULT 0,
  evidence_due_at TIMESTAMPTZ(6),
  evidence_sent_at TIMESTAMPTZ(6),
  opened_at TIMESTAMPTZ(6) NOT NULL,
  closed_at TIMESTAMPTZ(6),
  CONSTRAINT dispute_status CHECK (status IN ('inquiry', 'open', 'won', 'lost', 'closed')),
  CONSTRAINT dispute_amounts CHECK (amount_cents > 0 AND fee_cents >= 0 AND frozen_nano >= 0)
);
CREATE INDEX dispute_payment_id_idx ON dispute (payment_id);
CREATE INDEX dispute_status_opened_at_idx ON dispute (status, opened_at);

CREATE TABLE dispute_builder_freeze (
  dispute_id TEXT NOT NULL REFERENCES dispute (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  builder_workspace_id TEXT NOT NULL,
  amount_nano BIGINT NOT NULL,
  PRIMARY KEY (dispute_id, builder_workspace_id),
  CONSTRAINT dispute_builder_freeze_amount CHECK (amount_nano > 0)
);
CREATE TRIGGER dispute_builder_freeze_append_only BEFORE UPDATE OR DELETE ON dispute_builder_freeze
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER dispute_builder_freeze_no_truncate BEFORE TRUNCATE ON dispute_builder_freeze
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE risk_case (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  payment_id TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  detail TEXT NOT NULL,
  opened_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  closed_at TIMESTAMPTZ(6),
  closed_by_id TEXT,
  note TEXT NOT NULL DEFAULT '',
  CONSTRAINT risk_case_kind CHECK (kind IN ('fraud_warning', 'inquiry'))
);
CREATE INDEX risk_case_closed_at_opened_at_idx ON risk_case (closed_at, opened_at);

-- A dispute freezes the fees builders have from the customer who disputes, until it is decided.
INSERT INTO journal_kind_account (kind, account_type) VALUES
  ('dispute_open', 'builder_payable'), ('dispute_won', 'builder_payable');

GRANT SELECT, INSERT, UPDATE ON billing_profile, saved_card, refund, dispute, risk_case TO tollgate_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON stripe_event_failure TO tollgate_app;
GRANT SELECT, INSERT ON dispute_builder_freeze TO tollgate_app;
GRANT USAGE ON SEQUENCE invoice_number TO tollgate_app;
