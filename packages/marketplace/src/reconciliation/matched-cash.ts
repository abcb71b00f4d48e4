import { NANO_PER_CENT } from "@tollgate/money/nano";

/**
 * SQL for the processor's transactions, each with the key of the thing of ours that it is about: a payment, a refund, a dispute, or a payout's
 * attempt as `item:number`. What is about nothing of ours keeps its own id. Columns: key, area, nano, at, transaction_id, category.
 */
export const THEIRS = `SELECT t.id AS transaction_id, t.category, t.net_cents * ${NANO_PER_CENT} AS nano, t.created_at AS at,
    CASE WHEN t.category IN ('transfer', 'transfer_reversal') THEN 'payouts' ELSE 'cash' END AS area,
    coalesce(
      (SELECT a.item_id || ':' || a.number FROM payout_attempt a WHERE a.transfer_id = t.transfer_id),
      (SELECT r.id FROM refund r WHERE r.processor_id = t.source_id),
      (SELECT d.id FROM dispute d WHERE d.id = t.source_id),
      (SELECT p.id FROM payment p WHERE p.payment_intent_id = t.payment_intent_id),
      (SELECT p.id FROM payment p WHERE p.id = t.reference),
      (SELECT a.item_id || ':' || a.number FROM payout_attempt a WHERE a.item_id || ':' || a.number = t.reference),
      t.id) AS key
  FROM processor_transaction t`;

/** SQL for what our books say of the processor's cash, with the same keys; a fee is as old as the transaction it was kept from. Columns: key, area, nano, at, journal_id. */
export const OURS = `SELECT j.id AS journal_id, -e.amount_nano AS nano,
    CASE WHEN j.idempotency_key LIKE 'processor_fee:%' THEN j.event_at ELSE j.booked_at END AS at,
    CASE WHEN j.kind = 'payout_paid' THEN 'payouts' ELSE 'cash' END AS area,
    CASE
      WHEN j.kind = 'payout_paid' THEN split_part(j.idempotency_key, ':', 2) || ':' || split_part(j.idempotency_key, ':', 3)
      WHEN j.kind = 'refund' THEN coalesce((SELECT r.id FROM refund r WHERE r.journal_id = j.id OR r.reversal_journal_id = j.id), j.id::text)
      WHEN j.idempotency_key LIKE 'processor_fee:%' THEN coalesce(fee.key, j.id::text)
      WHEN j.kind IN ('top_up', 'dispute_open', 'dispute_won', 'dispute_lost') THEN split_part(j.idempotency_key, ':', 2)
      ELSE j.id::text END AS key
  FROM ledger_account a JOIN entry e ON e.account_id = a.id JOIN journal j ON j.id = e.journal_id
    LEFT JOIN theirs fee ON 'processor_fee:' || fee.transaction_id = j.idempotency_key
  WHERE a.type = 'processor_cash' AND a.currency = 'USD'`;

/**
 * SQL for both sides by key. `$1` is the moment up to which the processor was asked: what we booked later cannot be there yet. What we booked
 * before the processor's first transaction is older than its account of us, and is one sum elsewhere (`BEFORE_FIRST`).
 * Columns: area, key, theirs, ours, first_at, transactions, journal_id.
 */
export const MATCHED = `WITH theirs AS MATERIALIZED (${THEIRS}), ours AS MATERIALIZED (
    SELECT * FROM (${OURS}) o WHERE o.at < $1::timestamptz AND o.at >= (SELECT min(created_at) FROM processor_transaction))
  SELECT coalesce(t.area, o.area) AS area, key, coalesce(t.nano, 0)::bigint AS theirs, coalesce(o.nano, 0)::bigint AS ours,
      least(t.at, o.at) AS first_at, coalesce(t.transactions, 0) AS transactions, coalesce(o.journals, 0) AS journals, o.journal_id
    FROM (SELECT min(area) AS area, key, sum(nano) AS nano, min(at) AS at, count(*)::integer AS transactions FROM theirs GROUP BY key) t
    FULL JOIN (SELECT min(area) AS area, key, sum(nano) AS nano, min(at) AS at, count(*)::integer AS journals, min(journal_id::text) AS journal_id
      FROM ours GROUP BY key) o USING (key)`;

/** SQL for what our cash account held before the processor's first transaction that we know of. */
export const BEFORE_FIRST = `SELECT coalesce(sum(-e.amount_nano), 0)::bigint AS nano FROM ledger_account a JOIN entry e ON e.account_id = a.id
  JOIN journal j ON j.id = e.journal_id
  WHERE a.type = 'processor_cash' AND a.currency = 'USD' AND j.booked_at < (SELECT min(created_at) FROM processor_transaction)`;
