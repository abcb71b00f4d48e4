import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { isService } from "@tollgate/gateway/services/services";
import { accountBalance } from "@tollgate/marketplace/testing/books";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { FIXED_POST_ROUTES, GEMINI_METHODS, type PostRoute, readPostRoute } from "./post-routes.ts";
import { speak } from "./testing/dialect-upstream.ts";
import { chunk, type FakeUpstream, openStream, startFakeUpstream } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import { EMBEDDING_MODEL, formOf, SERVICE_CALLS, SERVICE_MODELS, serviceEndpoints } from "./testing/service-calls.ts";
import { serve } from "./testing/service-upstream.ts";
import { surfaceCall, TEST_MODEL } from "./testing/surface-calls.ts";

const Refused = z.object({ error: z.looseObject({ message: z.string() }) });
const Counted = z.object({ input_tokens: z.number() });

let upstream: FakeUpstream;
let test: ProxyUnderTest;

beforeAll(async () => {
  upstream = await startFakeUpstream(speak("openai-chat", "Hello!"));
  test = await startProxyUnderTest(await createTestDatabase(), {
    models: SERVICE_MODELS,
    endpoints: [
      { slug: "only", baseUrl: upstream.baseUrl, inputUsd: "10", outputUsd: "10" },
      ...serviceEndpoints(upstream.baseUrl),
    ],
  });
});
beforeEach(() => upstream.behave(speak("openai-chat", "Hello!")));
afterAll(async () => {
  await test.stop();
  await upstream.stop();
});

function post(path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  const sent = body instanceof FormData ? body : JSON.stringify(body);
  return fetch(test.proxy.url + path, { method: "POST", headers, body: sent });
}

/** Every path that takes POST, those with a model in them once per method. */
const paths = [
  ...Object.keys(FIXED_POST_ROUTES),
  ...GEMINI_METHODS.map((method) => {
    const model = method.toLowerCase().includes("embed") ? EMBEDDING_MODEL : TEST_MODEL;
    return `/v1beta/models/${model}:${method}`;
  }),
];

function routeOf(path: string): PostRoute {
  const route = readPostRoute(path);
  if (route === null) throw new TypeError(`nothing takes POST at ${path}`);
  return route;
}

/** The same question for the path, whatever it is for. */
function bodyFor({ surface }: PostRoute): Record<string, unknown> | FormData {
  if (surface === "openai-transcriptions") return formOf(SERVICE_CALLS[surface].body);
  return isService(surface) ? SERVICE_CALLS[surface].body : surfaceCall(surface, false).body;
}

/** 150 tokens at 10 USD per million, or what a service comes to. */
function costOf({ surface }: PostRoute): bigint {
  return BigInt(isService(surface) ? SERVICE_CALLS[surface].costNano : 1_500_000);
}

/** Gemini's streams are asked for as server-sent events. */
function addressed(path: string): string {
  return path.endsWith(":streamGenerateContent") ? `${path}?alt=sse` : path;
}

function earned(): Promise<bigint> {
  return accountBalance(test.fixture.db, test.fixture.builder.workspaceId, "builder_payable");
}

describe("every path that takes POST", () => {
  it.each(paths)("%s refuses a call without a key", async (path) => {
    const response = await post(addressed(path), bodyFor(routeOf(path)), {});
    expect(response.status).toBe(401);
  });

  it.each(paths)("%s meters, charges and adds the app's surcharge, or calls no model at all", async (path) => {
    await test.settle();
    const [before, calls] = [await earned(), upstream.calls.length];
    const route = routeOf(path);
    if (isService(route.surface)) upstream.behave(serve);
    const response = await post(addressed(path), bodyFor(route), { authorization: `Bearer ${test.fixture.app.key}` });
    expect(response.status).toBe(200);
    await response.text();
    if (route.kind !== "answer") {
      expect(upstream.calls.length).toBe(calls);
      return;
    }
    if (costOf(route) === 0n) return;
    const receipt = await test.receipt(response.headers.get("x-generation-id") ?? "");
    // A fifth of the cost is the builder's.
    const cost = costOf(route);
    expect(receipt.legs).toMatchObject({ cost_nano: `${cost}`, surcharge_nano: `${cost / 5n}` });
    expect((await earned()) - before).toBe(cost / 5n);
  });
});

describe("callers of other surfaces", () => {
  it("bring their key as their own clients do", async () => {
    const { key } = test.fixture.customer;
    const anthropic = surfaceCall("anthropic-messages", false);
    const gemini = surfaceCall("gemini-generate", false);
    expect((await post(anthropic.path, anthropic.body, { "x-api-key": key })).status).toBe(200);
    expect((await post(gemini.path, gemini.body, { "x-goog-api-key": key })).status).toBe(200);
  });

  it("get errors in the shape their clients understand", async () => {
    const unknown = { "x-api-key": "tg-nobody" };
    const anthropic = await post("/v1/messages", surfaceCall("anthropic-messages", false).body, unknown);
    expect(await anthropic.json()).toMatchObject({
      type: "error",
      error: { type: "authentication_error", code: "invalid_api_key" },
    });
    const gemini = await post(surfaceCall("gemini-generate", false).path, {}, unknown);
    expect(await gemini.json()).toMatchObject({ error: { code: 401, status: "UNAUTHENTICATED" } });
    const responses = await post(
      "/v1/responses",
      { model: "no/such", input: "x" },
      { "x-api-key": test.fixture.customer.key },
    );
    expect(await responses.json()).toMatchObject({ error: { code: "model_not_found", type: "invalid_request_error" } });
  });

  it("are told in a sentence what no endpoint of the model can be asked for, and nothing is dispatched", async () => {
    const before = upstream.calls.length;
    const body = { ...surfaceCall("anthropic-messages", false).body, top_k: 5, made_up: true };
    const response = await post("/v1/messages", body, { "x-api-key": test.fixture.customer.key });
    expect(response.status).toBe(400);
    const { error } = Refused.parse(await response.json());
    expect(error).toMatchObject({ code: "not_carried", metadata: { not_carried: ["top_k", "made_up"] } });
    expect(error.message).toContain("top_k, made_up");
    expect(upstream.calls.length).toBe(before);
  });

  it("are told in a header what was left out", async () => {
    const system = [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }];
    const body = { ...surfaceCall("anthropic-messages", false).body, system };
    const response = await post("/v1/messages", body, { "x-api-key": test.fixture.customer.key });
    expect(response.headers.get("x-tollgate-left-out")).toBe("cache_control");
  });

  it.each([
    ["anthropic-messages", "event: error"],
    ["openai-responses", "event: response.failed"],
    ["gemini-generate", '"status":"INTERNAL"'],
  ] as const)(
    "of %s learn in their own words that a stream broke off, and pay for what arrived",
    async (surface, sign) => {
      upstream.behave(({ res }) => {
        openStream(res);
        res.write(chunk({ content: "Half an ans" }), () => res.destroy());
      });
      const { path, body } = surfaceCall(surface, true);
      const response = await post(path, body, { authorization: `Bearer ${test.fixture.customer.key}` });
      expect(await response.text()).toContain(sign);
      const receipt = await test.receipt(response.headers.get("x-generation-id") ?? "");
      expect(receipt).toMatchObject({ outcome: "cut", usage_source: "estimated" });
      expect(receipt.units.input).toBeGreaterThan(5);
    },
  );
});

describe("counting tokens", () => {
  it("is free, and counts the text of every surface's prompt", async () => {
    const headers = { "x-api-key": test.fixture.customer.key };
    const anthropic = await post("/v1/messages/count_tokens", surfaceCall("anthropic-messages", false).body, headers);
    const { input_tokens } = Counted.parse(await anthropic.json());
    const gemini = await post(
      `/v1beta/models/${TEST_MODEL}:countTokens`,
      surfaceCall("gemini-generate", false).body,
      headers,
    );
    expect(await gemini.json()).toEqual({ totalTokens: input_tokens });
    expect(input_tokens).toBeGreaterThan(5);
    const missing = await post("/v1/messages/count_tokens", { model: "no/such", messages: [] }, headers);
    expect(missing.status).toBe(400);
  });
});
