-- A customer's own key at a provider: calls of the provider's endpoints that take such keys go with it, on the customer's own account there.
CREATE TABLE provider_key (
  id text NOT NULL,
  workspace_id text NOT NULL,
  provider_id text NOT NULL,
  credential_sealed text NOT NULL,
  hint text NOT NULL,
  falls_back boolean NOT NULL DEFAULT true,
  disabled_at timestamptz(6),
  created_by_id text,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT provider_key_pkey PRIMARY KEY (id),
  CONSTRAINT provider_key_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT provider_key_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES provider (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX provider_key_workspace_id_provider_id_key ON provider_key (workspace_id, provider_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON provider_key TO tollgate_app;

ALTER TABLE endpoint ADD COLUMN allows_own_keys boolean NOT NULL DEFAULT false;

-- As before, but what happens on a customer's own account at the provider says nothing of the endpoint as others reach it.
CREATE OR REPLACE FUNCTION set_endpoint_slots(p_since timestamptz, p_until timestamptz) RETURNS integer
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  written integer;
BEGIN
  WITH attempt AS (
    SELECT c.id, date_bin('5 minutes', c.event_at, 'epoch'::timestamptz) AS slot, a.value ->> 'endpointId' AS endpoint_id,
        a.value ->> 'result' AS result, c.streamed, c.duration_ms,
        coalesce((a.value ->> 'ownKey')::boolean, false) AS own_key,
        c.first_content_ms - coalesce(sum((a.value ->> 'durationMs')::integer) OVER earlier, 0) AS latency_ms,
        c.duration_ms - c.first_content_ms AS writing_ms,
        coalesce((c.units ->> 'output')::bigint, 0) + coalesce((c.units ->> 'reasoning')::bigint, 0) AS output
      FROM call c, jsonb_array_elements(c.attempts) WITH ORDINALITY a(value, place)
      WHERE c.id >= uuid_v7_floor(p_since - interval '1 hour') AND c.id < uuid_v7_floor(p_until)
        AND c.event_at >= p_since AND c.event_at < p_until AND jsonb_typeof(c.attempts) = 'array'
      WINDOW earlier AS (PARTITION BY c.id ORDER BY a.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ), judged AS (
    SELECT *, result = 'served' AS good, result NOT IN ('served', 'aborted', 'bad_request', 'rate_limited') AS bad,
        CASE WHEN result = 'served' AND streamed AND latency_ms > 0 THEN floor(ln(latency_ms) / ln(1.25))::integer END AS latency_bucket,
        CASE WHEN result = 'served' AND streamed AND output >= 20 AND writing_ms > 10
          THEN greatest(0, floor(ln(output * 1000.0 / writing_ms) / ln(1.25)))::integer END AS throughput_bucket
      FROM attempt WHERE endpoint_id IS NOT NULL AND NOT own_key
  ), counted AS (
    SELECT endpoint_id, slot, (count(*) FILTER (WHERE good))::integer AS served, (count(*) FILTER (WHERE bad))::integer AS failed,
        (count(*) FILTER (WHERE result = 'rate_limited'))::integer AS rate_limited
      FROM judged GROUP BY endpoint_id, slot
  ), passed AS (
    SELECT e.id AS endpoint_id, x.slot, jsonb_object_agg(x.reason, x.n) AS by_reason
      FROM (SELECT date_bin('5 minutes', c.event_at, 'epoch'::timestamptz) AS slot, c.model_id, p.value ->> 'provider' AS slug,
            p.value ->> 'reason' AS reason, count(*) AS n
          FROM call c, jsonb_array_elements(CASE jsonb_typeof(c.attempts -> 0 -> 'route' -> 'passedOver') WHEN 'array'
            THEN c.attempts -> 0 -> 'route' -> 'passedOver' ELSE '[]' END) p
          WHERE c.id >= uuid_v7_floor(p_since - interval '1 hour') AND c.id < uuid_v7_floor(p_until)
            AND c.event_at >= p_since AND c.event_at < p_until AND p.value ->> 'reason' IS NOT NULL GROUP BY 1, 2, 3, 4) x
        JOIN provider v ON v.slug = x.slug JOIN endpoint e ON e.provider_id = v.id AND e.model_id = x.model_id
      GROUP BY 1, 2
  ), failure AS (
    SELECT endpoint_id, slot, jsonb_object_agg(result, n) AS by_kind
      FROM (SELECT endpoint_id, slot, result, count(*) AS n FROM judged WHERE bad GROUP BY 1, 2, 3) f GROUP BY 1, 2
  ), latency AS (
    SELECT endpoint_id, slot, jsonb_object_agg(latency_bucket, n) AS buckets
      FROM (SELECT endpoint_id, slot, latency_bucket, count(*) AS n FROM judged WHERE latency_bucket IS NOT NULL GROUP BY 1, 2, 3) l GROUP BY 1, 2
  ), throughput AS (
    SELECT endpoint_id, slot, jsonb_object_agg(throughput_bucket, n) AS buckets
      FROM (SELECT endpoint_id, slot, throughput_bucket, count(*) AS n FROM judged WHERE throughput_bucket IS NOT NULL GROUP BY 1, 2, 3) t GROUP BY 1, 2
  )
  INSERT INTO endpoint_slot (endpoint_id, since, served, failed, rate_limited, failures, latency, throughput, passed_over)
    SELECT endpoint_id, slot, coalesce(c.served, 0), coalesce(c.failed, 0), coalesce(c.rate_limited, 0), coalesce(f.by_kind, '{}'),
        coalesce(l.buckets, '{}'), coalesce(t.buckets, '{}'), coalesce(p.by_reason, '{}')
      FROM counted c FULL JOIN passed p USING (endpoint_id, slot) LEFT JOIN failure f USING (endpoint_id, slot)
        LEFT JOIN latency l USING (endpoint_id, slot) LEFT JOIN throughput t USING (endpoint_id, slot)
    ON CONFLICT (endpoint_id, since) DO UPDATE SET served = excluded.served, failed = excluded.failed, rate_limited = excluded.rate_limited,
      failures = excluded.failures, latency = excluded.latency, throughput = excluded.throughput, passed_over = excluded.passed_over;
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END $$;

-- As before, and what a call would have cost at its price, whatever was charged in its place.
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
  ), due AS (
    SELECT e.*, CASE WHEN f.applies_to = 'call' THEN e.cost_exact ELSE 0 END AS cost_due
      FROM exact e LEFT JOIN fee_version f ON f.id = e.fee_version_id
  )
  SELECT e.id, e.booked_at, e.unpriced, e.cost_nano, e.fee_nano, e.surcharge_nano,
      round_half_even(e.cost_due) AS cost_billed,
      CASE WHEN e.delivered THEN round_half_even(e.cost_exact * f.basis_points * 0.0001) + f.fixed_nano ELSE 0 END AS fee_billed,
      CASE WHEN e.delivered AND m.id IS NOT NULL THEN least(coalesce(m.cap_nano, 'Infinity'::numeric), greatest(m.minimum_nano,
        round_half_even(e.cost_due * m.basis_points * 0.0001 + m.per_request_nano
          + ((e.input_tokens + e.output_tokens) * m.per_million_tokens_nano
            + e.input_tokens * coalesce((m.unit_parts ->> 'input_token')::numeric, 0)
            + e.output_tokens * coalesce((m.unit_parts ->> 'output_token')::numeric, 0)
            + e.images * coalesce((m.unit_parts ->> 'image')::numeric, 0)
            + e.audio_seconds * coalesce((m.unit_parts ->> 'audio_second')::numeric, 0)
            + e.searches * coalesce((m.unit_parts ->> 'search')::numeric, 0)) * 0.000001))) ELSE 0 END AS surcharge_billed,
      round_half_even(e.cost_exact) AS listed_nano
    FROM due e LEFT JOIN fee_version f ON f.id = e.fee_version_id LEFT JOIN margin_version v ON v.id = e.margin_version_id
      LEFT JOIN LATERAL (
        SELECT v.id, coalesce((o.terms ->> 'basisPoints')::integer, v.basis_points) AS basis_points,
            coalesce((o.terms ->> 'perRequestNano')::numeric, v.per_request_nano) AS per_request_nano,
            coalesce((o.terms ->> 'perMillionTokensNano')::numeric, v.per_million_tokens_nano) AS per_million_tokens_nano,
            coalesce(o.terms -> 'perMillionUnitsNano', v.per_million_units_nano) AS unit_parts,
            coalesce((o.terms ->> 'minimumNano')::numeric, v.minimum_nano) AS minimum_nano,
            CASE WHEN o.terms IS NULL THEN v.cap_nano ELSE (o.terms ->> 'capNano')::numeric END AS cap_nano
          FROM (SELECT v.overrides -> e.model_id AS terms) o
      ) m ON v.id IS NOT NULL;
