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

test("two workers pay a run to its end: every payee once, and a refused one keeps nobody waiting", async () => {
  const payees = await Promise.all(Array.from({ length: 25 }, () => newPayee()));
  for (const provider of payees) await earnIn("2026-09", { provider }, [50_000_000_000n, 0n, 0n]);
  const { run } = await computePayoutRun(system(), { month: "2026-09" });
  for (const person of [await newDutyHolder("finance"), await newDutyHolder("finance")])
    await approvePayoutRun(await person.ctx(), { runId: run.id, hash: run.hash });
  const processor = fakeProcessor();
  processor.script.push("answers", "refuses");
  const context = { ...system(), payouts: processor };
  await startPayoutRun(context, { runId: run.id });

  const connections = [1, 2].map(() => new Redis(redisUrl(), { maxRetriesPerRequest: null }));
  const flows = connections.map((connection) =>
    openPayoutFlow({ connection, prefix: "{test}", context, log: pino({ level: "silent" }) }),
  );
  try {
    for (const flow of flows) for (const work of await advancePayoutRuns(context)) await flow.enqueue(work);
    await expect
      .poll(async () => (await getPayoutRun(system(), { runId: run.id })).run.status, { timeout: 20_000 })
      .toBe("done");
    expect(processor.transfers).toHaveLength(24);
    expect(new Set(processor.transfers.map((one) => one.transferGroup)).size).toBe(24);
    expect(await advancePayoutRuns(context)).toEqual([]);
  } finally {
    for (const flow of flows) await flow.stop();
    for (const connection of connections) connection.disconnect();
  }
});

function redisUrl(): string {
  const { host, port, db } = services.redis.options;
  return `redis://${host}:${port}/${db}`;
}
