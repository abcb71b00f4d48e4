import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { verifyReceipt } from "@tollgate/receipts/verify-receipt.mjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, type FakeUpstream, refuse, startFakeUpstream, usage } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

let upstream: FakeUpstream;
let proxy: ProxyUnderTest;
const messages = [{ role: "user" as const, content: "Say hello." }];

beforeAll(async () => {
  upstream = await startFakeUpstream(answer("Hello!", usage(1000, 500, { cached: 400, reasoning: 100 })));
  proxy = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl }],
  });
});
afterAll(async () => {
  await proxy.stop();
  await upstream.stop();
});

test("the answer of GET /v1/generation verifies offline against the published keys, for a key of one's own and through an app", async () => {
  const keys = await fetch(`${proxy.proxy.url}/v1/receipt-keys`);
  expect(keys.headers.get("cache-control")).toBe("public, max-age=300");
  const keySet: unknown = await keys.json();
  for (const key of [proxy.fixture.customer.key, proxy.fixture.app.key]) {
    const { id } = await proxy.client(key).chat.completions.create({ model: "acme/echo-1", messages });
    await proxy.receipt(id);
    const body: unknown = await (await proxy.get(`/v1/generation?id=${id}`)).json();
    expect(await verifyReceipt(body, keySet)).toMatchObject({ ok: true });
    expect(body).toMatchObject({ data: { id }, signed_receipt: { receipt: { id, units: { cache_read: 400 } } } });
  }
});

test("a call that nobody could serve has a receipt of nothing, signed all the same", async () => {
  upstream.behave(refuse(500));
  const reply = await fetch(`${proxy.proxy.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${proxy.fixture.customer.key}` },
    body: JSON.stringify({ model: "acme/echo-1", messages }),
  });
  expect(reply.status).toBe(502);
  const id = reply.headers.get("x-generation-id") ?? "";
  await proxy.receipt(id);
  const body: unknown = await (await proxy.get(`/v1/generation?id=${id}`)).json();
  const keySet: unknown = await (await fetch(`${proxy.proxy.url}/v1/receipt-keys`)).json();
  expect(await verifyReceipt(body, keySet)).toMatchObject({ ok: true });
  expect(body).toMatchObject({ signed_receipt: { receipt: { price: null, legs: { charge_nano: "0" } } } });
});
