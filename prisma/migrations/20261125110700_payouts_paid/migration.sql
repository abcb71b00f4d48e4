-- Payouts that leave: settings with versions, holdback, approvals, attempts, and the functions that move their money.

-- CreateTable
CREATE TABLE "payout_settings_version" (
    "version" INTEGER NOT NULL,
    "minimum_payout_nano" BIGINT NOT NULL,
    "holdback_basis_points" INTEGER NOT NULL,
    "holdback_days" INTEGER NOT NULL,
    "new_payee_days" INTEGER NOT NULL,
    "dispute_rate_basis_points" INTEGER NOT NULL,
    "retry_hours" INTEGER NOT NULL,
    "anomaly_percent" INTEGER NOT NULL,
    "note" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "payout_settings_version_pkey" PRIMARY KEY ("version")
);
CREATE TABLE "payout_account" (
    "workspace_id" TEXT NOT NULL,
    "processor_account_id" TEXT,
    "status" TEXT NOT NULL DEFAULT 'onboarding',
    "missing" JSONB NOT NULL DEFAULT '[]',
    "country" TEXT NOT NULL,
    "tax_form" TEXT NOT NULL DEFAULT 'missing',
    "own_minimum_nano" BIGINT,
    "paused_at" TIMESTAMPTZ(6),
    "paused_by_id" TEXT,
    "pause_note" TEXT,
    "account_changed_at" TIMESTAMPTZ(6),
    "checked_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "payout_account_pkey" PRIMARY KEY ("workspace_id")
);
CREATE TABLE "account_month" (
    "account_id" BIGINT NOT NULL,
    "period" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "amount_nano" BIGINT NOT NULL,
    CONSTRAINT "account_month_pkey" PRIMARY KEY ("account_id", "period", "kind")
);
CREATE TABLE "holdback_lot" (
    "payee_workspace_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "provider_nano" BIGINT NOT NULL,
    "builder_nano" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "release_at" TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT "holdback_lot_pkey" PRIMARY KEY ("payee_workspace_id", "month")
);
CREATE TABLE "holdback_release" (
    "payee_workspace_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "released_in" DATE NOT NULL,
    CONSTRAINT "holdback_release_pkey" PRIMARY KEY ("payee_workspace_id", "month")
);
CREATE TABLE "payout_approval" (
    "run_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "payout_approval_pkey" PRIMARY KEY ("run_id", "user_id")
);
CREATE TABLE "payout_attempt" (
    "item_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "run_id" TEXT NOT NULL,
    "payee_workspace_id" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "processor_account_id" TEXT,
    "amount_cents" BIGINT NOT NULL,
    "provider_nano" BIGINT NOT NULL,
    "builder_nano" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "asks" INTEGER NOT NULL DEFAULT 0,
    "asked_at" TIMESTAMPTZ(6),
    "asking_since" TIMESTAMPTZ(6),
    "transfer_id" TEXT,
    "problem" TEXT,
    "start_journal_id" UUID,
    "end_journal_id" UUID,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),
    CONSTRAINT "payout_attempt_pkey" PRIMARY KEY ("item_id", "number")
);
CREATE TABLE "payout_notice" (
    "item_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "payout_notice_pkey" PRIMARY KEY ("item_id", "kind")
);
CREATE TABLE "provider_invoice" (
    "id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "uploaded_by_id" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "provider_invoice_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "provider_invoice_line" (
    "invoice_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "model_id" TEXT NOT NULL,
    "amount_nano" BIGINT NOT NULL,
    CONSTRAINT "provider_invoice_line_pkey" PRIMARY KEY ("invoice_id", "day", "model_id")
);
CREATE TABLE "variance_note" (
    "id" BIGSERIAL NOT NULL,
    "report" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "variance_note_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "ledger_period" ADD COLUMN "settings_version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "payout_run" ADD COLUMN "settings_version" INTEGER NOT NULL DEFAULT 1, ADD COLUMN "started_by_id" TEXT,
  ADD COLUMN "started_at" TIMESTAMPTZ(6), ADD COLUMN "done_at" TIMESTAMPTZ(6);
ALTER TABLE "payout_item" ADD COLUMN "minimum_nano" BIGINT NOT NULL DEFAULT 25000000000;

-- CreateIndex
CREATE UNIQUE INDEX "payout_account_processor_account_id_key" ON "payout_account"("processor_account_id");
CREATE INDEX "account_month_period_idx" ON "account_month"("period");
CREATE INDEX "holdback_lot_release_at_idx" ON "holdback_lot"("release_at");
CREATE UNIQUE INDEX "payout_attempt_idempotency_key_key" ON "payout_attempt"("idempotency_key");
CREATE UNIQUE INDEX "payout_attempt_transfer_id_key" ON "payout_attempt"("transfer_id");
CREATE INDEX "payout_attempt_run_id_status_idx" ON "payout_attempt"("run_id", "status");
CREATE INDEX "payout_attempt_payee_workspace_id_idx" ON "payout_attempt"("payee_workspace_id");
CREATE INDEX "provider_invoice_provider_id_month_idx" ON "provider_invoice"("provider_id", "month");
CREATE INDEX "variance_note_report_key_idx" ON "variance_note"("report", "key");

-- AddForeignKey
ALTER TABLE "payout_account" ADD CONSTRAINT "payout_account_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "account_month" ADD CONSTRAINT "account_month_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ledger_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_approval" ADD CONSTRAINT "payout_approval_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "payout_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payout_attempt" ADD CONSTRAINT "payout_attempt_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "payout_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "provider_invoice" ADD CONSTRAINT "provider_invoice_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "provider_invoice_line" ADD CONSTRAINT "provider_invoice_line_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "provider_invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What cannot be: hand-written from here on.
ALTER TABLE payout_settings_version ADD CONSTRAINT payout_settings_in_range CHECK (
  minimum_payout_nano >= 0 AND holdback_basis_points BETWEEN 0 AND 10000 AND holdback_days BETWEEN 0 AND 3650 AND new_payee_days >= 0
  AND dispute_rate_basis_points BETWEEN 0 AND 10000 AND retry_hours BETWEEN 1 AND 24 AND anomaly_percent > 0);
ALTER TABLE payout_account
  ADD CONSTRAINT payout_account_status CHECK (status IN ('onboarding', 'restricted', 'enabled')),
  ADD CONSTRAINT payout_account_tax_form CHECK (tax_form IN ('missing', 'submitted', 'accepted')),
  ADD CONSTRAINT payout_account_enabled CHECK (status <> 'enabled' OR processor_account_id IS NOT NULL),
  ADD CONSTRAINT payout_account_own_minimum CHECK (own_minimum_nano >= 0),
  ADD CONSTRAINT payout_account_pause CHECK ((paused_at IS NULL) = (pause_note IS NULL));
ALTER TABLE holdback_lot ADD CONSTRAINT holdback_lot_amounts CHECK (
  provider_nano >= 0 AND builder_nano >= 0 AND provider_nano + builder_nano > 0 AND reason IN ('new_payee', 'dispute_rate'));
ALTER TABLE payout_attempt
  ADD CONSTRAINT payout_attempt_status CHECK (status IN ('sending', 'unknown', 'paid', 'failed', 'returned')),
  ADD CONSTRAINT payout_attempt_adds_up CHECK (amount_cents > 0 AND provider_nano + builder_nano = amount_cents * 10000000),
  ADD CONSTRAINT payout_attempt_paid CHECK (status NOT IN ('paid', 'returned') OR transfer_id IS NOT NULL),
  ADD CONSTRAINT payout_attempt_ended CHECK ((status IN ('sending', 'unknown')) = (ended_at IS NULL));
-- The guarantee itself: while one attempt of an item may have sent money, there is no other.
CREATE UNIQUE INDEX payout_attempt_one_at_a_time ON payout_attempt (item_id) WHERE status IN ('sending', 'unknown', 'paid');
ALTER TABLE variance_note ADD CONSTRAINT variance_note_state CHECK (state IN ('open', 'explained', 'resolved'));
ALTER TABLE payout_notice ADD CONSTRAINT payout_notice_kind CHECK (kind IN ('statement', 'paid', 'failed', 'returned'));

INSERT INTO payout_settings_version (version, minimum_payout_nano, holdback_basis_points, holdback_days, new_payee_days,
    dispute_rate_basis_points, retry_hours, anomaly_percent, note)
  VALUES (1, 25000000000, 1000, 90, 90, 40, 24, 50, 'In force from the start');

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['payout_settings_version', 'account_month', 'holdback_lot', 'holdback_release', 'payout_approval',
                              'payout_notice', 'provider_invoice', 'provider_invoice_line', 'variance_note'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name || '_no_truncate', name);
  END LOOP;
END $$;

-- Where an item of a run stands. `lapsed`: never sent, and a later month is closed whose statement has the amount again.
CREATE VIEW payout_item_state AS
  SELECT i.id AS item_id, i.run_id, i.payee_workspace_id, i.payable_cents, a.number AS attempt, a.problem, a.transfer_id, a.asks,
      a.asked_at, a.started_at, a.ended_at,
      CASE WHEN i.payable_cents = 0 THEN 'carried'
        WHEN a.status IS NOT NULL THEN a.status
        WHEN EXISTS (SELECT 1 FROM ledger_period p WHERE p.month > r.month) THEN 'lapsed'
        ELSE 'waiting' END AS state
    FROM payout_item i JOIN payout_run r ON r.id = i.run_id
    LEFT JOIN LATERAL (SELECT * FROM payout_attempt t WHERE t.item_id = i.id ORDER BY t.number DESC LIMIT 1) a ON true;

-- Sums of a month's entries by account and kind, so that statements and reports of closed months read these instead of every entry.
-- Called while the month closes: first for what was booked, then for the holdback that closing itself books.
CREATE FUNCTION roll_up_month(p_month date, p_holdback boolean) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO account_month (account_id, period, kind, amount_nano)
    SELECT e.account_id, j.period, j.kind, sum(e.amount_nano)::bigint FROM journal j JOIN entry e ON e.journal_id = j.id
      WHERE j.period = p_month AND (j.kind IN ('holdback_in', 'holdback_out')) = p_holdback
      GROUP BY 1, 2, 3
$$;
-- Months that were closed before there were roll-ups.
SELECT roll_up_month(m.period, h.holdback)
  FROM (SELECT DISTINCT period FROM journal WHERE period <= (SELECT max(month) FROM ledger_period)) m
  CROSS JOIN (VALUES (false), (true)) h (holdback);

CREATE OR REPLACE FUNCTION close_month(p_month date, p_closed_by text) RETURNS timestamptz
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
  INSERT INTO ledger_period (month, closed_at, closed_by_id, settings_version)
    VALUES (p_month, clock_timestamp(), p_closed_by, (SELECT max(version) FROM payout_settings_version))
    ON CONFLICT (month) DO NOTHING;
  SELECT closed_at INTO cut_off FROM ledger_period WHERE month = p_month;
  RETURN cut_off;
END $$;

-- Sets part of a month's earnings aside: one journal for everybody, one lot each. Refused once the month is closed.
CREATE FUNCTION hold_back(p_month date, p_payees text[], p_provider bigint[], p_builder bigint[], p_reasons text[], p_release_at timestamptz[])
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  types text[];
  owners text[];
  amounts bigint[];
BEGIN
  IF EXISTS (SELECT 1 FROM ledger_period WHERE month >= p_month) THEN
    RAISE EXCEPTION 'the month of % is closed', p_month USING ERRCODE = 'TG004';
  END IF;
  INSERT INTO holdback_lot (payee_workspace_id, month, provider_nano, builder_nano, reason, release_at)
    SELECT u.payee, p_month, u.provider, u.builder, u.reason, u.release_at
      FROM unnest(p_payees, p_provider, p_builder, p_reasons, p_release_at) u(payee, provider, builder, reason, release_at);
  SELECT array_agg(l.type), array_agg(l.payee_workspace_id), array_agg(l.amount) INTO types, owners, amounts FROM (
    SELECT payee_workspace_id, 'provider_payable' AS type, -provider_nano AS amount FROM holdback_lot WHERE month = p_month AND provider_nano > 0
    UNION ALL SELECT payee_workspace_id, 'builder_payable', -builder_nano FROM holdback_lot WHERE month = p_month AND builder_nano > 0
    UNION ALL SELECT payee_workspace_id, 'payee_holdback', provider_nano + builder_nano FROM holdback_lot WHERE month = p_month) l;
  IF types IS NOT NULL THEN
    PERFORM post_journal('holdback_in', 'holdback_in:' || p_month, sha256(convert_to(p_month::text, 'UTF8')),
      (p_month + interval '1 month')::timestamp AT TIME ZONE 'UTC' - interval '1 millisecond', 'Set aside at the month''s end', NULL,
      types, owners, amounts);
  END IF;
END $$;

-- Releases every lot whose time has come by the month's end, each exactly once, in one journal. Returns how many.
CREATE FUNCTION release_holdback(p_month date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  types text[];
  owners text[];
  amounts bigint[];
  released integer;
BEGIN
  IF EXISTS (SELECT 1 FROM ledger_period WHERE month >= p_month) THEN
    RAISE EXCEPTION 'the month of % is closed', p_month USING ERRCODE = 'TG004';
  END IF;
  INSERT INTO holdback_release (payee_workspace_id, month, released_in)
    SELECT l.payee_workspace_id, l.month, p_month FROM holdback_lot l
      WHERE l.release_at <= (p_month + interval '1 month')::timestamp AT TIME ZONE 'UTC'
        AND NOT EXISTS (SELECT 1 FROM holdback_release r WHERE r.payee_workspace_id = l.payee_workspace_id AND r.month = l.month);
  GET DIAGNOSTICS released = ROW_COUNT;
  SELECT array_agg(s.type), array_agg(s.payee), array_agg(s.amount) INTO types, owners, amounts FROM (
    SELECT p.type, l.payee_workspace_id AS payee, sum(CASE p.type WHEN 'provider_payable' THEN l.provider_nano
        WHEN 'builder_payable' THEN l.builder_nano ELSE -(l.provider_nano + l.builder_nano) END)::bigint AS amount
      FROM holdback_release r JOIN holdback_lot l USING (payee_workspace_id, month)
      CROSS JOIN (VALUES ('provider_payable'), ('builder_payable'), ('payee_holdback')) p (type)
      WHERE r.released_in = p_month GROUP BY 1, 2) s
    WHERE s.amount <> 0;
  IF types IS NOT NULL THEN
    PERFORM post_journal('holdback_out', 'holdback_out:' || p_month, sha256(convert_to(p_month::text, 'UTF8')),
      (p_month + interval '1 month')::timestamp AT TIME ZONE 'UTC' - interval '1 millisecond', 'Released at the month''s end', NULL,
      types, owners, amounts);
  END IF;
  RETURN released;
END $$;

-- A new run is always computed, whatever the application says.
CREATE FUNCTION refuse_born_approved() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.status <> 'computed' OR NEW.started_at IS NOT NULL OR NEW.done_at IS NOT NULL THEN
    RAISE EXCEPTION 'a payout run begins computed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payout_run_begins_computed BEFORE INSERT ON payout_run FOR EACH ROW EXECUTE FUNCTION refuse_born_approved();

-- Records a person's approval of exactly this hash; the second different person's makes the run approved.
CREATE FUNCTION approve_payout_run(p_run text, p_user text, p_hash text) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  run payout_run%ROWTYPE;
BEGIN
  SELECT * INTO run FROM payout_run WHERE id = p_run FOR UPDATE;
  IF run.id IS NULL OR run.status NOT IN ('computed', 'approved') THEN
    RAISE EXCEPTION 'run % takes no approvals', p_run USING ERRCODE = 'TG005';
  END IF;
  IF run.hash <> p_hash OR EXISTS (SELECT 1 FROM payout_run r WHERE r.month = run.month AND r.revision > run.revision) THEN
    RAISE EXCEPTION 'run % is not what was approved', p_run USING ERRCODE = 'TG006';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "user" u WHERE u.id = p_user AND u.platform_role = 'finance') THEN
    RAISE EXCEPTION 'only people of finance approve payouts' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO payout_approval (run_id, user_id, hash) VALUES (p_run, p_user, p_hash) ON CONFLICT DO NOTHING;
  UPDATE payout_run SET status = 'approved' WHERE id = p_run AND status = 'computed'
    AND (SELECT count(*) FROM payout_approval a WHERE a.run_id = p_run AND a.hash = p_hash) >= 2;
  SELECT status INTO run.status FROM payout_run WHERE id = p_run;
  RETURN run.status;
END $$;

-- Lets an approved run pay. Refused once a later month is closed: its statements have what this run would pay again.
CREATE FUNCTION start_payout_run(p_run text, p_user text) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  run payout_run%ROWTYPE;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(ledger_period_lock());
  SELECT * INTO run FROM payout_run WHERE id = p_run FOR UPDATE;
  IF run.status IN ('executing', 'done') THEN
    RETURN run.status;
  END IF;
  IF run.id IS NULL OR run.status <> 'approved' OR (SELECT count(*) FROM payout_approval a WHERE a.run_id = p_run AND a.hash = run.hash) < 2
    OR EXISTS (SELECT 1 FROM payout_run r WHERE r.month = run.month AND r.revision > run.revision) THEN
    RAISE EXCEPTION 'run % is not approved', p_run USING ERRCODE = 'TG005';
  END IF;
  IF EXISTS (SELECT 1 FROM ledger_period p WHERE p.month > run.month) THEN
    RAISE EXCEPTION 'a later month is closed' USING ERRCODE = 'TG007';
  END IF;
  UPDATE payout_run SET status = 'executing', started_at = clock_timestamp(), started_by_id = p_user WHERE id = p_run;
  RETURN 'executing';
END $$;

-- Starts an attempt: payable → payout clearing and the attempt row, or nothing at all. An attempt that may have sent money, and one that
-- failed unless it is asked for again, is returned as it is.
CREATE FUNCTION start_payout_attempt(p_item text, p_again boolean) RETURNS SETOF payout_attempt
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  item payout_item%ROWTYPE;
  run payout_run%ROWTYPE;
  latest payout_attempt%ROWTYPE;
  account payout_account%ROWTYPE;
  next_number integer;
  total bigint;
  builder bigint;
  posted uuid;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(ledger_period_lock());
  SELECT * INTO item FROM payout_item WHERE id = p_item FOR UPDATE;
  SELECT * INTO latest FROM payout_attempt WHERE item_id = p_item ORDER BY number DESC LIMIT 1;
  IF latest.status IS NOT NULL AND NOT (latest.status = 'failed' AND p_again) THEN
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
  SELECT least(greatest(total - greatest(coalesce(max(b.posted_nano) FILTER (WHERE a.type = 'provider_payable'), 0), 0), 0),
      greatest(coalesce(max(b.posted_nano) FILTER (WHERE a.type = 'builder_payable'), 0), 0))
    INTO builder FROM ledger_account a JOIN balance b ON b.account_id = a.id
    WHERE a.owner = item.payee_workspace_id AND a.type IN ('provider_payable', 'builder_payable') AND a.currency = 'USD';
  IF account.status = 'enabled' AND account.paused_at IS NULL THEN
    SELECT p.journal_id INTO posted FROM post_journal('payout_start', format('payout:%s:%s:start', p_item, next_number),
      sha256(convert_to(p_item, 'UTF8')), clock_timestamp(), format('Payout %s, attempt %s', p_item, next_number), NULL,
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

-- Notes, before the processor is asked, that it is: a later answer must know how many questions came before it. One question at a time:
-- of two workers side by side one is told that nobody needs it. A worker that died holds the others up for longer than any request takes.
CREATE FUNCTION note_payout_ask(p_item text, p_number integer, p_now timestamptz) RETURNS integer
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE payout_attempt SET asks = asks + 1, asked_at = clock_timestamp(), asking_since = clock_timestamp()
    WHERE item_id = p_item AND number = p_number AND status IN ('sending', 'unknown')
      AND (asking_since IS NULL OR asking_since < p_now - interval '90 seconds')
    RETURNING asks
$$;

-- Ends an attempt, or leaves it unknown. Paid: clearing → cash. Failed: clearing → payable. What has ended stays as it is.
CREATE FUNCTION end_payout_attempt(p_item text, p_number integer, p_status text, p_transfer text, p_problem text) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  attempt payout_attempt%ROWTYPE;
  total bigint;
  posted uuid;
BEGIN
  SELECT * INTO attempt FROM payout_attempt WHERE item_id = p_item AND number = p_number FOR UPDATE;
  IF attempt.item_id IS NULL OR p_status NOT IN ('paid', 'failed', 'unknown') THEN
    RAISE EXCEPTION 'there is no such attempt or end' USING ERRCODE = 'TG005';
  END IF;
  IF attempt.status NOT IN ('sending', 'unknown') THEN
    RETURN attempt.status;
  END IF;
  total := attempt.amount_cents * 10000000;
  IF p_status = 'paid' THEN
    SELECT p.journal_id INTO posted FROM post_journal('payout_paid', format('payout:%s:%s:paid', p_item, p_number), sha256(convert_to(p_item, 'UTF8')),
      clock_timestamp(), format('Payout %s, transfer %s', p_item, p_transfer), NULL,
      ARRAY['payout_clearing', 'processor_cash'], ARRAY['platform', 'platform'], ARRAY[-total, total]) p;
  ELSIF p_status = 'failed' THEN
    posted := give_payout_back(attempt, 'failed');
  END IF;
  UPDATE payout_attempt SET status = p_status, transfer_id = coalesce(p_transfer, transfer_id), problem = p_problem, end_journal_id = posted,
      asking_since = NULL, ended_at = CASE WHEN p_status <> 'unknown' THEN clock_timestamp() END
    WHERE item_id = p_item AND number = p_number;
  RETURN p_status;
END $$;

-- Payout clearing → payable, to the sides the money came from.
CREATE FUNCTION give_payout_back(p_attempt payout_attempt, p_why text) RETURNS uuid
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  posted uuid;
BEGIN
  SELECT p.journal_id INTO posted FROM post_journal('payout_failed', format('payout:%s:%s:%s', p_attempt.item_id, p_attempt.number, p_why),
    sha256(convert_to(p_attempt.item_id, 'UTF8')), clock_timestamp(), format('Payout %s came back: %s', p_attempt.item_id, p_why), NULL,
    array_remove(ARRAY[CASE WHEN p_attempt.provider_nano <> 0 THEN 'provider_payable' END, CASE WHEN p_attempt.builder_nano <> 0 THEN 'builder_payable' END], NULL)
      || 'payout_clearing'::text,
    array_fill(p_attempt.payee_workspace_id, ARRAY[CASE WHEN p_attempt.provider_nano <> 0 AND p_attempt.builder_nano <> 0 THEN 2 ELSE 1 END]) || 'platform'::text,
    array_remove(ARRAY[nullif(p_attempt.provider_nano, 0), nullif(p_attempt.builder_nano, 0)], NULL) || -(p_attempt.amount_cents * 10000000)) p;
  RETURN posted;
END $$;

-- A transfer that had arrived was reversed: cash → clearing undoes the payment, clearing → payable owes it again.
CREATE FUNCTION return_payout(p_transfer text, p_problem text) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  attempt payout_attempt%ROWTYPE;
  total bigint;
BEGIN
  SELECT * INTO attempt FROM payout_attempt WHERE transfer_id = p_transfer FOR UPDATE;
  IF attempt.item_id IS NULL OR attempt.status <> 'paid' THEN
    RETURN coalesce(attempt.status, 'unknown_transfer');
  END IF;
  total := attempt.amount_cents * 10000000;
  PERFORM post_journal('payout_paid', format('payout:%s:%s:reversed', attempt.item_id, attempt.number),
    sha256(convert_to(attempt.item_id, 'UTF8')), clock_timestamp(), format('Transfer %s was reversed', p_transfer), attempt.end_journal_id,
    ARRAY['payout_clearing', 'processor_cash'], ARRAY['platform', 'platform'], ARRAY[total, -total]);
  PERFORM give_payout_back(attempt, 'returned');
  UPDATE payout_attempt SET status = 'returned', problem = p_problem, ended_at = clock_timestamp()
    WHERE item_id = attempt.item_id AND number = attempt.number;
  RETURN 'returned';
END $$;

-- A run is done when nothing of it can still move by itself.
CREATE FUNCTION finish_payout_run(p_run text) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  now_status text;
BEGIN
  PERFORM 1 FROM payout_run WHERE id = p_run FOR UPDATE;
  UPDATE payout_run SET status = 'done', done_at = clock_timestamp() WHERE id = p_run AND status = 'executing'
    AND NOT EXISTS (SELECT 1 FROM payout_item_state s WHERE s.run_id = p_run AND s.state IN ('waiting', 'sending', 'unknown'));
  SELECT status INTO now_status FROM payout_run WHERE id = p_run;
  RETURN now_status;
END $$;

REVOKE UPDATE, DELETE ON payout_run FROM tollgate_app;
GRANT SELECT ON payout_item_state TO tollgate_app;
GRANT INSERT, UPDATE ON payout_account TO tollgate_app;
GRANT INSERT ON payout_settings_version, payout_notice, provider_invoice, provider_invoice_line, variance_note TO tollgate_app;
GRANT USAGE ON SEQUENCE variance_note_id_seq TO tollgate_app;
REVOKE ALL ON FUNCTION roll_up_month, hold_back, release_holdback, approve_payout_run, start_payout_run, start_payout_attempt, note_payout_ask,
  end_payout_attempt, give_payout_back, return_payout, finish_payout_run FROM PUBLIC;
GRANT EXECUTE ON FUNCTION roll_up_month, hold_back, release_holdback, approve_payout_run, start_payout_run, start_payout_attempt, note_payout_ask,
  end_payout_attempt, return_payout, finish_payout_run TO tollgate_app;
