import { expect, test } from "vitest";
import { newDutyHolder, system } from "../testing/duties.ts";
import { earnIn, fakeProcessor, newPayee } from "../testing/payees.ts";
import { services, useVerbs } from "../testing/verbs.ts";
import { approvePayoutRun } from "./approve-payout-run.ts";
import { computePayoutRun } from "./compute-payout-run.ts";
import { getPayoutRun } from "./get-payout-run.ts";
import { payItem } from "./pay-item.ts";
import { startPayoutRun } from "./start-payout-run.ts";

useVerbs();

test("a run that is paid long after its month is not paid again by the next statement", async () => {
  const payee = await newPayee();
  await earnIn("2024-01", { provider: payee }, [100_000_000_007n, 0n, 0n]);
  const { run } = await computePayoutRun(system(), { month: "2024-01" });
  for (const person of [await newDutyHolder("finance"), await newDutyHolder("finance")])
    await approvePayoutRun(await person.ctx(), { runId: run.id, hash: run.hash });
  const processor = fakeProcessor();
  const ctx = { ...system(), payouts: processor };
  await startPayoutRun(ctx, { runId: run.id });
  const item = await services.db.prisma.payoutItem.findFirstOrThrow({
    where: { runId: run.id, payeeWorkspaceId: payee },
  });
  expect(await payItem(ctx, { itemId: item.id })).toBe("paid");
  expect(processor.transfers.map((one) => one.amountCents)).toEqual([9_000n]);
  const { run: next } = await computePayoutRun(system(), { month: "2024-02" });
  const { items } = await getPayoutRun(system(), { runId: next.id, limit: 200 });
  // A tenth is set aside, and what is less than a cent stays.
  expect(items.find((one) => one.payeeWorkspaceId === payee)).toMatchObject({ netNano: 7n, payableCents: 0n });
});
