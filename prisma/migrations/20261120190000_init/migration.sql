-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "platform_role" AS ENUM ('none', 'finance', 'operator');

-- CreateEnum
CREATE TYPE "workspace_role" AS ENUM ('owner', 'admin', 'member');

-- CreateEnum
CREATE TYPE "api_key_kind" AS ENUM ('inference', 'management');

-- CreateEnum
CREATE TYPE "limit_reset" AS ENUM ('never', 'daily', 'weekly', 'monthly');

-- CreateEnum
CREATE TYPE "app_status" AS ENUM ('active', 'archived');

-- CreateEnum
CREATE TYPE "grant_status" AS ENUM ('active', 'revoked');

-- CreateEnum
CREATE TYPE "provider_status" AS ENUM ('active', 'suspended');

-- CreateEnum
CREATE TYPE "endpoint_status" AS ENUM ('pending', 'approved', 'rejected', 'suspended');

-- CreateEnum
CREATE TYPE "payment_status" AS ENUM ('open', 'succeeded', 'expired', 'failed');

-- CreateEnum
CREATE TYPE "payout_run_status" AS ENUM ('computed', 'approved', 'executing', 'done');

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "platform_role" "platform_role" NOT NULL DEFAULT 'none',
    "email_verified_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "workspace_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" "workspace_role" NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "created_by_id" TEXT,
    "name" TEXT NOT NULL,
    "kind" "api_key_kind" NOT NULL DEFAULT 'inference',
    "hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "grant_id" TEXT,
    "limit_nano" BIGINT,
    "limit_reset" "limit_reset" NOT NULL DEFAULT 'never',
    "requests_per_minute" INTEGER,
    "max_concurrency" INTEGER,
    "expires_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL,
    "callback_url" TEXT,
    "status" "app_status" NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "margin_version" (
    "id" TEXT NOT NULL,
    "app_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "basis_points" INTEGER NOT NULL,
    "per_request_nano" BIGINT NOT NULL DEFAULT 0,
    "per_million_tokens_nano" BIGINT NOT NULL DEFAULT 0,
    "minimum_nano" BIGINT NOT NULL DEFAULT 0,
    "cap_nano" BIGINT,
    "effective_at" TIMESTAMPTZ(6) NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "margin_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grant" (
    "id" TEXT NOT NULL,
    "app_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "status" "grant_status" NOT NULL DEFAULT 'active',
    "margin_version_id" TEXT NOT NULL,
    "monthly_cap_nano" BIGINT,
    "accepted_by_id" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" TEXT,
    "workspace_id" TEXT,
    "action" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "context_length" INTEGER NOT NULL,
    "max_output_tokens" INTEGER,
    "input_modalities" TEXT[],
    "output_modalities" TEXT[],
    "features" TEXT[],
    "released_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "status" "provider_status" NOT NULL DEFAULT 'active',
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "endpoint" (
    "id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "dialect" TEXT NOT NULL DEFAULT 'openai-chat',
    "base_url" TEXT NOT NULL,
    "upstream_model" TEXT NOT NULL,
    "credential_sealed" TEXT,
    "status" "endpoint_status" NOT NULL DEFAULT 'pending',
    "review_note" TEXT,
    "reviewed_by_id" TEXT,
    "context_length" INTEGER,
    "max_output_tokens" INTEGER,
    "max_concurrency" INTEGER,
    "last_probe" JSONB,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_version" (
    "id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "prices" JSONB NOT NULL,
    "effective_at" TIMESTAMPTZ(6) NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fee_version" (
    "id" TEXT NOT NULL,
    "basis_points" INTEGER NOT NULL,
    "fixed_nano" BIGINT NOT NULL DEFAULT 0,
    "effective_at" TIMESTAMPTZ(6) NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fee_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_account" (
    "id" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'USD',

    CONSTRAINT "ledger_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "journal" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "period" DATE NOT NULL,
    "event_at" TIMESTAMPTZ(6) NOT NULL,
    "booked_at" TIMESTAMPTZ(6) NOT NULL,
    "entry_count" INTEGER NOT NULL,
    "reverses" UUID,
    "memo" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "journal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry" (
    "journal_id" UUID NOT NULL,
    "account_id" BIGINT NOT NULL,
    "amount_nano" BIGINT NOT NULL,
    "balance_after" BIGINT NOT NULL,

    CONSTRAINT "entry_pkey" PRIMARY KEY ("journal_id","account_id")
);

-- CreateTable
CREATE TABLE "balance" (
    "account_id" BIGINT NOT NULL,
    "posted_nano" BIGINT NOT NULL DEFAULT 0,
    "version" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "balance_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "journal_kind_account" (
    "kind" TEXT NOT NULL,
    "account_type" TEXT NOT NULL,

    CONSTRAINT "journal_kind_account_pkey" PRIMARY KEY ("kind","account_type")
);

-- CreateTable
CREATE TABLE "ledger_period" (
    "month" DATE NOT NULL,
    "closed_at" TIMESTAMPTZ(6) NOT NULL,
    "closed_by_id" TEXT NOT NULL,

    CONSTRAINT "ledger_period_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "ledger_audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ok" BOOLEAN NOT NULL,
    "accounts" INTEGER NOT NULL,
    "entries" BIGINT NOT NULL,
    "findings" JSONB NOT NULL,

    CONSTRAINT "ledger_audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "status" "payment_status" NOT NULL DEFAULT 'open',
    "amount_cents" INTEGER NOT NULL,
    "credit_nano" BIGINT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'usd',
    "checkout_session_id" TEXT,
    "payment_intent_id" TEXT,
    "journal_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(6),

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "payload" JSONB NOT NULL,
    "effect" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stripe_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_run" (
    "id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "revision" INTEGER NOT NULL,
    "status" "payout_run_status" NOT NULL DEFAULT 'computed',
    "hash" TEXT NOT NULL,
    "computed_by_id" TEXT NOT NULL,
    "computed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payout_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_item" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "payee_workspace_id" TEXT NOT NULL,
    "opening_nano" BIGINT NOT NULL,
    "provider_earned_nano" BIGINT NOT NULL,
    "builder_earned_nano" BIGINT NOT NULL,
    "adjustments_nano" BIGINT NOT NULL,
    "reversals_nano" BIGINT NOT NULL,
    "paid_nano" BIGINT NOT NULL,
    "holdback_in_nano" BIGINT NOT NULL,
    "holdback_out_nano" BIGINT NOT NULL,
    "net_nano" BIGINT NOT NULL,
    "payable_cents" BIGINT NOT NULL,
    "carry_nano" BIGINT NOT NULL,
    "carry_reason" TEXT,
    "hash" TEXT NOT NULL,

    CONSTRAINT "payout_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "app_id" TEXT,
    "grant_id" TEXT,
    "builder_workspace_id" TEXT,
    "model_id" TEXT NOT NULL,
    "provider_id" TEXT,
    "provider_workspace_id" TEXT,
    "endpoint_id" TEXT,
    "price_version_id" TEXT,
    "fee_version_id" TEXT NOT NULL,
    "margin_version_id" TEXT,
    "units" JSONB NOT NULL,
    "cost_nano" BIGINT NOT NULL,
    "fee_nano" BIGINT NOT NULL,
    "surcharge_nano" BIGINT NOT NULL,
    "charge_nano" BIGINT NOT NULL,
    "hold_nano" BIGINT NOT NULL,
    "outcome" TEXT NOT NULL,
    "usage_source" TEXT NOT NULL,
    "finish_reason" TEXT,
    "attempts" JSONB NOT NULL,
    "streamed" BOOLEAN NOT NULL,
    "first_content_ms" INTEGER,
    "duration_ms" INTEGER NOT NULL,
    "event_at" TIMESTAMPTZ(6) NOT NULL,
    "booked_at" TIMESTAMPTZ(6) NOT NULL,
    "journal_id" UUID,

    CONSTRAINT "call_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "quarantined_call" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "event" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(6),

    CONSTRAINT "quarantined_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "earnings_day" (
    "payee_workspace_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "model_id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "earned_nano" BIGINT NOT NULL,

    CONSTRAINT "earnings_day_pkey" PRIMARY KEY ("payee_workspace_id","role","day","model_id","source_id")
);

-- CreateTable
CREATE TABLE "job_watermark" (
    "job" TEXT NOT NULL,
    "booked_at" TIMESTAMPTZ(6) NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_watermark_pkey" PRIMARY KEY ("job")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "workspace_slug_key" ON "workspace"("slug");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_workspace_id_created_at_idx" ON "api_key"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "api_key_grant_id_idx" ON "api_key"("grant_id");

-- CreateIndex
CREATE INDEX "api_key_updated_at_idx" ON "api_key"("updated_at");

-- CreateIndex
CREATE INDEX "app_workspace_id_created_at_idx" ON "app"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "margin_version_app_id_version_key" ON "margin_version"("app_id", "version");

-- CreateIndex
CREATE INDEX "grant_workspace_id_idx" ON "grant"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "grant_app_id_workspace_id_key" ON "grant"("app_id", "workspace_id");

-- CreateIndex
CREATE INDEX "audit_event_workspace_id_id_idx" ON "audit_event"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "provider_slug_key" ON "provider"("slug");

-- CreateIndex
CREATE INDEX "provider_workspace_id_idx" ON "provider"("workspace_id");

-- CreateIndex
CREATE INDEX "endpoint_model_id_idx" ON "endpoint"("model_id");

-- CreateIndex
CREATE INDEX "endpoint_status_created_at_idx" ON "endpoint"("status", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "endpoint_provider_id_model_id_key" ON "endpoint"("provider_id", "model_id");

-- CreateIndex
CREATE INDEX "price_version_endpoint_id_effective_at_idx" ON "price_version"("endpoint_id", "effective_at");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_account_owner_type_currency_key" ON "ledger_account"("owner", "type", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "journal_idempotency_key_key" ON "journal"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "journal_reverses_key" ON "journal"("reverses");

-- CreateIndex
CREATE INDEX "journal_period_kind_idx" ON "journal"("period", "kind");

-- CreateIndex
CREATE INDEX "journal_booked_at_idx" ON "journal"("booked_at");

-- CreateIndex
CREATE INDEX "entry_account_id_journal_id_idx" ON "entry"("account_id", "journal_id");

-- CreateIndex
CREATE INDEX "balance_updated_at_idx" ON "balance"("updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_checkout_session_id_key" ON "payment"("checkout_session_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_payment_intent_id_key" ON "payment"("payment_intent_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_journal_id_key" ON "payment"("journal_id");

-- CreateIndex
CREATE INDEX "payment_workspace_id_created_at_idx" ON "payment"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "payout_run_month_revision_key" ON "payout_run"("month", "revision");

-- CreateIndex
CREATE INDEX "payout_item_payee_workspace_id_idx" ON "payout_item"("payee_workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "payout_item_run_id_payee_workspace_id_key" ON "payout_item"("run_id", "payee_workspace_id");

-- CreateIndex
CREATE INDEX "call_workspace_id_id_idx" ON "call"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "call_key_id_id_idx" ON "call"("key_id", "id");

-- CreateIndex
CREATE INDEX "call_builder_workspace_id_id_idx" ON "call"("builder_workspace_id", "id");

-- CreateIndex
CREATE INDEX "call_provider_workspace_id_id_idx" ON "call"("provider_workspace_id", "id");

-- CreateIndex
CREATE INDEX "earnings_day_day_idx" ON "earnings_day"("day");

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "grant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app" ADD CONSTRAINT "app_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "margin_version" ADD CONSTRAINT "margin_version_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "app"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "app"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_margin_version_id_fkey" FOREIGN KEY ("margin_version_id") REFERENCES "margin_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider" ADD CONSTRAINT "provider_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_version" ADD CONSTRAINT "price_version_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_journal_id_fkey" FOREIGN KEY ("journal_id") REFERENCES "journal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ledger_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "balance" ADD CONSTRAINT "balance_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ledger_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_item" ADD CONSTRAINT "payout_item_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "payout_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
