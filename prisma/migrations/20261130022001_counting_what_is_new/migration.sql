-- Roll-ups of calls grow by what is new instead of counting the running day again. Recording calls, or a refund of one, notes them here in its own
-- transaction: a note becomes visible exactly when its call does, and is taken away in the transaction that counts it. So each is counted once, however
-- often a pass dies.
CREATE TABLE uncounted_calls (
  id BIGSERIAL NOT NULL,
  call_ids uuid[] NOT NULL,
  CONSTRAINT uncounted_calls_pkey PRIMARY KEY (id),
  CONSTRAINT uncounted_calls_has_some CHECK (cardinality(call_ids) > 0)
);
CREATE TABLE uncounted_refund (
  refund_id text NOT NULL,
  CONSTRAINT uncounted_refund_pkey PRIMARY KEY (refund_id)
);
-- UTC days whose roll-ups are to be counted anew, from all of their calls.
CREATE TABLE recount_day (
  day date NOT NULL,
  CONSTRAINT recount_day_pkey PRIMARY KEY (day)
);
GRANT SELECT, DELETE ON uncounted_calls, uncounted_refund TO tollgate_app;
GRANT SELECT, INSERT, DELETE ON recount_day TO tollgate_app;

CREATE FUNCTION note_uncounted_calls() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO uncounted_calls (call_ids) SELECT array_agg(id) FROM added HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION note_uncounted_refunds() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO uncounted_refund (refund_id) SELECT id FROM added;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION note_uncounted_calls, note_uncounted_refunds FROM PUBLIC;
CREATE TRIGGER calls_are_noted AFTER INSERT ON call
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_uncounted_calls();
CREATE TRIGGER refunds_are_noted AFTER INSERT ON call_refund
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_uncounted_refunds();

-- Where an answer came from, by which endpoint, and what activity reports ask for besides.
ALTER TABLE usage_day ADD COLUMN endpoint_id text NOT NULL DEFAULT '',
  ADD COLUMN served_from text NOT NULL DEFAULT '',
  ADD COLUMN reasoning_tokens bigint NOT NULL DEFAULT 0,
  ADD COLUMN listed_nano bigint NOT NULL DEFAULT 0,
  ADD CONSTRAINT usage_day_served_from CHECK (served_from IN ('', 'provider', 'cache', 'own_key')),
  DROP CONSTRAINT usage_day_pkey,
  ADD CONSTRAINT usage_day_pkey PRIMARY KEY (workspace_id, day, key_id, model_id, provider_id, app_id, endpoint_id, served_from);
ALTER TABLE attribution_day ADD COLUMN served_from text NOT NULL DEFAULT '',
  ADD CONSTRAINT attribution_day_served_from CHECK (served_from IN ('', 'provider', 'cache', 'own_key')),
  DROP CONSTRAINT attribution_day_pkey,
  ADD CONSTRAINT attribution_day_pkey PRIMARY KEY (workspace_id, day, kind, value, key_id, model_id, app_id, served_from);

-- Where the answer of a call came from: the pinned fee says what stands in place of a price. Empty when nobody served.
CREATE FUNCTION served_from(endpoint_id text, applies_to text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN endpoint_id IS NULL THEN '' WHEN applies_to = 'cached' THEN 'cache' WHEN applies_to = 'own_key' THEN 'own_key' ELSE 'provider' END
$$;
REVOKE ALL ON FUNCTION served_from FROM PUBLIC;
GRANT EXECUTE ON FUNCTION served_from TO tollgate_app;

-- A call as roll-ups count it.
CREATE VIEW countable_call AS
  SELECT c.id, c.event_at, (c.event_at AT TIME ZONE 'UTC')::date AS day, c.workspace_id, c.key_id, c.model_id, coalesce(c.provider_id, '') AS provider_id,
      coalesce(c.app_id, '') AS app_id, coalesce(c.endpoint_id, '') AS endpoint_id, served_from(c.endpoint_id, v.applies_to) AS served_from,
      c.outcome IN ('failed', 'void') AS failed, input_tokens(c.units) AS input_tokens, output_tokens(c.units) AS output_tokens,
      coalesce((c.units ->> 'reasoning')::bigint, 0) AS reasoning_tokens, c.cost_nano, c.fee_nano, c.surcharge_nano, c.charge_nano,
      CASE WHEN v.applies_to = 'own_key' THEN coalesce((SELECT b.listed_nano FROM call_bill b WHERE b.id = c.id), 0) ELSE 0 END AS listed_nano,
      c.provider_workspace_id, c.builder_workspace_id
    FROM call c LEFT JOIN fee_version v ON v.id = c.fee_version_id;
GRANT SELECT ON countable_call TO tollgate_app;

-- Days that were counted the old way are counted once more, for what they did not tell apart; and those of calls that came since.
INSERT INTO recount_day (day)
  SELECT day FROM usage_day UNION SELECT day FROM earnings_day
    UNION SELECT (c.event_at AT TIME ZONE 'UTC')::date FROM call c WHERE c.booked_at >= coalesce(
      (SELECT min(booked_at) - interval '1 hour' FROM job_watermark WHERE job IN ('roll-up-usage', 'roll-up-earnings') HAVING count(*) = 2), '-infinity');
DELETE FROM job_watermark WHERE job IN ('roll-up-usage', 'roll-up-earnings');
