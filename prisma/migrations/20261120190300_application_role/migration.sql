-- The role the apps run as. History and money tables can only be read; money moves through the posting functions.
DO $$
BEGIN
  CREATE ROLE tollgate_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END $$;
DO $$
BEGIN
  EXECUTE format('GRANT tollgate_app TO %I', current_user);
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'tollgate_app was not granted to %: %', current_user, SQLERRM;
END $$;

GRANT USAGE ON SCHEMA public TO tollgate_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO tollgate_app;
GRANT INSERT, UPDATE, DELETE ON
  "user", workspace, membership, api_key, app, "grant", model, provider, endpoint, payment, quarantined_call, earnings_day,
  job_watermark, payout_run TO tollgate_app;
GRANT INSERT ON margin_version, price_version, fee_version, audit_event, stripe_event, payout_item, ledger_audit TO tollgate_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO tollgate_app;
REVOKE ALL ON FUNCTION post_journal, settle_calls, close_month, ensure_call_partitions, lock_accounts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION post_journal, settle_calls, close_month, ensure_call_partitions TO tollgate_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO tollgate_app;
