-- Operators may freeze a customer's credit while they look into a warning: two journals, one that sets it aside and one that gives it back.
ALTER TABLE risk_case
  ADD COLUMN frozen_nano BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN frozen_at TIMESTAMPTZ(6),
  ADD COLUMN freeze_journal_id UUID,
  ADD COLUMN release_journal_id UUID,
  ADD CONSTRAINT risk_case_freeze_is_whole CHECK (
    frozen_nano >= 0 AND (frozen_at IS NULL) = (freeze_journal_id IS NULL)
    AND (release_journal_id IS NULL OR freeze_journal_id IS NOT NULL)
    AND (frozen_nano > 0) = (freeze_journal_id IS NOT NULL AND release_journal_id IS NULL)
    AND (closed_at IS NULL OR frozen_nano = 0));
CREATE UNIQUE INDEX risk_case_freeze_journal_id_key ON risk_case (freeze_journal_id);
CREATE UNIQUE INDEX risk_case_release_journal_id_key ON risk_case (release_journal_id);
CREATE INDEX risk_case_workspace_id_idx ON risk_case (workspace_id);
CREATE INDEX stripe_event_received_at_idx ON stripe_event (received_at);
CREATE INDEX stripe_event_failure_last_at_idx ON stripe_event_failure (last_at);
