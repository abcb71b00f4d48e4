import fc from "fast-check";
import { expect, test } from "vitest";
import { auditLedger } from "../operations/audit-ledger.ts";
import { buy, dispute, refund, refundNews, topUp } from "../testing/model/billing-steps.ts";
import * as calls from "../testing/model/call-steps.ts";
import * as credit from "../testing/model/credit-steps.ts";
import { expectInvariants } from "../testing/model/invariants.ts";
import { close, payOut } from "../testing/model/payout-steps.ts";
import { sponsor } from "../testing/model/sponsor-steps.ts";
import { openWorld } from "../testing/model/world.ts";

const { MODEL_SEED, MODEL_PATH, MODEL_RUNS } = process.env;
const MINUTES = 60_000;

/** Calls come more often than what happens around them. */
const steps = [
  ...[calls.admit, calls.admit, calls.admit, calls.admit, calls.finish, calls.finish, calls.finish, calls.finish],
  ...[calls.settleAtOnce, calls.settleAtOnce, calls.reorder, calls.expire, calls.tick, calls.tick],
  ...[calls.reproject, calls.reprice, calls.changeFee, calls.changeMargin, buy, refund, refundNews, dispute],
  ...[sponsor, sponsor, credit.grant, credit.expireCredit, credit.adjust, credit.refundOfCall, close, payOut],
];

/** What `npm test` plays is the same every time, so that a change is judged by what it changed; `pnpm model` draws another seed each time. */
const SUITE_SEED = 20_261_129;
const RUNS = Number(MODEL_RUNS || 10);
const LIMIT_MS = RUNS * MINUTES + 4 * MINUTES;

// A failure prints its seed and path: MODEL_SEED and MODEL_PATH replay it, MODEL_RUNS makes it longer (`pnpm model`). Shrinking
// ends with the time: then the smallest failure found by then is printed, where the runner's own timeout would hide it.
test("whatever happens, in whatever order, the books are what arithmetic says after every step, to the nano", {
  timeout: LIMIT_MS + MINUTES,
}, async () => {
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
    {
      ...{ numRuns: RUNS, seed: Number(MODEL_SEED || SUITE_SEED), ...(MODEL_PATH && { path: MODEL_PATH }) },
      ...{ interruptAfterTimeLimit: LIMIT_MS, markInterruptAsFailure: true },
    },
  );
});
