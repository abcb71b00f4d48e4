import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestSandbox } from "../../start-test-sandbox.ts";
import { DIALECTS } from "./find-dialect.ts";

const PROMPT = "How do I plant tomatoes on a balcony?";
const model = "any/model";
const apiKey = "sk-demo-test";
const tool = {
  name: "get_weather",
  description: "Tells the weather",
  schema: { type: "object", properties: { city: { type: "string" } } },
};

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
let base: string;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  base = `${sandbox.url}/providers/demo-lantern`;
});
afterAll(() => sandbox.stop());

function script(value: Record<string, unknown>) {
  return { "x-sandbox": encodeURIComponent(JSON.stringify(value)) };
}

/** The same question in each dialect. */
const QUESTIONS: Record<
  string,
  { path: (stream: boolean) => string; body: (stream: boolean) => unknown; key: string }
> = {
  "openai-chat": {
    path: () => "/v1/chat/completions",
    body: (stream) => ({
      model,
      stream,
      messages: [{ role: "user", content: PROMPT }],
      stream_options: { include_usage: true },
    }),
    key: "authorization",
  },
  "openai-responses": {
    path: () => "/v1/responses",
    body: (stream) => ({ model, stream, input: PROMPT }),
    key: "authorization",
  },
  "anthropic-messages": {
    path: () => "/v1/messages",
    body: (stream) => ({ model, stream, max_tokens: 500, messages: [{ role: "user", content: PROMPT }] }),
    key: "x-api-key",
  },
  "gemini-generate": {
    path: (stream) => `/v1beta/models/${model}:${stream ? "streamGenerateContent?alt=sse" : "generateContent"}`,
    body: () => ({ contents: [{ role: "user", parts: [{ text: PROMPT }] }] }),
    key: "x-goog-api-key",
  },
  "bedrock-converse": {
    path: (stream) => `/v1/model/${encodeURIComponent(model)}/${stream ? "converse-stream" : "converse"}`,
    body: () => ({ messages: [{ role: "user", content: [{ text: PROMPT }] }] }),
    key: "authorization",
  },
  "cohere-chat": {
    path: () => "/v2/chat",
    body: (stream) => ({ model, stream, messages: [{ role: "user", content: PROMPT }] }),
    key: "authorization",
  },
  "ollama-chat": {
    path: () => "/api/chat",
    body: (stream) => ({ model, stream, messages: [{ role: "user", content: PROMPT }] }),
    key: "authorization",
  },
};

function ask(dialect: string, stream: boolean, value: Record<string, unknown>): Promise<Response> {
  const question = QUESTIONS[dialect];
  if (question === undefined) {
    throw new RangeError(dialect);
  }
  const key = question.key === "authorization" ? `Bearer ${apiKey}` : apiKey;
  return fetch(base + question.path(stream), {
    method: "POST",
    headers: { [question.key]: key, ...script(value) },
    body: JSON.stringify(question.body(stream)),
  });
}

describe.each(DIALECTS.map(({ name }) => name))("%s", (dialect) => {
  it("answers, whole and streamed", async () => {
    for (const stream of [false, true]) {
      const response = await ask(dialect, stream, { text: "Grüße_vom_Balkon", chunk: "word" });
      expect(response.status).toBe(200);
      expect(await response.text()).toContain("Grüße_vom_Balkon");
    }
  });

  it("refuses with the status its script asks for, and says when to come back", async () => {
    const response = await ask(dialect, true, { status: 429, retry_after: 7, error_message: "Slow down." });
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
    expect(await response.text()).toContain("Slow down.");
  });

  it("can break off in the middle, with an error of its own or without a word", async () => {
    const failed = await ask(dialect, true, {
      tokens: 20,
      cut_after: 3,
      error_in_stream: true,
      error_message: "Ended.",
    });
    expect(await failed.text()).toContain("Ended.");
    const cut = await ask(dialect, true, { tokens: 20, cut_after: 3 });
    await expect(cut.text()).rejects.toThrow();
  });

  it("refuses a body that is no request, and a key that is no demo key", async () => {
    const question = QUESTIONS[dialect];
    const send = (key: string, body: string) =>
      fetch(base + question?.path(false), {
        method: "POST",
        headers: { [question?.key ?? ""]: key },
        body,
      });
    expect((await send(question?.key === "authorization" ? `Bearer ${apiKey}` : apiKey, "{}")).status).toBe(400);
    if (dialect !== "ollama-chat") {
      expect((await send("someone-else", "{}")).status).toBe(401);
    }
  });
});

describe("the vendors' own clients", () => {
  const scripted = (value: Record<string, unknown>) => ({ headers: script(value) });

  it("of Anthropic read text, thinking, tool calls and usage, whole and streamed", async () => {
    const client = new Anthropic({ apiKey, baseURL: base, maxRetries: 0 });
    const body = { model, max_tokens: 900, messages: [{ role: "user" as const, content: "weather in Oslo?" }] };
    const whole = await client.messages.create(body, scripted({ tokens: 20, reasoning_tokens: 6 }));
    expect(whole.content.map(({ type }) => type)).toEqual(["thinking", "text"]);
    expect(whole.usage).toMatchObject({ output_tokens: 26, cache_read_input_tokens: 0 });
    const streamed = await client.messages.stream(body, scripted({ tokens: 20, reasoning_tokens: 6 })).finalMessage();
    expect(streamed.content).toEqual(
      whole.content.map((block) => (block.type === "text" ? { type: "text", text: block.text } : block)),
    );
    expect(streamed.usage.output_tokens).toBe(26);
    const tools = [
      { name: tool.name, description: tool.description, input_schema: { ...tool.schema, type: "object" as const } },
    ];
    const called = await client.messages.stream({ ...body, tools }, scripted({})).finalMessage();
    expect(called.stop_reason).toBe("tool_use");
    expect(called.content).toMatchObject([
      { type: "tool_use", name: "get_weather", input: { city: expect.any(String) } },
    ]);
  });

  it("of Google read text, thoughts, function calls and usage, whole and streamed", async () => {
    const client = new GoogleGenAI({
      apiKey,
      httpOptions: { baseUrl: base, headers: script({ tokens: 20, reasoning_tokens: 6 }) },
    });
    const whole = await client.models.generateContent({ model, contents: "weather in Oslo?" });
    expect(whole.candidates?.[0]?.content?.parts?.[0]?.thought).toBe(true);
    expect(whole.usageMetadata).toMatchObject({ thoughtsTokenCount: 6, candidatesTokenCount: 20 });
    let text = "";
    let last: unknown;
    for await (const chunk of await client.models.generateContentStream({ model, contents: "weather in Oslo?" })) {
      text += chunk.text ?? "";
      last = chunk.usageMetadata;
    }
    expect(text).toBe(whole.text);
    expect(last).toEqual(whole.usageMetadata);
    const plain = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: base, headers: script({}) } });
    const tools = [
      { functionDeclarations: [{ name: tool.name, description: tool.description, parametersJsonSchema: tool.schema }] },
    ];
    const called = await plain.models.generateContent({ model, contents: "weather in Oslo?", config: { tools } });
    expect(called.functionCalls).toMatchObject([{ name: "get_weather", args: { city: expect.any(String) } }]);
  });

  it("of OpenAI read a response's text, reasoning, tool calls and usage, whole and streamed", async () => {
    const client = new OpenAI({ apiKey, baseURL: `${base}/v1`, maxRetries: 0 });
    const body = { model, input: "weather in Oslo?" };
    const whole = await client.responses.create(body, scripted({ tokens: 20, reasoning_tokens: 6 }));
    expect(whole.output.map(({ type }) => type)).toEqual(["reasoning", "message"]);
    expect(whole.usage).toMatchObject({ output_tokens: 26, output_tokens_details: { reasoning_tokens: 6 } });
    const streamed = await client.responses.stream(body, scripted({ tokens: 20, reasoning_tokens: 6 })).finalResponse();
    expect(streamed.output_text).toBe(whole.output_text);
    const tools = [
      {
        type: "function" as const,
        name: tool.name,
        description: tool.description,
        parameters: tool.schema,
        strict: false,
      },
    ];
    const called = await client.responses.stream({ ...body, tools }, scripted({})).finalResponse();
    expect(called.output).toMatchObject([{ type: "function_call", name: "get_weather", status: "completed" }]);
  });
});

describe("strict vendors", () => {
  it.each(["anthropic-messages", "gemini-generate", "bedrock-converse", "openai-responses"])(
    "%s refuses a member that is none of its own",
    async (dialect) => {
      const question = QUESTIONS[dialect];
      const body = Object.assign({}, question?.body(false), { made_up: 1 });
      const key = question?.key === "authorization" ? `Bearer ${apiKey}` : apiKey;
      const response = await fetch(base + question?.path(false), {
        method: "POST",
        headers: { [question?.key ?? ""]: key },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain("made_up");
    },
  );
});

describe("a picture beside words", () => {
  const PICTURE_TOKENS = 1_290;

  it("is inline data in Gemini's words, and its tokens are told apart", async () => {
    const google = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: base } });
    const config = { responseModalities: ["TEXT", "IMAGE"] };
    const answered = await google.models.generateContent({ model, contents: PROMPT, config });
    expect(answered.data).toMatch(/^iVBORw0KGgo/);
    const details = [{ modality: "IMAGE", tokenCount: PICTURE_TOKENS }];
    expect(answered.usageMetadata).toMatchObject({ candidatesTokensDetails: details });
    expect(answered.usageMetadata?.candidatesTokenCount).toBeGreaterThan(PICTURE_TOKENS);
  });

  it("is an image of the message in OpenRouter's form", async () => {
    const messages = [{ role: "user", content: PROMPT }];
    const response = await fetch(`${base}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ model, messages, modalities: ["image", "text"] }),
    });
    expect(await response.json()).toMatchObject({
      choices: [
        { message: { images: [{ image_url: { url: expect.stringMatching(/^data:image\/png;base64,iVBOR/) } }] } },
      ],
      usage: { completion_tokens_details: { image_tokens: PICTURE_TOKENS } },
    });
  });
});
