import { cpSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { readCreditState } from "@tollgate/db/redis/credit-state";
import { projectCredit } from "@tollgate/marketplace/settlement/project-credit";
import { type OwnStores, startOwnStores } from "@tollgate/marketplace/testing/own-stores";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answer, type FakeUpstream, startFakeUpstream, usage } from "./testing/fake-upstream.ts";
import { ask, expectPaidFor, paid } from "./testing/paid-calls.ts";
import { spoolFolder, startProxyProcess } from "./testing/proxy-process.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

/** Lines of the fault table in which Redis loses something, named like them. */
let stores: OwnStores;
let upstream: FakeUpstream;
let test: ProxyUnderTest;
let databaseUrl: string;

beforeAll(async () => {
  stores = await startOwnStores();
});
beforeEach(async () => {
  upstream = await startFakeUpstream(answer("Hello!", usage(100, 50)));
  const own = await stores.renew();
  databaseUrl = own.url;
  test = await startProxyUnderTest(own, {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl, inputUsd: "10", outputUsd: "10" }],
  });
});
afterEach(async () => {
  await stores.restore();
  await test.stop();
  await upstream.stop();
});

/** Restarts Redis with the files of a copy, or with none. */
async function restartWith(copy: string | null): Promise<void> {
  const { redis } = stores;
  await redis.kill();
  for (const name of readdirSync(redis.dir)) rmSync(path.join(redis.dir, name), { recursive: true });
  if (copy !== null) cpSync(copy, redis.dir, { recursive: true });
  await redis.start();
}

async function expectAtRest(): Promise<void> {
  const { db, redis, customer } = test.fixture;
  await expect
    .poll(
      async () => {
        await test.settle().catch(() => undefined);
        // As the next call does in a new epoch; loaded credit keeps what is held and unsettled.
        await projectCredit({ db, redis }, customer.workspaceId);
        return await readCreditState(redis, customer.workspaceId);
      },
      { timeout: 20_000 },
    )
    .toMatchObject({ heldNano: 0n, unsettledNano: 0n, availableNano: 10_000_000_000n - (await paid(test)).customer });
}

// Starting processes and stores again takes a busy machine its time.
describe("faults", { timeout: 120_000 }, () => {
  it("Redis restarts without its last writes", async () => {
    const copy = `${stores.redis.dir}.copy`;
    upstream.behave(async (call) => {
      cpSync(stores.redis.dir, copy, { recursive: true });
      await answer("Hello!", usage(100, 50))(call);
    });
    expect((await ask(test)).status).toBe(200);
    await restartWith(copy);
    await expectPaidFor(test, 150);
    await expectAtRest();
  });

  it("Redis comes back empty", async () => {
    const { redis, customer } = test.fixture;
    expect((await ask(test)).status).toBe(200);
    await expectPaidFor(test, 150);
    expect((await ask(test)).status).toBe(200);
    const { promise: answered, resolve: goOn } = Promise.withResolvers<void>();
    upstream.behave(async (call) => {
      await answered;
      await answer("Hello!", usage(100, 50))(call);
    });
    const open = ask(test);
    const held = async () => (await readCreditState(redis, customer.workspaceId))?.heldNano ?? 0n;
    await expect.poll(held, { timeout: 20_000 }).toBeGreaterThan(0n);
    const before = await held();
    await restartWith(null);
    await expect.poll(() => held().catch(() => 0n), { timeout: 20_000 }).toBe(before);
    upstream.behave(answer("Hello!", usage(100, 50)));
    await expect.poll(async () => (await ask(test)).status, { timeout: 20_000 }).toBe(200);
    goOn();
    expect((await open).status).toBe(200);
    await expectPaidFor(test, 600);
    await expectAtRest();
  });

  it("A proxy is killed and Redis loses its last writes too", async () => {
    const copy = `${stores.redis.dir}.before-end`;
    const env = { DATABASE_URL: databaseUrl, REDIS_URL: stores.redis.url, PROXY_SPOOL_DIR: spoolFolder() };
    const first = await startProxyProcess(env);
    upstream.behave(async (call) => {
      cpSync(stores.redis.dir, copy, { recursive: true });
      await answer("Hello!", usage(100, 50))(call);
    });
    const response = await ask({ ...test, proxy: { ...test.proxy, url: first.url } });
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: "Hello!" } }] });
    await first.kill();
    await restartWith(copy);
    await startProxyProcess(env);
    await expectPaidFor(test, 150);
    await expectAtRest();
    expect(await test.fixture.db.prisma.call.count()).toBe(1);
  });

  it("A proxy is killed and Redis comes back empty", async () => {
    const env = { DATABASE_URL: databaseUrl, REDIS_URL: stores.redis.url, PROXY_SPOOL_DIR: spoolFolder() };
    const [first] = await Promise.all([startProxyProcess(env), startProxyProcess(env)]);
    const response = await ask({ ...test, proxy: { ...test.proxy, url: first.url } }, { stream: true });
    expect(await response.text()).toContain("[DONE]");
    await first.kill();
    await restartWith(null);
    await expectPaidFor(test, 150);
    await expectAtRest();
    expect(await test.fixture.db.prisma.call.count()).toBe(1);
  });
});
