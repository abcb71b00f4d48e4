import fc from "fast-check";
import { expect, test } from "vitest";
import { auditLedger } from "../operations/audit-ledger.ts";
import { buy, dispute, refund, refundNews, topUp } from "../testing/model/billing-steps.ts";
import * as calls from "../testing/model/call-steps.ts";
import * as credit from "../testing/model/credit-steps.ts";
import { expectInvariants } from "../testing/model/invariants.ts";
import { close, payOut } from "../testing/model/payout-steps.ts";
import { openWorld } from "../testing/model/world.ts";

const { MODEL_SEED, MODEL_PATH, MODEL_RUNS } = process.env;
const MINUTES = 60_000;

/** Calls come more often than what happens around them. */
const steps = [
  ...[calls.admit, calls.admit, calls.admit, calls.admit, calls.finish, calls.finish, calls.finish, calls.finish],
  ...[calls.settleAtOnce, calls.settleAtOnce, calls.reorder, calls.expire, calls.tick, calls.tick],
  ...[calls.reproject, calls.reprice, calls.changeMargin, buy, refund, refundNews, dispute],
  ...[credit.grant, credit.expireCredit, credit.adjust, credit.refundOfCall, close, payOut],
];

// A failure prints its seed and path: MODEL_SEED and MODEL_PATH replay it, MODEL_RUNS makes it longer (`pnpm model`).
test("whatever happens, in whatever order, the books are what arithmetic says after every step, to the nano", {
  timeout: Number(MODEL_RUNS ?? 0) * MINUTES + 5 * MINUTES,
}, async () => {
  const replay = { ...(MODEL_SEED && { seed: Number(MODEL_SEED) }), ...(MODEL_PATH && { path: MODEL_PATH }) };
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 60, size: "max" }), async (sequence) => {
      const { world, model } = await openWorld();
      try {
        await topUp(model, world, { cents: 1_000, times: 1 });
        await expectInvariants(model, world);
        await fc.asyncModelRun(() => ({ model, real: world }), sequence);
        expect((await auditLedger(world.system, { full: true })).findings).toEqual([]);
      } finally {
        await world.close();
      }
    }),
    { numRuns: Number(MODEL_RUNS ?? 10), ...replay },
  );
});
