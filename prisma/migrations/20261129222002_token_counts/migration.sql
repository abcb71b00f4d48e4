-- Tokens of a call, by the buckets that count as read and as written. Named look-ups instead of a walk over every bucket: a roll-up asks this of
-- every call of a day.
CREATE FUNCTION input_tokens(units jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce((units ->> 'input')::bigint, 0) + coalesce((units ->> 'cache_read')::bigint, 0)
    + coalesce((units ->> 'cache_write_5m')::bigint, 0) + coalesce((units ->> 'cache_write_1h')::bigint, 0)
    + coalesce((units ->> 'input_audio')::bigint, 0) + coalesce((units ->> 'input_image')::bigint, 0)
$$;
CREATE FUNCTION output_tokens(units jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce((units ->> 'output')::bigint, 0) + coalesce((units ->> 'reasoning')::bigint, 0)
    + coalesce((units ->> 'output_audio')::bigint, 0)
$$;
REVOKE ALL ON FUNCTION input_tokens, output_tokens FROM PUBLIC;
GRANT EXECUTE ON FUNCTION input_tokens, output_tokens TO tollgate_app;
