-- Serves "what was booked since": roll-ups and the ledger audit. Calls arrive in booking order, so a block-range index costs next to nothing.
CREATE INDEX "call_booked_at_idx" ON "call" USING BRIN ("booked_at");
