import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { hashSecretKey, newSecretKey } from "@tollgate/marketplace/access/secret-key";
import { publishChange } from "@tollgate/marketplace/changes";
import { parseKeyRing } from "@tollgate/marketplace/key-ring";
import { loadKeys } from "@tollgate/marketplace/snapshot/load-keys";
import { TEST_ENCRYPTION_KEYS } from "@tollgate/marketplace/testing/fixture";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eventually } from "./testing/eventually.ts";
import { answer, type FakeUpstream, startFakeUpstream } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

let upstream: FakeUpstream;
let under: ProxyUnderTest;
const body = { model: "acme/echo-1", messages: [{ role: "user", content: "Say hello." }], max_tokens: 5 };

beforeAll(async () => {
  upstream = await startFakeUpstream(answer("Hello!"));
  under = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl }],
    creditUsd: "1",
    settings: { trustedHops: 1 },
  });
});
afterAll(async () => {
  await under.stop();
  await upstream.stop();
});
beforeEach(async () => await change({ allowedModels: [], allowedAddresses: [], expiresAt: null }));

type KeyChange = Parameters<ProxyUnderTest["fixture"]["db"]["prisma"]["apiKey"]["update"]>[0]["data"];

/** Changes the customer's key and waits until the proxy holds it so. */
async function change(data: KeyChange): Promise<void> {
  const { db, redis, customer } = under.fixture;
  const { id } = await db.prisma.apiKey.update({ where: { id: customer.keyId }, data });
  const loaded = await loadKeys({ db, keyRing: parseKeyRing(TEST_ENCRYPTION_KEYS), nowMs: Date.now() }, { keyId: id });
  await publishChange(redis, { kind: "key", id });
  await eventually(() => {
    const held = [...under.proxy.context.desk.snapshot().keys].filter(([, record]) => record.id === id);
    expect(new Map(held)).toEqual(new Map(loaded.map(({ hash, record }) => [hash, record])));
  });
}

interface Asking {
  readonly from?: string;
  readonly key?: string;
  readonly path?: string;
  readonly body?: unknown;
}

async function ask({ from = "203.0.113.7", key, path = "/v1/chat/completions", body: sent = body }: Asking = {}) {
  const response = await fetch(`${under.proxy.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key ?? under.fixture.customer.key}`, "x-forwarded-for": from },
    body: JSON.stringify(sent),
  });
  const read: unknown = await response.json();
  return { status: response.status, body: read };
}

test("a key with a list of models calls those and no others, by any surface and by every model a request names", async () => {
  await change({ allowedModels: ["acme/echo-1"] });
  expect((await ask()).status).toBe(200);
  await change({ allowedModels: ["acme/*"] });
  expect((await ask()).status).toBe(200);
  await change({ allowedModels: ["other/model", "acm/*"] });
  const refused = await ask();
  expect(refused).toMatchObject({
    status: 403,
    body: { error: { code: "model_not_allowed", type: "permission_error", metadata: { model: "acme/echo-1" } } },
  });
  expect((await ask({ body: { ...body, model: "nobody/nothing", models: ["acme/echo-1"] } })).status).not.toBe(200);
  const anthropic = await ask({ path: "/v1/messages" });
  expect(anthropic).toMatchObject({ status: 403, body: { type: "error", error: { type: "permission_error" } } });
  const gemini = await ask({
    path: "/v1beta/models/acme/echo-1:generateContent",
    body: { contents: [{ role: "user", parts: [{ text: "Hi" }] }] },
  });
  expect(gemini).toMatchObject({ status: 403, body: { error: { status: "PERMISSION_DENIED" } } });
  expect((await ask({ path: "/v1/quote" })).status).toBe(403);
});

test("a key with a list of addresses is refused from elsewhere, whatever the caller writes into the header", async () => {
  await change({ allowedAddresses: ["203.0.113.0/28", "2001:db8::/32"] });
  for (const from of ["203.0.113.7", "6.6.6.6, 203.0.113.15", "2001:db8::1", "::ffff:203.0.113.1"])
    expect((await ask({ from })).status).toBe(200);
  for (const from of ["203.0.113.16", "203.0.113.7, 198.51.100.1", "not an address", ""]) {
    const refused = await ask({ from });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: "address_not_allowed" } } });
  }
  const account = await fetch(`${under.proxy.url}/v1/key`, {
    headers: { authorization: `Bearer ${under.fixture.customer.key}`, "x-forwarded-for": "198.51.100.1" },
  });
  expect(account.status).toBe(403);
});

test("after a rotation both secrets are the same key until the overlap ends; rotating again ends the oldest at once", async () => {
  const { db, customer } = under.fixture;
  const rotate = async (untilMs: number) => {
    const { secret, hash, hint } = newSecretKey();
    const before = await db.prisma.apiKey.findUniqueOrThrow({ where: { id: customer.keyId } });
    const previous = { previousHash: before.hash, previousHint: before.hint, previousUntil: new Date(untilMs) };
    await change({ hash, hint, ...previous });
    return secret;
  };
  const first = customer.key;
  const second = await rotate(Date.now() + 3_600_000);
  for (const key of [first, second]) expect((await ask({ key })).status).toBe(200);
  const third = await rotate(Date.now() + 3_600_000);
  expect(await ask({ key: first })).toMatchObject({ status: 401, body: { error: { code: "invalid_api_key" } } });
  expect((await ask({ key: second })).status).toBe(200);
  await change({ previousUntil: new Date(Date.now() - 1_000) });
  expect(await ask({ key: second })).toMatchObject({ status: 401, body: { error: { code: "api_key_rotated" } } });
  expect((await ask({ key: third })).status).toBe(200);
  await change({ hash: hashSecretKey(first), previousHash: null, previousHint: null, previousUntil: null });
});
