-- Promotional credit is kept in lots, each with its own expiry, and corrections go by two people. A lot's amounts change only inside the
-- functions below, which move the same money in the ledger; what a lot paid for is on record per call, so that a refund finds its way back.

CREATE TABLE "promotional_code" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "amount_nano" BIGINT NOT NULL,
    "max_redemptions" INTEGER NOT NULL,
    "valid_until" TIMESTAMPTZ(6) NOT NULL,
    "credit_days" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(6),
    CONSTRAINT "promotional_code_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "promotional_code_code_key" ON "promotional_code"("code");
ALTER TABLE promotional_code ADD CONSTRAINT promotional_code_form CHECK (
  amount_nano > 0 AND max_redemptions > 0 AND credit_days BETWEEN 1 AND 3650 AND code ~ '^[A-Z0-9][A-Z0-9-]{3,39}$' AND length(trim(reason)) > 0);

CREATE TABLE "promotional_lot" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "amount_nano" BIGINT NOT NULL,
    "spent_nano" BIGINT NOT NULL DEFAULT 0,
    "expired_nano" BIGINT NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "closed_at" TIMESTAMPTZ(6),
    "reason" TEXT NOT NULL,
    "code_id" TEXT,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "journal_id" UUID NOT NULL,
    CONSTRAINT "promotional_lot_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "promotional_lot_workspace_id_expires_at_idx" ON "promotional_lot"("workspace_id", "expires_at");
CREATE INDEX "promotional_lot_expires_at_idx" ON "promotional_lot"("expires_at");
CREATE UNIQUE INDEX "promotional_lot_code_id_workspace_id_key" ON "promotional_lot"("code_id", "workspace_id");
ALTER TABLE "promotional_lot" ADD CONSTRAINT "promotional_lot_code_id_fkey" FOREIGN KEY ("code_id") REFERENCES "promotional_code"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE promotional_lot ADD CONSTRAINT promotional_lot_adds_up CHECK (
  amount_nano > 0 AND spent_nano >= 0 AND expired_nano >= 0 AND spent_nano + expired_nano <= amount_nano);

CREATE TABLE "promotional_spend" (
    "call_id" UUID NOT NULL,
    "lot_id" TEXT NOT NULL,
    "amount_nano" BIGINT NOT NULL,
    CONSTRAINT "promotional_spend_pkey" PRIMARY KEY ("call_id", "lot_id")
);
CREATE INDEX "promotional_spend_lot_id_idx" ON "promotional_spend"("lot_id");
ALTER TABLE "promotional_spend" ADD CONSTRAINT "promotional_spend_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "promotional_lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE promotional_spend ADD CONSTRAINT promotional_spend_positive CHECK (amount_nano > 0);

CREATE TABLE "correction" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'requested',
    "amount_nano" BIGINT NOT NULL,
    "account_type" TEXT,
    "owner" TEXT,
    "counter_type" TEXT,
    "call_id" UUID,
    "payment_id" TEXT,
    "reason" TEXT NOT NULL,
    "needs_second" BOOLEAN NOT NULL,
    "requested_by_id" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMPTZ(6),
    "decision_note" TEXT,
    "journal_id" UUID,
    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "correction_status_id_idx" ON "correction"("status", "id");
CREATE INDEX "correction_requested_at_idx" ON "correction"("requested_at");
CREATE INDEX "correction_call_id_idx" ON "correction"("call_id");
ALTER TABLE correction
  ADD CONSTRAINT correction_kind CHECK (
    (kind = 'call_refund' AND call_id IS NOT NULL AND amount_nano > 0 AND account_type IS NULL AND owner IS NULL AND counter_type IS NULL)
    OR (kind = 'adjustment' AND needs_second AND amount_nano <> 0
      AND account_type IN ('customer_credit', 'provider_payable', 'builder_payable') AND owner IS NOT NULL AND owner <> 'platform'
      AND counter_type IN ('platform_fee_revenue', 'bad_debt', 'rounding'))),
  ADD CONSTRAINT correction_second_person CHECK (NOT needs_second OR status = 'requested' OR decided_by_id IS DISTINCT FROM requested_by_id),
  ADD CONSTRAINT correction_decided CHECK (
    status IN ('requested', 'posted', 'rejected') AND (status = 'requested') = (decided_by_id IS NULL)
    AND (decided_by_id IS NULL) = (decided_at IS NULL) AND (status = 'posted') = (journal_id IS NOT NULL)),
  ADD CONSTRAINT correction_reason CHECK (length(trim(reason)) > 0);

CREATE TABLE "call_refund" (
    "id" TEXT NOT NULL,
    "call_id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "cost_nano" BIGINT NOT NULL,
    "fee_nano" BIGINT NOT NULL,
    "surcharge_nano" BIGINT NOT NULL,
    "paid_nano" BIGINT NOT NULL,
    "promotional_nano" BIGINT NOT NULL,
    "journal_id" UUID NOT NULL,
    "booked_at" TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT "call_refund_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "call_refund_call_id_idx" ON "call_refund"("call_id");
CREATE INDEX "call_refund_booked_at_idx" ON "call_refund"("booked_at");
ALTER TABLE "call_refund" ADD CONSTRAINT "call_refund_id_fkey" FOREIGN KEY ("id") REFERENCES "correction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE call_refund ADD CONSTRAINT call_refund_adds_up CHECK (
  cost_nano >= 0 AND fee_nano >= 0 AND surcharge_nano >= 0 AND paid_nano >= 0 AND promotional_nano >= 0
  AND cost_nano + fee_nano + surcharge_nano = paid_nano + promotional_nano AND paid_nano + promotional_nano > 0);

CREATE TABLE "promotional_return" (
    "refund_id" TEXT NOT NULL,
    "lot_id" TEXT NOT NULL,
    "amount_nano" BIGINT NOT NULL,
    CONSTRAINT "promotional_return_pkey" PRIMARY KEY ("refund_id", "lot_id")
);
CREATE INDEX "promotional_return_lot_id_idx" ON "promotional_return"("lot_id");
ALTER TABLE "promotional_return" ADD CONSTRAINT "promotional_return_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "call_refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "promotional_return" ADD CONSTRAINT "promotional_return_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "promotional_lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE promotional_return ADD CONSTRAINT promotional_return_positive CHECK (amount_nano > 0);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['promotional_spend', 'promotional_return', 'call_refund'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name || '_no_truncate', name);
  END LOOP;
END $$;

-- Promotional credit from before lots were kept becomes one lot per workspace that lasts another year.
INSERT INTO promotional_lot (id, workspace_id, amount_nano, expires_at, reason, journal_id)
  SELECT 'lot_' || substr(md5(a.owner), 1, 20), a.owner, b.posted_nano, now() + interval '1 year', 'Granted before lots were kept',
      (SELECT e.journal_id FROM entry e WHERE e.account_id = a.id ORDER BY e.journal_id DESC LIMIT 1)
    FROM ledger_account a JOIN balance b ON b.account_id = a.id
    WHERE a.type = 'customer_promotional_credit' AND b.posted_nano > 0;

-- What post_journal did, for the functions here alone.
CREATE FUNCTION write_journal(
  p_kind text, p_key text, p_request_hash bytea, p_event_at timestamptz, p_memo text, p_reverses uuid,
  p_types text[], p_owners text[], p_amounts bigint[],
  OUT journal_id uuid, OUT created boolean
) LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
    SELECT write_journal.journal_id, c.account_id, c.amount, c.posted_nano FROM changed c;
END $$;
REVOKE ALL ON FUNCTION write_journal FROM PUBLIC;

-- Promotional credit moves only together with its lots, so that the two cannot differ.
CREATE OR REPLACE FUNCTION post_journal(
  p_kind text, p_key text, p_request_hash bytea, p_event_at timestamptz, p_memo text, p_reverses uuid,
  p_types text[], p_owners text[], p_amounts bigint[],
  OUT journal_id uuid, OUT created boolean
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF 'customer_promotional_credit' = ANY (p_types) THEN
    RAISE EXCEPTION 'promotional credit moves only together with its lots' USING ERRCODE = 'check_violation';
  END IF;
  SELECT w.journal_id, w.created INTO journal_id, created
    FROM write_journal(p_kind, p_key, p_request_hash, p_event_at, p_memo, p_reverses, p_types, p_owners, p_amounts) w;
END $$;

-- Grants promotional credit as a new lot. With a code, the code's own terms hold and nobody redeems it twice. The same id grants once.
CREATE FUNCTION grant_promotional(
  p_lot_id text, p_workspace_id text, p_amount bigint, p_event_at timestamptz, p_expires_at timestamptz, p_reason text, p_code_id text,
  p_created_by text
) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  terms promotional_code%ROWTYPE;
  posted record;
BEGIN
  IF p_code_id IS NOT NULL THEN
    SELECT * INTO terms FROM promotional_code WHERE id = p_code_id FOR UPDATE;
    IF terms.id IS NULL OR terms.withdrawn_at IS NOT NULL OR terms.valid_until <= clock_timestamp() OR terms.amount_nano <> p_amount THEN
      RAISE EXCEPTION 'code % cannot be redeemed', p_code_id USING ERRCODE = 'TG010';
    END IF;
    IF (SELECT count(*) FROM promotional_lot WHERE code_id = p_code_id) >= terms.max_redemptions THEN
      RAISE EXCEPTION 'code % has been redeemed as often as it can be', p_code_id USING ERRCODE = 'TG011';
    END IF;
  END IF;
  SELECT * INTO posted FROM write_journal('promotional_grant', 'promotional:' || p_lot_id,
    sha256(convert_to(concat_ws(E'\n', p_workspace_id, p_amount, p_code_id), 'UTF8')), p_event_at, p_reason, NULL,
    ARRAY['customer_promotional_credit', 'breakage'], ARRAY[p_workspace_id, 'platform'], ARRAY[p_amount, -p_amount]);
  IF posted.created THEN
    INSERT INTO promotional_lot (id, workspace_id, amount_nano, expires_at, reason, code_id, created_by_id, journal_id)
      VALUES (p_lot_id, p_workspace_id, p_amount, p_expires_at, p_reason, p_code_id, p_created_by, posted.journal_id);
  END IF;
  RETURN posted.journal_id;
END $$;

-- Allocates the charges of new calls to lots: calls in id order, lots by earliest expiry. The caller has locked the balances, which is what
-- makes lots wait for each other.
CREATE FUNCTION spend_promotional(p_calls uuid[], p_owners text[]) RETURNS TABLE (owner text, amount bigint)
  LANGUAGE sql SET search_path = public, pg_temp AS $$
  WITH lot AS (
    SELECT l.id, l.workspace_id, sum(l.amount_nano - l.spent_nano - l.expired_nano) OVER w AS until,
        sum(l.amount_nano - l.spent_nano - l.expired_nano) OVER w - (l.amount_nano - l.spent_nano - l.expired_nano) AS since
      FROM promotional_lot l WHERE l.workspace_id = ANY (p_owners) AND l.spent_nano + l.expired_nano < l.amount_nano
      WINDOW w AS (PARTITION BY l.workspace_id ORDER BY l.expires_at, l.id)
  ), billed AS (
    SELECT c.id, c.workspace_id, sum(c.charge_nano) OVER w AS until, sum(c.charge_nano) OVER w - c.charge_nano AS since
      FROM call c WHERE c.id = ANY (p_calls) AND c.workspace_id = ANY (p_owners) AND c.charge_nano > 0
      WINDOW w AS (PARTITION BY c.workspace_id ORDER BY c.id)
  ), spend AS (
    INSERT INTO promotional_spend (call_id, lot_id, amount_nano)
      SELECT b.id, l.id, (least(b.until, l.until) - greatest(b.since, l.since))::bigint
        FROM billed b JOIN lot l ON l.workspace_id = b.workspace_id AND b.since < l.until AND l.since < b.until
      RETURNING lot_id, amount_nano
  ), spent AS (
    UPDATE promotional_lot l SET spent_nano = l.spent_nano + s.amount
      FROM (SELECT lot_id, sum(amount_nano)::bigint AS amount FROM spend GROUP BY lot_id) s WHERE l.id = s.lot_id
      RETURNING l.workspace_id, s.amount
  )
  SELECT workspace_id, sum(amount)::bigint FROM spent GROUP BY workspace_id
$$;

-- Expiry in two steps, so that no call in flight is left without the credit it was admitted against: a lot whose time has come is closed, which
-- takes it out of what can be spent; once the longest call is settled, what is left of it is booked.
CREATE FUNCTION close_promotional(p_limit integer) RETURNS TABLE (workspace_id text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  due record;
BEGIN
  FOR due IN SELECT l.id, l.workspace_id AS owner FROM promotional_lot l WHERE l.expires_at <= clock_timestamp() AND l.closed_at IS NULL
      ORDER BY l.workspace_id, l.id LIMIT p_limit LOOP
    PERFORM lock_accounts(ARRAY['customer_promotional_credit'], ARRAY[due.owner]);
    UPDATE promotional_lot SET closed_at = clock_timestamp() WHERE id = due.id AND closed_at IS NULL;
    IF FOUND THEN
      UPDATE balance b SET version = b.version + 1, updated_at = clock_timestamp() FROM ledger_account a
        WHERE a.id = b.account_id AND a.owner = due.owner AND a.type = 'customer_promotional_credit';
      workspace_id := due.owner;
      RETURN NEXT;
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION expire_promotional_lot(p_lot_id text, p_grace interval) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  lot promotional_lot%ROWTYPE;
  rest bigint;
BEGIN
  SELECT * INTO lot FROM promotional_lot WHERE id = p_lot_id;
  IF lot.id IS NULL THEN
    RETURN 0;
  END IF;
  PERFORM lock_accounts(ARRAY['customer_promotional_credit', 'breakage'], ARRAY[lot.workspace_id, 'platform']);
  SELECT * INTO lot FROM promotional_lot WHERE id = p_lot_id;
  rest := lot.amount_nano - lot.spent_nano - lot.expired_nano;
  IF rest = 0 OR lot.closed_at IS NULL OR lot.closed_at > clock_timestamp() - p_grace THEN
    RETURN 0;
  END IF;
  UPDATE promotional_lot SET expired_nano = expired_nano + rest WHERE id = p_lot_id;
  PERFORM write_journal('promotional_expiry', 'promotional_expiry:' || p_lot_id || ':' || (lot.expired_nano + rest),
    sha256(convert_to(p_lot_id || E'\n' || rest, 'UTF8')), clock_timestamp(), 'Expired: ' || lot.reason, NULL,
    ARRAY['customer_promotional_credit', 'breakage'], ARRAY[lot.workspace_id, 'platform'], ARRAY[-rest, rest]);
  RETURN rest;
END $$;

-- Undoes part or all of a call: each leg in proportion, conserving every nano; the customer gets back first what was taken last, so paid
-- credit before promotional, and promotional credit into the lots it came from. Never more than was charged, whoever asks at the same time.
CREATE FUNCTION refund_call(p_id text, p_call_id uuid, p_amount bigint, p_memo text) RETURNS uuid
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  billed call%ROWTYPE;
  legs numeric[];
  part bigint[] := ARRAY[0, 0, 0];
  rest bigint := p_amount;
  total numeric;
  to_paid bigint;
  posted record;
BEGIN
  SELECT * INTO billed FROM call WHERE id = p_call_id FOR UPDATE;
  IF billed.id IS NULL THEN
    RAISE EXCEPTION 'call % does not exist', p_call_id USING ERRCODE = 'TG012';
  END IF;
  SELECT ARRAY[billed.cost_nano - coalesce(sum(cost_nano), 0), billed.fee_nano - coalesce(sum(fee_nano), 0),
      billed.surcharge_nano - coalesce(sum(surcharge_nano), 0)],
      billed.charge_nano - coalesce((SELECT sum(amount_nano) FROM promotional_spend WHERE call_id = p_call_id), 0) - coalesce(sum(paid_nano), 0)
    INTO legs, to_paid FROM call_refund WHERE call_id = p_call_id;
  total := legs[1] + legs[2] + legs[3];
  IF p_amount <= 0 OR p_amount > total THEN
    RAISE EXCEPTION 'call % has % nano left to refund, not %', p_call_id, total, p_amount USING ERRCODE = 'TG013';
  END IF;
  FOR i IN 1..3 LOOP
    part[i] := floor(p_amount * legs[i] / total);
    rest := rest - part[i];
  END LOOP;
  -- At most two nanos are left over by the flooring; they come from the first legs that have them.
  FOR i IN 1..3 LOOP
    IF rest > 0 AND part[i] < legs[i] THEN
      part[i] := part[i] + 1;
      rest := rest - 1;
    END IF;
  END LOOP;
  to_paid := least(to_paid, p_amount);
  WITH leg AS (
    SELECT * FROM (VALUES ('customer_credit', billed.workspace_id, to_paid),
        ('customer_promotional_credit', billed.workspace_id, p_amount - to_paid), ('provider_payable', billed.provider_workspace_id, -part[1]),
        ('platform_fee_revenue', 'platform', -part[2]), ('builder_payable', billed.builder_workspace_id, -part[3])) v(type, owner, amount)
      WHERE amount <> 0)
  SELECT w.journal_id INTO posted FROM (SELECT array_agg(type) AS types, array_agg(owner) AS owners, array_agg(amount) AS amounts FROM leg) l,
    LATERAL write_journal('call_reversal', 'call_refund:' || p_id, sha256(convert_to(p_call_id || E'\n' || p_amount, 'UTF8')),
      clock_timestamp(), p_memo, NULL, l.types, l.owners, l.amounts) w;
  INSERT INTO call_refund (id, call_id, workspace_id, cost_nano, fee_nano, surcharge_nano, paid_nano, promotional_nano, journal_id, booked_at)
    VALUES (p_id, p_call_id, billed.workspace_id, part[1], part[2], part[3], to_paid, p_amount - to_paid, posted.journal_id, clock_timestamp());
  -- Lots by latest expiry: the mirror of the order they were spent in.
  WITH open AS (
    SELECT s.lot_id, l.expires_at, s.amount_nano - coalesce((SELECT sum(r.amount_nano) FROM promotional_return r JOIN call_refund f ON f.id = r.refund_id
        WHERE f.call_id = p_call_id AND r.lot_id = s.lot_id), 0) AS amount
      FROM promotional_spend s JOIN promotional_lot l ON l.id = s.lot_id WHERE s.call_id = p_call_id
  ), stacked AS (
    SELECT lot_id, amount, sum(amount) OVER (ORDER BY expires_at DESC, lot_id DESC) - amount AS since FROM open
  ), returned AS (
    INSERT INTO promotional_return (refund_id, lot_id, amount_nano)
      SELECT p_id, lot_id, least(amount, p_amount - to_paid - since)::bigint FROM stacked WHERE amount > 0 AND since < p_amount - to_paid
      RETURNING lot_id, amount_nano
  )
  UPDATE promotional_lot l SET spent_nano = l.spent_nano - r.amount_nano FROM returned r WHERE l.id = r.lot_id;
  RETURN posted.journal_id;
END $$;

-- Decides a correction, once. Whoever asked may not approve where a second person is needed; a table constraint says the same.
CREATE FUNCTION decide_correction(p_id text, p_decided_by text, p_approve boolean, p_note text) RETURNS text
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
    SELECT w.journal_id INTO posted FROM write_journal('adjustment', 'correction:' || asked.id,
      sha256(convert_to(asked.id, 'UTF8')), clock_timestamp(), asked.reason, NULL,
      ARRAY[asked.account_type, asked.counter_type], ARRAY[asked.owner, 'platform'], ARRAY[asked.amount_nano, -asked.amount_nano]) w;
  END IF;
  UPDATE correction SET status = CASE WHEN p_approve THEN 'posted' ELSE 'rejected' END, decided_by_id = p_decided_by,
    decided_at = clock_timestamp(), decision_note = p_note, journal_id = posted WHERE id = p_id;
  RETURN CASE WHEN p_approve THEN 'posted' ELSE 'rejected' END;
END $$;

REVOKE ALL ON FUNCTION grant_promotional, spend_promotional, close_promotional, expire_promotional_lot, refund_call, decide_correction FROM PUBLIC;
GRANT EXECUTE ON FUNCTION grant_promotional, close_promotional, expire_promotional_lot, decide_correction TO tollgate_app;
GRANT INSERT ON promotional_code TO tollgate_app;
GRANT UPDATE (withdrawn_at) ON promotional_code TO tollgate_app;
GRANT INSERT (id, kind, amount_nano, account_type, owner, counter_type, call_id, payment_id, reason, needs_second, requested_by_id) ON correction TO tollgate_app;

-- Settlement as before, with promotional credit spent lot by lot.
CREATE OR REPLACE FUNCTION settle_calls(
  p_event_at timestamptz,
  p_id uuid[], p_workspace_id text[], p_key_id text[], p_app_id text[], p_grant_id text[], p_builder_workspace_id text[],
  p_model_id text[], p_provider_id text[], p_provider_workspace_id text[], p_endpoint_id text[],
  p_price_version_id text[], p_fee_version_id text[], p_margin_version_id text[], p_units jsonb[],
  p_cost bigint[], p_fee bigint[], p_surcharge bigint[], p_hold bigint[],
  p_outcome text[], p_usage_source text[], p_finish_reason text[], p_attempts jsonb[], p_streamed boolean[],
  p_first_content_ms integer[], p_duration_ms integer[], p_call_event_at timestamptz[]
) RETURNS uuid[] LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  new_journal uuid := uuidv7();
  settled uuid[];
  types text[];
  owners text[];
  amounts bigint[];
  ids bigint[];
  promoted text[];
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
  SELECT types || coalesce(array_agg('customer_promotional_credit'::text), '{}'), owners || coalesce(array_agg(a.owner), '{}'),
      amounts || coalesce(array_agg(0::bigint), '{}'), array_agg(a.owner)
    INTO types, owners, amounts, promoted
    FROM ledger_account a JOIN unnest(types, owners) u(t, o) ON u.t = 'customer_credit' AND u.o = a.owner
      JOIN balance b ON b.account_id = a.id
    WHERE a.type = 'customer_promotional_credit' AND a.currency = 'USD' AND b.posted_nano > 0;
  ids := lock_accounts(types, owners);
  IF promoted IS NOT NULL THEN
    WITH spent AS (SELECT owner, amount FROM spend_promotional(settled, promoted))
    SELECT array_agg(CASE u.type
          WHEN 'customer_promotional_credit' THEN u.amount - coalesce(s.amount, 0)
          WHEN 'customer_credit' THEN u.amount + coalesce(s.amount, 0)
          ELSE u.amount END ORDER BY u.n)
      INTO amounts FROM unnest(types, owners, amounts) WITH ORDINALITY u(type, owner, amount, n) LEFT JOIN spent s ON s.owner = u.owner;
  END IF;
  SELECT array_agg(f.account_id), array_agg(f.amount) INTO ids, amounts
    FROM unnest(ids, amounts) f(account_id, amount) WHERE f.amount <> 0;

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
