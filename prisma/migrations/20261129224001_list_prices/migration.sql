-- List prices of the catalogue, as the price packages publish them: each refresh that finds another price adds a version, so that it can be told
-- what changed since. Calls are never paid by them; providers publish their own.
CREATE TABLE "list_price_version" (
  "id" TEXT NOT NULL,
  "model_id" TEXT NOT NULL,
  "prices" JSONB NOT NULL,
  "created_by_id" TEXT,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "list_price_version_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "list_price_version_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "list_price_version_model_id_created_at_idx" ON "list_price_version"("model_id", "created_at");

CREATE TRIGGER list_price_version_append_only BEFORE UPDATE OR DELETE ON list_price_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER list_price_version_no_truncate BEFORE TRUNCATE ON list_price_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON list_price_version TO tollgate_app;
