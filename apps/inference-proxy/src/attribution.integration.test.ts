import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, type FakeUpstream, startFakeUpstream, usage } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

let upstream: FakeUpstream;
let proxy: ProxyUnderTest;
const messages = [{ role: "user" as const, content: "Say hello." }];

beforeAll(async () => {
  upstream = await startFakeUpstream(answer("Hello!", usage(10, 5)));
  proxy = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl }],
  });
});
afterAll(async () => {
  await proxy.stop();
  await upstream.stop();
});

async function saidOf(generationId: string) {
  await proxy.receipt(generationId);
  const hex = generationId.replace("gen-", "");
  const callId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const kept = await proxy.gate.db.prisma.callAttribution.findUnique({ where: { callId } });
  return kept && { user: kept.endUser, tenant: kept.tenant, feature: kept.feature };
}

test("what a call says of itself is kept with it, streamed or not, and headers come before the body", async () => {
  const client = proxy.client(proxy.fixture.customer.key);
  const said = { user: "u-1", metadata: { tenant: "north", feature: "chat" } };
  const whole = await client.chat.completions.create({ model: "acme/echo-1", messages, ...said });
  expect(await saidOf(whole.id)).toEqual({ user: "u-1", tenant: "north", feature: "chat" });

  const headers = { "x-tollgate-user": "u-2" };
  const stream = await client.chat.completions.create(
    { model: "acme/echo-1", messages, stream: true, ...said },
    { headers },
  );
  let id = "";
  for await (const chunk of stream) id = chunk.id;
  expect(await saidOf(id)).toEqual({ user: "u-2", tenant: "north", feature: "chat" });
});

test("a call that says nothing keeps nothing, and one that says nonsense is answered all the same", async () => {
  const post = async (body: object) =>
    await fetch(`${proxy.proxy.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${proxy.fixture.customer.key}` },
      body: JSON.stringify({ model: "acme/echo-1", messages, ...body }),
    });
  for (const body of [{}, { metadata: { tenant: 7, feature: ["x"] } }, { user: "x".repeat(500) }]) {
    const reply = await post(body);
    expect(reply.status).toBe(200);
    expect(await saidOf(reply.headers.get("x-generation-id") ?? "")).toBeNull();
  }
  const odd = await post({ user: "half \ud800 and \u0000" });
  expect(await saidOf(odd.headers.get("x-generation-id") ?? "")).toEqual({
    user: "half \uFFFD and \uFFFD",
    tenant: null,
    feature: null,
  });
});
