import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { publishChange } from "@tollgate/marketplace/changes";
import { accountBalance, expectBooksToBalance } from "@tollgate/marketplace/testing/books";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerKept } from "./testing/answer-kept.ts";
import { speak } from "./testing/dialect-upstream.ts";
import { answer, type FakeUpstream, refuse, startFakeUpstream, stream, usage } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import { surfaceCall } from "./testing/surface-calls.ts";

const model = "acme/echo-1";
const messages = [{ role: "user", content: "Say hello." }];

let upstream: FakeUpstream;
let test: ProxyUnderTest;
let clockMs = 0;

beforeEach(async () => {
  upstream = await startFakeUpstream(answer("Hello!", usage(100, 50)));
  clockMs = 0;
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl, inputUsd: "10", outputUsd: "10" }],
    nowMs: () => Date.now() + clockMs,
  });
});
afterEach(async () => {
  await test.stop();
  await upstream.stop();
});

interface Asked {
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly key?: string;
}

function ask(body: object = {}, { path = "/v1/chat/completions", headers = {}, key }: Asked = {}): Promise<Response> {
  return fetch(test.proxy.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${key ?? test.fixture.customer.key}`, ...headers },
    body: JSON.stringify({ model, messages, ...body }),
  });
}

const cacheOf = ({ headers }: Response) => headers.get("x-tollgate-cache");
const idOf = ({ headers }: Response) => headers.get("x-generation-id") ?? "";

/** What is left of an answer when everything that names this one call is taken out. */
function sameText(text: string): string {
  return text
    .replaceAll(/(gen|resp|msg|chatcmpl)[-_][0-9a-f-]+/g, "ID")
    .replaceAll(
      /"(cost|created|created_at|completed_at|provider_cost|platform_fee|surcharge|upstream_\w+)":[\d.]+/g,
      '"$1":0',
    );
}

/** Asks until the answer of before is kept. */
async function untilHit(asking: () => Promise<Response>): Promise<{ response: Response; text: string }> {
  const found = { response: new Response(), text: "" };
  await expect
    .poll(
      async () => {
        found.response = await asking();
        found.text = await found.response.text();
        return cacheOf(found.response);
      },
      { timeout: 20_000 },
    )
    .toBe("hit");
  return found;
}

/** Puts a time on a key, as the console does, and waits until the proxy knows. */
async function cacheOn(keyId: string, seconds: number): Promise<void> {
  await test.fixture.db.prisma.apiKey.update({ where: { id: keyId }, data: { cacheTtlSeconds: seconds } });
  await publishChange(test.gate.redis, { kind: "key", id: keyId });
  await expect
    .poll(() => [...test.gate.snapshot().keys.values()].find(({ id }) => id === keyId)?.cacheTtlSeconds)
    .toBe(seconds);
}

describe("the cache of answers", () => {
  it("is not there for a request that does not ask for it", async () => {
    for (let i = 0; i < 2; i += 1) expect(cacheOf(await ask({ temperature: 0 }))).toBeNull();
    expect(upstream.calls).toHaveLength(2);
  });

  it.each([false, true])(
    "gives the same answer again as a call of its own, at its own price (stream: %s)",
    async (streamed) => {
      const body = { stream: streamed, cache: { ttl: 60 } };
      const first = await ask(body);
      expect(cacheOf(first)).toBe("miss");
      const text = await first.text();
      await answerKept(test);
      const response = await ask(body);
      expect(cacheOf(response)).toBe("hit");
      const again = await response.text();
      expect(sameText(again)).toBe(sameText(text));
      expect(idOf(response)).not.toBe(idOf(first));
      expect(response.headers.get("x-tollgate-attempts")).toBe("0");
      expect(response.headers.get("x-tollgate-route")).toBe("cache");
      expect(Number(response.headers.get("x-tollgate-cache-age"))).toBeGreaterThanOrEqual(0);
      expect(again).toContain('"cost":0.00015');

      const receipt = await test.receipt(idOf(response));
      expect(receipt.legs).toMatchObject({
        cost_nano: "0",
        platform_fee_nano: "150000",
        surcharge_nano: "0",
        charge_nano: "150000",
      });
      expect(receipt.units).toEqual((await test.receipt(idOf(first))).units);
      expect(receipt).toMatchObject({
        outcome: "completed",
        served_from_cache: true,
        attempts: [],
        hold_nano: "150000",
      });
      expect(upstream.calls).toHaveLength(1);
      await expectBooksToBalance(test.fixture.db);
      const { prisma } = test.fixture.db;
      const bills = await prisma.$queryRaw<{ wrong: bigint }[]>`SELECT count(*) AS wrong FROM call_bill
      WHERE cost_billed <> cost_nano OR fee_billed <> fee_nano OR surcharge_billed <> surcharge_nano`;
      expect(bills).toEqual([{ wrong: 0n }]);
      const [provider] = test.fixture.providers;
      expect(await accountBalance(test.fixture.db, provider?.workspaceId ?? "", "provider_payable")).toBe(1_500_000n);
    },
  );

  it.each(["openai-chat", "openai-responses", "anthropic-messages", "gemini-generate"] as const)(
    "works on %s, whole and streamed, where endpoints speak another dialect",
    async (surface) => {
      const other = surface === "anthropic-messages" ? "gemini-generate" : "anthropic-messages";
      upstream.behave(speak(other, "Hello!"));
      await test.fixture.db.prisma.endpoint.updateMany({ data: { dialect: other } });
      await publishChange(test.gate.redis, { kind: "catalogue" });
      await expect.poll(() => test.gate.snapshot().models.get(model)?.endpoints[0]?.dialect).toBe(other);
      for (const streamed of [false, true]) {
        const { path, body } = surfaceCall(surface, streamed);
        const send = () =>
          fetch(test.proxy.url + path, {
            method: "POST",
            headers: { authorization: `Bearer ${test.fixture.customer.key}`, "x-openrouter-cache": "true" },
            body: JSON.stringify(body),
          });
        const first = await send();
        const text = await first.text();
        expect(first.status).toBe(200);
        const before = upstream.calls.length;
        const hit = await untilHit(send);
        expect(sameText(hit.text)).toBe(sameText(text));
        expect(upstream.calls.length - before).toBeLessThanOrEqual(1);
      }
    },
  );

  it("of a key is for requests that want the same answer again; others pass it by", async () => {
    await cacheOn(test.fixture.customer.keyId, 60);
    expect(cacheOf(await ask({ temperature: 0 }))).toBe("miss");
    await untilHit(() => ask({ temperature: 0 }));
    const called = upstream.calls.length;
    for (const body of [{}, { temperature: 0.7 }, { temperature: 0, cache: false }])
      for (let i = 0; i < 2; i += 1) expect(cacheOf(await ask(body))).toBe("bypass");
    const tools = [{ type: "function", function: { name: "pay", parameters: { type: "object" } } }];
    expect(cacheOf(await ask({ temperature: 0, tools }))).toBe("bypass");
    expect(cacheOf(await ask({ temperature: 0, provider: { zdr: true } }))).not.toBe("hit");
    expect(upstream.calls.length - called).toBeGreaterThanOrEqual(7);
  });

  it("is over when its time is, and is made anew when asked", async () => {
    const body = { cache: { ttl: 60 } };
    await ask(body);
    await untilHit(() => ask(body));
    upstream.behave(answer("Good day!", usage(100, 60)));
    const anew = await ask({ cache: { ttl: 60, refresh: true } });
    expect(cacheOf(anew)).toBe("miss");
    expect(await anew.text()).toContain("Good day!");
    const calls = upstream.calls.length;
    await expect.poll(async () => (await ask(body)).text()).toContain("Good day!");
    expect(upstream.calls).toHaveLength(calls);
    await ask({ cache: { ttl: 1 }, temperature: 0.3 });
    await expect
      .poll(async () => cacheOf(await ask({ cache: { ttl: 1 }, temperature: 0.3 })), {
        timeout: 20_000,
        interval: 1_100,
      })
      .toBe("miss");
  });

  it("keeps apart workspaces, and what apps ask from what the workspace asks itself", async () => {
    const body = { cache: true };
    await ask(body);
    await untilHit(() => ask(body));
    expect(cacheOf(await ask(body, { key: test.fixture.app.key }))).toBe("miss");
  });

  it("keeps nothing that failed, was cut short or left", async () => {
    upstream.behave(refuse(400));
    expect((await ask({ cache: true })).status).toBe(400);
    upstream.behave(({ res }) => {
      res.writeHead(200, { "content-type": "text/event-stream" });
      res.write('data: {"choices":[{"index":0,"delta":{"content":"Hel"}}]}\n\n', () => res.destroy());
    });
    expect(await (await ask({ cache: true, stream: true })).text()).toContain("stream_interrupted");
    upstream.behave(answer("Hello!", usage(100, 50)));
    expect(cacheOf(await ask({ cache: true }))).toBe("miss");
    upstream.behave(stream(["Hello!"], usage(100, 50)));
    expect(cacheOf(await ask({ cache: true, stream: true }))).toBe("miss");
  });

  it("takes the margin's fixed parts only: a share of no cost is nothing", async () => {
    const first = await ask({ cache: true }, { key: test.fixture.app.key });
    const { response } = await untilHit(() => ask({ cache: true }, { key: test.fixture.app.key }));
    expect((await test.receipt(idOf(first))).legs.surcharge_nano).toBe("300000");
    expect((await test.receipt(idOf(response))).legs.surcharge_nano).toBe("0");
  });

  it("is passed by when it cannot be read", async () => {
    await ask({ cache: true });
    await untilHit(() => ask({ cache: true }));
    const { answers } = test.proxy.context.desk;
    const read = answers.read;
    answers.read = () => Promise.reject(new Error("away"));
    expect(cacheOf(await ask({ cache: true }))).toBe("bypass");
    answers.read = read;
  });

  it("tells what it cannot understand", async () => {
    const response = await ask({}, { headers: { "x-tollgate-cache": "maybe" } });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("on, off or refresh");
  });
});
