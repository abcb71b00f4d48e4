import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { startTestSandbox } from "../start-test-sandbox.ts";
import { countTokens } from "./tokens.ts";

const Journal = z.object({ calls: z.array(z.record(z.string(), z.unknown())) });

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
let client: OpenAI;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  client = clientFor("demo-lantern");
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await fetch(`${sandbox.url}/providers/calls`, { method: "DELETE" });
});

function clientFor(provider: string, apiKey = "sk-demo-test"): OpenAI {
  return new OpenAI({ baseURL: `${sandbox.url}/providers/${provider}/v1`, apiKey, maxRetries: 0 });
}

function ask(content: string): OpenAI.ChatCompletionMessageParam[] {
  return [{ role: "user", content }];
}

function script(value: Record<string, unknown>) {
  return { headers: { "x-sandbox": encodeURIComponent(JSON.stringify(value)) } };
}

async function calls(): Promise<Array<Record<string, unknown>>> {
  const response = await fetch(`${sandbox.url}/providers/calls?since=0`);
  return Journal.parse(await response.json()).calls;
}

async function collect(stream: AsyncIterable<OpenAI.ChatCompletionChunk>) {
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
  return { chunks, text, last: chunks.at(-1) };
}

test("a unary answer speaks about the prompt and reports the tokens of its own text", async () => {
  const reply = await client.chat.completions.create(
    { model: "any/model", messages: ask("How do I plant tomatoes on a balcony?") },
    script({}),
  );
  const text = reply.choices[0]?.message.content ?? "";
  expect(text).toMatch(/tomatoes|balcony/i);
  expect(reply.id).toMatch(/^chatcmpl-/);
  expect(reply.model).toBe("any/model");
  expect(reply.choices[0]?.finish_reason).toBe("stop");
  expect(reply.usage?.completion_tokens).toBe(countTokens(text));
  expect(reply.usage?.prompt_tokens).toBe(3 + 1 + countTokens("How do I plant tomatoes on a balcony?") + 3);
});

test("the same request gets the same text, streamed or not", async () => {
  const params = { model: "m", messages: ask("Three ideas for a rainy harbour town") };
  const unary = await client.chat.completions.create(params, script({}));
  const stream = await client.chat.completions.create({ ...params, stream: true }, script({ chunk: "word" }));
  expect((await collect(stream)).text).toBe(unary.choices[0]?.message.content);
});

test("a stream ends with usage in a chunk without choices when asked for", async () => {
  const stream = await client.chat.completions.create(
    { model: "m", messages: ask("hi there"), stream: true, stream_options: { include_usage: true } },
    script({ tokens: 25, reasoning_tokens: 5 }),
  );
  const { chunks, text, last } = await collect(stream);
  expect(countTokens(text)).toBe(25);
  expect(last?.choices).toEqual([]);
  expect(last?.usage?.completion_tokens).toBe(30);
  expect(last?.usage?.completion_tokens_details?.reasoning_tokens).toBe(5);
  expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
});

test("without include_usage no chunk of a stream mentions usage", async () => {
  const stream = await client.chat.completions.create(
    { model: "m", messages: ask("hello"), stream: true },
    script({ tokens: 3 }),
  );
  expect((await collect(stream)).chunks.some((chunk) => "usage" in chunk)).toBe(false);
});

test("max_tokens cuts the answer and says so", async () => {
  const reply = await client.chat.completions.create(
    { model: "m", messages: ask("Explain tides"), max_tokens: 7 },
    script({}),
  );
  expect(reply.choices[0]?.finish_reason).toBe("length");
  expect(countTokens(reply.choices[0]?.message.content ?? "")).toBeLessThanOrEqual(7);
  expect(reply.usage?.completion_tokens).toBe(countTokens(reply.choices[0]?.message.content ?? ""));
});

test("stop and n are obeyed", async () => {
  const reply = await client.chat.completions.create(
    { model: "m", messages: ask("anything"), n: 2, stop: "beta" },
    script({ text: "alpha beta gamma" }),
  );
  expect(reply.choices.map((choice) => choice.message.content)).toEqual(["alpha ", "alpha "]);
});

const weatherTool: OpenAI.ChatCompletionTool = {
  type: "function",
  function: {
    name: "get_weather",
    parameters: {
      type: "object",
      required: ["location", "unit"],
      properties: {
        location: { type: "string" },
        unit: { type: "string", enum: ["celsius", "fahrenheit"] },
        days: { type: "integer", minimum: 1, maximum: 5 },
      },
    },
  },
};

test("a prompt that needs a tool streams a call whose joined arguments satisfy the schema", async () => {
  const stream = await client.chat.completions.create(
    { model: "m", messages: ask("What is the weather in Lisbon in celsius?"), tools: [weatherTool], stream: true },
    script({}),
  );
  const { chunks } = await collect(stream);
  const parts = chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
  expect(parts.length).toBeGreaterThan(2);
  const value = JSON.parse(parts.map((part) => part.function?.arguments ?? "").join(""));
  expect(value).toMatchObject({ location: "Lisbon", unit: "celsius" });
  expect(value.days).toBeGreaterThanOrEqual(1);
  expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("tool_calls");
});

test("a tool result is answered in text", async () => {
  const call = { id: "call_1", type: "function" as const, function: { name: "get_weather", arguments: "{}" } };
  const reply = await client.chat.completions.create(
    {
      model: "m",
      tools: [weatherTool],
      messages: [
        ...ask("Weather in Lisbon?"),
        { role: "assistant", tool_calls: [call] },
        { role: "tool", tool_call_id: "call_1", content: "21 degrees and clear" },
      ],
    },
    script({}),
  );
  expect(reply.choices[0]?.message.content).toContain("21 degrees and clear");
});

test("a JSON schema response format gives JSON of that shape", async () => {
  const schema = { type: "object", required: ["ok"], properties: { ok: { type: "boolean" }, tags: { type: "array" } } };
  const reply = await client.chat.completions.create(
    {
      model: "m",
      messages: ask("Rate this"),
      response_format: { type: "json_schema", json_schema: { name: "rating", schema } },
    },
    script({}),
  );
  expect(typeof JSON.parse(reply.choices[0]?.message.content ?? "").ok).toBe("boolean");
});

test("a long prompt seen before on the same provider reports its cached prefix", async () => {
  const long = `${"harbor lights and quiet water ".repeat(400)}`;
  const params = { model: "m", messages: ask(long), max_tokens: 1 };
  const first = await client.chat.completions.create(params, script({}));
  const second = await client.chat.completions.create(params, script({}));
  expect(first.usage?.prompt_tokens_details?.cached_tokens).toBe(0);
  expect(second.usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThanOrEqual(1024);
  const elsewhere = await clientFor("demo-harbor").chat.completions.create(params, script({}));
  expect(elsewhere.usage?.prompt_tokens_details?.cached_tokens).toBe(0);
});

test("a wrong or missing key gets the vendor's 401", async () => {
  const wrong = clientFor("demo-lantern", "sk-live-wrong").chat.completions.create({ model: "m", messages: ask("x") });
  await expect(wrong).rejects.toMatchObject({ status: 401, code: "invalid_api_key" });
});

test("malformed requests get the vendor's 400", async () => {
  const empty = client.chat.completions.create({ model: "m", messages: [] });
  await expect(empty).rejects.toMatchObject({ status: 400, param: "messages" });
});

test("a scripted status comes with its retry-after and never reaches other providers", async () => {
  const messages = ask('Hello [[sandbox {"status":503,"retry_after":2,"only_provider":"demo-harbor"}]]');
  const refused = clientFor("demo-harbor").chat.completions.create({ model: "m", messages });
  await expect(refused).rejects.toMatchObject({ status: 503 });
  const reply = await client.chat.completions.create({ model: "m", messages });
  expect(reply.choices[0]?.message.content).not.toContain("sandbox {");
});

test("a stream can be cut, and can carry an error", async () => {
  const params = { model: "m", messages: ask("x"), stream: true as const };
  const cut = await client.chat.completions.create(params, script({ tokens: 20, cut_after: 3 }));
  await expect(collect(cut)).rejects.toThrow();
  const failing = await client.chat.completions.create(params, script({ tokens: 20, error_in_stream: true }));
  await expect(collect(failing)).rejects.toThrow(/server had an error/);
  expect((await calls()).map((call) => call.outcome)).toEqual(["cut", "error_in_stream"]);
});

test("usage can be missing, zero, or on every chunk", async () => {
  const params = { model: "m", messages: ask("x") };
  const missing = await client.chat.completions.create(params, script({ tokens: 4, usage: "missing" }));
  expect(missing.usage).toBeUndefined();
  const zero = await client.chat.completions.create(params, script({ tokens: 4, usage: "zero" }));
  expect(zero.usage?.total_tokens).toBe(0);
  const stream = await client.chat.completions.create(
    { ...params, stream: true },
    script({ tokens: 4, usage: "every_chunk", prompt_tokens: 99 }),
  );
  const { chunks, last } = await collect(stream);
  expect(chunks.every((chunk) => chunk.usage)).toBe(true);
  expect(last?.usage).toMatchObject({ prompt_tokens: 99, completion_tokens: 4 });
});

test("bytes sent one at a time still make the same stream", async () => {
  const stream = await client.chat.completions.create(
    { model: "m", messages: ask("x"), stream: true },
    script({ text: "naïve 日本", chunk: "byte" }),
  );
  expect((await collect(stream)).text).toBe("naïve 日本");
});

test("a caller who leaves stops the answer, and the journal says so", async () => {
  const abort = new AbortController();
  const stream = await client.chat.completions.create(
    { model: "m", messages: ask("x"), stream: true },
    { ...script({ tokens: 50, hold: true, cut_after: 2 }), signal: abort.signal },
  );
  let received = 0;
  for await (const chunk of stream) {
    received += chunk.choices[0]?.delta.content ? 1 : 0;
    if (received === 2) {
      abort.abort();
    }
  }
  await expect.poll(calls).toEqual([expect.objectContaining({ aborted: true, contentEvents: 2 })]);
  expect(JSON.stringify(await calls())).not.toContain("sk-demo-test");
});

test("an outage refuses every call until it is lifted", async () => {
  const setOutage = (on: boolean) =>
    fetch(`${sandbox.url}/providers/demo-meadow/outage`, { method: "POST", body: JSON.stringify({ on }) });
  await setOutage(true);
  const meadow = clientFor("demo-meadow");
  const params = { model: "m", messages: ask("x") };
  await expect(meadow.chat.completions.create(params, script({}))).rejects.toMatchObject({ status: 503 });
  await setOutage(false);
  await expect(meadow.chat.completions.create(params, script({ tokens: 1 }))).resolves.toBeDefined();
});

test("the flaky provider refuses one call in six", async () => {
  const ember = clientFor("demo-ember");
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, () => ember.chat.completions.create({ model: "m", messages: ask("hi"), max_tokens: 1 })),
  );
  expect(results.filter((result) => result.status === "rejected")).toHaveLength(1);
});

test("the limited provider refuses calls above its concurrency with retry-after", async () => {
  const weir = clientFor("demo-weir");
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, () => weir.chat.completions.create({ model: "m", messages: ask("hi"), max_tokens: 1 })),
  );
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(2);
  expect(refused[0]?.reason).toMatchObject({ status: 429 });
});

test("the bench provider answers in both forms", async () => {
  const bench = clientFor("demo-bench");
  const unary = await bench.chat.completions.create({ model: "m", messages: ask("x") });
  const stream = await bench.chat.completions.create({ model: "m", messages: ask("x"), stream: true });
  const { text, last } = await collect(stream);
  expect(text).toBe(unary.choices[0]?.message.content);
  expect(last?.usage).toEqual(unary.usage);
  expect(unary.usage?.completion_tokens).toBe(countTokens(text));
});

test("embeddings and models answer the SDK", async () => {
  const embeddings = await client.embeddings.create({ model: "e", input: ["sea", "harbor sea"], dimensions: 64 });
  expect(embeddings.data.map((entry) => entry.embedding.length)).toEqual([64, 64]);
  expect((await client.models.list()).data.length).toBeGreaterThan(0);
});
