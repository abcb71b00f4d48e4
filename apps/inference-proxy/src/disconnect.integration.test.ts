import { request } from "node:http";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { publishChange } from "@tollgate/marketplace/changes";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "./testing/eventually.ts";
import { chunk, type FakeUpstream, openStream, startFakeUpstream, usage } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

let upstream: FakeUpstream;
let test: ProxyUnderTest;
let releaseUpstream: () => void;
const model = "acme/echo-1";

beforeEach(async () => {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  releaseUpstream = release;
  upstream = await startFakeUpstream(async ({ res }) => {
    openStream(res);
    res.write(chunk({ content: "The quick brown fox jumps over the lazy dog." }));
    await released;
    res.write(chunk({ content: " More." }));
    res.write(chunk({}, "stop"));
    res.write(chunk({}, null, { choices: [], usage: usage(100, 77) }));
    res.end("data: [DONE]\n\n");
  });
});
afterEach(async () => {
  releaseUpstream();
  await test.stop();
  await upstream.stop();
});

/** Starts a proxy that reads an endpoint for so long after its caller has left. What must come sooner has a minute, so that nothing else brings it. */
async function start(drainMs = 60_000): Promise<void> {
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl }],
    settings: { drainMs },
  });
}

/** Reads the first bytes of a stream and leaves. @returns the generation id. */
function leaveAfterFirstContent(): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${test.proxy.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${test.fixture.customer.key}` },
    });
    outgoing.on("response", (response) => {
      response.once("data", () => {
        outgoing.destroy();
        resolve(String(response.headers["x-generation-id"]));
      });
      response.on("error", () => undefined);
    });
    outgoing.on("error", reject);
    outgoing.end(JSON.stringify({ model, messages: [{ role: "user", content: "Hi." }], stream: true }));
  });
}

describe("a caller who leaves mid-stream", () => {
  it("pays the usage the endpoint reports, because the endpoint is read to its end", async () => {
    await start();
    const id = await leaveAfterFirstContent();
    await eventually(() => expect([...test.proxy.context.open].map((call) => call.caller.gone)).toEqual([true]));
    releaseUpstream();
    expect(await upstream.calls[0]?.closed).toBe("finished");
    const receipt = await test.receipt(id);
    expect(receipt).toMatchObject({ outcome: "aborted", usage_source: "reported" });
    expect(receipt.units).toMatchObject({ input: 100, output: 77 });
  });

  it("pays for what was generated until the drain's time is up, by a labelled estimate", async () => {
    await start(500);
    const id = await leaveAfterFirstContent();
    expect(await upstream.calls[0]?.closed).toBe("aborted");
    const receipt = await test.receipt(id);
    expect(receipt).toMatchObject({ outcome: "aborted", usage_source: "estimated" });
    expect(receipt.units.output).toBe(10);
  });

  it("stops an endpoint at once that stops billing when cancelled, and pays for what was delivered", async () => {
    await start();
    await test.fixture.db.prisma.endpoint.updateMany({ data: { dialect: "openai-chat+cancel" } });
    await publishChange(test.fixture.redis, { kind: "catalogue" });
    await eventually(() => {
      const [endpoint] = test.gate.snapshot().models.get(model)?.endpoints ?? [];
      expect(endpoint?.dialect).toBe("openai-chat+cancel");
    });
    const id = await leaveAfterFirstContent();
    expect(await upstream.calls[0]?.closed).toBe("aborted");
    const receipt = await test.receipt(id);
    expect(receipt).toMatchObject({ outcome: "aborted", usage_source: "estimated" });
    expect(receipt.units.output).toBe(10);
  });

  it("pays for all that was generated where the endpoint told usage only as it began", async () => {
    await start(500);
    const { db, redis } = test.fixture;
    await db.prisma.endpoint.updateMany({ data: { dialect: "anthropic-messages" } });
    await publishChange(redis, { kind: "catalogue" });
    await eventually(() =>
      expect(test.gate.snapshot().models.get(model)?.endpoints[0]?.dialect).toBe("anthropic-messages"),
    );
    upstream.behave(({ res }) => {
      openStream(res);
      const usage = { input_tokens: 70, cache_read_input_tokens: 30, cache_creation_input_tokens: 0, output_tokens: 1 };
      const message = { id: "msg_1", type: "message", role: "assistant", model: "echo-1", content: [], usage };
      const delta = { type: "text_delta", text: "The quick brown fox jumps over the lazy dog." };
      const events: [string, object][] = [
        ["message_start", { message }],
        ["content_block_start", { index: 0, content_block: { type: "text", text: "" } }],
        ["content_block_delta", { index: 0, delta }],
      ];
      for (const [type, body] of events) res.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...body })}\n\n`);
    });
    const id = await leaveAfterFirstContent();
    expect(await upstream.calls[0]?.closed).toBe("aborted");
    const receipt = await test.receipt(id);
    expect(receipt).toMatchObject({ outcome: "aborted", usage_source: "estimated" });
    expect(receipt.units).toMatchObject({ input: 70, cache_read: 30, output: 10 });
  });
});
