-- Temporary tables are looked up first unless their schema is named last. The posting functions run with their owner's rights, so that a
-- temporary table of the caller could stand in for the rules or the books they read.
ALTER FUNCTION lock_accounts SET search_path = public, pg_temp;
ALTER FUNCTION post_journal SET search_path = public, pg_temp;
ALTER FUNCTION settle_calls SET search_path = public, pg_temp;
ALTER FUNCTION close_month SET search_path = public, pg_temp;
ALTER FUNCTION ensure_call_partitions SET search_path = public, pg_temp;
ALTER FUNCTION open_balance SET search_path = public, pg_temp;
ALTER FUNCTION stamp_journal SET search_path = public, pg_temp;
ALTER FUNCTION check_entries SET search_path = public, pg_temp;
ALTER FUNCTION refuse_change SET search_path = public, pg_temp;
