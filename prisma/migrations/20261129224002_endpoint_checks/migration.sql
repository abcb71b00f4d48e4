-- What checks of an endpoint's claims asked, expected and got: the evidence that its provider reads when it is held back or suspended.
CREATE TABLE "endpoint_check" (
  "id" TEXT NOT NULL,
  "endpoint_id" TEXT NOT NULL,
  "claim" TEXT NOT NULL,
  "ok" BOOLEAN NOT NULL,
  "asked" TEXT NOT NULL,
  "expected" TEXT NOT NULL,
  "came" TEXT NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "endpoint_check_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "endpoint_check_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "endpoint_check_endpoint_id_claim_at_idx" ON "endpoint_check"("endpoint_id", "claim", "at");

CREATE TRIGGER endpoint_check_append_only BEFORE UPDATE OR DELETE ON endpoint_check FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER endpoint_check_no_truncate BEFORE TRUNCATE ON endpoint_check FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON endpoint_check TO tollgate_app;
