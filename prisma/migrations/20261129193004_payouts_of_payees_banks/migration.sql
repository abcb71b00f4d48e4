-- What a payee's bank did with what the processor sent on, as the processor's latest word about it has it.
ALTER TABLE payout_account
  ADD COLUMN bank_problem TEXT,
  ADD COLUMN bank_news_at TIMESTAMPTZ(6),
  ADD CONSTRAINT payout_account_bank_problem_has_a_time CHECK (bank_problem IS NULL OR bank_news_at IS NOT NULL);
