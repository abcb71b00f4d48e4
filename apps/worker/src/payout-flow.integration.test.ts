import { advancePayoutRuns } from "@tollgate/marketplace/payouts/advance-payout-runs";
import { approvePayoutRun } from "@tollgate/marketplace/payouts/approve-payout-run";
import { computePayoutRun } from "@tollgate/marketplace/payouts/compute-payout-run";
import { getPayoutRun } from "@tollgate/marketplace/payouts/get-payout-run";
import { startPayoutRun } from "@tollgate/marketplace/payouts/start-payout-run";
import { newDutyHolder, system } from "@tollgate/marketplace/testing/duties";
import { earnIn, fakeProcessor, newPayee } from "@tollgate/marketplace/testing/payees";
import { services, useVerbs } from "@tollgate/marketplace/testing/verbs";
import { Redis } from "ioredis";
import { pino } from "pino";
import { expect, test } from "vitest";
import { openPayoutFlow } from "./payout-flow.ts";

useVerbs();

/** A run of a month that pays as many payees as asked, and two workers for it. */
async function payingRun(month: string, size: number, perSecond?: number) {
  const payees = await Promise.all(Array.from({ length: size }, () => newPayee()));
  for (const provider of payees) await earnIn(month, { provider }, [50_000_000_000n, 0n, 0n]);
  const { run } = await computePayoutRun(system(), { month });
  for (const person of [await newDutyHolder("finance"), await newDutyHolder("finance")])
    await approvePayoutRun(await person.ctx(), { runId: run.id, hash: run.hash });
  const processor = fakeProcessor();
  const context = { ...system(), payouts: processor };
  await startPayoutRun(context, { runId: run.id });
  const connections = [1, 2].map(() => new Redis(redisUrl(), { maxRetriesPerRequest: null }));
  const flows = connections.map((connection) =>
    openPayoutFlow({ connection, prefix: `{${month}}`, context, log: pino({ level: "silent" }), perSecond }),
  );
  return {
    ...{ processor, context },
    async pay() {
      for (const flow of flows) for (const work of await advancePayoutRuns(context)) await flow.enqueue(work);
      await expect
        .poll(async () => (await getPayoutRun(system(), { runId: run.id })).run.status, { timeout: 40_000 })
        .toBe("done");
    },
    async stop() {
      for (const flow of flows) await flow.stop();
      for (const connection of connections) connection.disconnect();
    },
  };
}

test("two workers pay a run to its end: every payee once, and a refused one keeps nobody waiting", async () => {
  const { processor, context, pay, stop } = await payingRun("2026-08", 25);
  processor.script.push("answers", "refuses");
  try {
    await pay();
    expect(processor.transfers).toHaveLength(24);
    expect(new Set(processor.transfers.map((one) => one.transferGroup)).size).toBe(24);
    expect(await advancePayoutRuns(context)).toEqual([]);
  } finally {
    await stop();
  }
});

test("however many workers there are, the processor is asked no more often in a second than it takes", async () => {
  const perSecond = 4;
  const { processor, pay, stop } = await payingRun("2026-09", 14, perSecond);
  const asked: number[] = [];
  const send = processor.createTransfer.bind(processor);
  processor.createTransfer = async (request) => {
    asked.push(performance.now());
    return await send(request);
  };
  try {
    await pay();
    expect(asked).toHaveLength(14);
    // A window of the queue may end where another begins: never more than two of them in one second.
    const inTheSecondAfter = (at: number) => asked.filter((one) => one >= at && one < at + 1_000).length;
    expect(Math.max(...asked.map(inTheSecondAfter))).toBeLessThanOrEqual(2 * perSecond);
    expect(Math.max(...asked) - Math.min(...asked)).toBeGreaterThan(1_900);
  } finally {
    await stop();
  }
});

function redisUrl(): string {
  const { host, port, db } = services.redis.options;
  return `redis://${host}:${port}/${db}`;
}
