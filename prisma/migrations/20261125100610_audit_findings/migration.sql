-- Each finding of an audit pass is a row of its own with a sentence for people. The pass remembers how far it looked.
ALTER TABLE "ledger_audit"
  ADD COLUMN "is_full" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "chain_position" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "chain_hash" BYTEA,
  ADD COLUMN "duration_ms" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "audit_finding" (
    "id" BIGSERIAL NOT NULL,
    "audit_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "expected" TEXT NOT NULL,
    "actual" TEXT NOT NULL,

    CONSTRAINT "audit_finding_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "audit_finding_audit_id_idx" ON "audit_finding"("audit_id");
ALTER TABLE "audit_finding" ADD CONSTRAINT "audit_finding_audit_id_fkey"
  FOREIGN KEY ("audit_id") REFERENCES "ledger_audit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the last clean pass computed of each account, so that the next one adds only what came since. Rebuilt by every full pass.
CREATE TABLE "audit_checkpoint" (
    "account_id" BIGINT NOT NULL,
    "posted_nano" BIGINT NOT NULL,

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("account_id")
);
ALTER TABLE "audit_checkpoint" ADD CONSTRAINT "audit_checkpoint_account_id_fkey"
  FOREIGN KEY ("account_id") REFERENCES "ledger_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ledger_audit', 'audit_finding'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name || '_no_truncate', name);
  END LOOP;
END $$;
GRANT INSERT ON audit_finding TO tollgate_app;
GRANT INSERT, UPDATE ON audit_checkpoint TO tollgate_app;
GRANT USAGE ON SEQUENCE audit_finding_id_seq TO tollgate_app;
