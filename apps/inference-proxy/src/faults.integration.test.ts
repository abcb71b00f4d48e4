import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { openDatabase } from "@tollgate/db/open-database";
import { postJournal } from "@tollgate/db/post-journal";
import { readCreditState } from "@tollgate/db/redis/credit-state";
import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { publishChange } from "@tollgate/marketplace/changes";
import { projectCredit } from "@tollgate/marketplace/settlement/project-credit";
import { settleCalls } from "@tollgate/marketplace/settlement/settle-calls";
import { expectBooksToBalance } from "@tollgate/marketplace/testing/books";
import { type OwnStores, startOwnStores } from "@tollgate/marketplace/testing/own-stores";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answer, type FakeUpstream, startFakeUpstream, usage } from "./testing/fake-upstream.ts";
import { ask, expectPaidFor, idOf, paid } from "./testing/paid-calls.ts";
import { spoolFolder, startProxyProcess } from "./testing/proxy-process.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

/**
 * The fault table of the documentation, line by line: each test is named like its line. Faults in which Redis loses something are in
 * `redis-faults.integration.test.ts`. Stores are killed, not asked. Calls go through an app with a margin of 20 %; tokens cost 10 USD a million.
 */
const SETTLER = createRequire(import.meta.url).resolve("@tollgate/marketplace/testing/settler");

let stores: OwnStores;
let upstream: FakeUpstream;
let test: ProxyUnderTest;
let databaseUrl: string;
/** What the proxy's clock is wrong by. */
let clockErrorMs: number;

beforeAll(async () => {
  stores = await startOwnStores();
});
beforeEach(async () => {
  clockErrorMs = 0;
  upstream = await startFakeUpstream(answer("Hello!", usage(100, 50)));
  const own = await stores.renew();
  databaseUrl = own.url;
  test = await startProxyUnderTest(own, {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl, inputUsd: "10", outputUsd: "10" }],
    nowMs: () => Date.now() + clockErrorMs,
  });
});
afterEach(async () => {
  await stores.restore();
  await test.stop();
  await upstream.stop();
});

/** Nothing is held, nothing waits, and both stores agree. */
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
  await expectBooksToBalance(db);
}

async function recordedCalls(): Promise<number> {
  return await test.fixture.db.prisma.call.count();
}

function usageStream(): string {
  return redisKeys.usage(shardOf(test.fixture.customer.workspaceId));
}

// Starting processes and stores again takes a busy machine its time.
describe("faults", { timeout: 120_000 }, () => {
  it("Redis is gone", async () => {
    await stores.redis.kill();
    const refused = await ask(test);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("2");
    expect(upstream.calls).toHaveLength(0);
    await stores.redis.start();
    await expect.poll(async () => (await ask(test)).status, { timeout: 20_000 }).toBe(200);
    await expectPaidFor(test, 150);
    await expectAtRest();
  });

  it("Redis goes away mid-call", async () => {
    upstream.behave(async (call) => {
      await stores.redis.kill();
      await answer("Hello!", usage(100, 50))(call);
    });
    const response = await ask(test);
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: "Hello!" } }] });
    await expect.poll(recordedCalls, { timeout: 20_000 }).toBe(1);
    await stores.redis.start();
    await expectPaidFor(test, 150);
    await expectAtRest();
    expect(await recordedCalls()).toBe(1);
  });

  it("Redis and Postgres go away mid-call", async () => {
    const folder = spoolFolder();
    const env = { DATABASE_URL: databaseUrl, REDIS_URL: stores.redis.url, PROXY_SPOOL_DIR: folder };
    const first = await startProxyProcess(env);
    upstream.behave(async (call) => {
      await Promise.all([stores.redis.kill(), stores.postgres.kill()]);
      await answer("Hello!", usage(100, 50))(call);
    });
    const response = await ask({ ...test, proxy: { ...test.proxy, url: first.url } });
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: "Hello!" } }] });
    // Beside the tail, which every call's end is in.
    const spools = () => readdirSync(folder).filter((name) => name.endsWith(".spool"));
    const spooled = () => spools().map((name) => statSync(path.join(folder, name)).size > 0);
    await expect.poll(spooled, { timeout: 20_000 }).toEqual([true]);
    await first.kill();
    await stores.restore();
    await startProxyProcess(env);
    await expect.poll(() => readdirSync(folder), { timeout: 20_000 }).toEqual([]);
    await expectPaidFor(test, 150);
    await expectAtRest();
    expect(await recordedCalls()).toBe(1);
  });

  it("Postgres is gone", async () => {
    await ask(test);
    await stores.postgres.kill();
    await publishChange(test.fixture.redis, { kind: "fee" });
    const answers = await Promise.all([ask(test), ask(test), ask(test)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await expect(test.settle()).rejects.toThrow();
    await stores.postgres.start();
    await expectPaidFor(test, 600);
    await expectAtRest();
    expect(await recordedCalls()).toBe(4);
  });

  it("Postgres stays away", async () => {
    const env = { DATABASE_URL: databaseUrl, REDIS_URL: stores.redis.url, PROXY_SPOOL_DIR: spoolFolder() };
    const { url } = await startProxyProcess({ ...env, PROXY_MAX_UNSETTLED_USD: "0.003" });
    const askIt = () => ask({ ...test, proxy: { ...test.proxy, url } });
    await expect.poll(async () => (await askIt()).status, { timeout: 20_000 }).toBe(200);
    await expectPaidFor(test, 150);
    await stores.postgres.kill();
    expect((await askIt()).status).toBe(200);
    expect((await askIt()).status).toBe(200);
    await expect.poll(async () => (await askIt()).status, { timeout: 20_000 }).toBe(503);
    const asked = upstream.calls.length;
    const refused = await askIt();
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("5");
    expect(upstream.calls).toHaveLength(asked);
    await stores.postgres.start();
    await expectPaidFor(test, asked * 150);
    await expect.poll(async () => (await askIt()).status, { timeout: 20_000 }).toBe(200);
    await expectPaidFor(test, (asked + 1) * 150);
    await expectAtRest();
    expect(await recordedCalls()).toBe(asked + 1);
  });

  it("Settlement is killed mid-batch", async () => {
    await ask(test);
    const owner = openDatabase({ url: databaseUrl, role: null });
    const blocker = await owner.pool.connect();
    await blocker.query("BEGIN; LOCK TABLE entry IN ACCESS EXCLUSIVE MODE");
    const settler = spawn(process.execPath, [SETTLER, databaseUrl, stores.redis.url]);
    const ended = once(settler, "exit");
    const open = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    const openBatches = async () => (await owner.pool.query(open)).rowCount;
    await expect.poll(openBatches, { timeout: 20_000 }).toBe(1);
    settler.kill("SIGKILL");
    await ended;
    // A server that still waits for a lock does not notice that nobody listens any more.
    await owner.pool.query(`SELECT pg_terminate_backend(pid) FROM (${open}) AS batch`);
    await expect.poll(openBatches, { timeout: 20_000 }).toBe(0);
    await blocker.query("ROLLBACK");
    blocker.release();
    await owner.close();
    expect(await recordedCalls()).toBe(0);
    expect(await test.fixture.redis.xlen(usageStream())).toBe(1);
    await expectPaidFor(test, 150);
    await expectAtRest();
  });

  it("Settlement is killed between commit and acknowledgement", async () => {
    const { db, redis, customer } = test.fixture;
    await ask(test);
    await expect.poll(() => redis.xlen(usageStream()), { timeout: 20_000 }).toBe(1);
    const deaf = Object.create(redis, { evalsha: { value: () => Promise.reject(new Error("killed")) } });
    await expect(settleCalls({ db, redis: deaf }, { shard: shardOf(customer.workspaceId) })).rejects.toThrow("killed");
    expect(await recordedCalls()).toBe(1);
    expect(await redis.xlen(usageStream())).toBe(1);
    await expectPaidFor(test, 150);
    await expectAtRest();
  });

  it("Usage is delivered twice, or out of order", async () => {
    const { db, redis } = test.fixture;
    const stream = usageStream();
    await Promise.all([ask(test), ask(test), ask(test)]);
    await expect.poll(() => redis.xlen(stream), { timeout: 20_000 }).toBe(3);
    const events = (await redis.xrange(stream, "-", "+")).map(
      ([, fields]) => fields[fields.indexOf("event") + 1] ?? "",
    );
    await expectPaidFor(test, 450);
    for (const event of [...events, ...events].reverse()) await redis.xadd(stream, "*", "loose", "1", "event", event);
    await expectPaidFor(test, 450);
    await expectAtRest();
    expect(await db.prisma.quarantinedCall.count()).toBe(0);
    const { legs, ...event } = JSON.parse(events[0] ?? "");
    const half = Object.fromEntries(Object.entries(legs).map(([leg, nano]) => [leg, `${BigInt(String(nano)) / 2n}`]));
    const other = { ...event, units: { input: 50, output: 25 }, legs: half };
    await redis.xadd(stream, "*", "loose", "1", "event", JSON.stringify(other));
    await expectPaidFor(test, 450);
    expect(await db.prisma.quarantinedCall.findMany()).toMatchObject([{ reason: "already_ended" }]);
  });

  it("The same idempotency key comes with other content", async () => {
    const { db, customer } = test.fixture;
    const post = (nano: bigint) =>
      db.prisma.$transaction((tx) =>
        postJournal(tx, {
          kind: "top_up",
          idempotencyKey: "payment:once",
          eventAt: new Date(),
          memo: "",
          reverses: null,
          postings: [
            { type: "customer_credit", owner: customer.workspaceId, amountNano: nano },
            { type: "top_up_clearing", owner: "platform", amountNano: -nano },
          ],
        }),
      );
    expect(await post(5n)).toMatchObject({ created: true });
    expect(await post(5n)).toMatchObject({ created: false });
    await expect(post(6n)).rejects.toThrow("used with other content");
    expect((await paid(test)).customer).toBe(-5n);
  });

  it("A proxy’s clock is wrong", async () => {
    const { db } = test.fixture;
    clockErrorMs = 2 * 3_600_000;
    upstream.behave(async (call) => {
      clockErrorMs = -2 * 3_600_000;
      await answer("Hello!", usage(100, 50))(call);
    });
    const id = idOf(await ask(test));
    await expectPaidFor(test, 150);
    expect(id).not.toBe("");
    const { rows } = await db.pool.query(
      "SELECT event_at <= booked_at AS clamped, abs(extract(epoch FROM now() - booked_at)) < 60 AS stamped, duration_ms FROM call",
    );
    expect(rows).toEqual([{ clamped: true, stamped: true, duration_ms: expect.any(Number) }]);
    expect(rows[0].duration_ms).toBeGreaterThanOrEqual(0);
    expect(rows[0].duration_ms).toBeLessThan(60_000);
  });
});
