import { type Database, openDatabase } from "@tollgate/db/open-database";
import { createTestDatabase, type TestDatabase } from "@tollgate/db/testing/test-database";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor, Context } from "../context.ts";
import { parseKeyRing } from "../key-ring.ts";
import { TEST_ENCRYPTION_KEYS } from "../testing/fixture.ts";
import { applyCatalogue } from "./apply-catalogue.ts";
import { getCatalogueReview } from "./get-catalogue-review.ts";
import { importCatalogue, previewCatalogue } from "./import-catalogue.ts";

let database: TestDatabase;
let db: Database;
let redis: Redis;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, connections: 4 });
  redis = new Redis(database.redisUrl);
});

afterAll(async () => {
  redis.disconnect();
  await db.close();
  await database.close();
});

function contextOf(actor: Actor): Context {
  return {
    db,
    redis,
    actor,
    now: () => new Date("2026-10-20T12:00:00Z"),
    keyRing: parseKeyRing(TEST_ENCRYPTION_KEYS),
    mailer: { send: async () => {} },
    receipts: null,
    payments: null,
    payouts: null,
    urls: { console: "http://127.0.0.1:5597", api: "http://127.0.0.1:5598" },
    seller: [],
    egressAllow: [],
  };
}

test("importing twice adds every model once, repairs what differs and says what it did", async () => {
  const announced: string[] = [];
  const publish = (_channel: string, message: string) => Promise.resolve(announced.push(message));
  const ctx = { ...contextOf({ kind: "system" }), redis: Object.create(redis, { publish: { value: publish } }) };
  const planned = await previewCatalogue(ctx);
  expect(await db.prisma.model.count()).toBe(0);
  const first = await importCatalogue(ctx);
  expect(first).toEqual(planned);
  expect(first.added.length).toBeGreaterThanOrEqual(150);
  const unchanged = first.added.length;
  expect(await importCatalogue(ctx)).toEqual({ added: [], changed: [], gone: [], unchanged });
  const [id = ""] = first.added;
  await db.prisma.model.update({ where: { id }, data: { contextLength: 1 } });
  const repaired = await importCatalogue(ctx);
  expect(repaired).toMatchObject({ added: [], unchanged: unchanged - 1 });
  expect(repaired.changed).toEqual([{ id, changes: [{ what: "context", from: "1", to: expect.any(String) }] }]);
  expect(announced).toEqual(['{"kind":"catalogue"}', '{"kind":"catalogue"}']);
  expect(await db.prisma.auditEvent.count({ where: { action: "importCatalogue" } })).toBe(3);
});

test("another list price is a new version, and the old one stays", async () => {
  const ctx = contextOf({ kind: "system" });
  const { modelId } = await db.prisma.listPriceVersion.findFirstOrThrow({ orderBy: { modelId: "asc" } });
  await db.prisma.listPriceVersion.create({ data: { id: "lpr_other", modelId, prices: { input: "7", output: "8" } } });
  const { changed } = await importCatalogue(ctx);
  expect(changed.map(({ id }) => id)).toEqual([modelId]);
  expect(changed[0]?.changes).toContainEqual({ what: "price of input", from: "0.000000007", to: expect.any(String) });
  expect(await db.prisma.listPriceVersion.count({ where: { modelId } })).toBe(3);
  expect((await previewCatalogue(ctx)).changed).toEqual([]);
  await expect(db.prisma.listPriceVersion.deleteMany({ where: { modelId } })).rejects.toThrow();
});

test("only operators and the platform itself may import", async () => {
  const person = { kind: "user", userId: "usr_1", email: "a@example.com", roles: new Map(), twoFactors: true } as const;
  await expect(importCatalogue(contextOf({ ...person, platformRole: "finance" }))).rejects.toThrow("operator");
  await expect(previewCatalogue(contextOf({ kind: "anonymous" }))).rejects.toThrow("Sign in");
  await expect(importCatalogue(contextOf({ kind: "anonymous" }))).rejects.toThrow("Sign in");
});

test("what was looked at is applied, another difference is not, and who changed which price is told", async () => {
  const ctx = contextOf({ kind: "system" });
  await importCatalogue(ctx);
  const before = await getCatalogueReview(ctx);
  expect(before).toMatchObject({ added: [], changed: [] });
  const { id: modelId } = await db.prisma.model.findFirstOrThrow({ where: { listPrices: { some: {} } } });
  await db.prisma.listPriceVersion.create({
    data: { id: "lpr_newer", modelId, prices: { input: "1", output: "2" } },
  });
  const review = await getCatalogueReview(ctx);
  expect(review.changed).toMatchObject([{ id: modelId }]);
  expect(review.priceHistory[0]).toMatchObject({ id: "lpr_newer", modelId, by: null });
  expect(review.priceHistory[0]?.changes.map(({ what }) => what)).toContain("price of input");
  await expect(applyCatalogue(ctx, { fingerprint: before.fingerprint })).rejects.toMatchObject({ code: "conflict" });
  expect(await applyCatalogue(ctx, { fingerprint: review.fingerprint })).toEqual({ added: 0, changed: 1 });
  expect((await getCatalogueReview(ctx)).runs[0]).toMatchObject({ by: null, added: 0, changed: 1 });
});
