-- Roll-ups say what was refunded of a day's calls beside what they were charged and earned. Forgetting how far they came makes the next pass
-- compute every day anew, so that refunds of before are in them.
ALTER TABLE usage_day ADD COLUMN "refunded_nano" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE usage_day ADD CONSTRAINT usage_day_refund_within CHECK (refunded_nano BETWEEN 0 AND charge_nano);
ALTER TABLE earnings_day ADD COLUMN "refunded_nano" BIGINT NOT NULL DEFAULT 0;
DELETE FROM job_watermark WHERE job IN ('roll-up-usage', 'roll-up-earnings') AND EXISTS (SELECT 1 FROM call_refund);
