-- The report that counts money in calls, entries and balances reads what was counted as it came instead of every call and entry of the month.
CREATE TABLE uncounted_journals (
  id BIGSERIAL NOT NULL,
  journal_ids uuid[] NOT NULL,
  CONSTRAINT uncounted_journals_pkey PRIMARY KEY (id),
  CONSTRAINT uncounted_journals_has_some CHECK (cardinality(journal_ids) > 0)
);
-- What calls whose journals are booked into a month come to.
CREATE TABLE counted_settlement (
  period date NOT NULL,
  calls bigint NOT NULL,
  cost_nano bigint NOT NULL,
  fee_nano bigint NOT NULL,
  surcharge_nano bigint NOT NULL,
  charge_nano bigint NOT NULL,
  CONSTRAINT counted_settlement_pkey PRIMARY KEY (period),
  CONSTRAINT counted_settlement_charge_is_sum CHECK (charge_nano = cost_nano + fee_nano + surcharge_nano)
);
-- What entries of a month come to, by journal kind and account type.
CREATE TABLE counted_booking (
  period date NOT NULL,
  kind text NOT NULL,
  account_type text NOT NULL,
  amount_nano bigint NOT NULL,
  CONSTRAINT counted_booking_pkey PRIMARY KEY (period, kind, account_type)
);
-- Months to be counted anew, from all of their calls and entries.
CREATE TABLE recount_month (
  month date NOT NULL,
  CONSTRAINT recount_month_pkey PRIMARY KEY (month)
);
GRANT SELECT, DELETE ON uncounted_journals TO tollgate_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON counted_settlement, counted_booking TO tollgate_app;
GRANT SELECT, INSERT, DELETE ON recount_month TO tollgate_app;

CREATE FUNCTION note_uncounted_journals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO uncounted_journals (journal_ids) SELECT array_agg(id) FROM added HAVING count(*) > 0;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION note_uncounted_journals FROM PUBLIC;
CREATE TRIGGER journals_are_uncounted AFTER INSERT ON journal
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_uncounted_journals();

-- As before, and the journal that booked it.
CREATE OR REPLACE VIEW countable_call AS
  SELECT c.id, c.event_at, (c.event_at AT TIME ZONE 'UTC')::date AS day, c.workspace_id, c.key_id, c.model_id, coalesce(c.provider_id, '') AS provider_id,
      coalesce(c.app_id, '') AS app_id, coalesce(c.endpoint_id, '') AS endpoint_id, served_from(c.endpoint_id, v.applies_to) AS served_from,
      c.outcome IN ('failed', 'void') AS failed, input_tokens(c.units) AS input_tokens, output_tokens(c.units) AS output_tokens,
      coalesce((c.units ->> 'reasoning')::bigint, 0) AS reasoning_tokens, c.cost_nano, c.fee_nano, c.surcharge_nano, c.charge_nano,
      CASE WHEN v.applies_to = 'own_key' THEN coalesce((SELECT b.listed_nano FROM call_bill b WHERE b.id = c.id), 0) ELSE 0 END AS listed_nano,
      c.provider_workspace_id, c.builder_workspace_id, c.journal_id
    FROM call c LEFT JOIN fee_version v ON v.id = c.fee_version_id;

-- What there is already is counted at once, so that the report is right from its first moment on.
INSERT INTO counted_settlement (period, calls, cost_nano, fee_nano, surcharge_nano, charge_nano)
  SELECT j.period, count(*), sum(c.cost_nano)::bigint, sum(c.fee_nano)::bigint, sum(c.surcharge_nano)::bigint, sum(c.charge_nano)::bigint
    FROM call c JOIN journal j ON j.id = c.journal_id
      LEFT JOIN (SELECT unnest(call_ids) AS id FROM uncounted_calls) uncounted ON uncounted.id = c.id
    WHERE uncounted.id IS NULL GROUP BY 1;
INSERT INTO counted_booking (period, kind, account_type, amount_nano)
  SELECT period, kind, type, sum(nano)::bigint FROM (
    SELECT m.period, m.kind, a.type, m.amount_nano AS nano FROM account_month m JOIN ledger_account a ON a.id = m.account_id WHERE a.currency = 'USD'
    UNION ALL SELECT j.period, j.kind, a.type, e.amount_nano FROM journal j JOIN entry e ON e.journal_id = j.id JOIN ledger_account a ON a.id = e.account_id
      WHERE a.currency = 'USD' AND j.period > coalesce((SELECT max(month) FROM ledger_period), '-infinity')) parts
  GROUP BY 1, 2, 3;
