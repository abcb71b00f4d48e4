-- How many calls of tools an endpoint's answers had and how many were valid, counted with the other signals.
ALTER TABLE endpoint_slot ADD COLUMN tool_calls integer NOT NULL DEFAULT 0, ADD COLUMN tool_calls_valid integer NOT NULL DEFAULT 0;
ALTER TABLE endpoint_slot ADD CONSTRAINT endpoint_slot_tool_calls CHECK (tool_calls_valid >= 0 AND tool_calls_valid <= tool_calls);

-- As before, with the calls of tools; an attempt that was outrun while it connected was sent nothing and counts neither way, and one that began
-- while another was still connecting says itself when that was.
CREATE OR REPLACE FUNCTION set_endpoint_slots(p_since timestamptz, p_until timestamptz) RETURNS integer
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  written integer;
BEGIN
  WITH attempt AS (
    SELECT c.id, date_bin('5 minutes', c.event_at, 'epoch'::timestamptz) AS slot, a.value ->> 'endpointId' AS endpoint_id,
        a.value ->> 'result' AS result, c.streamed, c.duration_ms,
        coalesce((a.value ->> 'ownKey')::boolean, false) AS own_key,
        c.first_content_ms - coalesce((a.value ->> 'afterMs')::integer,
          sum((a.value ->> 'durationMs')::integer) OVER earlier, 0) AS latency_ms,
        coalesce((a.value -> 'tools' ->> 'calls')::integer, 0) AS tool_calls,
        coalesce((a.value -> 'tools' ->> 'valid')::integer, 0) AS tool_calls_valid,
        c.duration_ms - c.first_content_ms AS writing_ms,
        coalesce((c.units ->> 'output')::bigint, 0) + coalesce((c.units ->> 'reasoning')::bigint, 0) AS output
      FROM call c, jsonb_array_elements(c.attempts) WITH ORDINALITY a(value, place)
      WHERE c.id >= uuid_v7_floor(p_since - interval '1 hour') AND c.id < uuid_v7_floor(p_until)
        AND c.event_at >= p_since AND c.event_at < p_until AND jsonb_typeof(c.attempts) = 'array'
      WINDOW earlier AS (PARTITION BY c.id ORDER BY a.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ), judged AS (
    SELECT *, result = 'served' AS good, result NOT IN ('served', 'aborted', 'bad_request', 'rate_limited', 'outrun') AS bad,
        CASE WHEN result = 'served' AND streamed AND latency_ms > 0 THEN floor(ln(latency_ms) / ln(1.25))::integer END AS latency_bucket,
        CASE WHEN result = 'served' AND streamed AND output >= 20 AND writing_ms > 10
          THEN greatest(0, floor(ln(output * 1000.0 / writing_ms) / ln(1.25)))::integer END AS throughput_bucket
      FROM attempt WHERE endpoint_id IS NOT NULL AND NOT own_key
  ), counted AS (
    SELECT endpoint_id, slot, (count(*) FILTER (WHERE good))::integer AS served, (count(*) FILTER (WHERE bad))::integer AS failed,
        (count(*) FILTER (WHERE result = 'rate_limited'))::integer AS rate_limited,
        sum(tool_calls)::integer AS tool_calls, sum(tool_calls_valid)::integer AS tool_calls_valid
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
  INSERT INTO endpoint_slot (endpoint_id, since, served, failed, rate_limited, failures, latency, throughput, passed_over, tool_calls,
      tool_calls_valid)
    SELECT endpoint_id, slot, coalesce(c.served, 0), coalesce(c.failed, 0), coalesce(c.rate_limited, 0), coalesce(f.by_kind, '{}'),
        coalesce(l.buckets, '{}'), coalesce(t.buckets, '{}'), coalesce(p.by_reason, '{}'),
        coalesce(c.tool_calls, 0), coalesce(c.tool_calls_valid, 0)
      FROM counted c FULL JOIN passed p USING (endpoint_id, slot) LEFT JOIN failure f USING (endpoint_id, slot)
        LEFT JOIN latency l USING (endpoint_id, slot) LEFT JOIN throughput t USING (endpoint_id, slot)
    ON CONFLICT (endpoint_id, since) DO UPDATE SET served = excluded.served, failed = excluded.failed, rate_limited = excluded.rate_limited,
      failures = excluded.failures, latency = excluded.latency, throughput = excluded.throughput, passed_over = excluded.passed_over,
      tool_calls = excluded.tool_calls, tool_calls_valid = excluded.tool_calls_valid;
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END $$;
