-- Closing a month and computing its run add as many rows at once as the month has payees. What reads them next must not be planned by what the
-- tables held before; the server notices by itself only minutes later.
CREATE FUNCTION note_month_size() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE account_month;
  ANALYZE journal;
  ANALYZE entry;
  ANALYZE balance;
  ANALYZE payout_item;
END $$;
REVOKE ALL ON FUNCTION note_month_size FROM PUBLIC;
GRANT EXECUTE ON FUNCTION note_month_size TO tollgate_app;
