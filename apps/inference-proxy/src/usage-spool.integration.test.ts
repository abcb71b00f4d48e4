import { cpSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { startSpoolReplay } from "@tollgate/marketplace/inference/replay-spool";
import { UsageSpool } from "@tollgate/marketplace/inference/usage-spool";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { answer, startFakeUpstream, usage } from "./testing/fake-upstream.ts";
import { ask, expectPaidFor } from "./testing/paid-calls.ts";
import { spoolFolder } from "./testing/proxy-process.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "./testing/proxy-under-test.ts";

let test: ProxyUnderTest;
afterEach(() => test.stop());

async function start(spool: { readonly directory: string; readonly maxBytes: number }) {
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
    const stops = [1, 2].map(() =>
      startSpoolReplay({ ...test.gate, spool: other, onError: (error) => failures.push(error) }),
    );
    await expect.poll(() => readdirSync(copy), { timeout: 20_000 }).toEqual([]);
    await Promise.all(stops.map((stop) => stop()));
    expect(failures).toEqual([]);
    await expectPaidFor(test, 150);
    expect(await test.fixture.db.prisma.call.count()).toBe(1);
    expect(await test.fixture.db.prisma.quarantinedCall.count()).toBe(0);
  });
});
