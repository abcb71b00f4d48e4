import { afterEach, expect, test } from "vitest";
import { newDutyHolder, system } from "../testing/duties.ts";
import { earnIn, fakeProcessor, newPayee } from "../testing/payees.ts";
import { services, setClock, useVerbs } from "../testing/verbs.ts";
import { approvePayoutRun } from "./approve-payout-run.ts";
import { computePayoutRun } from "./compute-payout-run.ts";
import { payItem } from "./pay-item.ts";
import { startPayoutRun } from "./start-payout-run.ts";

useVerbs();
afterEach(() => setClock(null));

const MONTH = "2024-01";

/** An approved run of one payee. @returns its item. */
async function approvedItem(): Promise<{ runId: string; itemId: string }> {
  await earnIn(MONTH, { provider: await newPayee() }, [100_000_000_000n, 0n, 0n]);
  const { run } = await computePayoutRun(system(), { month: MONTH });
  for (const person of [await newDutyHolder("finance"), await newDutyHolder("finance")])
    await approvePayoutRun(await person.ctx(), { runId: run.id, hash: run.hash });
  const item = await services.db.prisma.payoutItem.findFirstOrThrow({ where: { runId: run.id } });
  return { runId: run.id, itemId: item.id };
}

test("a worker whose clock runs ahead does not ask beside another", async () => {
  const { runId, itemId } = await approvedItem();
  const processor = fakeProcessor();
  const asked: string[] = [];
  const answer = Promise.withResolvers<void>();
  const payouts = {
    ...processor,
    async createTransfer(request: Parameters<typeof processor.createTransfer>[0]) {
      asked.push(request.idempotencyKey);
      await answer.promise;
      return await processor.createTransfer(request);
    },
  };
  const ctx = { ...system(), payouts };
  await startPayoutRun(ctx, { runId });
  setClock(new Date(Date.now() + 3_600_000));
  const first = payItem(ctx, { itemId });
  await expect.poll(() => asked.length).toBe(1);
  expect(await payItem(ctx, { itemId })).toBe("sending");
  answer.resolve();
  expect(await first).toBe("paid");
  expect(asked).toHaveLength(1);
});
