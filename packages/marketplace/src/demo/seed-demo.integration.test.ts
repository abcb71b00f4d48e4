import { type Database, openDatabase } from "@tollgate/db/open-database";
import { readCreditState } from "@tollgate/db/redis/credit-state";
import { createTestDatabase, type TestDatabase } from "@tollgate/db/testing/test-database";
import { modelKind } from "@tollgate/gateway/model-kind";
import { pricesService } from "@tollgate/gateway/services/service-units";
import { SERVICES } from "@tollgate/gateway/services/services";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyPassword } from "../access/password.ts";
import { hashSecretKey } from "../access/secret-key.ts";
import { parseKeyRing } from "../key-ring.ts";
import { auditLedger } from "../operations/audit-ledger.ts";
import { loadModels } from "../snapshot/load-catalogue.ts";
import { TEST_ENCRYPTION_KEYS } from "../testing/fixture.ts";
import { demoWorkspaceId } from "./demo-people.ts";
import { FEATURED_MODELS } from "./featured-models.ts";
import { type DemoSummary, seedDemo } from "./seed-demo.ts";

const FIRST = new Date("2026-10-20T12:00:00Z");
const SANDBOX = "http://127.0.0.1:5595";
const ROTATED_AWAY = `new:${Buffer.alloc(32, 9).toString("base64")}`;

let database: TestDatabase;
let db: Database;
let first: DemoSummary;

function seed(more: { sandboxUrl?: string; encryptionKeys?: string; now?: () => Date } = {}): Promise<DemoSummary> {
  return seedDemo({
    databaseUrl: database.url,
    redisUrl: database.redisUrl,
    sandboxUrl: SANDBOX,
    encryptionKeys: TEST_ENCRYPTION_KEYS,
    now: () => FIRST,
    ...more,
  });
}

/** Rows of every table, so that a second seeding that adds one is noticed. */
async function counts(): Promise<Record<string, bigint>> {
  const tables = ["user", "workspace", "membership", "api_key", "app", "margin_version", "grant", "model", "provider"];
  tables.push("endpoint", "price_version", "call", "journal", "entry", "audit_event", "quarantined_call");
  const all: Record<string, bigint> = {};
  for (const table of tables) {
    const { rows } = await db.pool.query<{ count: bigint }>(`SELECT count(*) AS count FROM "${table}"`);
    all[table] = rows[0]?.count ?? -1n;
  }
  return all;
}

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, connections: 4 });
  first = await seed();
});

afterAll(async () => {
  await db.close();
  await database.close();
});

test("seeding again, also a month later, gives the same summary and adds no row", async () => {
  const before = await counts();
  expect(await seed()).toEqual(first);
  expect(await seed({ now: () => new Date("2026-12-01T00:00:00Z") })).toEqual(first);
  expect(await counts()).toEqual(before);
  expect(before.quarantined_call).toBe(0n);
});

test("the demo's books pass a full audit, every call billed anew", async () => {
  const redis = new Redis(database.redisUrl);
  const mailer = { send: async () => undefined };
  const services = { db, redis, mailer, now: () => new Date(), urls: { console: "", api: "" } };
  expect(await auditLedger(services, { full: true })).toMatchObject({ ok: true, findings: [] });
  redis.disconnect();
});

test("an interrupted seeding goes on without doubling money or history", async () => {
  const before = await counts();
  const owner = openDatabase({ url: database.url, connections: 2, role: null });
  try {
    await owner.pool.query("ALTER TABLE audit_event DISABLE TRIGGER USER");
    await owner.pool.query("DELETE FROM audit_event WHERE action = 'seedDemo'");
    await owner.pool.query("ALTER TABLE audit_event ENABLE TRIGGER USER");
  } finally {
    await owner.close();
  }
  expect(await seed()).toEqual(first);
  expect(await counts()).toEqual(before);
});

test("the books sum to zero and the customer's credit in Redis is what the ledger says", async () => {
  const { rows } = await db.pool.query<{ off: bigint; credit: bigint }>(
    `SELECT sum(b.posted_nano)::bigint AS off,
        sum(b.posted_nano) FILTER (WHERE a.owner = $1 AND a.type LIKE 'customer%')::bigint AS credit
      FROM balance b JOIN ledger_account a ON a.id = b.account_id`,
    [demoWorkspaceId("demo-customer")],
  );
  expect(rows[0]?.off).toBe(0n);
  const credit = rows[0]?.credit ?? 0n;
  expect(credit).toBeGreaterThan(30_000_000_000n);
  const redis = new Redis(database.redisUrl);
  try {
    expect(await readCreditState(redis, demoWorkspaceId("demo-customer"))).toMatchObject({ baseNano: credit });
  } finally {
    redis.disconnect();
  }
});

test("last month has earnings above the payout minimum, and some below it", async () => {
  const { rows } = await db.pool.query<{ payee: string; earned: bigint }>(
    `SELECT provider_workspace_id AS payee, sum(cost_nano)::bigint AS earned FROM call
      WHERE event_at >= '2026-09-01' AND event_at < '2026-10-01' AND cost_nano > 0 GROUP BY 1`,
  );
  const minimum = 25_000_000_000n;
  expect(rows.some(({ earned }) => earned > (minimum * 12n) / 10n)).toBe(true);
  expect(rows.some(({ earned }) => earned < minimum)).toBe(true);
});

test("at least 150 models are routable, each with a price for every token bucket", async () => {
  const models = await loadModels({ db, keyRing: parseKeyRing(TEST_ENCRYPTION_KEYS), nowMs: FIRST.getTime() });
  const routable = models.filter(
    ({ endpoints, outputModalities }) => endpoints.length > 0 && modelKind(outputModalities) === "chat",
  );
  expect(routable.length).toBeGreaterThanOrEqual(150);
  expect(new Set(routable.map(({ id }) => id))).toEqual(new Set(first.models));
  for (const { endpoints } of routable) {
    for (const { price, credential, isDemo, baseUrl } of endpoints) {
      for (const bucket of ["input", "output", "cache_read", "cache_write_5m", "cache_write_1h", "reasoning"] as const)
        expect(price.prices[bucket]).toBeGreaterThan(0n);
      expect(credential).toMatch(/^sk-demo-/);
      expect(isDemo).toBe(true);
      expect(baseUrl.startsWith(`${SANDBOX}/providers/demo-`)).toBe(true);
    }
  }
});

test("what the demo took over is noted once, as operators are shown it", async () => {
  const events = await db.prisma.auditEvent.findMany({ where: { action: "importCatalogue", workspaceId: null } });
  const models = await db.prisma.model.count();
  expect(events.map(({ detail }) => detail)).toEqual([{ added: models, changed: 0, unchanged: 0 }]);
});

test("models of the other kinds are offered too, each at prices for all they come to", async () => {
  const models = await loadModels({ db, keyRing: parseKeyRing(TEST_ENCRYPTION_KEYS), nowMs: FIRST.getTime() });
  for (const service of Object.values(SERVICES)) {
    const ofKind = models.filter(({ outputModalities }) => modelKind(outputModalities) === service.kind);
    expect(
      ofKind.some(({ endpoints }) => endpoints.length > 0),
      service.name,
    ).toBe(true);
    if (service.kind === "chat") continue;
    for (const { endpoints } of ofKind)
      for (const { price } of endpoints) expect(pricesService(service, price.prices), service.name).toBe(true);
  }
});

test("a demo of an older version gets the models that came later", async () => {
  const before = await counts();
  const owner = openDatabase({ url: database.url, connections: 2, role: null });
  const id = "openai/text-embedding-3-small";
  try {
    await owner.pool.query("ALTER TABLE price_version DISABLE TRIGGER USER");
    await owner.pool.query(
      "DELETE FROM price_version WHERE endpoint_id IN (SELECT id FROM endpoint WHERE model_id = $1)",
      [id],
    );
    await owner.pool.query("ALTER TABLE price_version ENABLE TRIGGER USER");
    await owner.pool.query("DELETE FROM endpoint WHERE model_id = $1", [id]);
    await owner.pool.query("ALTER TABLE list_price_version DISABLE TRIGGER USER");
    await owner.pool.query("DELETE FROM list_price_version WHERE model_id = $1", [id]);
    await owner.pool.query("ALTER TABLE list_price_version ENABLE TRIGGER USER");
    await owner.pool.query("DELETE FROM model WHERE id = $1", [id]);
  } finally {
    await owner.close();
  }
  await seed();
  // The one row more says that they came.
  expect(await counts()).toEqual({ ...before, audit_event: (before.audit_event ?? 0n) + 1n });
  const came = await db.prisma.auditEvent.findFirst({ where: { action: "importCatalogue" }, orderBy: { id: "desc" } });
  expect(came?.detail).toMatchObject({ added: 1 });
});

test("every dialect has endpoints, each at an address of its own kind, and each featured model one of OpenAI's kind", async () => {
  const models = await loadModels({ db, keyRing: parseKeyRing(TEST_ENCRYPTION_KEYS), nowMs: FIRST.getTime() });
  const endpoints = models.flatMap((model) => model.endpoints);
  const paths = new Set(endpoints.map(({ dialect, baseUrl }) => `${dialect} ${baseUrl.split("/").at(-1)}`));
  expect([...paths].sort()).toEqual([
    "anthropic-messages v1",
    "bedrock-converse v1",
    "cohere-chat v2",
    "gemini-generate v1beta",
    "ollama-chat api",
    "openai-chat v1",
    "openai-responses v1",
  ]);
  const featured = models.filter(({ id, endpoints: own }) => FEATURED_MODELS.includes(id) && own.length > 0);
  for (const model of featured) expect(model.endpoints.map(({ dialect }) => dialect)).toContain("openai-chat");
});

test("the summary's keys and passwords are those of the database", async () => {
  for (const secret of Object.values(first.keys)) {
    const key = await db.prisma.apiKey.findUnique({ where: { hash: hashSecretKey(secret) } });
    expect(key).toMatchObject({ workspaceId: demoWorkspaceId("demo-customer"), revokedAt: null });
  }
  for (const { email, password } of Object.values(first.users)) {
    const user = await db.prisma.user.findUnique({ where: { email } });
    expect(await verifyPassword(password, user?.passwordHash ?? null)).toBe(true);
  }
});

test("every call of the history was made with a key that says so and cannot be used", async () => {
  const keys = await db.prisma.call.groupBy({ by: ["keyId"] });
  const rows = await db.prisma.apiKey.findMany({ where: { id: { in: keys.map(({ keyId }) => keyId) } } });
  expect(rows.length).toBe(keys.length);
  for (const row of rows) expect(row).toMatchObject({ name: expect.stringMatching(/^Demo history/), revokedAt: FIRST });
});

test("a sandbox that moved and a replaced encryption key are followed", async () => {
  const moved = "http://127.0.0.1:5596";
  const summary = await seed({ sandboxUrl: moved, encryptionKeys: ROTATED_AWAY });
  expect(summary.keys.customer).not.toBe(first.keys.customer);
  const models = await loadModels({ db, keyRing: parseKeyRing(ROTATED_AWAY), nowMs: FIRST.getTime() });
  expect(models[0]?.endpoints[0]?.baseUrl.startsWith(moved)).toBe(true);
  const user = await db.prisma.user.findUnique({ where: { email: summary.users.operator.email } });
  expect(await verifyPassword(summary.users.operator.password, user?.passwordHash ?? null)).toBe(true);
  expect(await db.prisma.apiKey.findUnique({ where: { hash: hashSecretKey(summary.keys.customer) } })).not.toBeNull();
});
