import pg from "pg";

/** How large the month is. */
export interface MonthSize {
  readonly payees: number;
  readonly calls: number;
  /** First moment of the month, Unix milliseconds. */
  readonly startMs: number;
}

/** Calls of one journal, as the worker settles them. */
const BATCH = 2_000;
/** Calls written by one statement. */
const CHUNK = 250_000;
const CUSTOMERS = 2_000;
const MODELS = 200;
const MONTH_MS = 28 * 86_400_000;
/** What a payee earns in the month on average: enough for every one of them to be paid. */
const PER_PAYEE_NANO = 300_000_000_000n;

/**
 * Fills a database with a settled month: the rows that `settle_calls` would have written, by sets instead of by batches, which takes a third of the
 * time. 2,000 calls are one journal with one entry per account, as the worker books them; every trigger of the ledger looks at them (each journal
 * sums to zero, has the entries it was born with, touches only its account types) and queues them for the hash chain; the audit and the checks of
 * the reports hold for the result. A tenth of the payees serve models, the others are builders with an app each; some customers call far more than
 * others; every second call is made through an app. Customers have bought nothing, so their credit is below zero: no amount of a payee differs.
 */
export async function fillMonth(ownerUrl: string, size: MonthSize, progress: (calls: number) => void): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await addParties(client, size);
  const indexes = await dropIndexes(client);
  await client.query("SET work_mem = '128MB'");
  for (let first = 0; first < size.calls; first += CHUNK) {
    const until = Math.min(first + CHUNK, size.calls);
    await addCalls(client, size, { first, until });
    progress(until);
  }
  await client.query("SET maintenance_work_mem = '256MB'");
  for (const definition of indexes) await client.query(definition);
  await client.query("VACUUM ANALYZE");
  await client.end();
}

/** Payees who serve models; the others are builders. */
export function providersOf({ payees }: Pick<MonthSize, "payees">): number {
  return Math.max(1, Math.floor(payees / 10));
}

async function addParties(client: pg.Client, size: MonthSize): Promise<void> {
  const providers = providersOf(size);
  await client.query(
    `INSERT INTO workspace (id, slug, name) SELECT 'wsp_payee' || lpad(n::text, 12, '0'), 'payee-' || n, 'Payee ' || n
      FROM generate_series(0, $1::integer - 1) n`,
    [size.payees],
  );
  await client.query(
    `INSERT INTO workspace (id, slug, name) SELECT 'wsp_customer' || lpad(n::text, 9, '0'), 'customer-' || n, 'Customer ' || n
      FROM generate_series(0, $1::integer - 1) n`,
    [CUSTOMERS],
  );
  await client.query(
    `INSERT INTO payout_account (workspace_id, processor_account_id, status, country)
      SELECT id, 'acct_' || slug, 'enabled', 'US' FROM workspace WHERE slug LIKE 'payee-%'`,
  );
  await client.query(
    `INSERT INTO app (id, workspace_id, name, url) SELECT 'app_' || lpad(n::text, 12, '0'), 'wsp_payee' || lpad(n::text, 12, '0'), 'App ' || n,
        'https://example.com' FROM generate_series($1::integer, $2::integer - 1) n`,
    [providers, size.payees],
  );
  await client.query(
    `INSERT INTO provider (id, workspace_id, slug, name)
      SELECT 'prv_' || lpad(n::text, 12, '0'), 'wsp_payee' || lpad(n::text, 12, '0'), 'provider-' || n, 'Provider ' || n
      FROM generate_series(0, $1::integer - 1) n`,
    [providers],
  );
}

/** Indexes are built once the rows are there. @returns their definitions. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
      WHERE i.indrelid IN ('call'::regclass, 'entry'::regclass) AND NOT i.indisprimary`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  const { rows: keys } = await client.query<{ name: string; definition: string }>(
    `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = 'entry'::regclass AND contype = 'f'`,
  );
  for (const { name } of keys) await client.query(`ALTER TABLE entry DROP CONSTRAINT ${name}`);
  return [
    ...rows.map(({ definition }) => definition.replace(" ON ONLY ", " ON ")),
    ...keys.map(({ name, definition }) => `ALTER TABLE entry ADD CONSTRAINT ${name} ${definition}`),
  ];
}

interface Chunk {
  readonly first: number;
  readonly until: number;
}

async function addCalls(client: pg.Client, size: MonthSize, { first, until }: Chunk): Promise<void> {
  const providers = providersOf(size);
  const cost = (PER_PAYEE_NANO * BigInt(providers)) / BigInt(size.calls);
  const surcharge = (2n * PER_PAYEE_NANO * BigInt(size.payees - providers)) / BigInt(size.calls);
  await client.query("BEGIN");
  await client.query(
    `CREATE TEMP TABLE fresh ON COMMIT DROP AS ${freshCalls({ size, providers, cost, surcharge, first, until })}`,
  );
  await client.query(
    "CREATE TEMP TABLE batch ON COMMIT DROP AS SELECT batch, uuidv7(max(at) - clock_timestamp()) AS journal_id, max(at) AS at, count(*) AS calls FROM fresh GROUP BY 1",
  );
  await client.query("ANALYZE fresh");
  await client.query(INSERT_CALLS);
  await client.query(`CREATE TEMP TABLE leg ON COMMIT DROP AS ${LEGS}`);
  await client.query(
    `INSERT INTO ledger_account (type, owner) SELECT DISTINCT type, owner FROM leg l WHERE NOT EXISTS
      (SELECT 1 FROM ledger_account a WHERE a.owner = l.owner AND a.type = l.type AND a.currency = 'USD')`,
  );
  await client.query(INSERT_JOURNALS);
  await client.query(INSERT_ENTRIES);
  await client.query(
    `UPDATE balance b SET posted_nano = b.posted_nano + s.amount, version = b.version + s.entries, updated_at = clock_timestamp()
      FROM (SELECT a.id, sum(l.amount)::bigint AS amount, count(*) AS entries FROM leg l JOIN ledger_account a USING (owner, type) GROUP BY 1) s
      WHERE b.account_id = s.id`,
  );
  await client.query("COMMIT");
  await client.query("VACUUM ANALYZE balance");
}

interface Terms extends Chunk {
  readonly size: MonthSize;
  readonly providers: number;
  readonly cost: bigint;
  readonly surcharge: bigint;
}

/** SQL for calls by their numbers: who called what, through whom, served by whom. All numbers are ours. */
function freshCalls({ size, providers, cost, surcharge, first, until }: Terms): string {
  const builders = size.payees - providers;
  const apps = Math.max(1, Math.floor(builders / CUSTOMERS));
  return `WITH n AS (
      SELECT n, ${size.startMs} + (n * ${MONTH_MS}) / ${size.calls} AS ms, n % 2 = 1 AS via_app, (n * 7919 % 1000003) / 1000003.0::float8 AS u,
          (n * 104729 % 999983)::integer AS r, (n * 28 / ${size.calls})::integer AS day FROM generate_series(${first}::bigint, ${until - 1}::bigint) n
    ), who AS (SELECT n.*, floor(${CUSTOMERS} * u * sqrt(u))::integer AS customer FROM n
    ), what AS (
      SELECT w.*, (customer + r % 4 * ${MODELS / 4}) % ${MODELS} AS model,
          ${providers} + (customer + ${CUSTOMERS} * (r % ${apps})) % ${builders} AS builder FROM who w)
    SELECT n / ${BATCH} AS batch, n, to_timestamp(ms / 1000.0) AS at, 'acme/model-' || model AS model_id, via_app,
      (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid AS id,
      lpad(customer::text, 9, '0') AS customer, lpad(builder::text, 12, '0') AS builder,
      lpad(((model * 10 + (customer / ${MODELS} + day) % 10) % ${providers})::text, 12, '0') AS provider,
      ${cost} + n % 1000 AS cost, (${cost} + n % 1000) / 20 AS fee, CASE WHEN via_app THEN ${surcharge} + n % 1000 ELSE 0 END AS surcharge
    FROM what ORDER BY n`;
}

const ATTEMPTS = `[{"endpointId": "end_bench", "providerSlug": "bench", "status": 200, "result": "served", "durationMs": 200}]`;

const INSERT_CALLS = `INSERT INTO call (id, workspace_id, key_id, app_id, grant_id, builder_workspace_id, model_id, provider_id, provider_workspace_id,
    endpoint_id, price_version_id, fee_version_id, margin_version_id, units, cost_nano, fee_nano, surcharge_nano, charge_nano, hold_nano, outcome,
    usage_source, finish_reason, attempts, streamed, first_content_ms, duration_ms, event_at, booked_at, journal_id)
  SELECT id, 'wsp_customer' || customer, 'key_' || customer, CASE WHEN via_app THEN 'app_' || builder END,
    CASE WHEN via_app THEN 'gra_' || customer || '_' || builder END, CASE WHEN via_app THEN 'wsp_payee' || builder END, model_id,
    'prv_' || provider, 'wsp_payee' || provider, 'end_' || provider, NULL, 'fee_initial', NULL,
    jsonb_build_object('input', 100 + n % 4000, 'output', 1 + n % 900), cost, fee, surcharge, cost + fee + surcharge, 2 * (cost + fee + surcharge),
    'completed', 'reported', 'stop', '${ATTEMPTS}'::jsonb, n % 3 = 0, 100, 200, f.at, clock_timestamp(), b.journal_id
  FROM fresh f JOIN batch b USING (batch) ORDER BY n`;

const LEGS = `SELECT batch, type, owner, sum(amount)::bigint AS amount FROM fresh CROSS JOIN LATERAL (VALUES
      ('customer_credit', 'wsp_customer' || customer, -(cost + fee + surcharge)), ('provider_payable', 'wsp_payee' || provider, cost),
      ('builder_payable', 'wsp_payee' || builder, surcharge), ('platform_fee_revenue', 'platform', fee)) leg(type, owner, amount)
    WHERE amount <> 0 GROUP BY 1, 2, 3`;

const INSERT_JOURNALS = `INSERT INTO journal (id, kind, idempotency_key, request_hash, period, event_at, booked_at, entry_count, memo)
  SELECT b.journal_id, 'call_settlement', 'settle:' || b.journal_id, sha256(uuid_send(b.journal_id)), utc_month(b.at), b.at, clock_timestamp(),
    (SELECT count(*) FROM leg l WHERE l.batch = b.batch), b.calls || ' calls' FROM batch b ORDER BY b.batch`;

const INSERT_ENTRIES = `INSERT INTO entry (journal_id, account_id, amount_nano, balance_after)
  SELECT b.journal_id, a.id, l.amount, p.posted_nano + sum(l.amount) OVER (PARTITION BY a.id ORDER BY l.batch)
  FROM leg l JOIN batch b USING (batch) JOIN ledger_account a ON a.owner = l.owner AND a.type = l.type AND a.currency = 'USD'
    JOIN balance p ON p.account_id = a.id`;
