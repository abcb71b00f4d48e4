import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { publishChange } from "@tollgate/marketplace/changes";
import { addCredit } from "@tollgate/marketplace/testing/fixture";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { eventually } from "./testing/eventually.ts";
import { answer, type FakeUpstream, startFakeUpstream } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

let upstream: FakeUpstream;
let test: ProxyUnderTest;
const model = "acme/echo-1";
const messages = [{ role: "user" as const, content: "Say hello." }];

beforeAll(async () => {
  upstream = await startFakeUpstream(answer("Hello!"));
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl }],
    creditUsd: "0.00002",
    settings: { maxBodyBytes: 10_000 },
  });
});
afterAll(async () => {
  await test.stop();
  await upstream.stop();
});

async function post(body: unknown, headers: Record<string, string> = {}, path = "/v1/chat/completions") {
  const response = await fetch(`${test.proxy.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${test.fixture.customer.key}`, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  return { status: response.status, error, headers: response.headers };
}

describe("a request that cannot be served", () => {
  it.each([
    ["{", 400, "invalid_json"],
    ["[]", 400, "invalid_json"],
    ["", 400, "invalid_json"],
    [{ messages }, 400, "invalid_request"],
    [{ model, messages: [] }, 400, "invalid_request"],
    [{ model, messages, max_tokens: -1 }, 400, "invalid_request"],
    [{ model, messages, stream: "yes" }, 400, "invalid_request"],
    [{ model: "nobody/nothing", messages }, 400, "model_not_found"],
    [
      `{"model":"${model}","max_tokens":1,"max_tokens":9000,"messages":[{"role":"user","content":"x"}]}`,
      400,
      "invalid_request",
    ],
  ])("%j is answered with %i %s", async (body, status, code) => {
    const result = await post(body);
    expect(result.status).toBe(status);
    expect(result.error).toMatchObject({ code, message: expect.stringMatching(/[.]$/), metadata: expect.anything() });
  });

  it("takes no body above the limit", async () => {
    const result = await post({ model, messages: [{ role: "user", content: "x".repeat(20_000) }] });
    expect(result.status).toBe(413);
    expect(result.error).toMatchObject({ code: "request_too_large", metadata: { max_bytes: 10_000 } });
  });

  it("names missing, unknown and malformed keys apart", async () => {
    expect((await post({}, { authorization: "" })).error.code).toBe("missing_api_key");
    expect((await post({}, { authorization: "Bearer tg-nobody" })).error.code).toBe("invalid_api_key");
    expect((await post({}, { authorization: "Basic abc" })).status).toBe(401);
  });

  it("tells paths and methods apart", async () => {
    expect((await post({}, {}, "/v1/edits")).status).toBe(404);
    expect((await post({}, {}, "/v1/models")).status).toBe(405);
    expect((await fetch(`${test.proxy.url}/v1/chat/completions`)).status).toBe(405);
  });

  it("says how much credit is missing and where to top up", async () => {
    const result = await post({ model, messages, max_tokens: 1000 });
    expect(result.status).toBe(402);
    expect(result.error).toMatchObject({
      code: "insufficient_credit",
      type: "insufficient_quota",
      metadata: {
        available_usd: "0.00002",
        missing_usd: expect.stringMatching(/^0\.0\d+$/),
        top_up_url: expect.stringContaining("/billing?workspace=wsp_"),
      },
    });
    expect(upstream.calls).toHaveLength(0);
  });

  it("answers browsers' preflight", async () => {
    const response = await fetch(`${test.proxy.url}/v1/chat/completions`, { method: "OPTIONS" });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  });
});

describe("keys", () => {
  it("stop working within a second of being revoked", async () => {
    const before = await test.get("/v1/key", test.fixture.app.key);
    expect(before.status).toBe(200);
    await test.fixture.db.prisma.apiKey.update({
      where: { id: test.fixture.app.keyId },
      data: { revokedAt: new Date() },
    });
    await publishChange(test.fixture.redis, { kind: "key", id: test.fixture.app.keyId });
    await vi.waitFor(async () => expect((await test.get("/v1/key", test.fixture.app.key)).status).toBe(401), {
      timeout: 1_000,
    });
  });

  it("over their rate get 429 with Retry-After and the limit", async () => {
    const { keyId } = test.fixture.customer;
    await test.fixture.db.prisma.apiKey.update({ where: { id: keyId }, data: { requestsPerMinute: 1 } });
    await publishChange(test.fixture.redis, { kind: "key", id: keyId });
    await eventually(() =>
      expect([...test.gate.snapshot().keys.values()].find((key) => key.id === keyId)?.requestsPerMinute).toBe(1),
    );
    await addCredit(test.fixture, "1");
    const one = { model, messages: [{ role: "user", content: "x" }], max_tokens: 1 };
    expect((await post(one)).status).toBe(200);
    const result = await post(one);
    expect(result.status).toBe(429);
    expect(Number(result.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(result.headers.get("x-ratelimit-limit")).toBe("1");
  });
});

describe("the catalogue", () => {
  it("is public and carries exact prices per token", async () => {
    const response = await fetch(`${test.proxy.url}/api/v1/models`);
    const { data } = (await response.json()) as { data: { id: string; pricing: object }[] };
    expect(data).toMatchObject([
      { id: model, object: "model", pricing: { prompt: "0.0000025", completion: "0.00001" } },
    ]);
    const endpoints = await fetch(`${test.proxy.url}/v1/models/${model}/endpoints`);
    expect(await endpoints.json()).toMatchObject({ data: { id: model, endpoints: [{ provider_name: "one" }] } });
    expect((await fetch(`${test.proxy.url}/v1/models/no/such/endpoints`)).status).toBe(404);
  });

  it("never shows a credential or an endpoint's address", async () => {
    const text = await (await fetch(`${test.proxy.url}/v1/models/${model}/endpoints`)).text();
    expect(text).not.toContain("127.0.0.1");
    expect(text).not.toContain("sk-demo");
  });
});
