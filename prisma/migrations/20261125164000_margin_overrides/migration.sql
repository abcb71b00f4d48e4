-- A margin version carries terms of its own for models it names, a full set each in place of the version's, and parts per class of units.
-- Amounts inside JSON are decimal strings of nano-USD.
CREATE FUNCTION margin_unit_parts_are_valid(parts jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_typeof(parts) = 'object' AND NOT EXISTS (
    SELECT 1 FROM jsonb_each(parts) p(unit, nano)
      WHERE unit NOT IN ('input_token', 'output_token', 'image', 'audio_second', 'search')
        OR jsonb_typeof(nano) <> 'string' OR nano #>> '{}' !~ '^[0-9]{1,18}$')
$$;
CREATE FUNCTION margin_overrides_are_valid(overrides jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_typeof(overrides) = 'object' AND NOT EXISTS (
    SELECT 1 FROM jsonb_each(overrides) o(model, terms)
      WHERE CASE WHEN jsonb_typeof(terms) <> 'object' THEN true ELSE
        (SELECT array_agg(k ORDER BY k COLLATE "C") FROM jsonb_object_keys(terms) k) IS DISTINCT FROM
          ARRAY['basisPoints', 'capNano', 'minimumNano', 'perMillionTokensNano', 'perMillionUnitsNano', 'perRequestNano']
        OR terms ->> 'basisPoints' !~ '^[0-9]{1,6}$' OR terms ->> 'perRequestNano' !~ '^[0-9]{1,18}$'
        OR terms ->> 'perMillionTokensNano' !~ '^[0-9]{1,18}$' OR terms ->> 'minimumNano' !~ '^[0-9]{1,18}$'
        OR coalesce(terms ->> 'capNano', '0') !~ '^[0-9]{1,18}$' OR NOT margin_unit_parts_are_valid(terms -> 'perMillionUnitsNano')
        OR coalesce((terms ->> 'capNano')::numeric < (terms ->> 'minimumNano')::numeric, false) END)
$$;
ALTER TABLE margin_version ADD COLUMN overrides JSONB NOT NULL DEFAULT '{}', ADD COLUMN per_million_units_nano JSONB NOT NULL DEFAULT '{}';
ALTER TABLE margin_version ADD CONSTRAINT margin_version_overrides CHECK (margin_overrides_are_valid(overrides)),
  ADD CONSTRAINT margin_version_unit_parts CHECK (margin_unit_parts_are_valid(per_million_units_nano));

-- A scheduled version can be taken back until its day; versions themselves stay as they were published.
CREATE TABLE margin_withdrawal (
  margin_version_id TEXT PRIMARY KEY REFERENCES margin_version (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  withdrawn_at TIMESTAMPTZ(6) NOT NULL,
  withdrawn_by_id TEXT
);
CREATE FUNCTION check_margin_withdrawal() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.withdrawn_at >= (SELECT effective_at FROM margin_version WHERE id = NEW.margin_version_id) THEN
    RAISE EXCEPTION 'margin version % has taken effect', NEW.margin_version_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER margin_withdrawal_is_in_time BEFORE INSERT ON margin_withdrawal FOR EACH ROW EXECUTE FUNCTION check_margin_withdrawal();
CREATE TRIGGER margin_withdrawal_append_only BEFORE UPDATE OR DELETE ON margin_withdrawal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER margin_withdrawal_no_truncate BEFORE TRUNCATE ON margin_withdrawal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON margin_withdrawal TO tollgate_app;

-- The independent bill goes by the terms of the call's model.
CREATE OR REPLACE VIEW call_bill AS
  WITH metered AS (
    SELECT c.id, c.booked_at, c.model_id, c.fee_version_id, c.margin_version_id, c.price_version_id, c.cost_nano, c.fee_nano, c.surcharge_nano,
        sum(u.units) AS units, sum(u.units * u.price) AS exact_micro, count(*) FILTER (WHERE u.units > 0 AND u.price IS NULL) AS unpriced,
        coalesce(sum(u.units) FILTER (WHERE u.bucket IN ('input', 'cache_read', 'cache_write_5m', 'cache_write_1h', 'input_audio',
          'input_image')), 0) AS input_tokens,
        coalesce(sum(u.units) FILTER (WHERE u.bucket IN ('output', 'reasoning', 'output_audio')), 0) AS output_tokens,
        coalesce(sum(u.units) FILTER (WHERE u.bucket = 'image'), 0) AS images,
        coalesce(sum(u.units) FILTER (WHERE u.bucket = 'audio_second'), 0) AS audio_seconds,
        coalesce(sum(u.units) FILTER (WHERE u.bucket = 'search'), 0) AS searches,
        max((p.prices ->> 'request')::numeric) AS request_price
      FROM call c LEFT JOIN price_version p ON p.id = c.price_version_id
        LEFT JOIN LATERAL (
          SELECT b.key AS bucket, b.value::numeric AS units, coalesce((p.prices ->> b.key)::numeric, k.price_nano::numeric) AS price
            FROM jsonb_each_text(c.units) b
              LEFT JOIN price_correction k ON k.price_version_id = c.price_version_id AND k.bucket = b.key
            WHERE b.value::numeric <> 0
        ) u ON c.endpoint_id IS NOT NULL
      GROUP BY c.id, c.booked_at, c.model_id, c.fee_version_id, c.margin_version_id, c.price_version_id, c.cost_nano, c.fee_nano, c.surcharge_nano
  ), exact AS (
    SELECT m.*, CASE WHEN coalesce(m.units, 0) = 0 THEN 0 ELSE (m.exact_micro + coalesce(m.request_price, 0)) * 0.000001 END AS cost_exact,
        coalesce(m.units, 0) > 0 AS delivered
      FROM metered m
  )
  SELECT e.id, e.booked_at, e.unpriced, e.cost_nano, e.fee_nano, e.surcharge_nano,
      round_half_even(e.cost_exact) AS cost_billed,
      CASE WHEN e.delivered THEN round_half_even(e.cost_exact * f.basis_points * 0.0001) + f.fixed_nano ELSE 0 END AS fee_billed,
      CASE WHEN e.delivered AND m.id IS NOT NULL THEN least(coalesce(m.cap_nano, 'Infinity'::numeric), greatest(m.minimum_nano,
        round_half_even(e.cost_exact * m.basis_points * 0.0001 + m.per_request_nano
          + ((e.input_tokens + e.output_tokens) * m.per_million_tokens_nano
            + e.input_tokens * coalesce((m.unit_parts ->> 'input_token')::numeric, 0)
            + e.output_tokens * coalesce((m.unit_parts ->> 'output_token')::numeric, 0)
            + e.images * coalesce((m.unit_parts ->> 'image')::numeric, 0)
            + e.audio_seconds * coalesce((m.unit_parts ->> 'audio_second')::numeric, 0)
            + e.searches * coalesce((m.unit_parts ->> 'search')::numeric, 0)) * 0.000001))) ELSE 0 END AS surcharge_billed
    FROM exact e LEFT JOIN fee_version f ON f.id = e.fee_version_id LEFT JOIN margin_version v ON v.id = e.margin_version_id
      LEFT JOIN LATERAL (
        SELECT v.id, coalesce((o.terms ->> 'basisPoints')::integer, v.basis_points) AS basis_points,
            coalesce((o.terms ->> 'perRequestNano')::numeric, v.per_request_nano) AS per_request_nano,
            coalesce((o.terms ->> 'perMillionTokensNano')::numeric, v.per_million_tokens_nano) AS per_million_tokens_nano,
            coalesce(o.terms -> 'perMillionUnitsNano', v.per_million_units_nano) AS unit_parts,
            coalesce((o.terms ->> 'minimumNano')::numeric, v.minimum_nano) AS minimum_nano,
            CASE WHEN o.terms IS NULL THEN v.cap_nano ELSE (o.terms ->> 'capNano')::numeric END AS cap_nano
          FROM (SELECT v.overrides -> e.model_id AS terms) o
      ) m ON v.id IS NOT NULL;
