import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  answer,
  chunk,
  type FakeUpstream,
  openStream,
  refuse,
  startFakeUpstream,
  usage,
} from "./testing/fake-upstream.ts";
import { expectPaidFor } from "./testing/paid-calls.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import { surfaceCall } from "./testing/surface-calls.ts";

const model = "acme/echo-1";
const messages = [{ role: "user" as const, content: "Say hello." }];

let upstream: FakeUpstream;
let test: ProxyUnderTest;

beforeEach(async () => {
  upstream = await startFakeUpstream(answer("Hello!", usage(100, 50)));
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl, inputUsd: "10", outputUsd: "10" }],
    settings: { maxReplayBytes: 10_000 },
  });
});
afterEach(async () => {
  await test.stop();
  await upstream.stop();
});

/** Asks through the app, whose margin is 20 %. */
function ask(idempotencyKey: string, body: object = {}, apiKey = test.fixture.app.key): Promise<Response> {
  return fetch(`${test.proxy.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "idempotency-key": idempotencyKey },
    body: JSON.stringify({ model, messages, ...body }),
  });
}

/** Asks until the first answer is kept. */
async function again(idempotencyKey: string, body: object = {}): Promise<Response> {
  const kept = { response: new Response() };
  await expect
    .poll(
      async () => {
        kept.response = await ask(idempotencyKey, body);
        return kept.response.headers.get("retry-after");
      },
      { timeout: 20_000 },
    )
    .toBeNull();
  return kept.response;
}

async function errorOf(response: Response): Promise<{ code: string; message: string; metadata: object }> {
  const { error } = (await response.json()) as { error: { code: string; message: string; metadata: object } };
  return error;
}

/** Waits until the caller of the last call is seen to have left, then goes on. */
function twoHalves() {
  const { promise, resolve } = Promise.withResolvers<void>();
  upstream.behave(async ({ res }) => {
    openStream(res);
    res.write(chunk({ content: "Hel" }));
    await promise;
    res.write(chunk({ content: "lo!" }));
    res.write(chunk({}, "stop"));
    res.write(chunk({}, null, { choices: [], usage: usage(100, 50) }));
    res.end("data: [DONE]\n\n");
  });
  return resolve;
}

async function leaveMidStream(idempotencyKey: string): Promise<void> {
  const leave = new AbortController();
  const response = await fetch(`${test.proxy.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${test.fixture.app.key}`, "idempotency-key": idempotencyKey },
    body: JSON.stringify({ model, messages, stream: true }),
    signal: leave.signal,
  });
  await response.body?.getReader().read();
  leave.abort();
  await expect
    .poll(() => [...test.proxy.context.open].some(({ caller }) => caller.gone), { timeout: 20_000 })
    .toBe(true);
}

describe("an Idempotency-Key", () => {
  it.each([false, true])(
    "gets the first answer again, byte for byte, and is charged once (stream: %s)",
    async (stream) => {
      const first = await ask("one", { stream });
      const text = await first.text();
      expect(first.headers.get("idempotent-replayed")).toBeNull();
      const second = await again("one", { stream });
      expect(second.status).toBe(200);
      expect(await second.text()).toBe(text);
      expect(second.headers.get("idempotent-replayed")).toBe("true");
      for (const name of ["content-type", "x-generation-id", "x-tollgate-provider"])
        expect(second.headers.get(name)).toBe(first.headers.get(name));
      expect(upstream.calls).toHaveLength(1);
      await expectPaidFor(test, 150);
    },
  );

  it("that 20 requests carry at once makes one call; the others are told to wait, and then get its answer", async () => {
    const { promise: decided, resolve: goOn } = Promise.withResolvers<void>();
    upstream.behave(async (call) => {
      await decided;
      await answer("Hello!", usage(100, 50))(call);
    });
    let refused = 0;
    const asking = Array.from({ length: 20 }, async () => {
      const response = await ask("one");
      if (response.status === 409) {
        refused += 1;
        if (refused === 19) goOn();
        expect(response.headers.get("retry-after")).toBe("1");
        expect((await errorOf(response)).code).toBe("idempotent_call_running");
      }
      return response.status;
    });
    expect((await Promise.all(asking)).toSorted()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    expect((await again("one")).headers.get("idempotent-replayed")).toBe("true");
    expect(upstream.calls).toHaveLength(1);
    await expectPaidFor(test, 150);
  });

  it("that comes with another body or at another address is refused with 422, and is another's own", async () => {
    expect((await ask("one")).status).toBe(200);
    const other = await ask("one", { max_tokens: 5 });
    expect(other.status).toBe(422);
    expect((await errorOf(other)).code).toBe("idempotency_key_reused");
    const quote = await fetch(`${test.proxy.url}/v1/quote`, {
      method: "POST",
      headers: { authorization: `Bearer ${test.fixture.app.key}`, "idempotency-key": "one" },
      body: JSON.stringify({ model, messages }),
    });
    expect(quote.status).toBe(422);
    expect((await ask("one", { max_tokens: 5 }, test.fixture.customer.key)).status).toBe(200);
    expect(upstream.calls).toHaveLength(2);
  });

  it("is free again when nothing was charged: refused, or failed at every endpoint", async () => {
    upstream.behave(refuse(400));
    expect((await ask("one")).status).toBe(400);
    expect((await ask("two", { model: "acme/none" })).status).toBe(400);
    upstream.behave(answer("Hello!", usage(100, 50)));
    const first = await again("one");
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect((await again("two")).status).toBe(200);
    await expectPaidFor(test, 300);
  });

  it("whose answer is too large to keep names its generation, and the call is not made again", async () => {
    upstream.behave(answer("x".repeat(12_000), usage(100, 50)));
    const first = await ask("one");
    expect(first.status).toBe(200);
    const second = await again("one");
    expect(second.status).toBe(409);
    const error = await errorOf(second);
    expect(error.metadata).toEqual({ generation_id: first.headers.get("x-generation-id") });
    expect(error.message).toContain(first.headers.get("x-generation-id"));
    expect(second.headers.get("x-should-retry")).toBe("false");
    expect(upstream.calls).toHaveLength(1);
    await expectPaidFor(test, 150);
  });

  it("of a caller who left gets the whole answer, read to its end meanwhile", async () => {
    const goOn = twoHalves();
    await leaveMidStream("one");
    expect((await ask("one", { stream: true })).status).toBe(409);
    goOn();
    const second = await again("one", { stream: true });
    const text = await second.text();
    expect(text).toContain('"Hel"');
    expect(text).toContain('"lo!"');
    expect(text).toContain("[DONE]");
    expect(upstream.calls).toHaveLength(1);
    await expectPaidFor(test, 150);
  });

  it("of a caller who left an answer that was not read to its end names its generation", async () => {
    twoHalves();
    await leaveMidStream("one");
    await expect.poll(() => test.proxy.context.open.size, { timeout: 20_000 }).toBe(0);
    const second = await again("one", { stream: true });
    expect(second.status).toBe(409);
    expect((await errorOf(second)).code).toBe("idempotent_answer_gone");
    expect(upstream.calls).toHaveLength(1);
  });

  it("of a process that died is never used for a second call once there was one", async () => {
    const { workspaceId } = test.fixture.customer;
    expect((await ask("one")).status).toBe(200);
    await again("one");
    const { redis } = test.fixture;
    const [key = ""] = await redis.keys(redisKeys.idempotent(shardOf(workspaceId), "*", "*"));
    await redis.hdel(key, "stored");
    // Its end may be on its way; after a while it is not.
    expect((await ask("one")).headers.get("retry-after")).toBe("1");
    await redis.hset(key, "ended", "1");
    expect((await errorOf(await ask("one"))).code).toBe("idempotent_answer_gone");
    await redis.hdel(key, "call", "ended");
    expect((await ask("one")).headers.get("retry-after")).toBe("1");
    // It died before it made a call.
    await redis.hset(key, "at", "1");
    expect((await ask("one")).status).toBe(200);
    expect(upstream.calls).toHaveLength(2);
  });

  it.each(["anthropic-messages", "gemini-generate", "openai-responses"] as const)(
    "works on %s too",
    async (surface) => {
      const { path, body } = surfaceCall(surface, true);
      const post = () =>
        fetch(test.proxy.url + path, {
          method: "POST",
          headers: { authorization: `Bearer ${test.fixture.app.key}`, "idempotency-key": "one" },
          body: JSON.stringify(body),
        });
      const text = await (await post()).text();
      await expect
        .poll(async () => (await post()).headers.get("idempotent-replayed"), { timeout: 20_000 })
        .toBe("true");
      expect(await (await post()).text()).toBe(text);
      expect(upstream.calls).toHaveLength(1);
    },
  );

  it("works with the official client, which waits for the answer by itself", async () => {
    const { promise: decided, resolve: goOn } = Promise.withResolvers<void>();
    upstream.behave(async (call) => {
      await decided;
      await answer("Hello!", usage(100, 50))(call);
    });
    const client = test.openai.withOptions({ maxRetries: 10 });
    const create = () => client.chat.completions.create({ model, messages }, { headers: { "Idempotency-Key": "one" } });
    const asking = [create(), create()];
    await expect.poll(() => upstream.calls.length, { timeout: 20_000 }).toBe(1);
    goOn();
    const [first, second] = await Promise.all(asking);
    expect(second).toEqual(first);
    expect(upstream.calls).toHaveLength(1);
  });

  it("that is not sent leaves nothing in Redis, and one that is no key is refused", async () => {
    await test.openai.chat.completions.create({ model, messages });
    expect(await test.fixture.redis.keys("*idempotent*")).toEqual([]);
    expect((await ask("x".repeat(256))).status).toBe(400);
    expect(upstream.calls).toHaveLength(1);
  });
});
