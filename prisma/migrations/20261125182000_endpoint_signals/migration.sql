-- What providers say of their endpoints, and what calls saw of them.
ALTER TABLE "endpoint" ADD COLUMN "data_policy" TEXT NOT NULL DEFAULT 'may_train';
ALTER TABLE "endpoint" ADD COLUMN "quantization" TEXT;
ALTER TABLE "endpoint" ADD COLUMN "parameters" TEXT[];
ALTER TABLE endpoint
  ADD CONSTRAINT endpoint_data_policy CHECK (data_policy IN ('may_train', 'no_training', 'zero_retention')),
  ADD CONSTRAINT endpoint_quantization CHECK (quantization IN ('int4', 'int8', 'fp4', 'fp6', 'fp8', 'fp16', 'bf16', 'fp32'));

CREATE TABLE "endpoint_slot" (
    "endpoint_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "served" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "rate_limited" INTEGER NOT NULL,
    "failures" JSONB NOT NULL,
    "latency" JSONB NOT NULL,
    "throughput" JSONB NOT NULL,

    CONSTRAINT "endpoint_slot_pkey" PRIMARY KEY ("endpoint_id", "since")
);
CREATE INDEX "endpoint_slot_since_idx" ON "endpoint_slot"("since");

CREATE TABLE "endpoint_signals" (
    "endpoint_id" TEXT NOT NULL,
    "summary" JSONB NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "endpoint_signals_pkey" PRIMARY KEY ("endpoint_id")
);
ALTER TABLE "endpoint_signals" ADD CONSTRAINT "endpoint_signals_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The newest slots are always there to be recomputed; a slot is counted once for each attempt of a call that was admitted in it.
CREATE FUNCTION set_endpoint_slots(p_since timestamptz, p_until timestamptz) RETURNS integer
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  written integer;
BEGIN
  WITH attempt AS (
    SELECT c.id, date_bin('5 minutes', c.event_at, 'epoch'::timestamptz) AS slot, a.value ->> 'endpointId' AS endpoint_id,
        a.value ->> 'result' AS result, c.streamed, c.duration_ms,
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
      FROM attempt WHERE endpoint_id IS NOT NULL
  ), counted AS (
    SELECT endpoint_id, slot, (count(*) FILTER (WHERE good))::integer AS served, (count(*) FILTER (WHERE bad))::integer AS failed,
        (count(*) FILTER (WHERE result = 'rate_limited'))::integer AS rate_limited
      FROM judged GROUP BY endpoint_id, slot
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
  INSERT INTO endpoint_slot (endpoint_id, since, served, failed, rate_limited, failures, latency, throughput)
    SELECT c.endpoint_id, c.slot, c.served, c.failed, c.rate_limited, coalesce(f.by_kind, '{}'), coalesce(l.buckets, '{}'), coalesce(t.buckets, '{}')
      FROM counted c LEFT JOIN failure f USING (endpoint_id, slot) LEFT JOIN latency l USING (endpoint_id, slot)
        LEFT JOIN throughput t USING (endpoint_id, slot)
    ON CONFLICT (endpoint_id, since) DO UPDATE SET served = excluded.served, failed = excluded.failed, rate_limited = excluded.rate_limited,
      failures = excluded.failures, latency = excluded.latency, throughput = excluded.throughput;
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END $$;

GRANT INSERT, UPDATE, DELETE ON endpoint_slot, endpoint_signals TO tollgate_app;
GRANT EXECUTE ON FUNCTION set_endpoint_slots TO tollgate_app;
