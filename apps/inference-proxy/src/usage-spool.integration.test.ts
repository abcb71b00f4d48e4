import { cpSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { startSpoolReplay } from "@tollgate/marketplace/inference/replay-spool";
import { UsageSpool, type UsageSpoolOptions } from "@tollgate/marketplace/inference/usage-spool";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { answer, startFakeUpstream, usage } from "./testing/fake-upstream.ts";
import { ask, expectPaidFor } from "./testing/paid-calls.ts";
import { spoolFolder } from "./testing/proxy-process.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

let test: ProxyUnderTest;
afterEach(() => test.stop());

async function start(spool: UsageSpoolOptions) {
  const upstream = await startFakeUpstream(answer("Hello!", usage(100, 50)));
  onTestFinished(() => upstream.stop());
  test = await startProxyUnderTest(await createTestDatabase(), {
    endpoints: [{ slug: "one", baseUrl: upstream.baseUrl, inputUsd: "10", outputUsd: "10" }],
    spool,
  });
  return upstream;
}

/** Makes a call whose end finds Redis away. */
async function askWhileRedisLeaves(upstream: Awaited<ReturnType<typeof start>>): Promise<void> {
  upstream.behave((call) => {
    test.gate.redis.disconnect();
    return answer("Hello!", usage(100, 50))(call);
  });
  expect((await ask(test)).status).toBe(200);
}

describe("the tail on disk", () => {
  it("has a call’s end before the caller has all of its answer", async () => {
    const upstream = await startFakeUpstream(answer("Hello!", usage(100, 50)));
    onTestFinished(() => upstream.stop());
    const { promise: written, resolve: write } = Promise.withResolvers<void>();
    test = await startProxyUnderTest(await createTestDatabase(), {
      endpoints: [{ slug: "one", baseUrl: upstream.baseUrl, inputUsd: "10", outputUsd: "10" }],
      wrap: (desk) => ({ ...desk, written: () => written }),
    });
    let answered = false;
    const asked = Promise.all([ask(test), ask(test, { stream: true }).then((response) => response.text())]).then(() => {
      answered = true;
    });
    await expect.poll(() => test.fixture.redis.keys("*:usage")).not.toEqual([]);
    expect(answered).toBe(false);
    write();
    await asked;
    await expectPaidFor(test, 300);
  });

  it("is of one process while it lives, and another’s to settle afterwards", async () => {
    const directory = spoolFolder();
    await start({ directory, maxBytes: 1_000_000, tailBytes: 1_000_000 });
    expect((await ask(test)).status).toBe(200);
    const kinds = () => readdirSync(directory).map((name) => path.extname(name));
    expect(kinds().toSorted()).toEqual([".alive", ".tail"]);
    const { tailFile, redis } = test.gate;
    tailFile?.close();
    await redis.flushall();
    await expect.poll(kinds, { timeout: 20_000 }).toEqual([]);
    await expectPaidFor(test, 150);
    expect(await test.fixture.db.prisma.call.count()).toBe(1);
  });
});

describe("the usage spool", () => {
  it("costs an ordinary call nothing: no file is written while Redis answers", async () => {
    const directory = path.join(spoolFolder(), "unmade");
    await start({ directory, maxBytes: 1_000_000 });
    expect((await ask(test)).status).toBe(200);
    await expectPaidFor(test, 150);
    expect(() => readdirSync(directory)).toThrow("ENOENT");
  });

  it("that is full refuses new calls with 503 and asks no provider, and has room again once it is settled", async () => {
    const directory = spoolFolder();
    const upstream = await start({ directory, maxBytes: 1 });
    await askWhileRedisLeaves(upstream);
    await expect.poll(() => test.gate.spool?.full).toBe(true);
    const refused = await ask(test);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("5");
    expect(upstream.calls).toHaveLength(1);
    await test.gate.redis.connect();
    await expect.poll(() => test.gate.spool?.full, { timeout: 20_000 }).toBe(false);
    upstream.behave(answer("Hello!", usage(100, 50)));
    expect((await ask(test)).status).toBe(200);
    expect(readdirSync(directory)).toEqual([]);
    await expectPaidFor(test, 300);
  });

  it("replayed again and again, from copies of its files and by several proxies, charges once", async () => {
    const directory = spoolFolder();
    const upstream = await start({ directory, maxBytes: 1_000_000 });
    await askWhileRedisLeaves(upstream);
    const whole = () =>
      readdirSync(directory).map((name) => readFileSync(path.join(directory, name), "utf8").endsWith("\n"));
    await expect.poll(whole).toEqual([true]);
    const copy = spoolFolder();
    cpSync(directory, copy, { recursive: true });
    const [name = ""] = readdirSync(copy);
    cpSync(path.join(copy, name), path.join(copy, `again-${name}`));
    await test.gate.redis.connect();
    await expect.poll(() => readdirSync(directory), { timeout: 20_000 }).toEqual([]);
    await expectPaidFor(test, 150);
    const other = new UsageSpool({ directory: copy, maxBytes: 1_000_000 });
    const failures: unknown[] = [];
    const replays = [1, 2].map(() =>
      startSpoolReplay({ ...test.gate, spool: other, onError: (error) => failures.push(error) }),
    );
    await expect.poll(() => readdirSync(copy), { timeout: 20_000 }).toEqual([]);
    await Promise.all(replays.map((replay) => replay.stop()));
    expect(failures).toEqual([]);
    await expectPaidFor(test, 150);
    expect(await test.fixture.db.prisma.call.count()).toBe(1);
    expect(await test.fixture.db.prisma.quarantinedCall.count()).toBe(0);
  });
});
