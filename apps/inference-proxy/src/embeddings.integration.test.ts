import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { GoogleGenAI } from "@google/genai";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { expectBooksToBalance } from "@tollgate/marketplace/testing/books";
import { embed, embedMany } from "ai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "./testing/eventually.ts";
import { type FakeUpstream, refuse, sendJson, startFakeUpstream } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import { EMBEDDING_MODEL as model, SERVICE_MODELS } from "./testing/service-calls.ts";
import { serve, serveSilently, VECTOR } from "./testing/service-upstream.ts";
import { TEST_MODEL } from "./testing/surface-calls.ts";

/** Dialects whose endpoints can be asked for vectors, each an endpoint of the same model at its own price. */
const dialects = ["openai-chat", "openai-responses", "gemini-generate", "cohere-chat", "ollama-chat"] as const;
const input = ["Say hello.", "Say goodbye."];

const Reply = z.looseObject({
  id: z.string(),
  model: z.string(),
  data: z.array(z.looseObject({ embedding: z.union([z.string(), z.array(z.number())]) })),
  usage: z.looseObject({ cost: z.number() }),
});
const Refused = z.object({ error: z.looseObject({ code: z.string(), message: z.string() }) });

let upstream: FakeUpstream;
let test: ProxyUnderTest;

beforeAll(async () => {
  upstream = await startFakeUpstream(serve);
  const { baseUrl } = upstream;
  test = await startProxyUnderTest(await createTestDatabase(), {
    models: [...SERVICE_MODELS, { id: "acme/unpriced", outputModalities: ["embeddings"] }],
    endpoints: [
      { slug: "chats", baseUrl },
      { slug: "unpriced", baseUrl, modelId: "acme/unpriced", pricesUsd: { output: "1" } },
      ...dialects.map((dialect) => ({
        slug: dialect,
        dialect,
        baseUrl,
        modelId: model,
        pricesUsd: { input: "0.02" },
      })),
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

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(test.proxy.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${test.fixture.app.key}`, ...headers },
    body: JSON.stringify(body),
  });
}

const only = (slug: string) => ({ provider: { only: [slug] } });

describe.each(dialects)("on an endpoint of %s", (dialect) => {
  it("OpenAI's body gets vectors, and is charged to the nano for what was reported", async () => {
    const response = await post("/v1/embeddings", { model, input, ...only(dialect) });
    const reply = Reply.parse(await response.json());
    expect(reply.data.map(({ embedding }) => embedding)).toEqual([VECTOR, VECTOR]);
    const receipt = await test.receipt(response.headers.get("x-generation-id") ?? "");
    expect(receipt).toMatchObject({ outcome: "completed", usage_source: "reported", provider_name: dialect });
    expect(receipt.units).toMatchObject({ input: 20 });
    // 20 tokens at 0.02 USD per million, and a fifth of it for the builder.
    expect(receipt.legs).toMatchObject({ cost_nano: "400", surcharge_nano: "80" });
    expect(reply.usage.cost).toBe(receipt.total_cost);
    expect(reply).toMatchObject({ id: response.headers.get("x-generation-id"), model, provider: dialect });
  });

  it("Gemini's body gets vectors in its own shape, one or a batch of them", async () => {
    const content = { parts: [{ text: "Say hello." }] };
    const one = await post(`/v1beta/models/${model}:embedContent`, { content, ...only(dialect) });
    expect(await one.json()).toMatchObject({ embedding: { values: VECTOR }, usageMetadata: { promptTokenCount: 20 } });
    const requests = [{ model: `models/${model}`, content }, { content }];
    const many = await post(`/v1beta/models/${model}:batchEmbedContents`, { requests, ...only(dialect) });
    expect(await many.json()).toMatchObject({ embeddings: [{ values: VECTOR }, { values: VECTOR }] });
    const receipt = await test.receipt(many.headers.get("x-generation-id") ?? "");
    expect(receipt.legs).toMatchObject({ cost_nano: "400", surcharge_nano: "80" });
  });

  it("vectors are packed as the caller asked", async () => {
    const body = { model, input: "Say hello.", encoding_format: "base64", ...only(dialect) };
    const reply = Reply.parse(await (await post("/v1/embeddings", body)).json());
    const bytes = Buffer.from(String(reply.data[0]?.embedding), "base64");
    expect([bytes.readFloatLE(0), bytes.readFloatLE(4)]).toEqual(VECTOR);
  });

  it("an answer that does not say what it used is counted here, and labelled", async () => {
    upstream.behave(serveSilently);
    const response = await post("/v1/embeddings", { model, input, ...only(dialect) });
    const reply = Reply.parse(await response.json());
    expect(reply.usage).toMatchObject({ usage_source: "estimated" });
    const receipt = await test.receipt(response.headers.get("x-generation-id") ?? "");
    expect(receipt).toMatchObject({ usage_source: "estimated", units: { input: 6 } });
  });
});

describe("official clients", () => {
  it("openai: embeddings, packed and unpacked by itself", async () => {
    const { data, usage } = await test.openai.embeddings.create({ model, input });
    expect(data.map(({ embedding }) => embedding)).toEqual([VECTOR, VECTOR]);
    expect(usage).toMatchObject({ prompt_tokens: 20, total_tokens: 20 });
  });

  it("@google/genai: embedContent", async () => {
    const client = new GoogleGenAI({
      apiKey: test.fixture.customer.key,
      httpOptions: { baseUrl: test.proxy.url },
    });
    const { embeddings } = await client.models.embedContent({ model, contents: input });
    expect(embeddings?.map(({ values }) => values)).toEqual([VECTOR, VECTOR]);
  });

  it("ai: embed and embedMany with its OpenAI and Google providers", async () => {
    const apiKey = test.fixture.customer.key;
    const openai = createOpenAI({ apiKey, baseURL: `${test.proxy.url}/v1` }).embedding(model);
    const google = createGoogleGenerativeAI({ apiKey, baseURL: `${test.proxy.url}/v1beta` }).embedding(model);
    for (const one of [openai, google]) {
      expect((await embed({ model: one, value: "Say hello." })).embedding).toEqual(VECTOR);
      expect((await embedMany({ model: one, values: input })).embeddings).toEqual([VECTOR, VECTOR]);
    }
    expect((await embed({ model: openai, value: "Say hello." })).usage.tokens).toBe(20);
  });
});

describe("a request", () => {
  it("to a model of another kind is refused with where to ask it", async () => {
    const chat = await post("/v1/embeddings", { model: TEST_MODEL, input });
    expect(chat.status).toBe(400);
    expect(Refused.parse(await chat.json()).error).toMatchObject({
      code: "wrong_model_kind",
      message: `The model "${TEST_MODEL}" is a chat model, which POST /v1/chat/completions asks; pick another model from GET /v1/models.`,
    });
    const asked = upstream.calls.length;
    const embedding = await post("/v1/chat/completions", { model, messages: [{ role: "user", content: "Hi" }] });
    expect(Refused.parse(await embedding.json()).error.message).toContain(
      "an embedding model, which POST /v1/embeddings asks",
    );
    expect(upstream.calls.length).toBe(asked);
  });

  it.each([
    [{ model }, "`input`"],
    [{ model, input: [] }, "`input`"],
    [{ model, input: [""] }, "`input`"],
    [{ model, input, encoding_format: "int8" }, "`encoding_format`"],
    [{ model, input, stream: true }, "`stream`"],
    [{ model, input: Array.from({ length: 2049 }, () => "x") }, "2048"],
  ])("%# that cannot be understood is refused in a sentence", async (body, word) => {
    const response = await post("/v1/embeddings", body);
    expect(response.status).toBe(400);
    expect(Refused.parse(await response.json()).error.message).toContain(word);
  });

  it("whose parameters only one dialect knows goes to an endpoint of that dialect, or nowhere", async () => {
    const custom = { model, input, input_type: "query" };
    const response = await post("/v1/embeddings", custom);
    expect(["openai-chat", "openai-responses"]).toContain(response.headers.get("x-tollgate-provider"));
    expect(upstream.calls.at(-1)?.body).toMatchObject({ model: "echo-1", input_type: "query" });
    const taskType = "FACT_VERIFICATION";
    const gemini = await post(`/v1beta/models/${model}:embedContent`, {
      content: { parts: [{ text: "Hi" }] },
      taskType,
    });
    expect(gemini.headers.get("x-tollgate-provider")).toBe("gemini-generate");
  });

  it("of token numbers goes where numbers are taken", async () => {
    const response = await post("/v1/embeddings", {
      model,
      input: [
        [1, 2, 3],
        [4, 5],
      ],
    });
    expect(response.status).toBe(200);
    expect(["openai-chat", "openai-responses"]).toContain(response.headers.get("x-tollgate-provider"));
  });

  it("for which no endpoint has a price is refused, and nobody is asked", async () => {
    const asked = upstream.calls.length;
    const response = await post("/v1/embeddings", { model: "acme/unpriced", input });
    expect(Refused.parse(await response.json()).error.message).toContain("can be asked for embeddings");
    expect(upstream.calls.length).toBe(asked);
  });

  it("fails over, is answered once per Idempotency-Key, and what failed costs nothing", async () => {
    let refused = 0;
    upstream.behave((call) => {
      refused += 1;
      return refused === 1 ? refuse(503)(call) : serve(call);
    });
    const headers = { "idempotency-key": crypto.randomUUID() };
    const body = { model, input };
    const first = await post("/v1/embeddings", body, headers);
    expect(first.headers.get("x-tollgate-attempts")).toBe("2");
    const answer = await first.text();
    await eventually(async () => {
      const again = await post("/v1/embeddings", body, headers);
      expect(again.headers.get("idempotent-replayed")).toBe("true");
      expect(await again.text()).toBe(answer);
    });
    const receipt = await test.receipt(first.headers.get("x-generation-id") ?? "");
    expect(receipt.attempts.map(({ result }) => result)).toEqual(["upstream_error", "served"]);
    expect(receipt.legs).toMatchObject({ cost_nano: "400" });
  });

  it("whose answer has no vectors in it costs nothing", async () => {
    upstream.behave(({ res }) =>
      sendJson(res, 200, { object: "list", data: [], usage: { prompt_tokens: 20, total_tokens: 20 } }),
    );
    const response = await post("/v1/embeddings", { model, input, ...only("openai-chat") });
    const receipt = await test.receipt(response.headers.get("x-generation-id") ?? "");
    expect(receipt).toMatchObject({ outcome: "completed", total_cost: 0 });
  });
});
