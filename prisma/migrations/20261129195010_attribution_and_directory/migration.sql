-- Who and what a call was for, as the caller said it: an end user, a tenant, a feature. Kept beside the call, for the few calls that say so.
CREATE TABLE "call_attribution" (
    "call_id" UUID NOT NULL,
    "end_user" TEXT,
    "tenant" TEXT,
    "feature" TEXT,

    CONSTRAINT "call_attribution_pkey" PRIMARY KEY ("call_id"),
    CONSTRAINT "call_attribution_says_something" CHECK (num_nonnulls(end_user, tenant, feature) > 0),
    CONSTRAINT "call_attribution_length" CHECK (length(end_user) <= 128 AND length(tenant) <= 128 AND length(feature) <= 128)
);
CREATE TRIGGER call_attribution_append_only BEFORE UPDATE OR DELETE ON call_attribution FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER call_attribution_no_truncate BEFORE TRUNCATE ON call_attribution FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT INSERT ON call_attribution TO tollgate_app;

-- The usage roll-up by what calls were for; a call that says two things is counted under both.
CREATE TABLE "attribution_day" (
    "workspace_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "app_id" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "failed_calls" INTEGER NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "cost_nano" BIGINT NOT NULL,
    "fee_nano" BIGINT NOT NULL,
    "surcharge_nano" BIGINT NOT NULL,
    "charge_nano" BIGINT NOT NULL,
    "refunded_nano" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "attribution_day_pkey" PRIMARY KEY ("workspace_id", "day", "kind", "value", "key_id", "model_id", "app_id"),
    CONSTRAINT "attribution_day_kind" CHECK (kind IN ('user', 'tenant', 'feature')),
    CONSTRAINT "attribution_day_charge_is_sum" CHECK ("charge_nano" = "cost_nano" + "fee_nano" + "surcharge_nano")
);
CREATE INDEX attribution_day_app_id_day_idx ON attribution_day (app_id, day) WHERE app_id <> '';
GRANT INSERT, UPDATE, DELETE ON attribution_day TO tollgate_app;

-- Whether anyone finds the app in the public directory, and since when.
ALTER TABLE "app" ADD COLUMN "listed_at" TIMESTAMPTZ(6);
