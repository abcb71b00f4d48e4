import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { publishChange } from "@tollgate/marketplace/changes";
import { parseKeyRing } from "@tollgate/marketplace/key-ring";
import { accountBalance, expectBooksToBalance } from "@tollgate/marketplace/testing/books";
import { TEST_ENCRYPTION_KEYS } from "@tollgate/marketplace/testing/fixture";
import { sweepNow } from "@tollgate/marketplace/testing/sweep-now";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallDesk } from "./call-desk.ts";
import { answer, chunk, type FakeUpstream, openStream, startFakeUpstream, usage } from "./testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

const OWN = "sk-of-the-customer";
const SHARED = "Bearer sk-demo-fixture";
const model = "acme/echo-1";
const messages = [{ role: "user", content: "Say hello." }];

let upstream: FakeUpstream;
let test: ProxyUnderTest;
/** A killed process never ends its calls. */
let killed = false;

beforeEach(async () => {
  killed = false;
  upstream = await startFakeUpstream(answer("Hello!", usage(100, 50)));
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl, inputUsd: "10", outputUsd: "10" }],
    settings: { checkpointMs: 50 },
    wrap: (desk): CallDesk => ({
      ...desk,
      finish: async (admission, outcome) => {
        if (killed) throw new Error("killed");
        return await desk.finish(admission, outcome);
      },
    }),
  });
});
afterEach(async () => {
  await test.stop();
  await upstream.stop();
});

/** Gives the customer a key of their own at the provider, and waits until the proxy knows. */
async function bringKey({ fallsBack = true, allowed = true } = {}): Promise<void> {
  const { db, redis, customer, providers } = test.fixture;
  const [provider] = providers;
  const id = "pky_test";
  await db.prisma.endpoint.updateMany({ data: { allowsOwnKeys: allowed } });
  await db.prisma.providerKey.create({
    data: {
      id,
      workspaceId: customer.workspaceId,
      providerId: provider?.providerId ?? "",
      credentialSealed: parseKeyRing(TEST_ENCRYPTION_KEYS).seal(OWN, id),
      hint: "…omer",
      fallsBack,
    },
  });
  await publishChange(redis, { kind: "catalogue" });
  await expect
    .poll(() => [...test.gate.snapshot().keys.values()].some(({ workspace }) => workspace.ownKeys !== undefined))
    .toBe(true);
}

function ask(body: object = {}, key = test.fixture.customer.key): Promise<Response> {
  return fetch(`${test.proxy.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ model, messages, ...body }),
  });
}

const idOf = ({ headers }: Response) => headers.get("x-generation-id") ?? "";
const keysSeen = () => upstream.calls.map(({ headers }) => headers.authorization);

/** The provider does not know the customer's key. */
function refuseOwnKey(): void {
  const served = answer("Hello!", usage(100, 50));
  upstream.behave((call) => {
    if (call.headers.authorization === SHARED) return served(call);
    call.res.writeHead(401, { "content-type": "application/json" });
    call.res.end('{"error":{"message":"no such key"}}');
  });
}

async function providerEarned(): Promise<bigint> {
  const [provider] = test.fixture.providers;
  await expectBooksToBalance(test.fixture.db);
  return await accountBalance(test.fixture.db, provider?.workspaceId ?? "", "provider_payable");
}

describe("a key of the customer's own at a provider", () => {
  it.each([false, true])("takes the call, which then costs a fee and no price (stream: %s)", async (stream) => {
    await bringKey();
    const response = await ask({ stream });
    const text = await response.text();
    expect(response.headers.get("x-tollgate-own-key")).toBe("true");
    expect(text).toContain('"cost":0.000075');
    expect(text).toContain('"is_byok":true');
    expect(keysSeen()).toEqual([`Bearer ${OWN}`]);
    const receipt = await test.receipt(idOf(response));
    expect(receipt.legs).toMatchObject({ cost_nano: "0", platform_fee_nano: "75000", charge_nano: "75000" });
    expect(receipt).toMatchObject({ is_byok: true, attempts: [{ provider: "one", result: "served" }] });
    expect(await (await test.get(`/v1/generation?id=${idOf(response)}`)).text()).toContain('"own_key":true');
    expect(await providerEarned()).toBe(0n);
    const bills = await test.fixture.db.prisma.$queryRaw`SELECT cost_billed::bigint AS cost, fee_billed::bigint AS fee,
      surcharge_billed::bigint AS surcharge, listed_nano::bigint AS listed FROM call_bill`;
    expect(bills).toEqual([{ cost: 0n, fee: 75_000n, surcharge: 0n, listed: 1_500_000n }]);
  });

  it("that the provider refuses is passed by, and the endpoint stays well for everybody", async () => {
    await bringKey();
    refuseOwnKey();
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get("x-tollgate-own-key")).toBeNull();
    expect(keysSeen()).toEqual([`Bearer ${OWN}`, SHARED]);
    const receipt = await test.receipt(idOf(response));
    expect(receipt.legs).toMatchObject({ cost_nano: "1500000", platform_fee_nano: "75000" });
    expect(receipt.attempts.map(({ result }) => result)).toEqual(["credential_refused", "served"]);
    const [endpoint] = test.gate.snapshot().models.get(model)?.endpoints ?? [];
    if (!endpoint) throw new Error("the endpoint is gone");
    expect(test.proxy.context.health.condition(endpoint, Date.now()).state).toBe("healthy");
    // The customer's own key rests for a while.
    await ask();
    expect(keysSeen()).toEqual([`Bearer ${OWN}`, SHARED, SHARED]);
  });

  it("that must not be fallen back from ends the call with a sentence, and nothing is charged", async () => {
    await bringKey({ fallsBack: false });
    refuseOwnKey();
    const response = await ask();
    expect(response.status).toBe(502);
    expect(await response.text()).toContain("your own key");
    expect(keysSeen()).toEqual([`Bearer ${OWN}`]);
    await test.settle();
    expect(await providerEarned()).toBe(0n);
  });

  it("is not used where the provider takes none", async () => {
    await bringKey({ allowed: false });
    expect((await ask()).headers.get("x-tollgate-own-key")).toBeNull();
    expect(keysSeen()).toEqual([SHARED]);
  });

  it("goes with calls through apps too, whose share of the price is a share of nothing", async () => {
    await bringKey();
    const response = await ask({}, test.fixture.app.key);
    await response.text();
    expect(keysSeen()).toEqual([`Bearer ${OWN}`]);
    expect((await test.receipt(idOf(response))).legs).toMatchObject({ cost_nano: "0", surcharge_nano: "0" });
  });

  it("is known to the sweep: a killed stream costs its fee alone", async () => {
    await bringKey();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    upstream.behave(async ({ res }) => {
      openStream(res);
      res.write(chunk({ content: "The quick brown fox jumps over the lazy dog." }));
      await released;
      res.end();
    });
    const response = await ask({ stream: true });
    await response.body?.getReader().read();
    const { redis, db } = test.fixture;
    await expect
      .poll(async () => (await redis.keys("*:call:*")).length > 0 && (await progressNoted()), { timeout: 20_000 })
      .toBe(true);
    killed = true;
    release();
    await sweepNow(redis);
    await test.settle();
    const call = await db.prisma.call.findFirstOrThrow();
    expect(call).toMatchObject({ outcome: "cut", costNano: 0n, feeVersionId: "fee_own_key_initial" });
    expect(call.feeNano).toBeGreaterThan(0n);
    expect(await db.prisma.quarantinedCall.count()).toBe(0);
  });
});

async function progressNoted(): Promise<boolean> {
  const { redis } = test.fixture;
  const [key] = await redis.keys("*:call:*");
  return key !== undefined && (await redis.hexists(key, "progress")) === 1;
}
