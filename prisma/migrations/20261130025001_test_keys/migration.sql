-- Keys with which a builder tries an app: they reach a simulated model only, so no call of theirs is ever in the tables of calls or money.
CREATE TABLE "test_key" (
    "id" TEXT NOT NULL,
    "app_id" TEXT NOT NULL,
    "created_by_id" TEXT,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "test_key_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "test_key_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "app" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "test_key_hash_key" ON "test_key" ("hash");
CREATE INDEX "test_key_app_id_created_at_idx" ON "test_key" ("app_id", "created_at");
GRANT SELECT, INSERT ON test_key TO tollgate_app;
GRANT UPDATE (revoked_at) ON test_key TO tollgate_app;
CREATE TRIGGER test_key_never_deleted BEFORE DELETE ON test_key FOR EACH ROW EXECUTE FUNCTION refuse_change();
