-- The only ways into the ledger: post_journal for single events, settle_calls for batches, close_month to close.

-- Locks the accounts' balances in id order, opening what is missing, and returns their ids in the order asked.
CREATE FUNCTION lock_accounts(p_types text[], p_owners text[]) RETURNS bigint[]
  LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  ids bigint[];
BEGIN
  INSERT INTO ledger_account (type, owner)
    SELECT w.type, w.owner FROM (SELECT DISTINCT t AS type, o AS owner FROM unnest(p_types, p_owners) u(t, o)) w
    WHERE NOT EXISTS (SELECT 1 FROM ledger_account a WHERE a.owner = w.owner AND a.type = w.type AND a.currency = 'USD')
    ORDER BY w.owner, w.type
    ON CONFLICT DO NOTHING;
  SELECT array_agg(a.id ORDER BY u.n) INTO ids
    FROM unnest(p_types, p_owners) WITH ORDINALITY u(t, o, n)
    JOIN ledger_account a ON a.owner = u.o AND a.type = u.t AND a.currency = 'USD';
  PERFORM 1 FROM balance WHERE account_id = ANY (ids) ORDER BY account_id FOR UPDATE;
  RETURN ids;
END $$;

-- Posts one balanced journal. The same key with the same content returns the first journal; with other content it is refused.
CREATE FUNCTION post_journal(
  p_kind text, p_key text, p_request_hash bytea, p_event_at timestamptz, p_memo text, p_reverses uuid,
  p_types text[], p_owners text[], p_amounts bigint[],
  OUT journal_id uuid, OUT created boolean
) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  ids bigint[];
  known journal%ROWTYPE;
BEGIN
  INSERT INTO journal (id, kind, idempotency_key, request_hash, period, event_at, booked_at, entry_count, reverses, memo)
    VALUES (uuidv7(), p_kind, p_key, p_request_hash, utc_month(p_event_at), p_event_at, now(), cardinality(p_types), p_reverses, p_memo)
    ON CONFLICT (idempotency_key) DO NOTHING RETURNING id INTO journal_id;
  created := journal_id IS NOT NULL;
  IF NOT created THEN
    SELECT * INTO known FROM journal WHERE idempotency_key = p_key;
    IF known.request_hash <> p_request_hash THEN
      RAISE EXCEPTION 'idempotency key % was used with other content', p_key USING ERRCODE = 'TG001';
    END IF;
    journal_id := known.id;
    RETURN;
  END IF;
  ids := lock_accounts(p_types, p_owners);
  WITH changed AS (
    UPDATE balance b SET posted_nano = b.posted_nano + d.amount, version = b.version + 1, updated_at = clock_timestamp()
      FROM unnest(ids, p_amounts) d(account_id, amount) WHERE b.account_id = d.account_id
      RETURNING b.account_id, d.amount, b.posted_nano)
  INSERT INTO entry (journal_id, account_id, amount_nano, balance_after)
    SELECT post_journal.journal_id, c.account_id, c.amount, c.posted_nano FROM changed c;
END $$;

-- Settles a batch of priced calls. Calls that are already there contribute nothing; the rest move money in one journal with one
-- entry per account. Promotional credit is spent before paid credit. Returns the ids that were new.
CREATE FUNCTION settle_calls(
  p_event_at timestamptz,
  p_id uuid[], p_workspace_id text[], p_key_id text[], p_app_id text[], p_grant_id text[], p_builder_workspace_id text[],
  p_model_id text[], p_provider_id text[], p_provider_workspace_id text[], p_endpoint_id text[],
  p_price_version_id text[], p_fee_version_id text[], p_margin_version_id text[], p_units jsonb[],
  p_cost bigint[], p_fee bigint[], p_surcharge bigint[], p_hold bigint[],
  p_outcome text[], p_usage_source text[], p_finish_reason text[], p_attempts jsonb[], p_streamed boolean[],
  p_first_content_ms integer[], p_duration_ms integer[], p_call_event_at timestamptz[]
) RETURNS uuid[] LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  new_journal uuid := uuidv7();
  settled uuid[];
  types text[];
  owners text[];
  amounts bigint[];
  ids bigint[];
  stamp timestamptz := clock_timestamp();
BEGIN
  PERFORM pg_advisory_xact_lock_shared(ledger_period_lock());
  WITH input AS (
    SELECT * FROM unnest(p_id, p_workspace_id, p_key_id, p_app_id, p_grant_id, p_builder_workspace_id, p_model_id, p_provider_id,
      p_provider_workspace_id, p_endpoint_id, p_price_version_id, p_fee_version_id, p_margin_version_id, p_units, p_cost, p_fee,
      p_surcharge, p_hold, p_outcome, p_usage_source, p_finish_reason, p_attempts, p_streamed, p_first_content_ms, p_duration_ms,
      p_call_event_at)
    AS u(id, workspace_id, key_id, app_id, grant_id, builder_workspace_id, model_id, provider_id, provider_workspace_id, endpoint_id,
      price_version_id, fee_version_id, margin_version_id, units, cost, fee, surcharge, hold, outcome, usage_source, finish_reason,
      attempts, streamed, first_content_ms, duration_ms, event_at)
    ORDER BY 1
  ), inserted AS (
    INSERT INTO call (id, workspace_id, key_id, app_id, grant_id, builder_workspace_id, model_id, provider_id, provider_workspace_id,
      endpoint_id, price_version_id, fee_version_id, margin_version_id, units, cost_nano, fee_nano, surcharge_nano, charge_nano,
      hold_nano, outcome, usage_source, finish_reason, attempts, streamed, first_content_ms, duration_ms, event_at, booked_at, journal_id)
    SELECT id, workspace_id, key_id, app_id, grant_id, builder_workspace_id, model_id, provider_id, provider_workspace_id, endpoint_id,
      price_version_id, fee_version_id, margin_version_id, units, cost, fee, surcharge, cost + fee + surcharge, hold, outcome,
      usage_source, finish_reason, attempts, streamed, first_content_ms, duration_ms, least(event_at, stamp), stamp,
      CASE WHEN cost + fee + surcharge > 0 THEN new_journal END
    FROM input
    ON CONFLICT (id) DO NOTHING
    RETURNING id, workspace_id, builder_workspace_id, provider_workspace_id, cost_nano, fee_nano, surcharge_nano, charge_nano
  ), leg AS (
    SELECT 'customer_credit' AS type, workspace_id AS owner, -sum(charge_nano)::bigint AS amount FROM inserted GROUP BY workspace_id
    UNION ALL SELECT 'provider_payable', provider_workspace_id, sum(cost_nano)::bigint FROM inserted GROUP BY provider_workspace_id
    UNION ALL SELECT 'builder_payable', builder_workspace_id, sum(surcharge_nano)::bigint FROM inserted GROUP BY builder_workspace_id
    UNION ALL SELECT 'platform_fee_revenue', 'platform', sum(fee_nano)::bigint FROM inserted
  )
  SELECT (SELECT array_agg(id) FROM inserted), array_agg(type), array_agg(owner), array_agg(amount)
    INTO settled, types, owners, amounts FROM leg WHERE amount <> 0;
  IF settled IS NULL OR types IS NULL THEN
    RETURN coalesce(settled, '{}');
  END IF;

  -- Customers with promotional credit get a second account beside their paid one.
  SELECT types || array_agg('customer_promotional_credit'::text), owners || array_agg(a.owner), amounts || array_agg(0::bigint)
    INTO types, owners, amounts
    FROM ledger_account a JOIN unnest(types, owners) u(t, o) ON u.t = 'customer_credit' AND u.o = a.owner
    WHERE a.type = 'customer_promotional_credit' AND a.currency = 'USD';
  ids := lock_accounts(types, owners);
  WITH wanted AS (
    SELECT u.account_id, u.type, u.owner, u.amount, b.posted_nano
      FROM unnest(ids, types, owners, amounts) u(account_id, type, owner, amount) JOIN balance b ON b.account_id = u.account_id
  ), promotional AS (
    SELECT p.owner, least(greatest(p.posted_nano, 0), -c.amount) AS spent
      FROM wanted p JOIN wanted c ON c.owner = p.owner AND c.type = 'customer_credit' WHERE p.type = 'customer_promotional_credit'
  )
  SELECT array_agg(f.account_id), array_agg(f.amount) INTO ids, amounts FROM (
    SELECT w.account_id, CASE w.type
        WHEN 'customer_promotional_credit' THEN -p.spent
        WHEN 'customer_credit' THEN w.amount + coalesce(p.spent, 0)
        ELSE w.amount END AS amount
      FROM wanted w LEFT JOIN promotional p ON p.owner = w.owner AND w.type IN ('customer_credit', 'customer_promotional_credit')
  ) f WHERE f.amount <> 0;

  INSERT INTO journal (id, kind, idempotency_key, request_hash, period, event_at, booked_at, entry_count, memo)
    VALUES (new_journal, 'call_settlement', 'settle:' || new_journal, sha256(uuid_send(new_journal)), utc_month(p_event_at), p_event_at,
      stamp, cardinality(ids), cardinality(settled) || ' calls');
  WITH changed AS (
    UPDATE balance b SET posted_nano = b.posted_nano + d.amount, version = b.version + 1, updated_at = clock_timestamp()
      FROM unnest(ids, amounts) d(account_id, amount) WHERE b.account_id = d.account_id
      RETURNING b.account_id, d.amount, b.posted_nano)
  INSERT INTO entry (journal_id, account_id, amount_nano, balance_after)
    SELECT new_journal, c.account_id, c.amount, c.posted_nano FROM changed c;
  RETURN settled;
END $$;

-- Closes a UTC month that is over. Waits for bookings in flight; later ones go to the next month. Closing twice is harmless.
CREATE FUNCTION close_month(p_month date, p_closed_by text) RETURNS timestamptz
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  cut_off timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(ledger_period_lock());
  IF utc_month(p_month::timestamp AT TIME ZONE 'UTC') <> p_month THEN
    RAISE EXCEPTION '% is not the first day of a month', p_month USING ERRCODE = 'TG002';
  END IF;
  IF clock_timestamp() < (p_month + interval '1 month')::timestamp AT TIME ZONE 'UTC' THEN
    RAISE EXCEPTION 'the month of % is not over', p_month USING ERRCODE = 'TG003';
  END IF;
  INSERT INTO ledger_period (month, closed_at, closed_by_id) VALUES (p_month, clock_timestamp(), p_closed_by)
    ON CONFLICT (month) DO NOTHING;
  SELECT closed_at INTO cut_off FROM ledger_period WHERE month = p_month;
  RETURN cut_off;
END $$;
