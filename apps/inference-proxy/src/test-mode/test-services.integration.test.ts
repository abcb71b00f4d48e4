import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ProxyUnderTest, startProxyUnderTest } from "../testing/proxy-under-test.ts";
import { formOf, SERVICE_CALLS, SERVICE_MODELS, serviceEndpoints } from "../testing/service-calls.ts";
import { addTestKey } from "../testing/test-key.ts";

/** Nothing listens there: a test call that left the process would fail. */
const NOWHERE = "http://127.0.0.1:9/v1";

let test: ProxyUnderTest;
let secret: string;

beforeAll(async () => {
  test = await startProxyUnderTest(await createTestDatabase(), {
    models: SERVICE_MODELS,
    endpoints: [{ slug: "chats", baseUrl: NOWHERE, inputUsd: "10", outputUsd: "10" }, ...serviceEndpoints(NOWHERE)],
  });
  secret = (await addTestKey(test)).secret;
});
afterAll(() => test.stop());

function post(path: string, body: Readonly<Record<string, unknown>>, headers: Record<string, string> = {}) {
  const isForm = path.endsWith("/transcriptions");
  return fetch(test.proxy.url + path, {
    method: "POST",
    headers: {
      ...{ authorization: `Bearer ${secret}`, ...headers },
      ...(isForm ? {} : { "content-type": "application/json" }),
    },
    body: isForm ? formOf(body) : JSON.stringify(body),
  });
}

it.each(Object.entries(SERVICE_CALLS))(
  "%s: a test call is answered and priced, and nothing is booked",
  async (_, call) => {
    const reply = await post(call.path, call.body);
    const text = await reply.text();
    expect(text, text.slice(0, 300)).not.toContain('"error"');
    expect(reply.headers.get("x-tollgate-mode")).toBe("test");
    const id = reply.headers.get("x-generation-id") ?? "";
    const receipt = await test.get(`/v1/generation?id=${id}`, secret);
    expect(await receipt.json()).toMatchObject({
      data: {
        mode: "test",
        outcome: "completed",
        total_cost: call.costNano === "0" ? 0 : expect.toSatisfy((cost: number) => cost > 0),
      },
    });
    expect(await test.fixture.db.prisma.call.count()).toBe(0);
  },
);

it.each(Object.entries(SERVICE_CALLS))("%s: a scenario is asked for by a header", async (_, call) => {
  const reply = await post(call.path, call.body, { "x-tollgate-test": "rate_limited" });
  expect(reply.status).toBe(429);
  expect(reply.headers.get("retry-after")).toBe("7");
});
