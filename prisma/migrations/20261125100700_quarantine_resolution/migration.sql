-- How usage in quarantine was resolved, by whom and why. Rows are kept for good, and a resolution is final.
ALTER TABLE "quarantined_call"
  ADD COLUMN "resolution" TEXT,
  ADD COLUMN "resolution_reason" TEXT,
  ADD COLUMN "resolved_by_id" TEXT,
  ADD COLUMN "alerted_at" TIMESTAMPTZ(6);
UPDATE quarantined_call SET resolution = 'discarded', resolution_reason = 'Resolved before reasons were kept.' WHERE resolved_at IS NOT NULL;
ALTER TABLE quarantined_call
  ADD CONSTRAINT quarantined_call_resolution CHECK (
    resolution IN ('settled', 'voided', 'kept', 'difference_booked', 'discarded')),
  ADD CONSTRAINT quarantined_call_resolved_whole CHECK (
    (resolved_at IS NULL) = (resolution IS NULL) AND (resolved_at IS NULL OR length(trim(resolution_reason)) > 0));
CREATE INDEX "quarantined_call_resolved_at_created_at_idx" ON "quarantined_call"("resolved_at", "created_at");

CREATE FUNCTION refuse_second_resolution() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.resolved_at IS NOT NULL AND (OLD.resolved_at, OLD.resolution, OLD.resolution_reason, OLD.resolved_by_id)
      IS DISTINCT FROM (NEW.resolved_at, NEW.resolution, NEW.resolution_reason, NEW.resolved_by_id) THEN
    RAISE EXCEPTION 'quarantined_call is kept: % of a resolution is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER quarantined_call_is_kept BEFORE UPDATE OR DELETE ON quarantined_call
  FOR EACH ROW EXECUTE FUNCTION refuse_second_resolution();
CREATE TRIGGER quarantined_call_no_truncate BEFORE TRUNCATE ON quarantined_call FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON quarantined_call FROM tollgate_app;
GRANT UPDATE (resolved_at, resolution, resolution_reason, resolved_by_id, alerted_at) ON quarantined_call TO tollgate_app;
