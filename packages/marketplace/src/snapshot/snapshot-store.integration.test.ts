import { randomBytes } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@tollgate/db/testing/test-database";
import { Redis } from "ioredis";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CHANGES_CHANNEL, publishChange } from "../changes.ts";
import { parseKeyRing } from "../key-ring.ts";
import { createFixture, type Fixture, TEST_ENCRYPTION_KEYS } from "../testing/fixture.ts";
import { SnapshotStore } from "./snapshot-store.ts";

let database: TestDatabase;
let fixture: Fixture;
let store: SnapshotStore;
let errors: unknown[];

beforeEach(async () => {
  errors = [];
  database = await createTestDatabase();
  const endpoints = ["one", "two"].map((slug) => ({ slug, baseUrl: "http://127.0.0.1:1/v1" }));
  fixture = await createFixture({ databaseUrl: database.url, redisUrl: database.redisUrl, endpoints });
});
afterEach(async () => {
  await store.close();
  await fixture.close();
  await database.close();
});

async function open(): Promise<void> {
  store = await SnapshotStore.open({
    db: fixture.db,
    subscriber: new Redis(database.redisUrl, { maxRetriesPerRequest: null }),
    keyRing: parseKeyRing(TEST_ENCRYPTION_KEYS),
    nowMs: Date.now,
    onError: (error) => errors.push(error),
  });
}

const routable = () =>
  store
    .current()
    .models.get(fixture.modelId)
    ?.endpoints.map((endpoint) => endpoint.providerSlug);

test("an endpoint whose credential no key opens is left out and told of; all others take calls", async () => {
  const lost = parseKeyRing(`lost:${randomBytes(32).toString("base64")}`);
  const id = fixture.providers[0]?.endpointId ?? "";
  await fixture.db.prisma.endpoint.update({ where: { id }, data: { credentialSealed: lost.seal("sk-lost", id) } });
  await open();
  expect(routable()).toEqual(["two"]);
  expect(errors.map(String).join()).toContain(id);
  expect(errors.map(String).join()).not.toContain("sk-lost");
});

test("a message nobody understands is told of and keeps no change from being seen", async () => {
  await open();
  await fixture.redis.publish(CHANGES_CHANNEL, "not json");
  const id = fixture.providers[1]?.endpointId ?? "";
  await fixture.db.prisma.endpoint.update({ where: { id }, data: { status: "suspended" } });
  await publishChange(fixture.redis, { kind: "endpoint", id });
  await expect.poll(routable).toEqual(["one"]);
  expect(errors).toHaveLength(1);
});
