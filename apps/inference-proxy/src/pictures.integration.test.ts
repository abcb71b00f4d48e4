import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { GoogleGenAI } from "@google/genai";
import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { TOKENS_PER_PICTURE } from "@tollgate/gateway/estimate-units";
import { generateText, streamText } from "ai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Behaviour, type FakeUpstream, startFakeUpstream } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

/** Pictures in answers of chat models: asked for, carried, told and charged, whoever asks and whatever the endpoint speaks. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";
const PROMPT = "Paint a red dot.";
const painter = "google/painter-1";
const chatPainter = "acme/painter-2";
const quiet = "acme/quiet-1";
/** Per million: what is read, written and painted. */
const PRICES = { input: "1", output: "2", output_image: "30" };
const WRITTEN = 10;

let gemini: FakeUpstream;
let chat: FakeUpstream;
let test: ProxyUnderTest;

const part = { inlineData: { mimeType: "image/png", data: PNG } };
const usageMetadata = {
  promptTokenCount: 100,
  candidatesTokenCount: WRITTEN + TOKENS_PER_PICTURE,
  totalTokenCount: 110 + TOKENS_PER_PICTURE,
  candidatesTokensDetails: [{ modality: "IMAGE", tokenCount: TOKENS_PER_PICTURE }],
};
const candidates = (parts: readonly unknown[], more: object = {}) => ({
  candidates: [{ index: 0, content: { role: "model", parts }, ...more }],
});
const end = { finishReason: "STOP" };

const geminiPaints: Behaviour = ({ path, res }) => {
  const isStream = path.includes(":streamGenerateContent");
  res.writeHead(200, { "content-type": isStream ? "text/event-stream" : "application/json" });
  const pieces = [candidates([{ text: "A dot:" }]), { ...candidates([part], end), usageMetadata }];
  const whole = { ...candidates([{ text: "A dot:" }, part], end), usageMetadata };
  res.end(isStream ? pieces.map((one) => `data: ${JSON.stringify(one)}\n\n`).join("") : JSON.stringify(whole));
};

const images = [{ type: "image_url", image_url: { url: `data:image/png;base64,${PNG}` } }];
const envelope = { id: "c", created: 1_770_000_000, model: "echo-1" };
const usage = {
  prompt_tokens: 100,
  completion_tokens: WRITTEN + TOKENS_PER_PICTURE,
  total_tokens: 110 + TOKENS_PER_PICTURE,
  completion_tokens_details: { image_tokens: TOKENS_PER_PICTURE },
};
const chunk = (delta: object, finish_reason: string | null = null) => ({
  ...envelope,
  object: "chat.completion.chunk",
  choices: [{ index: 0, delta, finish_reason }],
});

/** @param reported `null` for a vendor that does not say. */
const chatPaints =
  (reported: unknown): Behaviour =>
  ({ body, res }) => {
    const told = reported === null ? {} : { usage: reported };
    if (body.stream === true) {
      res.writeHead(200, { "content-type": "text/event-stream" });
      const pieces = [chunk({ role: "assistant", content: "A dot:" }), chunk({ images }), chunk({}, "stop")];
      const last = reported === null ? [] : [{ ...envelope, choices: [], ...told }];
      res.end(`${[...pieces, ...last].map((one) => `data: ${JSON.stringify(one)}\n\n`).join("")}data: [DONE]\n\n`);
      return;
    }
    const message = { role: "assistant", content: "A dot:", images };
    res.writeHead(200, { "content-type": "application/json" });
    res.end(JSON.stringify({ ...envelope, choices: [{ index: 0, message, finish_reason: "stop" }], ...told }));
  };

beforeAll(async () => {
  gemini = await startFakeUpstream(geminiPaints);
  chat = await startFakeUpstream(chatPaints(usage));
  test = await startProxyUnderTest(await createTestDatabase(), {
    models: [
      { id: painter, inputModalities: ["text", "image"], outputModalities: ["text", "image"] },
      { id: chatPainter, inputModalities: ["text", "image"], outputModalities: ["text", "image"] },
      { id: quiet, outputModalities: ["text"] },
    ],
    endpoints: [
      { slug: "gemini", modelId: painter, dialect: "gemini-generate", baseUrl: gemini.baseUrl, pricesUsd: PRICES },
      { slug: "chat", modelId: chatPainter, baseUrl: chat.baseUrl, pricesUsd: PRICES },
      { slug: "quiet", modelId: quiet, baseUrl: chat.baseUrl },
    ],
  });
});
afterAll(async () => {
  await test.stop();
  await Promise.all([gemini.stop(), chat.stop()]);
});

interface Told {
  readonly usage?: { readonly cost: number; readonly usage_source?: string };
  readonly choices?: readonly { readonly message?: object; readonly delta?: { readonly images?: unknown } }[];
}

async function post(path: string, body: object) {
  const response = await fetch(test.proxy.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${test.fixture.customer.key}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const asked = { messages: [{ role: "user", content: PROMPT }], modalities: ["image", "text"] };
const events = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("data: {"))
    .map((line): Told => JSON.parse(line.slice(6)));

/** What is read, written and painted, at its price each, and the fixture's fee beside it. */
const COST = (100 * 1 + WRITTEN * 2 + TOKENS_PER_PICTURE * 30) / 1e6;

describe.each([painter, chatPainter])("a chat completion of %s", (model) => {
  it("has its picture where OpenRouter's clients look, whole and in a stream, at the same exact cost", async () => {
    const whole = await post("/v1/chat/completions", { model, ...asked });
    expect(whole.status).toBe(200);
    const told: Told & { usage: { cost_details: { provider_cost: number } } } = JSON.parse(whole.text);
    expect(told.choices?.[0]?.message).toMatchObject({ content: "A dot:", images });
    expect(told.usage.cost_details.provider_cost).toBeCloseTo(COST, 12);
    expect(told.usage).toMatchObject({ completion_tokens_details: { image_tokens: TOKENS_PER_PICTURE } });
    const streamed = events((await post("/v1/chat/completions", { model, ...asked, stream: true })).text);
    expect(streamed.flatMap(({ choices }) => choices?.[0]?.delta?.images ?? [])).toEqual(images);
    expect(streamed.at(-1)?.usage?.cost).toBe(told.usage.cost);
  });

  it("holds for every token as for a picture's", async () => {
    const quote = await post("/v1/quote/chat/completions", { model, ...asked, max_tokens: 2_000 });
    const { data } = JSON.parse(quote.text);
    expect(Number(data.worst_case.cost_nano)).toBeGreaterThanOrEqual(2_000 * 30 * 1_000);
  });
});

describe("what an endpoint is asked", () => {
  it("is Gemini's own word, with the shape of the picture and the ones of earlier turns", async () => {
    const messages = [
      { role: "user", content: PROMPT },
      { role: "assistant", content: "A dot:", images },
      { role: "user", content: "Now blue." },
    ];
    await post("/v1/chat/completions", { ...asked, messages, model: painter, image_config: { aspect_ratio: "16:9" } });
    expect(gemini.calls.at(-1)?.body).toMatchObject({
      generationConfig: { responseModalities: ["TEXT", "IMAGE"], imageConfig: { aspectRatio: "16:9" } },
      contents: [{ role: "user" }, { role: "model", parts: [{ text: "A dot:" }, part] }, { role: "user" }],
    });
  });

  it("is nothing where the model gives no pictures", async () => {
    const refused = await post("/v1/chat/completions", { model: quiet, ...asked });
    expect(refused.status).toBe(400);
    const tools = [{ type: "image_generation" }];
    expect((await post("/v1/responses", { model: quiet, input: PROMPT, tools })).text).toContain("image_generation");
    expect(JSON.parse(refused.text)).toMatchObject({
      error: { code: "not_carried", metadata: { not_carried: ["pictures in the answer"] } },
    });
  });
});

describe("through other APIs", () => {
  it("a picture is an item of a response, and named where messages have no place for one", async () => {
    const response = await post("/v1/responses", {
      model: painter,
      input: PROMPT,
      tools: [{ type: "image_generation" }],
    });
    expect(JSON.parse(response.text).output).toMatchObject([
      { type: "message" },
      { type: "image_generation_call", result: PNG },
    ]);
    expect(gemini.calls.at(-1)?.body).toMatchObject({ generationConfig: { responseModalities: ["TEXT", "IMAGE"] } });
    expect(gemini.calls.at(-1)?.body).not.toHaveProperty("tools");
    const detailed = { tools: [{ type: "image_generation", quality: "high" }] };
    expect((await post("/v1/responses", { model: painter, input: PROMPT, ...detailed })).text).toContain(
      "tools.image_generation.quality",
    );
    const message = await post("/v1/messages", { model: painter, max_tokens: 3_000, messages: asked.messages });
    expect(message.text).toContain("A picture (image/png)");
  });

  it("a vendor that does not say what it used is charged by the picture, and the receipt says estimated", async () => {
    chat.behave(chatPaints(null));
    for (const stream of [false, true]) {
      const answered = await post("/v1/chat/completions", { model: chatPainter, ...asked, stream });
      const last: Told | undefined = stream ? events(answered.text).at(-1) : JSON.parse(answered.text);
      expect(last?.usage?.usage_source).toBe("estimated");
      expect(last?.usage?.cost).toBeGreaterThan((TOKENS_PER_PICTURE * 30) / 1e6);
    }
    chat.behave(chatPaints(usage));
  });
});

describe("people's own packages, unmodified", () => {
  const apiKey = () => test.fixture.customer.key;

  it("OpenRouter's provider for the Vercel SDK gets a file", async () => {
    const openrouter = createOpenRouter({ apiKey: apiKey(), baseURL: `${test.proxy.url}/api/v1` });
    const model = openrouter.chat(painter, { extraBody: { modalities: ["image", "text"] } });
    const whole = await generateText({ model, prompt: PROMPT });
    expect(whole.files.map(({ mediaType, base64 }) => [mediaType, base64])).toEqual([["image/png", PNG]]);
    const streamed = streamText({ model, prompt: PROMPT });
    expect((await streamed.files).map(({ base64 }) => base64)).toEqual([PNG]);
  });

  it.each([painter, chatPainter])("Google's provider for the Vercel SDK gets a file of %s", async (id) => {
    const google = createGoogleGenerativeAI({ apiKey: apiKey(), baseURL: `${test.proxy.url}/v1beta` });
    const providerOptions = { google: { responseModalities: ["TEXT", "IMAGE"] } };
    const whole = await generateText({ model: google(id), prompt: PROMPT, providerOptions });
    expect(whole.files.map(({ mediaType, base64 }) => [mediaType, base64])).toEqual([["image/png", PNG]]);
    const streamed = streamText({ model: google(id), prompt: PROMPT, providerOptions });
    expect((await streamed.files).map(({ base64 }) => base64)).toEqual([PNG]);
  });

  it("Google's own package gets inline data", async () => {
    const google = new GoogleGenAI({ apiKey: apiKey(), httpOptions: { baseUrl: test.proxy.url } });
    const config = { responseModalities: ["TEXT", "IMAGE"] };
    const answered = await google.models.generateContent({ model: chatPainter, contents: PROMPT, config });
    expect(answered.data).toBe(PNG);
    expect(answered.usageMetadata?.candidatesTokensDetails).toMatchObject([{ tokenCount: TOKENS_PER_PICTURE }]);
  });
});
