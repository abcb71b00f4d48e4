-- An app's builder can sponsor calls of its customers: an allowance per customer and UTC month. It is the builder's own paid credit, moved into an
-- account of the customer's grant before anything is spent from it, so that nothing is promised that is not there. A lot is one grant's allowance
-- of one month; its amounts change only inside the functions below, which move the same money in the ledger.
ALTER TABLE margin_version ADD COLUMN sponsored_monthly_nano BIGINT NOT NULL DEFAULT 0;
ALTER TABLE margin_version ADD CONSTRAINT margin_version_sponsored CHECK (sponsored_monthly_nano >= 0);

ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_type;
ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_type CHECK (type IN (
  'customer_credit', 'customer_promotional_credit', 'sponsored_credit', 'provider_payable', 'builder_payable', 'payee_holdback',
  'platform_fee_revenue', 'breakage', 'processor_cash', 'processor_fees', 'top_up_clearing', 'payout_clearing',
  'dispute_clearing', 'bad_debt', 'rounding'));
INSERT INTO journal_kind_account (kind, account_type) VALUES
  ('call_settlement', 'sponsored_credit'),
  ('sponsorship_funding', 'customer_credit'), ('sponsorship_funding', 'sponsored_credit'),
  ('sponsorship_return', 'customer_credit'), ('sponsorship_return', 'sponsored_credit');

CREATE TABLE "sponsored_lot" (
    "id" TEXT NOT NULL,
    "grant_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "app_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "builder_workspace_id" TEXT NOT NULL,
    "amount_nano" BIGINT NOT NULL,
    "spent_nano" BIGINT NOT NULL DEFAULT 0,
    "returned_nano" BIGINT NOT NULL DEFAULT 0,
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(6),
    "journal_id" UUID NOT NULL,
    CONSTRAINT "sponsored_lot_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "sponsored_lot_grant_id_month_key" ON "sponsored_lot"("grant_id", "month");
CREATE INDEX "sponsored_lot_builder_workspace_id_month_idx" ON "sponsored_lot"("builder_workspace_id", "month");
CREATE INDEX "sponsored_lot_workspace_id_month_idx" ON "sponsored_lot"("workspace_id", "month");
CREATE INDEX "sponsored_lot_changed_at_idx" ON "sponsored_lot"("changed_at");
ALTER TABLE "sponsored_lot" ADD CONSTRAINT "sponsored_lot_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "grant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE sponsored_lot ADD CONSTRAINT sponsored_lot_adds_up CHECK (
  amount_nano > 0 AND spent_nano >= 0 AND returned_nano >= 0 AND spent_nano + returned_nano <= amount_nano
  AND extract(day FROM month) = 1 AND workspace_id <> builder_workspace_id);

CREATE TABLE "sponsored_spend" (
    "call_id" UUID NOT NULL,
    "lot_id" TEXT NOT NULL,
    "amount_nano" BIGINT NOT NULL,
    CONSTRAINT "sponsored_spend_pkey" PRIMARY KEY ("call_id")
);
CREATE INDEX "sponsored_spend_lot_id_idx" ON "sponsored_spend"("lot_id");
ALTER TABLE "sponsored_spend" ADD CONSTRAINT "sponsored_spend_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "sponsored_lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE sponsored_spend ADD CONSTRAINT sponsored_spend_positive CHECK (amount_nano > 0);
CREATE TRIGGER sponsored_spend_append_only BEFORE UPDATE OR DELETE ON sponsored_spend FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sponsored_spend_no_truncate BEFORE TRUNCATE ON sponsored_spend FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE "sponsorship_notice" (
    "app_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "told_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "sponsorship_notice_pkey" PRIMARY KEY ("app_id", "month")
);
GRANT INSERT, DELETE ON sponsorship_notice TO tollgate_app;

-- What a refund gives back of what a sponsor paid goes to the sponsor's credit.
ALTER TABLE call_refund ADD COLUMN sponsored_nano BIGINT NOT NULL DEFAULT 0;
ALTER TABLE call_refund DROP CONSTRAINT call_refund_adds_up;
ALTER TABLE call_refund ADD CONSTRAINT call_refund_adds_up CHECK (
  cost_nano >= 0 AND fee_nano >= 0 AND surcharge_nano >= 0 AND paid_nano >= 0 AND promotional_nano >= 0 AND sponsored_nano >= 0
  AND cost_nano + fee_nano + surcharge_nano = paid_nano + promotional_nano + sponsored_nano
  AND paid_nano + promotional_nano + sponsored_nano > 0);

-- Funds a grant's allowance of a month, once, with what the margin version says. Says 'unfunded' when the builder's paid credit does not
-- cover it: then there is no allowance, rather than one that was promised and is not there.
CREATE FUNCTION fund_sponsorship(p_grant_id text, p_month date, p_margin_version_id text, OUT lot_id text, OUT outcome text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  parties record;
  posted record;
BEGIN
  lot_id := p_grant_id || ':' || to_char(p_month, 'YYYY-MM');
  SELECT g.app_id, g.workspace_id AS customer, a.workspace_id AS builder, m.sponsored_monthly_nano AS amount INTO parties
    FROM "grant" g JOIN app a ON a.id = g.app_id JOIN margin_version m ON m.app_id = a.id AND m.id = p_margin_version_id
    WHERE g.id = p_grant_id AND g.status = 'active' AND a.status = 'active' AND a.workspace_id <> g.workspace_id FOR SHARE OF g;
  IF coalesce(parties.amount, 0) = 0 OR p_month > utc_month(clock_timestamp()) THEN
    outcome := 'none';
    RETURN;
  END IF;
  PERFORM lock_accounts(ARRAY['customer_credit', 'sponsored_credit'], ARRAY[parties.builder, p_grant_id]);
  IF EXISTS (SELECT 1 FROM sponsored_lot l WHERE l.id = fund_sponsorship.lot_id) THEN
    outcome := 'funded_before';
    RETURN;
  END IF;
  IF (SELECT b.posted_nano FROM balance b JOIN ledger_account a ON a.id = b.account_id
      WHERE a.owner = parties.builder AND a.type = 'customer_credit' AND a.currency = 'USD') < parties.amount THEN
    outcome := 'unfunded';
    RETURN;
  END IF;
  SELECT * INTO posted FROM write_journal('sponsorship_funding', 'sponsorship:' || lot_id, sha256(convert_to(lot_id, 'UTF8')),
    clock_timestamp(), 'Allowance of ' || to_char(p_month, 'YYYY-MM'), NULL, ARRAY['customer_credit', 'sponsored_credit'],
    ARRAY[parties.builder, p_grant_id], ARRAY[-parties.amount, parties.amount]);
  INSERT INTO sponsored_lot (id, grant_id, month, app_id, workspace_id, builder_workspace_id, amount_nano, journal_id)
    VALUES (lot_id, p_grant_id, p_month, parties.app_id, parties.customer, parties.builder, parties.amount, posted.journal_id);
  outcome := 'funded';
END $$;

-- Pays calls from the lots they were admitted against, in id order, as far as these last; the caller has locked the grants' balances.
CREATE FUNCTION spend_sponsored(p_settled uuid[], p_calls uuid[], p_lots text[]) RETURNS TABLE (grant_id text, workspace_id text, amount bigint)
  LANGUAGE sql SET search_path = public, pg_temp AS $$
  WITH asked AS (
    SELECT DISTINCT ON (u.call_id) u.call_id, u.lot_id FROM unnest(p_calls, p_lots) u(call_id, lot_id)
      WHERE u.lot_id IS NOT NULL AND u.call_id = ANY (p_settled)
  ), billed AS (
    SELECT c.id, l.id AS lot_id, l.amount_nano - l.spent_nano - l.returned_nano AS rest, c.charge_nano AS charge,
        sum(c.charge_nano) OVER (PARTITION BY l.id ORDER BY c.id) - c.charge_nano AS since
      FROM asked a JOIN call c ON c.id = a.call_id JOIN sponsored_lot l ON l.id = a.lot_id AND l.grant_id = c.grant_id
      WHERE c.charge_nano > 0
  ), spend AS (
    INSERT INTO sponsored_spend (call_id, lot_id, amount_nano)
      SELECT id, lot_id, least(charge, rest - since)::bigint FROM billed WHERE since < rest
      RETURNING lot_id, amount_nano
  )
  UPDATE sponsored_lot l SET spent_nano = l.spent_nano + s.amount, version = l.version + 1, changed_at = clock_timestamp()
    FROM (SELECT lot_id, sum(amount_nano)::bigint AS amount FROM spend GROUP BY lot_id) s WHERE l.id = s.lot_id
    RETURNING l.grant_id, l.workspace_id, s.amount
$$;

-- The end in two steps, as for promotional credit: a lot whose month is over, or whose grant was ended, is closed, which takes it out of what
-- calls are admitted against; once the longest call is settled, what is left of it goes back to the builder's credit.
CREATE FUNCTION close_sponsored(p_limit integer) RETURNS TABLE (lot_id text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  due record;
BEGIN
  FOR due IN SELECT l.id, l.grant_id FROM sponsored_lot l JOIN "grant" g ON g.id = l.grant_id JOIN app a ON a.id = l.app_id
      WHERE l.closed_at IS NULL AND (g.status = 'revoked' OR a.status = 'archived'
        OR (l.month + interval '1 month') AT TIME ZONE 'UTC' <= clock_timestamp())
      ORDER BY l.grant_id, l.id LIMIT p_limit LOOP
    PERFORM lock_accounts(ARRAY['sponsored_credit'], ARRAY[due.grant_id]);
    UPDATE sponsored_lot SET closed_at = clock_timestamp(), version = version + 1, changed_at = clock_timestamp()
      WHERE id = due.id AND closed_at IS NULL;
    IF FOUND THEN
      lot_id := due.id;
      RETURN NEXT;
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION return_sponsored_lot(p_lot_id text, p_grace interval) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  lot sponsored_lot%ROWTYPE;
  rest bigint;
BEGIN
  SELECT * INTO lot FROM sponsored_lot WHERE id = p_lot_id;
  IF lot.id IS NULL THEN
    RETURN 0;
  END IF;
  PERFORM lock_accounts(ARRAY['customer_credit', 'sponsored_credit'], ARRAY[lot.builder_workspace_id, lot.grant_id]);
  SELECT * INTO lot FROM sponsored_lot WHERE id = p_lot_id;
  rest := lot.amount_nano - lot.spent_nano - lot.returned_nano;
  IF rest = 0 OR lot.closed_at IS NULL OR lot.closed_at > clock_timestamp() - p_grace THEN
    RETURN 0;
  END IF;
  UPDATE sponsored_lot SET returned_nano = returned_nano + rest, version = version + 1, changed_at = clock_timestamp() WHERE id = p_lot_id;
  PERFORM write_journal('sponsorship_return', 'sponsorship_return:' || p_lot_id, sha256(convert_to(p_lot_id || E'\n' || rest, 'UTF8')),
    clock_timestamp(), 'Allowance of ' || to_char(lot.month, 'YYYY-MM') || ' that was not used', NULL,
    ARRAY['sponsored_credit', 'customer_credit'], ARRAY[lot.grant_id, lot.builder_workspace_id], ARRAY[-rest, rest]);
  RETURN rest;
END $$;

-- As before; what a sponsor paid of a call is not promotional credit's to pay.
CREATE OR REPLACE FUNCTION spend_promotional(p_calls uuid[], p_owners text[]) RETURNS TABLE (owner text, amount bigint)
  LANGUAGE sql SET search_path = public, pg_temp AS $$
  WITH lot AS (
    SELECT l.id, l.workspace_id, sum(l.amount_nano - l.spent_nano - l.expired_nano) OVER w AS until,
        sum(l.amount_nano - l.spent_nano - l.expired_nano) OVER w - (l.amount_nano - l.spent_nano - l.expired_nano) AS since
      FROM promotional_lot l WHERE l.workspace_id = ANY (p_owners) AND l.spent_nano + l.expired_nano < l.amount_nano
      WINDOW w AS (PARTITION BY l.workspace_id ORDER BY l.expires_at, l.id)
  ), billed AS (
    SELECT c.id, c.workspace_id, sum(c.rest) OVER w AS until, sum(c.rest) OVER w - c.rest AS since
      FROM (SELECT c.id, c.workspace_id, c.charge_nano - coalesce(s.amount_nano, 0) AS rest
          FROM call c LEFT JOIN sponsored_spend s ON s.call_id = c.id WHERE c.id = ANY (p_calls) AND c.workspace_id = ANY (p_owners)) c
      WHERE c.rest > 0
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

-- Settlement as before, with sponsored calls paid from their lots first.
CREATE FUNCTION settle_calls(
  p_event_at timestamptz,
  p_id uuid[], p_workspace_id text[], p_key_id text[], p_app_id text[], p_grant_id text[], p_builder_workspace_id text[],
  p_model_id text[], p_provider_id text[], p_provider_workspace_id text[], p_endpoint_id text[],
  p_price_version_id text[], p_fee_version_id text[], p_margin_version_id text[], p_units jsonb[],
  p_cost bigint[], p_fee bigint[], p_surcharge bigint[], p_hold bigint[],
  p_outcome text[], p_usage_source text[], p_finish_reason text[], p_attempts jsonb[], p_streamed boolean[],
  p_first_content_ms integer[], p_duration_ms integer[], p_call_event_at timestamptz[],
  p_sponsored_lot_id text[]
) RETURNS uuid[] LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  new_journal uuid := uuidv7();
  settled uuid[];
  types text[];
  owners text[];
  amounts bigint[];
  ids bigint[];
  promoted text[];
  sponsored text[];
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
  -- Calls that were admitted against what their app's builder sponsors get a third.
  SELECT types || coalesce(array_agg('sponsored_credit'::text), '{}'), owners || coalesce(array_agg(l.grant_id), '{}'),
      amounts || coalesce(array_agg(0::bigint), '{}'), array_agg(l.grant_id)
    INTO types, owners, amounts, sponsored
    FROM (SELECT DISTINCT l.grant_id FROM sponsored_lot l WHERE l.id = ANY (p_sponsored_lot_id)) l;
  ids := lock_accounts(types, owners);
  IF sponsored IS NOT NULL THEN
    WITH spent AS (SELECT * FROM spend_sponsored(settled, p_id, p_sponsored_lot_id)),
      moved AS (SELECT 'sponsored_credit' AS type, grant_id AS owner, -sum(amount)::bigint AS nano FROM spent GROUP BY grant_id
        UNION ALL SELECT 'customer_credit', workspace_id, sum(amount)::bigint FROM spent GROUP BY workspace_id)
    SELECT array_agg(u.amount + coalesce(m.nano, 0) ORDER BY u.n)
      INTO amounts FROM unnest(types, owners, amounts) WITH ORDINALITY u(type, owner, amount, n)
        LEFT JOIN moved m ON m.type = u.type AND m.owner = u.owner;
  END IF;
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

-- For a worker of the version before: its calls are not sponsored.
CREATE OR REPLACE FUNCTION settle_calls(
  p_event_at timestamptz,
  p_id uuid[], p_workspace_id text[], p_key_id text[], p_app_id text[], p_grant_id text[], p_builder_workspace_id text[],
  p_model_id text[], p_provider_id text[], p_provider_workspace_id text[], p_endpoint_id text[],
  p_price_version_id text[], p_fee_version_id text[], p_margin_version_id text[], p_units jsonb[],
  p_cost bigint[], p_fee bigint[], p_surcharge bigint[], p_hold bigint[],
  p_outcome text[], p_usage_source text[], p_finish_reason text[], p_attempts jsonb[], p_streamed boolean[],
  p_first_content_ms integer[], p_duration_ms integer[], p_call_event_at timestamptz[]
) RETURNS uuid[] LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT settle_calls(
    p_event_at, p_id, p_workspace_id, p_key_id, p_app_id, p_grant_id, p_builder_workspace_id, p_model_id,
    p_provider_id, p_provider_workspace_id, p_endpoint_id, p_price_version_id, p_fee_version_id,
    p_margin_version_id, p_units, p_cost, p_fee, p_surcharge, p_hold, p_outcome, p_usage_source, p_finish_reason,
    p_attempts, p_streamed, p_first_content_ms, p_duration_ms, p_call_event_at, '{}'::text[])
$$;

-- As before; what was taken last comes back first: paid credit, then promotional, then the sponsor's.
CREATE OR REPLACE FUNCTION refund_call(p_id text, p_call_id uuid, p_amount bigint, p_memo text) RETURNS uuid
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  billed call%ROWTYPE;
  legs numeric[];
  part bigint[] := ARRAY[0, 0, 0];
  rest bigint := p_amount;
  total numeric;
  to_paid bigint;
  to_promotional bigint;
  posted record;
BEGIN
  SELECT * INTO billed FROM call WHERE id = p_call_id FOR UPDATE;
  IF billed.id IS NULL THEN
    RAISE EXCEPTION 'call % does not exist', p_call_id USING ERRCODE = 'TG012';
  END IF;
  SELECT ARRAY[billed.cost_nano - coalesce(sum(cost_nano), 0), billed.fee_nano - coalesce(sum(fee_nano), 0),
      billed.surcharge_nano - coalesce(sum(surcharge_nano), 0)],
      billed.charge_nano - spent.promotional - spent.sponsored - coalesce(sum(paid_nano), 0),
      spent.promotional - coalesce(sum(promotional_nano), 0)
    INTO legs, to_paid, to_promotional
    FROM (SELECT coalesce((SELECT sum(amount_nano) FROM promotional_spend WHERE call_id = p_call_id), 0) AS promotional,
        coalesce((SELECT sum(amount_nano) FROM sponsored_spend WHERE call_id = p_call_id), 0) AS sponsored) spent
      LEFT JOIN call_refund ON call_id = p_call_id GROUP BY spent.promotional, spent.sponsored;
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
  to_promotional := least(to_promotional, p_amount - to_paid);
  WITH leg AS (
    SELECT * FROM (VALUES ('customer_credit', billed.workspace_id, to_paid),
        ('customer_promotional_credit', billed.workspace_id, to_promotional),
        ('customer_credit', billed.builder_workspace_id, p_amount - to_paid - to_promotional), ('provider_payable', billed.provider_workspace_id, -part[1]),
        ('platform_fee_revenue', 'platform', -part[2]), ('builder_payable', billed.builder_workspace_id, -part[3])) v(type, owner, amount)
      WHERE amount <> 0)
  SELECT w.journal_id INTO posted FROM (SELECT array_agg(type) AS types, array_agg(owner) AS owners, array_agg(amount) AS amounts FROM leg) l,
    LATERAL write_journal('call_reversal', 'call_refund:' || p_id, sha256(convert_to(p_call_id || E'\n' || p_amount, 'UTF8')),
      clock_timestamp(), p_memo, NULL, l.types, l.owners, l.amounts) w;
  INSERT INTO call_refund (id, call_id, workspace_id, cost_nano, fee_nano, surcharge_nano, paid_nano, promotional_nano, sponsored_nano, journal_id, booked_at)
    VALUES (p_id, p_call_id, billed.workspace_id, part[1], part[2], part[3], to_paid, to_promotional, p_amount - to_paid - to_promotional,
      posted.journal_id, clock_timestamp());
  -- Lots by latest expiry: the mirror of the order they were spent in.
  WITH open AS (
    SELECT s.lot_id, l.expires_at, s.amount_nano - coalesce((SELECT sum(r.amount_nano) FROM promotional_return r JOIN call_refund f ON f.id = r.refund_id
        WHERE f.call_id = p_call_id AND r.lot_id = s.lot_id), 0) AS amount
      FROM promotional_spend s JOIN promotional_lot l ON l.id = s.lot_id WHERE s.call_id = p_call_id
  ), stacked AS (
    SELECT lot_id, amount, sum(amount) OVER (ORDER BY expires_at DESC, lot_id DESC) - amount AS since FROM open
  ), returned AS (
    INSERT INTO promotional_return (refund_id, lot_id, amount_nano)
      SELECT p_id, lot_id, least(amount, to_promotional - since)::bigint FROM stacked WHERE amount > 0 AND since < to_promotional
      RETURNING lot_id, amount_nano
  )
  UPDATE promotional_lot l SET spent_nano = l.spent_nano - r.amount_nano FROM returned r WHERE l.id = r.lot_id;
  RETURN posted.journal_id;
END $$;

CREATE OR REPLACE FUNCTION refund_needs_second(p_call_id uuid, p_amount bigint) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT p_amount + coalesce((SELECT sum(cost_nano + fee_nano + surcharge_nano) FROM call_refund WHERE call_id = p_call_id), 0)
    > (SELECT second_person_above_nano FROM refund_settings_version ORDER BY version DESC LIMIT 1)
$$;

-- As before; sponsored credit has functions of its own.
CREATE OR REPLACE FUNCTION post_journal(
  p_kind text, p_key text, p_request_hash bytea, p_event_at timestamptz, p_memo text, p_reverses uuid,
  p_types text[], p_owners text[], p_amounts bigint[],
  OUT journal_id uuid, OUT created boolean
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF p_kind IN ('adjustment', 'call_reversal', 'call_settlement', 'sponsorship_funding', 'sponsorship_return', 'write_off') THEN
    RAISE EXCEPTION 'a journal of kind % is posted by its own function alone', p_kind USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF 'customer_promotional_credit' = ANY (p_types) THEN
    RAISE EXCEPTION 'promotional credit moves only together with its lots' USING ERRCODE = 'check_violation';
  END IF;
  IF 'sponsored_credit' = ANY (p_types) THEN
    RAISE EXCEPTION 'sponsored credit moves only together with its lots' USING ERRCODE = 'check_violation';
  END IF;
  SELECT w.journal_id, w.created INTO journal_id, created
    FROM write_journal(p_kind, p_key, p_request_hash, p_event_at, p_memo, p_reverses, p_types, p_owners, p_amounts) w;
END $$;

REVOKE ALL ON FUNCTION fund_sponsorship, spend_sponsored, close_sponsored, return_sponsored_lot FROM PUBLIC;
REVOKE ALL ON FUNCTION settle_calls(timestamptz, uuid[], text[], text[], text[], text[], text[], text[], text[], text[], text[], text[], text[], text[], jsonb[], bigint[], bigint[], bigint[], bigint[], text[], text[], text[], jsonb[], boolean[], integer[], integer[], timestamptz[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fund_sponsorship, close_sponsored, return_sponsored_lot TO tollgate_app;
GRANT EXECUTE ON FUNCTION settle_calls(timestamptz, uuid[], text[], text[], text[], text[], text[], text[], text[], text[], text[], text[], text[], text[], jsonb[], bigint[], bigint[], bigint[], bigint[], text[], text[], text[], jsonb[], boolean[], integer[], integer[], timestamptz[], text[]) TO tollgate_app;
