-- A pass whose findings operators know of, by an e-mail that a server took or since they were told before. What a pass found whose worker died
-- before it told them, or while no server took mail, is told by the next one.
CREATE TABLE "audit_notice" (
    "audit_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_notice_pkey" PRIMARY KEY ("audit_id")
);
ALTER TABLE "audit_notice" ADD CONSTRAINT "audit_notice_audit_id_fkey"
  FOREIGN KEY ("audit_id") REFERENCES "ledger_audit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "audit_notice_append_only" BEFORE UPDATE OR DELETE ON "audit_notice" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "audit_notice_no_truncate" BEFORE TRUNCATE ON "audit_notice" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON "audit_notice" TO tollgate_app;

INSERT INTO "audit_notice" ("audit_id", "at") SELECT "id", "at" FROM "ledger_audit";
