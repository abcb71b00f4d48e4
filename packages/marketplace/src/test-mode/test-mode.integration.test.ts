import { MOST_TEST_CALLS, rememberTestCall } from "@tollgate/db/redis/test-calls";
import { beforeAll, expect, test } from "vitest";
import { registerApp } from "../apps/register-app.ts";
import { updateApp } from "../apps/update-app.ts";
import { exchangeCode } from "../authorization/exchange-code.ts";
import { loadTestKeys } from "../snapshot/load-test-keys.ts";
import { newPerson, type Person, services, useVerbs } from "../testing/verbs.ts";
import { approveTestSignIn } from "./approve-test-sign-in.ts";
import { createTestKey } from "./create-test-key.ts";
import { exportTestCalls } from "./export-test-calls.ts";
import { listTestCalls } from "./list-test-calls.ts";
import { listTestKeys } from "./list-test-keys.ts";
import { revokeTestKey } from "./revoke-test-key.ts";
import { NOTHING_CHARGED, readTestCall, type TestCall, writeTestCall } from "./test-call.ts";

useVerbs();

let builder: Person;
let scope: { workspaceId: string; appId: string };

beforeAll(async () => {
  builder = await newPerson("Builder");
  const { workspaceId } = builder;
  const app = await registerApp(await builder.ctx(), { workspaceId, name: "Writer", url: "https://writer.example" });
  scope = { workspaceId, appId: app.id };
});

const known = async () =>
  (await loadTestKeys(services.db, { appId: scope.appId, nowMs: Date.now() })).map(([, { name, revoked }]) => [
    name,
    revoked,
  ]);

test("a test key is shown once, listed by its hint, and gone from the list when it is revoked", async () => {
  const ctx = await builder.ctx();
  const { key, secret } = await createTestKey(ctx, { ...scope, name: "Laptop" });
  expect(secret).toMatch(/^tg-test-[\w-]{43}$/);
  expect(await listTestKeys(ctx, scope)).toEqual([key]);
  expect(JSON.stringify(await listTestKeys(ctx, scope))).not.toContain(secret);
  expect(await known()).toEqual([["Laptop", false]]);
  await revokeTestKey(ctx, { ...scope, keyId: key.id });
  await revokeTestKey(ctx, { ...scope, keyId: key.id });
  expect(await listTestKeys(ctx, scope)).toEqual([]);
  expect(await known()).toEqual([["Laptop", true]]);
  const events = await services.db.prisma.auditEvent.findMany({ where: { subjectId: key.id } });
  expect(events.map(({ action }) => action).sort()).toEqual(["createTestKey", "revokeTestKey"]);
});

test("an app has at most twenty test keys that work, also when two are made at once", async () => {
  const ctx = await builder.ctx();
  for (let made = 0; made < 19; made += 1) await createTestKey(ctx, { ...scope, name: `Key ${made}` });
  const last = await Promise.allSettled([1, 2].map((n) => createTestKey(ctx, { ...scope, name: `Last ${n}` })));
  expect(last.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await listTestKeys(ctx, scope)).toHaveLength(20);
});

function call(more: Partial<TestCall>): TestCall {
  return {
    id: "0193a000-0000-7000-8000-000000000000",
    at: 1_770_000_000_000,
    keyId: "tky_1",
    keyName: "Laptop",
    surface: "openai-chat",
    modelId: "acme/echo-1",
    provider: null,
    endpointId: null,
    scenario: null,
    outcome: "completed",
    error: null,
    finishReason: "stop",
    usageSource: "reported",
    streamed: false,
    units: { input: 3 },
    legs: { ...NOTHING_CHARGED, chargeNano: 12n },
    versions: { price: null, fee: null, margin: null },
    attempts: [],
    firstContentMs: 1,
    durationMs: 2,
    user: null,
    ...more,
  };
}

test("test calls are listed newest first and by key, model and ending, and only the newest are kept", async () => {
  const ctx = await builder.ctx();
  const remember = (one: TestCall) => rememberTestCall(services.redis, scope.appId, writeTestCall(one));
  for (let n = 0; n < MOST_TEST_CALLS; n += 1) await remember(call({}));
  await remember(call({ modelId: "acme/other", keyId: "tky_2", keyName: "Server" }));
  await remember(call({ outcome: "refused", error: "rate_limited", modelId: "acme/other" }));
  const all = await listTestCalls(ctx, scope);
  expect(all).toMatchObject({ total: MOST_TEST_CALLS, page: 1, pages: 10, models: ["acme/echo-1", "acme/other"] });
  expect(all.calls[0]).toMatchObject({ error: "rate_limited", legs: { chargeNano: 12n } });
  expect((await listTestCalls(ctx, { ...scope, ended: "errors" })).total).toBe(1);
  expect((await listTestCalls(ctx, { ...scope, modelId: "acme/other", ended: "answered" })).total).toBe(1);
  expect((await listTestCalls(ctx, { ...scope, keyId: "tky_2" })).total).toBe(1);
  expect((await listTestCalls(ctx, { ...scope, page: 99 })).page).toBe(10);
  const { csv } = await exportTestCalls(ctx, { ...scope, modelId: "acme/other" });
  expect(csv.split("\r\n").filter((line) => line.includes("acme/other"))).toHaveLength(2);
  expect(csv).toContain("rate_limited");
  expect(csv).toContain("# would_cost_nano_usd,24");
});

test("a call that another version wrote is left out of the list rather than breaking it", () => {
  expect(readTestCall('{"id":"half a call"}')).toBeNull();
  expect(readTestCall("no JSON")).toBeNull();
  expect(readTestCall(writeTestCall(call({})))).toEqual(call({}));
});

test("keys of an archived app are refused like revoked ones, and it gets no new ones", async () => {
  const ctx = await builder.ctx();
  await updateApp(ctx, { ...scope, status: "archived" });
  expect(new Set((await known()).map(([, revoked]) => revoked))).toEqual(new Set([true]));
  await expect(createTestKey(ctx, { ...scope, name: "Late" })).rejects.toMatchObject({ code: "not_found" });
});

test("a builder walks through the sign-in of their app and gets a test key, once, with the right verifier", async () => {
  const other = await newPerson("Other");
  const ctx = await other.ctx();
  const { workspaceId } = other;
  const callbackUrl = "https://notes.example/done";
  const app = await registerApp(ctx, { workspaceId, name: "Notes", url: "https://notes.example", callbackUrl });
  const codeVerifier = "v".repeat(43);
  const request = { workspaceId, appId: app.id, callbackUrl, codeChallenge: codeVerifier, state: "kept" };
  const { redirectUrl } = await approveTestSignIn(ctx, request);
  const { code = "", state } = Object.fromEntries(new URL(redirectUrl).searchParams);
  expect(state).toBe("kept");
  const asked = { code, codeVerifier, address: "203.0.113.9" };
  await expect(exchangeCode(services, { ...asked, codeVerifier: "w".repeat(43) })).rejects.toMatchObject({
    code: "forbidden",
  });
  const exchanged = await exchangeCode(services, asked);
  expect(exchanged).toMatchObject({ workspaceId, userId: other.userId, grantId: null });
  expect(exchanged.secret).toMatch(/^tg-test-/);
  expect(await listTestKeys(ctx, { workspaceId, appId: app.id })).toMatchObject([{ id: exchanged.keyId }]);
  await expect(exchangeCode(services, asked)).rejects.toMatchObject({ code: "not_found" });
  expect(await services.db.prisma.grant.count({ where: { appId: app.id } })).toBe(0);
  expect(await services.db.prisma.apiKey.count({ where: { workspaceId } })).toBe(0);
  await expect(approveTestSignIn(ctx, { ...request, callbackUrl: "https://stolen.example/" })).rejects.toMatchObject({
    field: "callbackUrl",
  });
  await expect(approveTestSignIn(await builder.ctx(), request)).rejects.toMatchObject({ code: "not_found" });
});
