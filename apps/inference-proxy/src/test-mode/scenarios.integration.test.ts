import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { SCENARIOS } from "@tollgate/gateway/simulated/scenarios";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ProxyUnderTest, startProxyUnderTest } from "../testing/proxy-under-test.ts";
import { TEST_MODEL as model } from "../testing/surface-calls.ts";
import { addTestKey } from "../testing/test-key.ts";

/** Nothing listens there: a test call that left the process would fail. */
const NOWHERE = "http://127.0.0.1:9/v1";

let test: ProxyUnderTest;
let secret: string;
let openai: OpenAI;

beforeAll(async () => {
  const endpoint = (slug: string, dialect: string, inputUsd: string) => ({
    ...{ slug, dialect, inputUsd, outputUsd: "8", baseUrl: NOWHERE },
  });
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [endpoint("cheap", "openai-chat", "2"), endpoint("dear", "anthropic-messages", "3")],
  });
  secret = (await addTestKey(test)).secret;
  openai = test.client(secret);
});
afterAll(() => test.stop());

const messages = (content: string) => [{ role: "user" as const, content }];

/** How the official client's call ended: an error's status and code, or its answer. */
async function ended(name: string, stream: boolean) {
  const body = { model, messages: messages(`Please test:${name}`), tools: [TOOL] };
  try {
    if (!stream) return { answer: await openai.chat.completions.create(body) };
    const answer = await openai.chat.completions.stream(body).finalChatCompletion();
    return { answer };
  } catch (error) {
    if (!(error instanceof OpenAI.APIError)) return { broke: true };
    return { status: error.status ?? 200, code: error.code, headers: error.headers };
  }
}

const TOOL = {
  type: "function" as const,
  function: {
    name: "look_up",
    parameters: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
  },
};

describe.each(SCENARIOS.filter(({ code }) => code !== null))("test:$name", ({ name, status, code }) => {
  it.each([false, true])(`is refused with ${status} ${code}; streamed: %s`, async (stream) => {
    const end = await ended(name, stream);
    expect(end).toMatchObject({ status, code });
    if (status === 429 || status === 503) expect(Number(end.headers?.get("retry-after"))).toBeGreaterThan(0);
    expect(end.headers?.get("x-tollgate-mode")).toBe("test");
  });
});

it("a customer without credit is told where to add some, without naming a workspace that is none", async () => {
  const asked = openai.chat.completions.create({ model, messages: messages("test:insufficient_credit") });
  await expect(asked).rejects.toMatchObject({
    error: { metadata: { top_up_url: expect.stringMatching(/\/billing$/), available_usd: "0" } },
  });
});

describe("scenarios that are answered", () => {
  it("failover: the second attempt serves", async () => {
    const { data, response } = await openai.chat.completions
      .create({ model, messages: messages("test:failover") })
      .withResponse();
    expect(response.headers.get("x-tollgate-attempts")).toBe("2");
    expect(await (await test.get(`/v1/generation?id=${data.id}`, secret)).json()).toMatchObject({
      data: {
        attempts: [
          { provider: "cheap", status: 503 },
          { provider: "dear", status: 200 },
        ],
      },
    });
  });

  it("stream_interrupted: five words, then an error in the stream", async () => {
    const stream = await openai.chat.completions.create({
      ...{ model, messages: messages("test:stream_interrupted"), stream: true as const },
    });
    let text = "";
    const read = async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    };
    await expect(read()).rejects.toMatchObject({ code: "stream_interrupted" });
    expect(text.trim().split(/\s+/)).toHaveLength(5);
    expect(await ended("stream_interrupted", false)).toMatchObject({ status: 502, code: "provider_error" });
  });

  it("slow_start: comments come before the first word", async () => {
    const startedMs = performance.now();
    const reply = await fetch(`${test.proxy.url}/v1/chat/completions`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${secret}`,
        "content-type": "application/json",
        "x-tollgate-test": "slow_start",
      },
      body: JSON.stringify({ model, messages: messages("Hello"), stream: true }),
    });
    const text = await reply.text();
    expect(performance.now() - startedMs).toBeGreaterThan(4_500);
    expect(text.indexOf(": processing")).toBeGreaterThanOrEqual(0);
    expect(text.indexOf(": processing")).toBeLessThan(text.indexOf("“Hello”"));
  });

  it("slow_stream: words come one after the other", async () => {
    const startedMs = performance.now();
    const { answer } = await ended("slow_stream", true);
    expect(performance.now() - startedMs).toBeGreaterThan(2_000);
    expect(answer?.choices[0]?.finish_reason).toBe("stop");
  });

  it.each([false, true])("tool_call: the tool is called and its result answered; streamed: %s", async (stream) => {
    const { answer } = await ended("tool_call", stream);
    const [call] = answer?.choices[0]?.message.tool_calls ?? [];
    expect(call).toMatchObject({ function: { name: "look_up", arguments: '{"id":"test id"}' } });
    expect(answer?.choices[0]?.finish_reason).toBe("tool_calls");
    const next = await openai.chat.completions.create({
      ...{ model, tools: [TOOL] },
      messages: [
        ...messages("Please test:tool_call"),
        { role: "assistant", tool_calls: call ? [call] : [] },
        { role: "tool", tool_call_id: call?.id ?? "", content: "It is blue." },
      ],
    });
    expect(next.choices[0]?.message.content).toContain("“It is blue.”");
  });

  it.each(["length", "content_filter"])("%s: the answer ends after five words", async (name) => {
    for (const stream of [false, true]) {
      const body = { model, messages: messages(`test:${name}`) };
      const text = stream
        ? await readStream(body)
        : (await openai.chat.completions.create(body)).choices.map((one) => [
            one.message.content,
            one.finish_reason,
          ])[0];
      expect(text).toEqual([expect.stringMatching(/^(\S+\s*){5}$/), name]);
    }
  });
});

async function readStream(body: { model: string; messages: ReturnType<typeof messages> }) {
  let text = "";
  let finish: string | null = null;
  for await (const chunk of await openai.chat.completions.create({ ...body, stream: true })) {
    text += chunk.choices[0]?.delta.content ?? "";
    finish = chunk.choices[0]?.finish_reason ?? finish;
  }
  return [text, finish];
}
