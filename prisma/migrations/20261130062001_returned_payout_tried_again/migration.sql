-- What came back is payable again like what never left: finance can send it once more while no later statement has it and all of it is still owed:
-- what a dispute or a correction has taken since is not paid out.
CREATE OR REPLACE FUNCTION start_payout_attempt(p_item text, p_again boolean) RETURNS SETOF payout_attempt
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  item payout_item%ROWTYPE;
  run payout_run%ROWTYPE;
  latest payout_attempt%ROWTYPE;
  account payout_account%ROWTYPE;
  next_number integer;
  total bigint;
  provider bigint;
  builder bigint;
  posted uuid;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(ledger_period_lock());
  SELECT * INTO item FROM payout_item WHERE id = p_item FOR UPDATE;
  SELECT * INTO latest FROM payout_attempt WHERE item_id = p_item ORDER BY number DESC LIMIT 1;
  IF latest.status IS NOT NULL AND NOT (latest.status IN ('failed', 'returned') AND p_again) THEN
    RETURN NEXT latest;
    RETURN;
  END IF;
  SELECT * INTO run FROM payout_run WHERE id = item.run_id FOR UPDATE;
  IF run.id IS NULL OR item.payable_cents <= 0 OR NOT (run.status = 'executing' OR (run.status = 'done' AND p_again)) THEN
    RAISE EXCEPTION 'item % is not to be paid', p_item USING ERRCODE = 'TG005';
  END IF;
  IF EXISTS (SELECT 1 FROM ledger_period p WHERE p.month > run.month) THEN
    RAISE EXCEPTION 'a later month is closed' USING ERRCODE = 'TG007';
  END IF;
  SELECT * INTO account FROM payout_account WHERE workspace_id = item.payee_workspace_id;
  next_number := coalesce(latest.number, 0) + 1;
  total := item.payable_cents * 10000000;
  SELECT greatest(coalesce(max(b.posted_nano) FILTER (WHERE a.type = 'provider_payable'), 0), 0),
      greatest(coalesce(max(b.posted_nano) FILTER (WHERE a.type = 'builder_payable'), 0), 0)
    INTO provider, builder FROM ledger_account a JOIN balance b ON b.account_id = a.id
    WHERE a.owner = item.payee_workspace_id AND a.type IN ('provider_payable', 'builder_payable') AND a.currency = 'USD';
  IF latest.number IS NOT NULL AND total > provider + builder THEN
    RAISE EXCEPTION 'less than item % is owed by now', p_item USING ERRCODE = 'TG008';
  END IF;
  builder := least(greatest(total - provider, 0), builder);
  IF account.status = 'enabled' AND account.paused_at IS NULL THEN
    SELECT p.journal_id INTO posted FROM post_journal('payout_start', format('payout:%s:%s:start', p_item, next_number),
      sha256(convert_to(p_item, 'UTF8')), least(clock_timestamp(), (run.month + interval '2 months')::timestamp AT TIME ZONE 'UTC' - interval '1 millisecond'),
      format('Payout %s, attempt %s', p_item, next_number), NULL,
      array_remove(ARRAY[CASE WHEN total <> builder THEN 'provider_payable' END, CASE WHEN builder <> 0 THEN 'builder_payable' END], NULL) || 'payout_clearing'::text,
      array_fill(item.payee_workspace_id, ARRAY[CASE WHEN total <> builder AND builder <> 0 THEN 2 ELSE 1 END]) || 'platform'::text,
      array_remove(ARRAY[nullif(builder - total, 0), nullif(-builder, 0)], NULL) || total) p;
  END IF;
  INSERT INTO payout_attempt (item_id, number, run_id, payee_workspace_id, idempotency_key, processor_account_id, amount_cents, provider_nano,
      builder_nano, status, problem, start_journal_id, started_at, ended_at)
    VALUES (p_item, next_number, item.run_id, item.payee_workspace_id, format('payout-%s-%s-%s', item.run_id, item.payee_workspace_id, next_number),
      account.processor_account_id, item.payable_cents, total - builder, builder,
      CASE WHEN posted IS NULL THEN 'failed' ELSE 'sending' END,
      CASE WHEN posted IS NULL THEN 'The payee''s account cannot take money at the moment.' END,
      posted, clock_timestamp(), CASE WHEN posted IS NULL THEN clock_timestamp() END)
    RETURNING * INTO latest;
  UPDATE payout_run SET status = 'executing', done_at = NULL WHERE id = run.id AND status = 'done' AND posted IS NOT NULL;
  RETURN NEXT latest;
END $$;

UPDATE tax_threshold SET source = 'Internal Revenue Code, section 6041(a), before Public Law 119-21' WHERE country = 'US' AND from_year = 2000;
UPDATE tax_threshold SET source = 'Internal Revenue Code, section 6041(a), as amended by Public Law 119-21, section 70433, for payments after 2025; adjusted for inflation from 2027 (6041(h))'
  WHERE country = 'US' AND from_year = 2026;
