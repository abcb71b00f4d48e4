import { expect, test } from "vitest";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { earnIn, fakeProcessor } from "../testing/payees.ts";
import { addMember, newPerson, useVerbs } from "../testing/verbs.ts";
import { computePayoutRun } from "./compute-payout-run.ts";
import { getPayoutAccount } from "./get-payout-account.ts";
import { getPayoutRun } from "./get-payout-run.ts";
import { refreshPayoutAccount } from "./refresh-payout-account.ts";
import { reviewPayoutRun } from "./review-payout-run.ts";
import { setPayeePause } from "./set-payee-pause.ts";
import { setPayoutMinimum } from "./set-payout-minimum.ts";
import { setUpPayouts } from "./set-up-payouts.ts";

useVerbs();

const USD = 1_000_000_000n;

test("a payee opens one account, sees what is missing, and is payable once the processor says so", async () => {
  const [payee, member] = [await newPerson(), await newPerson()];
  const { workspaceId } = payee;
  await addMember(workspaceId, member.userId, "member");
  const ctx = { ...(await payee.ctx()), payouts: fakeProcessor() };
  expect(await getPayoutAccount(ctx, { workspaceId })).toMatchObject({ status: "none", minimumNano: 25n * USD });
  const asMember = { ...(await member.ctx()), payouts: fakeProcessor() };
  await expectRefused(
    [
      setUpPayouts(asMember, { workspaceId, country: "US" }),
      setPayoutMinimum(asMember, { workspaceId, minimumUsd: "50" }),
    ],
    "forbidden",
  );
  await expectRefused([setPayoutMinimum(ctx, { workspaceId, minimumUsd: "50" })], "not_found");
  const first = await setUpPayouts(ctx, { workspaceId, country: "US" });
  expect(await setUpPayouts(ctx, { workspaceId, country: "US" })).toEqual(first);
  expect(await getPayoutAccount(ctx, { workspaceId })).toMatchObject({
    status: "restricted",
    missing: ["a bank account"],
    country: "US",
  });

  await earnIn("2026-08", { provider: workspaceId }, [100n * USD, 0n, 0n]);
  const reasonIn = async () => {
    const { run } = await computePayoutRun(system(), { month: "2026-08" });
    return (await getPayoutRun(system(), { runId: run.id })).items.find((one) => one.payeeWorkspaceId === workspaceId);
  };
  expect(await reasonIn()).toMatchObject({ carryReason: "unverified", payableCents: 0n });
  expect(await refreshPayoutAccount(ctx, { workspaceId })).toMatchObject({ status: "enabled", missing: [] });
  expect(await reasonIn()).toMatchObject({ carryReason: null, payableCents: 9_000n });

  expect(await setPayoutMinimum(ctx, { workspaceId, minimumUsd: "90.01" })).toMatchObject({
    minimumNano: 90_010_000_000n,
  });
  expect(await reasonIn()).toMatchObject({ carryReason: "below_minimum" });
  expect(await setPayoutMinimum(ctx, { workspaceId, minimumUsd: "1" })).toMatchObject({ minimumNano: 25n * USD });
  const finance = await (await newDutyHolder("finance")).ctx();
  await setPayeePause(finance, { payeeWorkspaceId: workspaceId, note: "Chargebacks are looked into" });
  expect(await reasonIn()).toMatchObject({ carryReason: "paused" });
  await setPayeePause(finance, { payeeWorkspaceId: workspaceId, note: null });
  expect(await reasonIn()).toMatchObject({ carryReason: null });
});

test("a review compares with the month before and points out who is out of the ordinary", async () => {
  const [steady, jumped] = [await newPerson(), await newPerson()];
  await earnIn("2026-09", { provider: steady.workspaceId }, [40n * USD, 0n, 0n]);
  await earnIn("2026-09", { provider: jumped.workspaceId }, [40n * USD, 0n, 0n]);
  await computePayoutRun(system(), { month: "2026-09" });
  await earnIn("2026-10", { provider: steady.workspaceId }, [42n * USD, 0n, 0n]);
  await earnIn("2026-10", { provider: jumped.workspaceId }, [140n * USD, 0n, 0n]);
  const { run } = await computePayoutRun(system(), { month: "2026-10" });
  const review = await reviewPayoutRun(system(), { runId: run.id });
  expect(review).toMatchObject({ previous: { month: "2026-09" }, flaggedPayees: 1 });
  const { payees: then = 0, newPayees = 0, gonePayees = 0 } = review.previous ?? {};
  expect(then - gonePayees + newPayees).toBe(review.payees);
  expect(review.flagged).toMatchObject([
    {
      payeeWorkspaceId: jumped.workspaceId,
      earnedNano: 140n * USD,
      previousEarnedNano: 40n * USD,
      anomalies: [{ kind: "much_more", percent: 250n }],
    },
  ]);
});
