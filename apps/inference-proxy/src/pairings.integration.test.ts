import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { type ConversationDialect, REPLY_FORMATS } from "@tollgate/gateway/reply-formats";
import { SURFACES, type SurfaceName } from "@tollgate/gateway/surfaces";
import { expectBooksToBalance } from "@tollgate/marketplace/testing/books";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { speak } from "./testing/dialect-upstream.ts";
import { type FakeUpstream, startFakeUpstream } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";
import { surfaceCall } from "./testing/surface-calls.ts";

/**
 * Every surface on every dialect, whole and streamed, through an app with a margin of 20 %. Every endpoint reports the same usage, so every
 * pairing has to cost the same to the nano.
 */
const ANSWER = "Grüße 👋 from afar.";
const dialects = Object.keys(REPLY_FORMATS).filter((name): name is ConversationDialect => name in REPLY_FORMATS);
const surfaces = Object.keys(SURFACES).filter((name): name is SurfaceName => name in SURFACES);

let test: ProxyUnderTest;
const upstreams = new Map<string, FakeUpstream>();

beforeAll(async () => {
  for (const dialect of dialects) upstreams.set(dialect, await startFakeUpstream(speak(dialect, ANSWER)));
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: dialects.map((dialect) => ({
      slug: dialect,
      dialect,
      baseUrl: upstreams.get(dialect)?.baseUrl ?? "",
      inputUsd: "3",
      outputUsd: "15",
    })),
  });
});
afterAll(async () => {
  await test.stop();
  await Promise.all([...upstreams.values()].map((upstream) => upstream.stop()));
});

async function call(surface: SurfaceName, dialect: string, stream: boolean) {
  const { path, body } = surfaceCall(surface, stream);
  const response = await fetch(test.proxy.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${test.fixture.app.key}` },
    body: JSON.stringify({ ...body, provider: { only: [dialect] } }),
  });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  expect(response.headers.get("x-tollgate-provider")).toBe(dialect);
  return { text, receipt: await test.receipt(response.headers.get("x-generation-id") ?? "") };
}

describe.each(surfaces)("callers of %s", (surface) => {
  it.each(dialects)(
    "on an endpoint of %s pay what was reported at the pinned prices, streamed or not",
    async (dialect) => {
      const whole = await call(surface, dialect, false);
      const streamed = await call(surface, dialect, true);
      expect(whole.text).toContain(ANSWER);
      expect(streamed.text).toContain(ANSWER);
      expect(streamed.receipt.units).toEqual(whole.receipt.units);
      expect(streamed.receipt.legs).toEqual(whole.receipt.legs);
      expect(whole.receipt).toMatchObject({ outcome: "completed", usage_source: "reported" });
      const { input = 0, cache_read = 0, output = 0 } = whole.receipt.units;
      expect({ prompt: input + cache_read, output }).toEqual({ prompt: 100, output: 50 });
      expect(cache_read).toBe(dialect === "ollama-chat" ? 0 : 30);
      // 100 × 3 + 50 × 15 USD per million, in nano; a fifth of it for the builder. Nothing else has a price here.
      expect(whole.receipt.legs).toMatchObject({ cost_nano: "1050000", surcharge_nano: "210000" });
    },
  );
});

describe("all pairings together", () => {
  it("leave books that balance", async () => {
    await test.settle();
    await expectBooksToBalance(test.fixture.db);
  });
});
