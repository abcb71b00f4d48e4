import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { accountBalance, expectBooksToBalance } from "@tollgate/marketplace/testing/books";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "./testing/eventually.ts";
import { type FakeUpstream, sendJson, startFakeUpstream } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import {
  IMAGE_MODEL,
  MODERATION_MODEL,
  RERANK_MODEL,
  SERVICE_MODELS,
  SPEECH_MODEL,
  serviceEndpoints,
} from "./testing/service-calls.ts";
import { SPOKEN, serve, serveSilently } from "./testing/service-upstream.ts";
import { TEST_MODEL as model } from "./testing/surface-calls.ts";

/** Text completions, rerank, moderations and quotes of services. */
const Refused = z.object({ error: z.looseObject({ code: z.string(), message: z.string() }) });
const prompt = "Say hello.";

let upstream: FakeUpstream;
let test: ProxyUnderTest;

beforeAll(async () => {
  upstream = await startFakeUpstream(serve);
  const { baseUrl } = upstream;
  test = await startProxyUnderTest(await createTestDatabase(), {
    models: SERVICE_MODELS,
    endpoints: [
      { slug: "chats", baseUrl, inputUsd: "10", outputUsd: "10" },
      { slug: "elsewhere", baseUrl, dialect: "anthropic-messages" },
      { slug: "cohere", baseUrl, dialect: "cohere-chat", modelId: RERANK_MODEL, pricesUsd: { search: "2000" } },
      { slug: "by-token", baseUrl, modelId: RERANK_MODEL, pricesUsd: { input: "10" } },
      ...serviceEndpoints(baseUrl),
    ],
  });
});
beforeEach(() => upstream.behave(serve));
afterAll(async () => {
  await test.settle();
  await expectBooksToBalance(test.fixture.db);
  await test.stop();
  await upstream.stop();
});

function post(path: string, body: object, key = test.fixture.app.key): Promise<Response> {
  return fetch(test.proxy.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const receiptOf = (response: Response) => test.receipt(response.headers.get("x-generation-id") ?? "");

describe("text completions", () => {
  it("cost the same whole and streamed, and the text is the same", async () => {
    const whole = await post("/v1/completions", { model, prompt, max_tokens: 100 });
    const body = z.looseObject({ choices: z.array(z.looseObject({ text: z.string() })) }).parse(await whole.json());
    expect(body.choices[0]?.text).toBe(SPOKEN);
    expect(body).toMatchObject({ id: whole.headers.get("x-generation-id"), model, usage: { completion_tokens: 50 } });
    const streamed = await post("/v1/completions", { model, prompt, max_tokens: 100, stream: true });
    const text = await streamed.text();
    expect(text).toContain("data: [DONE]");
    const [one, other] = [await receiptOf(whole), await receiptOf(streamed)];
    expect(other.units).toEqual(one.units);
    expect(other.legs).toEqual(one.legs);
    expect(one.legs).toMatchObject({ cost_nano: "1500000", surcharge_nano: "300000" });
    expect(one).toMatchObject({ usage_source: "reported", finish_reason: "stop" });
  });

  it("openai: completions, whole and streamed", async () => {
    const whole = await test.openai.completions.create({ model, prompt });
    expect(whole.choices[0]?.text).toBe(SPOKEN);
    let text = "";
    let tokens = 0;
    const stream = await test.openai.completions.create({
      model,
      prompt,
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of stream) {
      text += chunk.choices[0]?.text ?? "";
      tokens = chunk.usage?.completion_tokens ?? tokens;
    }
    expect({ text, tokens }).toEqual({ text: SPOKEN, tokens: 50 });
  });

  it("without a limit are asked with OpenAI's own default, so that the hold covers them", async () => {
    await post("/v1/completions", { model, prompt });
    expect(upstream.calls.at(-1)?.body).toEqual({ model: "echo-1", prompt, max_tokens: 16 });
    expect(upstream.calls.at(-1)?.path).toBe("/v1/completions");
  });

  it("that do not say what they used are counted here, and labelled", async () => {
    upstream.behave(serveSilently);
    const receipt = await receiptOf(await post("/v1/completions", { model, prompt, max_tokens: 100 }));
    expect(receipt).toMatchObject({ usage_source: "estimated", units: { input: 3 } });
    expect(receipt.units.output).toBeGreaterThan(3);
  });

  it("that break off are charged for what arrived", async () => {
    upstream.behave(({ res }) => {
      res.writeHead(200, { "content-type": "text/event-stream" });
      const choices = [{ text: "Half an ans", index: 0, finish_reason: null }];
      res.write(`data: ${JSON.stringify({ id: "c", object: "text_completion", choices })}\n\n`, () => res.destroy());
    });
    const response = await post("/v1/completions", { model, prompt, stream: true });
    expect(await response.text()).toContain('"finish_reason":"error"');
    expect(await receiptOf(response)).toMatchObject({ outcome: "cut", usage_source: "estimated" });
  });

  it("go to OpenAI-compatible endpoints only", async () => {
    const response = await post("/v1/completions", { model, prompt, provider: { only: ["elsewhere"] } });
    expect(response.status).toBe(404);
    expect(Refused.parse(await response.json()).error.code).toBe("no_endpoint");
  });
});

describe("rerank", () => {
  const body = { model: RERANK_MODEL, query: "greeting", documents: ["Hello!", { text: "Goodbye!" }] };

  it.each(["ranks", "cohere"])("on %s is charged by the search", async (only) => {
    const response = await post("/v1/rerank", { ...body, provider: { only: [only] } });
    expect(await response.json()).toMatchObject({
      id: response.headers.get("x-generation-id"),
      results: [{ index: 0, relevance_score: 0.9 }, { index: 1 }],
      usage: { cost_details: { provider_cost: 0.002 } },
    });
    const receipt = await receiptOf(response);
    expect(receipt).toMatchObject({ usage_source: "reported", units: { search: 1 } });
    expect(receipt.legs).toMatchObject({ cost_nano: "2000000", surcharge_nano: "400000" });
  });

  it("of vendors that bill by token is charged by token", async () => {
    upstream.behave(({ res }) =>
      sendJson(res, 200, { results: [{ index: 0, relevance_score: 1 }], usage: { total_tokens: 40 } }),
    );
    const response = await post("/v1/rerank", { ...body, provider: { only: ["by-token"] } });
    const receipt = await receiptOf(response);
    expect(receipt).toMatchObject({ usage_source: "reported", units: { input: 40 } });
    expect(receipt.legs).toMatchObject({ cost_nano: "400000" });
  });

  it("that reports a unit without a price has no cost yet, and waits for an operator", async () => {
    const response = await post("/v1/rerank", { ...body, provider: { only: ["by-token"] } });
    const { usage } = z.object({ usage: z.looseObject({}) }).parse(await response.json());
    expect(usage).toMatchObject({ cost: null });
    expect(usage).not.toHaveProperty("cost_details");
    const waiting = () => test.fixture.db.prisma.quarantinedCall.findMany({ select: { reason: true } });
    await eventually(async () => {
      await test.settle();
      expect(await waiting()).toEqual([{ reason: "unpriced_unit" }]);
    });
  });

  it("that does not say what it used is counted by hundreds of documents", async () => {
    upstream.behave(serveSilently);
    const documents = Array.from({ length: 101 }, (_, index) => `Document ${index}`);
    const response = await post("/v1/rerank", { ...body, documents, provider: { only: ["ranks"] } });
    expect(await receiptOf(response)).toMatchObject({ usage_source: "estimated", units: { search: 2 } });
  });

  it("gives the documents back where the caller asked and the endpoint does not", async () => {
    const response = await post("/v1/rerank", { ...body, return_documents: true, provider: { only: ["cohere"] } });
    expect(upstream.calls.at(-1)?.body).toEqual({
      model: "echo-1",
      query: "greeting",
      documents: ["Hello!", "Goodbye!"],
    });
    expect(await response.json()).toMatchObject({
      results: [{ document: { text: "Hello!" } }, { document: { text: "Goodbye!" } }],
    });
  });

  it.each([
    [{ ...body, query: "" }, "`query`"],
    [{ ...body, documents: [] }, "`documents`"],
    [{ ...body, documents: [1] }, "`documents`"],
  ])("%# that cannot be understood is refused in a sentence", async (wrong, word) => {
    const response = await post("/v1/rerank", wrong);
    expect(response.status).toBe(400);
    expect(Refused.parse(await response.json()).error.message).toContain(word);
  });
});

describe("moderations", () => {
  it("openai: are answered and cost nobody anything, whatever the margin", async () => {
    await test.settle();
    const { db, customer, builder } = test.fixture;
    const credit = () => accountBalance(db, customer.workspaceId, "customer_credit");
    const [before, earned] = [await credit(), await accountBalance(db, builder.workspaceId, "builder_payable")];
    const client = test.client(test.fixture.app.key);
    const { results } = await client.moderations.create({ model: MODERATION_MODEL, input: ["Hello!", "Goodbye!"] });
    expect(results[0]).toMatchObject({ flagged: false });
    const response = await post("/v1/moderations", { model: MODERATION_MODEL, input: "Hello!" });
    expect(await receiptOf(response)).toMatchObject({ outcome: "completed", total_cost: 0 });
    expect(await credit()).toBe(before);
    expect(await accountBalance(db, builder.workspaceId, "builder_payable")).toBe(earned);
  });

  it("need a key and count on its limits", async () => {
    const stranger = await post("/v1/moderations", { model: MODERATION_MODEL, input: "Hello!" }, "tg-nobody");
    expect(stranger.status).toBe(401);
  });

  it("of a model that is asked for something else are refused with where to ask it", async () => {
    const response = await post("/v1/moderations", { model: RERANK_MODEL, input: "Hello!" });
    expect(Refused.parse(await response.json()).error.message).toContain("a rerank model, which POST /v1/rerank asks");
  });
});

describe("a quote", () => {
  const Quote = z.object({
    data: z.looseObject({
      bounds: z.record(z.string(), z.number()),
      worst_case: z.looseObject({ cost_nano: z.string() }),
      admitted: z.boolean(),
    }),
  });

  it.each([
    ["images/generations", { model: IMAGE_MODEL, prompt: "A bridge", n: 3 }, [{ images: 3 }, "120000000"]],
    ["audio/speech", { model: SPEECH_MODEL, input: "Hi 👋", voice: "alloy" }, [{ characters: 4 }, "60000"]],
    ["embeddings", { model: "acme/embed-1", input: "Hi" }, [{ max_output_tokens: 0 }, null]],
  ] as const)("of %s says the most it could cost, and calls nobody", async (path, body, [bounds, cost]) => {
    const asked = upstream.calls.length;
    const { data } = Quote.parse(await (await post(`/v1/quote/${path}`, body)).json());
    expect(data.bounds).toMatchObject(bounds);
    if (cost !== null) expect(data.worst_case.cost_nano).toBe(cost);
    expect(data.admitted).toBe(true);
    expect(upstream.calls.length).toBe(asked);
  });
});
