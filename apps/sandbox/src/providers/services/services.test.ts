import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestSandbox } from "../../start-test-sandbox.ts";

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
let client: OpenAI;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  const baseURL = `${sandbox.url}/providers/demo-lantern/v1`;
  client = new OpenAI({ baseURL, apiKey: "sk-demo-test", maxRetries: 0 });
});
afterAll(() => sandbox.stop());

test("text completions are the same whole and streamed, within their limit", async () => {
  const asked = { model: "m", prompt: "Why do bridges hum?", max_tokens: 12 };
  const whole = await client.completions.create(asked);
  expect(whole.usage?.completion_tokens).toBe(12);
  let text = "";
  for await (const chunk of await client.completions.create({ ...asked, stream: true }))
    text += chunk.choices[0]?.text ?? "";
  expect(text).toBe(whole.choices[0]?.text);
});

test("a text that is read aloud can be written down again, as long as it was", async () => {
  const speech = await client.audio.speech.create({ model: "tts-1", voice: "alloy", input: "x".repeat(100) });
  const file = await toFile(await speech.arrayBuffer(), "hum.wav");
  const whisper = await client.audio.transcriptions.create({ model: "whisper-1", file });
  expect(whisper.usage).toEqual({ type: "duration", seconds: 6 });
  const verbose = await client.audio.transcriptions.create({ model: "w", file, response_format: "verbose_json" });
  expect(verbose.duration).toBe(6);
});

test("pictures are pictures, moderations flag, and rerank puts the likeliest first", async () => {
  const { data, usage } = await client.images.generate({ model: "gpt-image-1", prompt: "A bridge", n: 2 });
  expect(data?.every(({ b64_json }) => b64_json?.startsWith("iVBORw0KGgo"))).toBe(true);
  expect(usage?.output_tokens).toBe(2_112);
  const { results } = await client.moderations.create({ input: ["A calm day", "I will kill it"] });
  expect(results.map(({ flagged }) => flagged)).toEqual([false, true]);
  const ranked = await client.post("/rerank", {
    body: { model: "r", query: "humming bridge", documents: ["apple pie", "a humming bridge", "rain"] },
  });
  expect(ranked).toMatchObject({ results: [{ index: 1 }, {}, {}], meta: { billed_units: { search_units: 1 } } });
});

test("a provider that is switched off refuses services too, and wrong bodies are refused in a sentence", async () => {
  const wrong = client.embeddings.create({ model: "e", input: "" });
  await expect(wrong).rejects.toThrow("Invalid 'input'");
  const outage = `${sandbox.url}/providers/demo-lantern/outage`;
  const post = (on: boolean) =>
    fetch(outage, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ on }) });
  await post(true);
  await expect(client.embeddings.create({ model: "e", input: "Hi" })).rejects.toMatchObject({ status: 503 });
  await post(false);
});
