import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answer, chunk, type FakeUpstream, openStream, startFakeUpstream, usage } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

let upstream: FakeUpstream;
let test: ProxyUnderTest;
const model = "acme/echo-1";
const messages = [{ role: "user" as const, content: "Say hello." }];

beforeEach(async () => {
  upstream = await startFakeUpstream(answer("Hello!", usage(1_000, 100)));
});
afterEach(async () => {
  await test.stop();
  await upstream.stop();
});

/** Starts a proxy that waits so long for calls under way when it is stopped. */
async function start(shutdownMs = 60_000): Promise<void> {
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl, inputUsd: "0.000001", outputUsd: "10" }],
    creditUsd: "0.1",
    settings: { shutdownMs },
  });
}

async function credits(): Promise<Record<string, string>> {
  const { data } = (await (await test.get("/v1/credits")).json()) as { data: Record<string, string> };
  return data;
}

describe("200 calls at once on a balance that covers half of them", () => {
  it("overdraw nothing, refuse the rest with 402, leave no hold, and cost what their receipts say", async () => {
    await start();
    // Every admitted call waits at the endpoint until all 200 are decided, so that all holds stand at once.
    let admitted = 0;
    let refused = 0;
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const decided = () => {
      if (admitted + refused === 200) open();
    };
    upstream.behave(async (call) => {
      admitted += 1;
      decided();
      await opened;
      await answer("Hello!", usage(10, Number(call.body.max_tokens)))(call);
    });
    const results = Array.from({ length: 200 }, () =>
      test.openai.chat.completions.create({ model, messages, max_tokens: 100 }).then(
        (data) => data.id,
        (error: { status?: number }) => {
          expect(error.status).toBe(402);
          refused += 1;
          decided();
          return null;
        },
      ),
    );
    const ids = (await Promise.all(results)).filter((id) => id !== null);
    expect(ids.length).toBeGreaterThanOrEqual(90);
    expect(ids.length).toBeLessThanOrEqual(105);
    expect(ids.length + refused).toBe(200);
    let total = 0n;
    for (const id of ids) total += BigInt((await test.receipt(id)).legs.charge_nano ?? 0);
    const { available_nano, total_usage_nano } = await credits();
    expect(BigInt(total_usage_nano ?? 0)).toBe(total);
    expect(BigInt(available_nano ?? 0)).toBe(100_000_000n - total);
    expect(BigInt(available_nano ?? 0)).toBeGreaterThanOrEqual(0n);
  });
});

describe("stopping", () => {
  it("lets a stream end, refuses nothing that was begun, and finishes every call", async () => {
    await start();
    const stopping = Promise.withResolvers<void>();
    upstream.behave(async ({ res }) => {
      openStream(res);
      res.write(chunk({ content: "a" }));
      await stopping.promise;
      res.write(chunk({ content: "b" }));
      res.write(chunk({}, "stop"));
      res.end("data: [DONE]\n\n");
    });
    const parts = await test.openai.chat.completions.create({ model, messages, stream: true, max_tokens: 10 });
    const stopped = test.proxy.stop();
    stopping.resolve();
    let text = "";
    for await (const part of parts) text += part.choices[0]?.delta.content ?? "";
    await stopped;
    expect(text).toBe("ab");
    await expect(fetch(`${test.proxy.url}/healthz`)).rejects.toThrow();
  });

  it("breaks a stream off with an error when the deadline has passed, and charges what arrived", async () => {
    await start(300);
    upstream.behave(({ res }) => {
      openStream(res);
      res.write(chunk({ content: "The quick brown fox jumps over the lazy dog." }));
    });
    const parts = await test.openai.chat.completions.create({ model, messages, stream: true, max_tokens: 50 });
    const stopped = test.proxy.stop();
    await expect(
      (async () => {
        for await (const part of parts) void part;
      })(),
    ).rejects.toMatchObject({ code: "shutting_down" });
    await stopped;
    await test.settle();
    const [call] = await test.fixture.db.prisma.call.findMany();
    expect(call).toMatchObject({ outcome: "cut", usageSource: "estimated" });
  });
});
