import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answer, type FakeUpstream, startFakeUpstream, usage } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

let upstream: FakeUpstream;
let test: ProxyUnderTest;
const model = "acme/echo-1";
const messages = [{ role: "user" as const, content: "Say hello." }];

beforeEach(async () => {
  upstream = await startFakeUpstream(answer("Hello!", usage(100, 50)));
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl }],
  });
});
afterEach(async () => {
  await test.stop();
  await upstream.stop();
});

describe("without Redis", () => {
  it("no call is made: 503 with Retry-After, and not ready", async () => {
    test.gate.redis.disconnect();
    const error = await test.openai.chat.completions.create({ model, messages }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 503, code: "temporarily_unavailable" });
    expect(Reflect.get(Object(error), "headers").get("retry-after")).toBe("2");
    expect(upstream.calls).toHaveLength(0);
    expect((await fetch(`${test.proxy.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${test.proxy.url}/healthz`)).status).toBe(200);
  });

  it("a call in flight is answered, and its usage goes straight to Postgres", async () => {
    upstream.behave((call) => {
      test.gate.redis.disconnect();
      return answer("Hello!", usage(100, 50))(call);
    });
    const data = await test.openai.chat.completions.create({ model, messages });
    expect(data.choices[0]?.message.content).toBe("Hello!");
    expect(await test.get(`/v1/generation?id=${data.id}`).then((response) => response.json())).toMatchObject({
      data: { units: { input: 100, output: 50 }, outcome: "completed" },
    });
  });
});
