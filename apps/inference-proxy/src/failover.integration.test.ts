import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  answer,
  type Behaviour,
  chunk,
  type FakeUpstream,
  openStream,
  refuse,
  startFakeUpstream,
  stream,
  usage,
} from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

let cheap: FakeUpstream;
let dear: FakeUpstream;
let test: ProxyUnderTest;
const model = "acme/echo-1";
const messages = [{ role: "user" as const, content: "Say hello." }];
/** Sends a role-only start and then breaks the connection: nothing was delivered. */
const diesBeforeContent: Behaviour = ({ res }) => {
  openStream(res);
  res.write(": keep-alive\n\n", () => res.destroy());
};

beforeEach(async () => {
  cheap = await startFakeUpstream(answer("cheap"));
  dear = await startFakeUpstream(answer("dear"));
});
afterEach(async () => {
  await test.stop();
  await Promise.all([cheap.stop(), dear.stop()]);
});

async function start(settings: object = {}): Promise<void> {
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [
      { slug: "cheap", baseUrl: cheap.baseUrl, inputUsd: "1", outputUsd: "1" },
      { slug: "dear", baseUrl: dear.baseUrl, inputUsd: "10", outputUsd: "10" },
    ],
    settings,
  });
}

/** After the cheap endpoint behaves so, the dear one serves, and only it is paid. */
async function expectNextServes(behaviour: Behaviour, result: string): Promise<void> {
  cheap.behave(behaviour);
  dear.behave(stream(["served"], usage(100, 50)));
  const { id, text } = await streamedText();
  expect(text).toBe("served");
  const receipt = await test.receipt(id);
  expect(receipt.attempts.map((attempt) => [attempt.provider, attempt.result])).toEqual([
    ["cheap", result],
    ["dear", "served"],
  ]);
  expect(receipt.provider_name).toBe("dear");
  expect(receipt.legs.cost_nano).toBe("1500000");
}

async function streamedText(): Promise<{ id: string; text: string }> {
  let id = "";
  let text = "";
  for await (const part of await test.openai.chat.completions.create({ model, messages, stream: true })) {
    id = part.id;
    text += part.choices[0]?.delta.content ?? "";
  }
  return { id, text };
}

describe("failover", () => {
  beforeEach(async () => await start());

  const failures: [string, Behaviour, string][] = [
    ["503", refuse(503), "upstream_error"],
    ["429", refuse(429, { "retry-after": "7" }), "rate_limited"],
    ["401 for the provider's credential", refuse(401), "credential_refused"],
    ["a closed connection", ({ res }) => void res.destroy(), "connect_error"],
    ["a stream that dies before its first content", diesBeforeContent, "connect_error"],
    [
      "an error object inside a 200 stream",
      ({ res }) => {
        openStream(res);
        res.end(`data: ${JSON.stringify({ error: { message: "overloaded", code: 503 } })}\n\n`);
      },
      "upstream_error",
    ],
  ];
  it.each(failures)("after %s the next endpoint serves, and only it is paid", async (_name, behaviour, result) => {
    await expectNextServes(behaviour, result);
  });

  it("does not move on after a 400 of the caller's making, and says what the provider said", async () => {
    cheap.behave(refuse(400, {}, "messages[0].content is too long"));
    const error = await test.openai.chat.completions.create({ model, messages }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 400, code: "upstream_refused" });
    expect(String(error)).toContain("messages[0].content is too long");
    expect(dear.calls).toHaveLength(0);
  });

  it("charges nothing when every attempt fails, and says so with 502", async () => {
    cheap.behave(refuse(500));
    dear.behave(refuse(500));
    const error = await test.openai.chat.completions.create({ model, messages }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 502, code: "provider_error" });
    await test.settle();
    const { data } = (await (await test.get("/v1/credits")).json()) as { data: Record<string, string> };
    expect(data).toMatchObject({ total_usage_nano: "0", available_nano: "10000000000" });
  });

  it("passes the shortest Retry-After on when every endpoint is at its limit", async () => {
    cheap.behave(refuse(429, { "retry-after": "30" }));
    dear.behave(refuse(429, { "retry-after": "12" }));
    const error = await test.openai.chat.completions.create({ model, messages }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 429, code: "provider_rate_limited" });
    const again = await test.openai.chat.completions.create({ model, messages }).catch((thrown: unknown) => thrown);
    expect(again).toMatchObject({ status: 503, code: "no_endpoint_available" });
    expect(cheap.calls).toHaveLength(1);
  });

  it("never switches after the first content: the stream ends with an error and what arrived is charged", async () => {
    cheap.behave(({ res }) => {
      openStream(res);
      res.write(chunk({ content: "The quick brown fox jumps over the lazy dog." }), () => res.destroy());
    });
    const response = await fetch(`${test.proxy.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${test.fixture.customer.key}` },
      body: JSON.stringify({ model, messages, stream: true }),
    });
    const text = await response.text();
    expect(text).toContain('"finish_reason":"error"');
    expect(text).toContain('"code":"stream_interrupted"');
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
    expect(dear.calls).toHaveLength(0);
    const receipt = await test.receipt(response.headers.get("x-generation-id") ?? "");
    expect(receipt).toMatchObject({ outcome: "cut", usage_source: "estimated" });
    expect(receipt.units.output).toBe(10);
    expect(receipt.units.input).toBeGreaterThan(0);
  });

  it("uses a fallback model from `models` as a call of its own", async () => {
    cheap.behave(answer("ok"));
    const response = await fetch(`${test.proxy.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${test.fixture.customer.key}` },
      body: JSON.stringify({ models: ["nobody/nothing", model], messages }),
    });
    expect(response.status).toBe(200);
  });

  it("respects provider.only and says when nothing is left", async () => {
    const ask = (provider: object) =>
      fetch(`${test.proxy.url}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${test.fixture.customer.key}` },
        body: JSON.stringify({ model, messages, provider }),
      });
    expect((await ask({ only: ["dear"] })).headers.get("x-tollgate-provider")).toBe("dear");
    expect((await ask({ ignore: ["dear", "cheap"] })).status).toBe(404);
    expect((await ask({ max_price: { prompt: 0.5 } })).status).toBe(404);
  });
});

describe("an endpoint that falls silent", () => {
  it("before its first content is not waited for: the next one serves, and only it is paid", async () => {
    // The next one has as long, also on a busy machine.
    await start({ firstContentTimeoutMs: 2_000 });
    await expectNextServes(({ res }) => openStream(res), "timeout");
  });

  it("after it has its stream cut", async () => {
    await start({ idleTimeoutMs: 2_000 });
    cheap.behave(({ res }) => {
      openStream(res);
      res.write(chunk({ content: "once" }));
    });
    await expect(streamedText()).rejects.toMatchObject({ code: "stream_interrupted" });
    expect(await cheap.calls[0]?.closed).toBe("aborted");
  });
});
