-- Writing off what somebody owes us: credit or a payable below zero that will not be made good. It takes two people, like an adjustment, and never
-- more than is owed at the moment it is posted.
ALTER TABLE correction DROP CONSTRAINT correction_kind, ADD CONSTRAINT correction_kind CHECK (
  (kind = 'call_refund' AND call_id IS NOT NULL AND amount_nano > 0 AND account_type IS NULL AND owner IS NULL AND counter_type IS NULL)
  OR (kind = 'adjustment' AND needs_second AND amount_nano <> 0
    AND account_type IN ('customer_credit', 'provider_payable', 'builder_payable') AND owner IS NOT NULL AND owner <> 'platform'
    AND counter_type IN ('platform_fee_revenue', 'bad_debt', 'rounding'))
  OR (kind = 'write_off' AND needs_second AND amount_nano > 0
    AND account_type IN ('customer_credit', 'provider_payable', 'builder_payable') AND owner IS NOT NULL AND owner <> 'platform'
    AND counter_type = 'bad_debt'));

-- As before, and write-offs.
CREATE OR REPLACE FUNCTION decide_correction(p_id text, p_decided_by text, p_approve boolean, p_note text) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  asked correction%ROWTYPE;
  posted uuid;
BEGIN
  SELECT * INTO asked FROM correction WHERE id = p_id FOR UPDATE;
  IF asked.id IS NULL THEN
    RAISE EXCEPTION 'correction % does not exist', p_id USING ERRCODE = 'TG014';
  END IF;
  IF asked.status <> 'requested' THEN
    RETURN asked.status;
  END IF;
  IF p_approve AND asked.kind = 'call_refund' THEN
    PERFORM 1 FROM call WHERE id = asked.call_id FOR UPDATE;
    asked.needs_second := asked.needs_second OR refund_needs_second(asked.call_id, asked.amount_nano);
  END IF;
  IF asked.needs_second AND p_decided_by = asked.requested_by_id THEN
    RAISE EXCEPTION 'correction % needs a second person', p_id USING ERRCODE = 'TG015';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "user" u WHERE u.id = p_decided_by
      AND (u.platform_role = 'finance' OR (u.platform_role = 'operator' AND asked.kind = 'call_refund' AND NOT asked.needs_second))) THEN
    RAISE EXCEPTION 'correction % is not for % to decide', p_id, p_decided_by USING ERRCODE = 'TG015';
  END IF;
  IF p_approve AND asked.kind = 'call_refund' THEN
    posted := refund_call(asked.id, asked.call_id, asked.amount_nano, asked.reason);
  ELSIF p_approve THEN
    IF asked.kind = 'write_off' THEN
      PERFORM lock_accounts(ARRAY[asked.account_type, asked.counter_type], ARRAY[asked.owner, 'platform']);
      IF NOT EXISTS (SELECT 1 FROM ledger_account a JOIN balance b ON b.account_id = a.id WHERE a.type = asked.account_type
          AND a.owner = asked.owner AND a.currency = 'USD' AND b.posted_nano <= -asked.amount_nano) THEN
        RAISE EXCEPTION '% owes less than % nano', asked.owner, asked.amount_nano USING ERRCODE = 'TG022';
      END IF;
    END IF;
    SELECT w.journal_id INTO posted FROM write_journal(asked.kind, 'correction:' || asked.id,
      sha256(convert_to(asked.id, 'UTF8')), clock_timestamp(), asked.reason, NULL,
      ARRAY[asked.account_type, asked.counter_type], ARRAY[asked.owner, 'platform'], ARRAY[asked.amount_nano, -asked.amount_nano]) w;
  END IF;
  UPDATE correction SET status = CASE WHEN p_approve THEN 'posted' ELSE 'rejected' END, decided_by_id = p_decided_by,
    decided_at = clock_timestamp(), decision_note = p_note, journal_id = posted WHERE id = p_id;
  RETURN CASE WHEN p_approve THEN 'posted' ELSE 'rejected' END;
END $$;
