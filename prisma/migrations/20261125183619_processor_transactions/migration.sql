-- The processor's own account of our money, kept as it said it, to be compared with our books.
CREATE TABLE "processor_transaction" (
    "id" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "amount_cents" BIGINT NOT NULL,
    "fee_cents" BIGINT NOT NULL,
    "net_cents" BIGINT NOT NULL,
    "source_id" TEXT,
    "payment_intent_id" TEXT,
    "transfer_id" TEXT,
    "reference" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "pulled_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "processor_transaction_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "processor_transaction_created_at_idx" ON "processor_transaction"("created_at");
ALTER TABLE processor_transaction ADD CONSTRAINT processor_transaction_adds_up CHECK (net_cents = amount_cents - fee_cents);
CREATE TRIGGER processor_transaction_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON processor_transaction
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON processor_transaction TO tollgate_app;
