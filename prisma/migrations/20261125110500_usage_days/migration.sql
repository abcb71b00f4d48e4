-- Pages that show usage over weeks read this instead of the calls.
CREATE TABLE "usage_day" (
    "workspace_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "key_id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "app_id" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "failed_calls" INTEGER NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "cost_nano" BIGINT NOT NULL,
    "fee_nano" BIGINT NOT NULL,
    "surcharge_nano" BIGINT NOT NULL,
    "charge_nano" BIGINT NOT NULL,

    CONSTRAINT "usage_day_pkey" PRIMARY KEY ("workspace_id", "day", "key_id", "model_id", "provider_id", "app_id"),
    CONSTRAINT "usage_day_charge_is_sum" CHECK ("charge_nano" = "cost_nano" + "fee_nano" + "surcharge_nano")
);
GRANT INSERT, UPDATE, DELETE ON "usage_day" TO tollgate_app;
