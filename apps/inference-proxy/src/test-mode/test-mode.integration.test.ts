import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { publishChange } from "@tollgate/marketplace/changes";
import type OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeUpstream, startFakeUpstream } from "../testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "../testing/proxy-under-test.ts";
import { TEST_MODEL as model } from "../testing/surface-calls.ts";
import { addTestKey } from "../testing/test-key.ts";

let vendor: FakeUpstream;
let asked = 0;
let test: ProxyUnderTest;
let secret: string;
let openai: OpenAI;

beforeAll(async () => {
  vendor = await startFakeUpstream(({ res }) => {
    asked += 1;
    res.writeHead(500).end();
  });
  const endpoint = (slug: string, dialect: string, inputUsd: string) => ({
    ...{ slug, dialect, inputUsd, outputUsd: "8", baseUrl: vendor.baseUrl },
  });
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [endpoint("cheap", "openai-chat", "2"), endpoint("dear", "anthropic-messages", "3")],
    models: [{ id: "acme/vectors", outputModalities: ["embeddings"] }],
    settings: { connectTimeoutMs: 500 },
  });
  secret = (await addTestKey(test)).secret;
  openai = test.client(secret);
});
afterAll(async () => {
  await test.stop();
  await vendor.stop();
});

/** What must not change: money held and used, calls and journals. */
async function traces() {
  const { db, redis } = test.fixture;
  const keys = (await redis.keys("*")).filter((key) => !key.includes(":test-"));
  const sizes = await Promise.all(keys.sort().map(async (key) => [key, await redis.type(key)]));
  return { sizes, calls: await db.prisma.call.count(), journals: await db.prisma.journal.count() };
}

const messages = (content: string) => [{ role: "user" as const, content }];
const ask = (content: string) => openai.chat.completions.create({ model, messages: messages(content) });

describe("a call with a test key", () => {
  it("is answered without a vendor, credit or a trace in the books, at today's price with the app's margin", async () => {
    const before = await traces();
    const { data, response } = await openai.chat.completions
      .create({ model, messages: messages("Hello there") })
      .withResponse();
    expect(response.headers.get("x-tollgate-mode")).toBe("test");
    expect(response.headers.get("x-tollgate-provider")).toBe("cheap");
    expect(data.choices[0]?.message.content).toContain("“Hello there”");
    const usage = data.usage as unknown as {
      prompt_tokens: number;
      completion_tokens: number;
      cost: number;
      cost_details: { provider_cost: number; surcharge: number };
    };
    const cost = (usage.prompt_tokens * 2 + usage.completion_tokens * 8) / 1e6;
    expect(usage.cost_details.provider_cost).toBeCloseTo(cost, 12);
    expect(usage.cost_details.surcharge).toBeCloseTo(cost * 0.2, 9);
    expect(await traces()).toEqual(before);
    expect(asked).toBe(0);
  });

  it("is answered the same again, whole and streamed", async () => {
    const first = await ask("Same");
    const second = await ask("Same");
    const stream = openai.chat.completions.stream({
      ...{ model, messages: messages("Same"), stream_options: { include_usage: true } },
    });
    expect(second.choices).toEqual(first.choices);
    expect(await stream.finalContent()).toBe(first.choices[0]?.message.content);
    const { prompt_tokens, completion_tokens } = await stream.totalUsage();
    expect({ prompt_tokens, completion_tokens }).toEqual({
      prompt_tokens: first.usage?.prompt_tokens,
      completion_tokens: first.usage?.completion_tokens,
    });
  });

  it("has a receipt that says it was a test, for its own app's test keys only", async () => {
    const { id } = await ask("A receipt, please");
    const receipt = await test.get(`/v1/generation?id=${id}`, secret);
    expect(receipt.status).toBe(200);
    expect(await receipt.json()).toMatchObject({
      data: { id, mode: "test", outcome: "completed", provider_name: expect.any(String), journal_id: null },
      signed_receipt: null,
    });
    expect((await test.get(`/v1/generation?id=${id}`)).status).toBe(404);
  });

  it("stops at its limit of tokens, and gives the schema and thinking that are asked for", async () => {
    const short = await openai.chat.completions.create({ model, max_tokens: 4, messages: messages("Go on and on") });
    expect(short.choices[0]?.finish_reason).toBe("length");
    expect(short.usage?.completion_tokens).toBeLessThanOrEqual(4);
    const schema = {
      type: "object",
      properties: { city: { type: "string" }, degrees: { type: "integer", minimum: 3 } },
      required: ["city", "degrees"],
    };
    const formed = await openai.chat.completions.create({
      ...{ model, messages: messages("Weather") },
      response_format: { type: "json_schema", json_schema: { name: "weather", schema } },
      reasoning_effort: "low",
    });
    expect(JSON.parse(formed.choices[0]?.message.content ?? "")).toEqual({ city: "test city", degrees: 3 });
    expect(formed.usage?.completion_tokens_details?.reasoning_tokens).toBeGreaterThan(0);
  });

  it("is told a quote and counts tokens as other keys are", async () => {
    const body = JSON.stringify({ model, messages: messages("How much?"), max_tokens: 50 });
    const post = (path: string) =>
      fetch(`${test.proxy.url}${path}`, {
        ...{ method: "POST", body },
        headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      });
    const quote = await post("/v1/quote");
    expect(quote.headers.get("x-tollgate-mode")).toBe("test");
    expect(await quote.json()).toMatchObject({ data: { admitted: true, app_id: test.fixture.app.id } });
    const counted = await post("/v1/messages/count_tokens");
    expect(await counted.json()).toEqual({ input_tokens: expect.any(Number) });
  });

  it("may be sent twice with one idempotency key", async () => {
    const options = { headers: { "Idempotency-Key": "test-once" } };
    const body = { model, messages: messages("Once") };
    const first = await openai.chat.completions.create(body, options);
    await expect.poll(async () => (await openai.chat.completions.create(body, options)).id).toBe(first.id);
  });
});

describe("on every surface, whole and streamed", () => {
  it("responses", async () => {
    const whole = await openai.responses.create({ model, input: "Hello" });
    expect(whole.output_text).toContain("“Hello”");
    const stream = openai.responses.stream({ model, input: "Hello" });
    expect((await stream.finalResponse()).output_text).toBe(whole.output_text);
  });

  it("messages", async () => {
    const client = new Anthropic({ apiKey: secret, baseURL: test.proxy.url, maxRetries: 0 });
    const body = { model, max_tokens: 100, messages: messages("Hello") };
    const whole = await client.messages.create(body);
    expect(whole.content).toMatchObject([{ type: "text", text: expect.stringContaining("“Hello”") }]);
    expect(await client.messages.stream(body).finalText()).toBe(Reflect.get(whole.content[0] ?? {}, "text"));
    const named = client.messages.create({ ...body, messages: messages("test:consent_required") });
    await expect(named).rejects.toBeInstanceOf(Anthropic.PermissionDeniedError);
  });

  it("gemini", async () => {
    const client = new GoogleGenAI({ apiKey: secret, httpOptions: { baseUrl: test.proxy.url } });
    const whole = await client.models.generateContent({ model, contents: "Hello" });
    expect(whole.text).toContain("“Hello”");
    let text = "";
    for await (const piece of await client.models.generateContentStream({ model, contents: "Hello" }))
      text += piece.text ?? "";
    expect(text).toBe(whole.text);
  });
});

describe("what a test key may not do", () => {
  it.each([
    ["GET", "/v1/key"],
    ["GET", "/v1/credits"],
    ["GET", "/v1/models/user"],
    ["GET", "/v1/activity"],
    ["GET", "/v1/keys"],
    ["POST", "/v1/keys"],
    ["DELETE", "/v1/keys/key_unknown"],
  ])("%s %s", async (method, path) => {
    const reply = await fetch(`${test.proxy.url}${path}`, { method, headers: { authorization: `Bearer ${secret}` } });
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ error: { code: "test_key_not_allowed" } });
  });

  it("name a scenario that is none in the header", async () => {
    const named = openai.chat.completions.create(
      { model, messages: messages("Hello") },
      { headers: { "X-Tollgate-Test": "meteor" } },
    );
    await expect(named).rejects.toMatchObject({ status: 400, param: "X-Tollgate-Test" });
  });

  it("read a live call's receipt", async () => {
    expect((await test.get("/v1/generation?id=gen-0193a0000000700080000000000000aa", secret)).status).toBe(404);
  });

  it("go on when it is revoked", async () => {
    const revoked = await addTestKey(test);
    const { db, redis, app } = test.fixture;
    await db.prisma.testKey.update({ where: { id: revoked.id }, data: { revokedAt: new Date() } });
    await publishChange(redis, { kind: "app", id: app.id });
    const status = async () => (await test.get("/v1/generation?id=gen-1", revoked.secret)).status;
    await expect.poll(status, { timeout: 10_000 }).toBe(401);
  });

  it("call without end: a limit of a minute counts on the app, whatever the key", async () => {
    const limited = await fetchUntilLimited();
    expect(limited.headers.get("retry-after")).not.toBeNull();
    expect(await limited.json()).toMatchObject({ error: { code: "rate_limited", metadata: { limit: 120 } } });
  });
});

async function fetchUntilLimited(): Promise<Response> {
  for (let call = 0; ; call += 1) {
    const reply = await fetch(`${test.proxy.url}/v1/messages/count_tokens`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({ model, messages: messages("Hello") }),
    });
    if (reply.status === 429 || call > 300) return reply;
    await reply.arrayBuffer();
  }
}
