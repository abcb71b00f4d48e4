-- The rules that make a bad entry impossible. See packages/ledger/README.md.

-- Advisory lock that closing a month takes exclusively and every booking takes shared.
CREATE FUNCTION ledger_period_lock() RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT 7236450917::bigint $$;

CREATE FUNCTION utc_month(at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE
AS $$ SELECT (date_trunc('month', at AT TIME ZONE 'UTC'))::date $$;

-- Which account types each journal kind may touch: a balanced journal can still be a wrong one.
INSERT INTO journal_kind_account (kind, account_type) VALUES
  ('top_up', 'customer_credit'), ('top_up', 'processor_cash'), ('top_up', 'processor_fees'), ('top_up', 'top_up_clearing'),
  ('promotional_grant', 'customer_promotional_credit'), ('promotional_grant', 'breakage'),
  ('promotional_expiry', 'customer_promotional_credit'), ('promotional_expiry', 'breakage'),
  ('call_settlement', 'customer_credit'), ('call_settlement', 'customer_promotional_credit'),
  ('call_settlement', 'provider_payable'), ('call_settlement', 'builder_payable'), ('call_settlement', 'platform_fee_revenue'),
  ('call_reversal', 'customer_credit'), ('call_reversal', 'customer_promotional_credit'),
  ('call_reversal', 'provider_payable'), ('call_reversal', 'builder_payable'), ('call_reversal', 'platform_fee_revenue'),
  ('refund', 'customer_credit'), ('refund', 'processor_cash'), ('refund', 'processor_fees'),
  ('dispute_open', 'customer_credit'), ('dispute_open', 'dispute_clearing'), ('dispute_open', 'processor_cash'),
  ('dispute_open', 'processor_fees'),
  ('dispute_won', 'customer_credit'), ('dispute_won', 'dispute_clearing'), ('dispute_won', 'processor_cash'),
  ('dispute_lost', 'customer_credit'), ('dispute_lost', 'builder_payable'), ('dispute_lost', 'dispute_clearing'),
  ('dispute_lost', 'bad_debt'),
  ('adjustment', 'customer_credit'), ('adjustment', 'customer_promotional_credit'), ('adjustment', 'provider_payable'),
  ('adjustment', 'builder_payable'), ('adjustment', 'platform_fee_revenue'), ('adjustment', 'bad_debt'),
  ('adjustment', 'rounding'),
  ('holdback_in', 'provider_payable'), ('holdback_in', 'builder_payable'), ('holdback_in', 'payee_holdback'),
  ('holdback_out', 'provider_payable'), ('holdback_out', 'builder_payable'), ('holdback_out', 'payee_holdback'),
  ('payout_start', 'provider_payable'), ('payout_start', 'builder_payable'), ('payout_start', 'payout_clearing'),
  ('payout_paid', 'payout_clearing'), ('payout_paid', 'processor_cash'), ('payout_paid', 'processor_fees'),
  ('payout_failed', 'provider_payable'), ('payout_failed', 'builder_payable'), ('payout_failed', 'payout_clearing'),
  ('write_off', 'provider_payable'), ('write_off', 'builder_payable'), ('write_off', 'customer_credit'),
  ('write_off', 'bad_debt');

ALTER TABLE ledger_account
  ADD CONSTRAINT ledger_account_type CHECK (type IN (
    'customer_credit', 'customer_promotional_credit', 'provider_payable', 'builder_payable', 'payee_holdback',
    'platform_fee_revenue', 'breakage', 'processor_cash', 'processor_fees', 'top_up_clearing', 'payout_clearing',
    'dispute_clearing', 'bad_debt', 'rounding')),
  ADD CONSTRAINT ledger_account_owner CHECK (
    (owner = 'platform') = (type IN ('platform_fee_revenue', 'breakage', 'processor_cash', 'processor_fees',
      'top_up_clearing', 'payout_clearing', 'dispute_clearing', 'bad_debt', 'rounding')));

ALTER TABLE entry ADD CONSTRAINT entry_amount_not_zero CHECK (amount_nano <> 0);
ALTER TABLE journal
  ADD CONSTRAINT journal_entry_count CHECK (entry_count >= 2),
  ADD CONSTRAINT journal_period_is_month CHECK (extract(day FROM period) = 1),
  ADD CONSTRAINT journal_reverses_fkey FOREIGN KEY (reverses) REFERENCES journal (id);
ALTER TABLE ledger_period ADD CONSTRAINT ledger_period_is_month CHECK (extract(day FROM month) = 1);

ALTER TABLE call
  ADD CONSTRAINT call_charge_is_sum CHECK (charge_nano = cost_nano + fee_nano + surcharge_nano),
  ADD CONSTRAINT call_legs_not_negative CHECK (cost_nano >= 0 AND fee_nano >= 0 AND surcharge_nano >= 0 AND hold_nano >= 0),
  ADD CONSTRAINT call_outcome CHECK (outcome IN ('completed', 'failed', 'cut', 'aborted', 'void')),
  ADD CONSTRAINT call_usage_source CHECK (usage_source IN ('reported', 'estimated', 'none')),
  ADD CONSTRAINT call_cost_has_payee CHECK (cost_nano = 0 OR provider_workspace_id IS NOT NULL),
  ADD CONSTRAINT call_surcharge_has_payee CHECK (surcharge_nano = 0 OR builder_workspace_id IS NOT NULL);

ALTER TABLE margin_version ADD CONSTRAINT margin_version_not_negative CHECK (
  basis_points >= 0 AND per_request_nano >= 0 AND per_million_tokens_nano >= 0 AND minimum_nano >= 0
  AND (cap_nano IS NULL OR cap_nano >= minimum_nano));
ALTER TABLE fee_version ADD CONSTRAINT fee_version_not_negative CHECK (basis_points >= 0 AND fixed_nano >= 0);
ALTER TABLE payment ADD CONSTRAINT payment_amount CHECK (
  amount_cents > 0 AND credit_nano = amount_cents::bigint * 10000000 AND (status = 'succeeded') = (journal_id IS NOT NULL));
ALTER TABLE api_key ADD CONSTRAINT api_key_limits CHECK (
  limit_nano >= 0 AND requests_per_minute > 0 AND max_concurrency > 0 AND octet_length(hash) = 32);
ALTER TABLE "grant" ADD CONSTRAINT grant_cap CHECK (monthly_cap_nano >= 0);
ALTER TABLE payout_item ADD CONSTRAINT payout_item_adds_up CHECK (
  net_nano = opening_nano + provider_earned_nano + builder_earned_nano + adjustments_nano + reversals_nano + paid_nano
    - holdback_in_nano + holdback_out_nano
  AND carry_nano = net_nano - payable_cents * 10000000 AND payable_cents >= 0);

-- A price is a non-empty object of bucket → positive decimal string: a price of zero is a free unit and is allowed,
-- a negative one would mint credit.
CREATE FUNCTION prices_are_valid(prices jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_typeof(prices) = 'object' AND prices <> '{}'::jsonb
    AND NOT EXISTS (SELECT 1 FROM jsonb_each(prices) p WHERE jsonb_typeof(p.value) <> 'string' OR p.value #>> '{}' !~ '^[0-9]{1,18}$')
$$;
ALTER TABLE price_version ADD CONSTRAINT price_version_prices CHECK (prices_are_valid(prices));

-- A new account starts with a zero balance row, so that locking an account is locking a row.
CREATE FUNCTION open_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO balance (account_id) SELECT id FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_account_opens_balance AFTER INSERT ON ledger_account
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION open_balance();

-- The database stamps booking time, clamps event time and picks the month: its own, or the first open one.
CREATE FUNCTION stamp_journal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_closed date;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(ledger_period_lock());
  NEW.booked_at := clock_timestamp();
  NEW.event_at := least(NEW.event_at, NEW.booked_at);
  NEW.period := utc_month(NEW.event_at);
  SELECT max(month) INTO last_closed FROM ledger_period;
  IF last_closed IS NOT NULL AND NEW.period <= last_closed THEN
    NEW.period := (last_closed + interval '1 month')::date;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM journal_kind_account k WHERE k.kind = NEW.kind) THEN
    RAISE EXCEPTION 'journal kind % is unknown', NEW.kind USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER journal_is_stamped BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION stamp_journal();

-- One pass per statement over the added entries. A deferred per-row trigger costs several times as much.
CREATE FUNCTION check_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  bad record;
BEGIN
  SELECT e.journal_id, a.currency, sum(e.amount_nano) AS off INTO bad
    FROM added e JOIN ledger_account a ON a.id = e.account_id
    GROUP BY e.journal_id, a.currency HAVING sum(e.amount_nano) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'journal % does not balance: % nano % too much', bad.journal_id, bad.off, bad.currency
      USING ERRCODE = 'check_violation';
  END IF;
  SELECT j.id, j.kind, a.type INTO bad
    FROM added e JOIN ledger_account a ON a.id = e.account_id JOIN journal j ON j.id = e.journal_id
    WHERE NOT EXISTS (SELECT 1 FROM journal_kind_account k WHERE k.kind = j.kind AND k.account_type = a.type) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'journal kind % may not touch account type %', bad.kind, bad.type USING ERRCODE = 'check_violation';
  END IF;
  SELECT j.id INTO bad
    FROM journal j WHERE j.id IN (SELECT journal_id FROM added)
      AND j.entry_count <> (SELECT count(*) FROM entry e WHERE e.journal_id = j.id) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'journal % does not have the number of entries it was born with', bad.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER entries_are_checked AFTER INSERT ON entry
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_entries();

-- History stays: whoever asks, owner included.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused; post a correction instead', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['journal', 'entry', 'call', 'price_version', 'fee_version', 'margin_version', 'audit_event',
                              'payout_item', 'ledger_period', 'ledger_account'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name || '_no_truncate', name);
  END LOOP;
END $$;

-- Calls are partitioned by UTC month on the time inside their uuid v7. The default partition takes what no month covers, so that
-- a settlement is never refused for its date.
CREATE FUNCTION uuid_v7_floor(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;
CREATE TABLE call_default PARTITION OF call DEFAULT;
CREATE TRIGGER call_default_no_truncate BEFORE TRUNCATE ON call_default FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION ensure_call_partitions(first_month date, last_month date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  month date := date_trunc('month', first_month)::date;
  made integer := 0;
  name text;
BEGIN
  WHILE month <= last_month LOOP
    name := 'call_' || to_char(month, 'YYYY_MM');
    IF to_regclass(name) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF call FOR VALUES FROM (%L) TO (%L)', name,
        uuid_v7_floor(month::timestamp AT TIME ZONE 'UTC'), uuid_v7_floor((month + interval '1 month') AT TIME ZONE 'UTC'));
      EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name || '_no_truncate', name);
      made := made + 1;
    END IF;
    month := (month + interval '1 month')::date;
  END LOOP;
  RETURN made;
END $$;
SELECT ensure_call_partitions('2026-01-01', (now() + interval '6 months')::date);

-- The platform fee in force from the start: 5 % of the provider's price. Operators publish later versions.
INSERT INTO fee_version (id, basis_points, fixed_nano, effective_at) VALUES ('fee_initial', 500, 0, '2020-01-01T00:00:00Z');
