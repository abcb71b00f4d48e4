import { randomUUID } from "node:crypto";
import { OpenRouter } from "@openrouter/sdk";
import {
  BadRequestResponseError,
  ForbiddenResponseError,
  NotFoundResponseError,
  UnauthorizedResponseError,
} from "@openrouter/sdk/models/errors";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { loadActor } from "@tollgate/marketplace/access/load-actor";
import { approveSignIn } from "@tollgate/marketplace/authorization/approve-sign-in";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNT_PATHS, MANAGED } from "./account-route.ts";
import { eventually } from "./testing/eventually.ts";
import { answer, type FakeUpstream, startFakeUpstream, usage } from "./testing/fake-upstream.ts";
import { addManagementKey } from "./testing/management-key.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import { TEST_MODEL as model } from "./testing/surface-calls.ts";

/** OpenRouter's own package, unmodified. It checks every answer against its schemas and throws on what does not fit them. */
const ANSWER = "Grüße from afar.";
const messages = [{ role: "user" as const, content: "Say hello." }];

let upstream: FakeUpstream;
let test: ProxyUnderTest;
let management: { id: string; secret: string };
let client: OpenRouter;
let manager: OpenRouter;

const open = (apiKey: string) =>
  new OpenRouter({ apiKey, serverURL: `${test.proxy.url}/api/v1`, retryConfig: { strategy: "none" } });

beforeAll(async () => {
  upstream = await startFakeUpstream(answer(ANSWER, usage(100, 50, { reasoning: 10 })));
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "only", baseUrl: upstream.baseUrl }],
  });
  management = await addManagementKey(test, test.fixture.customer.workspaceId);
  client = open(test.fixture.customer.key);
  manager = open(management.secret);
});
afterAll(async () => {
  await test.stop();
  await upstream.stop();
});

/** Calls the model with a key and waits until the call is settled. @returns the generation id. */
async function call(apiKey: string): Promise<string> {
  const { id } = await test.client(apiKey).chat.completions.create({ model, messages });
  await test.receipt(id);
  return id;
}

describe("the catalogue", () => {
  it("lists models, their endpoints, how many there are, and who serves them", async () => {
    const listed = [];
    for await (const page of await client.models.list({})) listed.push(...page.result.data);
    expect(listed).toMatchObject([{ id: model, canonicalSlug: model, pricing: { prompt: "0.0000025" } }]);
    expect((await client.models.count({})).data.count).toBe(1);
    const { data } = await client.endpoints.list({ author: "acme", slug: "echo-1" });
    expect(data.endpoints).toMatchObject([
      { modelId: model, tag: "only", supportsToolChoice: { auto: expect.any(Boolean) } },
    ]);
    expect((await client.providers.list({})).data).toMatchObject([{ slug: "only", name: "only" }]);
  });

  it("narrows by what OpenRouter's clients ask for and gives pages when asked to", async () => {
    const ids = async (query: string) => {
      const listing: { data: { id: string }[]; total_count: number } = JSON.parse(
        await (await fetch(`${test.proxy.url}/v1/models?${query}`)).text(),
      );
      return { ids: listing.data.map(({ id }) => id), total: listing.total_count };
    };
    expect(await ids("q=ECHO&limit=1")).toEqual({ ids: [model], total: 1 });
    expect(await ids("output_modalities=image")).toEqual({ ids: [], total: 0 });
    expect(await ids("offset=1")).toEqual({ ids: [], total: 1 });
  });
});

describe("a key's own account", () => {
  it("says what the key may and did spend, and what the workspace has left", async () => {
    await call(test.fixture.customer.key);
    const { data } = await client.apiKeys.getCurrentKeyMetadata({});
    expect(data).toMatchObject({ isManagementKey: false, limit: null, byokUsage: 0 });
    expect(data.usage).toBeGreaterThan(0);
    expect(data.usage).toBe(data.usageDaily);
    const credits = await client.credits.getCredits({});
    expect(credits.data.totalCredits).toBe(10);
    expect(credits.data.totalUsage).toBeGreaterThan(0);
  });

  it("finds the receipt of a call as a generation", async () => {
    const id = await call(test.fixture.app.key);
    const { data } = await client.generations.getGeneration({ id });
    expect(data).toMatchObject({ id, model, providerName: "only", nativeTokensReasoning: 10, isByok: false });
    expect(data.totalCost).toBeGreaterThan(0);
  });
});

describe("a management key", () => {
  it("makes a key that works at once, is told once, and ends when it is deleted", async () => {
    const made = await manager.apiKeys.create({
      requestBody: { name: "ci", limit: 0.1, limitReset: "monthly", includeByokInLimit: false },
    });
    expect(made.key).toMatch(/^tg-/);
    expect(made.data).toMatchObject({ name: "ci", limit: 0.1, limitRemaining: 0.1, limitReset: "monthly" });
    await call(made.key);
    const { hash } = made.data;
    const { data } = await manager.apiKeys.get({ hash });
    expect(data.usage).toBeGreaterThan(0);
    expect(data.limitRemaining).toBeCloseTo(0.1 - data.usageMonthly, 9);
    const listed = await manager.apiKeys.list({});
    expect(listed.data.map((key) => key.hash)).toContain(hash);
    expect(JSON.stringify(listed)).not.toContain(made.key);
    expect(await manager.apiKeys.delete({ hash })).toEqual({ deleted: true });
    await expect(manager.apiKeys.get({ hash })).rejects.toBeInstanceOf(NotFoundResponseError);
    await eventually(async () => expect((await test.get("/v1/key", made.key)).status).toBe(401));
  });

  it("leaves the same audit events as the console, with the key and who made it", async () => {
    const made = await manager.apiKeys.create({ requestBody: { name: "traced" } });
    await manager.apiKeys.update({ hash: made.data.hash, requestBody: { name: "renamed" } });
    await manager.apiKeys.delete({ hash: made.data.hash });
    const { id } = await test.fixture.db.prisma.apiKey.findFirstOrThrow({ where: { name: "renamed" } });
    const events = await test.fixture.db.prisma.auditEvent.findMany({
      where: { subjectId: id },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ action }) => action)).toEqual(["createApiKey", "updateApiKey", "revokeApiKey"]);
    for (const event of events) {
      expect(event).toMatchObject({ actorId: "usr_manager", workspaceId: test.fixture.customer.workspaceId });
      expect(event.detail).toMatchObject({ managementKeyId: management.id });
      expect(JSON.stringify(event.detail)).not.toContain(made.key);
    }
  });

  it("turns a key off and on again", async () => {
    const made = await manager.apiKeys.create({ requestBody: { name: "off and on", limit: 1 } });
    const { hash } = made.data;
    const status = async () => (await test.get("/v1/key", made.key)).status;
    expect(await status()).toBe(200);
    const off = await manager.apiKeys.update({ hash, requestBody: { disabled: true, limit: null } });
    expect(off.data).toMatchObject({ disabled: true, limit: null });
    await eventually(async () => expect(await status()).toBe(401));
    const shown = async (includeDisabled: boolean) =>
      (await manager.apiKeys.list({ includeDisabled })).data.some((key) => key.hash === hash);
    expect([await shown(false), await shown(true)]).toEqual([false, true]);
    await manager.apiKeys.update({ hash, requestBody: { disabled: false } });
    await eventually(async () => expect(await status()).toBe(200));
  });

  it("sees activity by day, model and endpoint, as it was charged", async () => {
    await call(test.fixture.customer.key);
    const date = new Date().toISOString().slice(0, 10);
    const { data } = await manager.analytics.getUserActivity({ date });
    const [line] = data;
    expect(data).toHaveLength(1);
    const { _sum, _count } = await test.fixture.db.prisma.call.aggregate({ _sum: { chargeNano: true }, _count: true });
    expect(line).toMatchObject({ date, model, providerName: "only", requests: _count, reasoningTokens: 10 * _count });
    expect(line).toMatchObject({ promptTokens: 100 * _count, completionTokens: 50 * _count });
    expect(line?.usage).toBe(Number(_sum.chargeNano) / 1e9);
    expect((await manager.analytics.getUserActivity({})).data).toEqual([]);
    await expect(manager.analytics.getUserActivity({ date: "2020-01-01" })).rejects.toBeInstanceOf(
      BadRequestResponseError,
    );
    await expect(open("tg-nobody").apiKeys.list({})).rejects.toBeInstanceOf(UnauthorizedResponseError);
  });

  it.each([
    ["a limit below nothing", { name: "x", limit: -1 }, "limit"],
    ["a made-up reset", { name: "x", limit_reset: "hourly" }, "limit_reset"],
    ["no name", {}, "name"],
    ["a moment that is over", { name: "x", expires_at: "2020-01-01T00:00:00Z" }, "expires_at"],
    ["a new key that is off", { name: "x", disabled: true }, "disabled"],
  ])("is told in a sentence what is wrong with %s, and nothing is made", async (_, body, param) => {
    const before = await test.fixture.db.prisma.apiKey.count();
    const refused = await fetch(`${test.proxy.url}/v1/keys`, {
      method: "POST",
      headers: { authorization: `Bearer ${management.secret}` },
      body: JSON.stringify(body),
    });
    expect(refused.status).toBe(400);
    const { error }: { error: { message: string } } = JSON.parse(await refused.text());
    expect(error).toMatchObject({ code: "invalid_request", param });
    expect(error.message).toMatch(/\.$/);
    expect(await test.fixture.db.prisma.apiKey.count()).toBe(before);
  });
});

describe("signing in to an app", () => {
  /** A person of the customer's workspace approves what the app asked for at the address. @returns where they are sent. */
  async function approve(address: string): Promise<URL> {
    const { db, redis, customer } = test.fixture;
    const userId = `usr_${randomUUID()}`;
    await db.prisma.user.create({ data: { id: userId, email: `${userId}@example.com`, name: "Ada" } });
    await db.prisma.membership.create({ data: { workspaceId: customer.workspaceId, userId, role: "owner" } });
    const asked = new URL(address).searchParams;
    const ctx = { db, redis, now: () => new Date(), actor: await loadActor({ db }, userId) };
    const { redirectUrl } = await approveSignIn(ctx, {
      workspaceId: customer.workspaceId,
      callbackUrl: asked.get("callback_url") ?? "",
      codeChallenge: asked.get("code_challenge") ?? "",
      codeChallengeMethod: asked.get("code_challenge_method") === "S256" ? "S256" : "plain",
      limitUsd: "1",
    });
    return new URL(redirectUrl);
  }

  it("ends with a key that works at once and can spend what the person allowed", async () => {
    const anyone = open("none");
    const { codeChallenge, codeVerifier } = await anyone.oAuth.createSHA256CodeChallenge();
    const address = await anyone.oAuth.createAuthorizationUrl({
      callbackUrl: "http://localhost:3210/done",
      codeChallenge,
      codeChallengeMethod: "S256",
    });
    const sent = await fetch(address, { redirect: "manual" });
    expect(sent.status).toBe(302);
    const consoleAddress = sent.headers.get("location") ?? "";
    expect(consoleAddress).toMatch(/^http:\/\/127\.0\.0\.1:4400\/auth\?callback_url=/);
    const code = (await approve(consoleAddress)).searchParams.get("code") ?? "";
    const wrong = { code, codeChallengeMethod: "S256" as const, codeVerifier: "x".repeat(43) };
    await expect(anyone.oAuth.exchangeAuthCodeForAPIKey({ requestBody: wrong })).rejects.toBeInstanceOf(
      ForbiddenResponseError,
    );
    const exchange = () => anyone.oAuth.exchangeAuthCodeForAPIKey({ requestBody: { ...wrong, codeVerifier } });
    const { key, userId } = await exchange();
    expect(userId).toMatch(/^usr_/);
    expect((await open(key).apiKeys.getCurrentKeyMetadata({})).data).toMatchObject({ limit: 1, limitReset: "monthly" });
    await call(key);
    await expect(exchange()).rejects.toBeInstanceOf(ForbiddenResponseError);
  });
});

describe("every path of the account", () => {
  const deeds = Object.entries(ACCOUNT_PATHS).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, deed]) => ({ path, method, deed })),
  );
  const ask = (path: string, method: string, apiKey?: string) =>
    fetch(`${test.proxy.url}${path}`, {
      method,
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      ...(method === "POST" || method === "PATCH" ? { body: '{"name":"taken over"}' } : {}),
    });

  it.each(deeds.filter(({ deed }) => deed !== "code.exchange"))(
    "$method $path is refused without a key",
    async ({ path, method }) => {
      expect((await ask(path, method)).status).toBe(401);
    },
  );

  it.each(deeds.filter(({ deed }) => MANAGED.has(deed)))(
    "$method $path is refused to a key that calls models",
    async ({ path, method }) => {
      const response = await ask(path, method, test.fixture.customer.key);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ error: { code: "management_key_required" } });
    },
  );

  it("knows nothing of another workspace's keys, and nothing of them changes", async () => {
    const stranger = await addManagementKey(test, test.fixture.builder.workspaceId);
    const own = await test.fixture.db.prisma.apiKey.findUniqueOrThrow({ where: { id: test.fixture.customer.keyId } });
    for (const named of [Buffer.from(own.hash).toString("hex"), own.id])
      for (const method of ["GET", "PATCH", "DELETE"])
        expect((await ask(`/v1/keys/${named}`, method, stranger.secret)).status).toBe(404);
    expect(JSON.stringify(await open(stranger.secret).apiKeys.list({ includeDisabled: true }))).not.toContain("key_");
    const { data } = await open(stranger.secret).analytics.getUserActivity({
      date: new Date().toISOString().slice(0, 10),
    });
    expect(data).toEqual([]);
    expect(await test.fixture.db.prisma.apiKey.findUniqueOrThrow({ where: { id: own.id } })).toEqual(own);
  });

  it("neither shows nor changes management keys", async () => {
    const { hash } = await test.fixture.db.prisma.apiKey.findUniqueOrThrow({ where: { id: management.id } });
    for (const method of ["GET", "PATCH", "DELETE"]) {
      const response = await ask(`/v1/keys/${Buffer.from(hash).toString("hex")}`, method, management.secret);
      expect(response.status).toBe(404);
    }
  });

  it("goes by the database: a management key that was just revoked manages nothing", async () => {
    const gone = await addManagementKey(test, test.fixture.customer.workspaceId);
    await test.fixture.db.prisma.apiKey.update({ where: { id: gone.id }, data: { revokedAt: new Date() } });
    expect((await ask("/v1/keys", "GET", gone.secret)).status).toBe(401);
  });
});
