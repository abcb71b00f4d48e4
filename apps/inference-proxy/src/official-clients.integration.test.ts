import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { generateText, streamText } from "ai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { speak } from "./testing/dialect-upstream.ts";
import { type FakeUpstream, startFakeUpstream } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import { TEST_MODEL as model } from "./testing/surface-calls.ts";

/** The real packages, unmodified, on endpoints of their own dialect and of a foreign one. */
const ANSWER = "Grüße 👋 from afar.";
const prompt = "Say hello.";
const dialects = ["openai-chat", "openai-responses", "anthropic-messages", "gemini-generate"] as const;

describe.each(dialects)("on an endpoint of %s", (dialect) => {
  let upstream: FakeUpstream;
  let test: ProxyUnderTest;
  let apiKey: string;

  beforeAll(async () => {
    upstream = await startFakeUpstream(speak(dialect, ANSWER));
    const endpoint = { slug: "only", dialect, baseUrl: upstream.baseUrl };
    test = await startProxyUnderTest(await createTestDatabase(), { endpoints: [endpoint] });
    apiKey = test.fixture.customer.key;
  });
  afterAll(async () => {
    await test.stop();
    await upstream.stop();
  });

  it("openai: responses, whole and streamed", async () => {
    const whole = await test.openai.responses.create({ model, input: prompt });
    expect(whole.output_text).toBe(ANSWER);
    expect(whole.usage).toMatchObject({ input_tokens: 100, output_tokens: 50 });
    const stream = test.openai.responses.stream({ model, input: prompt });
    let text = "";
    for await (const event of stream) if (event.type === "response.output_text.delta") text += event.delta;
    expect(text).toBe(ANSWER);
    expect((await stream.finalResponse()).usage).toMatchObject({ input_tokens: 100, output_tokens: 50 });
  });

  it("openai: chat completions, streamed with its own helper", async () => {
    const messages = [{ role: "user" as const, content: prompt }];
    const stream = test.openai.chat.completions.stream({ model, messages, stream_options: { include_usage: true } });
    expect(await stream.finalContent()).toBe(ANSWER);
    expect(await stream.totalUsage()).toMatchObject({ prompt_tokens: 100, completion_tokens: 50 });
  });

  it("@anthropic-ai/sdk: messages, whole, streamed and counted; errors are of its own classes", async () => {
    const client = new Anthropic({ apiKey, baseURL: test.proxy.url, maxRetries: 0 });
    const asked = { model, max_tokens: 200, messages: [{ role: "user" as const, content: prompt }] };
    const whole = await client.messages.create(asked);
    expect(whole.content).toMatchObject([{ type: "text", text: ANSWER }]);
    expect(whole.usage).toMatchObject({ input_tokens: 70, cache_read_input_tokens: 30, output_tokens: 50 });
    const stream = client.messages.stream(asked);
    expect(await stream.finalText()).toBe(ANSWER);
    expect((await stream.finalMessage()).usage.output_tokens).toBe(50);
    const { input_tokens } = await client.messages.countTokens({ model, messages: asked.messages });
    expect(input_tokens).toBeGreaterThan(5);
    const listed = [];
    for await (const one of client.models.list({ limit: 1 })) listed.push(one);
    expect(listed).toEqual([expect.objectContaining({ id: model, type: "model", display_name: "Acme Echo 1" })]);
    const stranger = new Anthropic({ apiKey: "tg-nobody", baseURL: test.proxy.url, maxRetries: 0 });
    await expect(stranger.messages.create(asked)).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
  });

  it("@google/genai: generateContent, whole, streamed and counted", async () => {
    const client = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: test.proxy.url } });
    const whole = await client.models.generateContent({ model, contents: prompt });
    expect(whole.text).toBe(ANSWER);
    expect(whole.usageMetadata).toMatchObject({ promptTokenCount: 100, candidatesTokenCount: 50 });
    const listed = [];
    for await (const one of await client.models.list({ config: { pageSize: 1 } })) listed.push(one.name);
    expect(listed).toEqual([`models/${model}`]);
    expect(await client.models.get({ model })).toMatchObject({ displayName: "Acme Echo 1", inputTokenLimit: 128_000 });
    let text = "";
    for await (const piece of await client.models.generateContentStream({ model, contents: prompt }))
      text += piece.text ?? "";
    expect(text).toBe(ANSWER);
    expect((await client.models.countTokens({ model, contents: prompt })).totalTokens).toBeGreaterThan(5);
  });

  it("ai: its OpenAI, Anthropic and Google providers, whole and streamed", async () => {
    const baseURL = `${test.proxy.url}/v1`;
    const openai = createOpenAI({ apiKey, baseURL });
    const models = [
      openai.responses(model),
      openai.chat(model),
      createAnthropic({ apiKey, baseURL })(model),
      createGoogleGenerativeAI({ apiKey, baseURL: `${test.proxy.url}/v1beta` })(model),
    ];
    for (const one of models) {
      const whole = await generateText({ model: one, prompt, maxRetries: 0, maxOutputTokens: 200 });
      expect(whole.text).toBe(ANSWER);
      expect(whole.usage).toMatchObject({ inputTokens: 100, outputTokens: 50 });
      const streamed = streamText({ model: one, prompt, maxRetries: 0, maxOutputTokens: 200 });
      expect(await streamed.text).toBe(ANSWER);
      expect(await streamed.usage).toMatchObject({ inputTokens: 100, outputTokens: 50 });
    }
  });
});
