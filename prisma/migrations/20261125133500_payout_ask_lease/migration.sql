-- One question about an attempt at a time. The lease was written by the database's clock and read by the worker's: a worker whose clock runs ahead
-- took a lease that had just begun for one that was over, asked beside the other, and a transfer could go out while the attempt was given up.
-- It now begins at whichever clock is ahead, so that it is never over early for a worker that reads it by the clock it was written with.
CREATE OR REPLACE FUNCTION note_payout_ask(p_item text, p_number integer, p_now timestamptz) RETURNS integer
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE payout_attempt SET asks = asks + 1, asked_at = clock_timestamp(), asking_since = greatest(p_now, clock_timestamp())
    WHERE item_id = p_item AND number = p_number AND status IN ('sending', 'unknown')
      AND (asking_since IS NULL OR asking_since < p_now - interval '90 seconds')
    RETURNING asks
$$;
