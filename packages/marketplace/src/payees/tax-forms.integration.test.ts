import { expect, test } from "vitest";
import { computePayoutRun } from "../payouts/compute-payout-run.ts";
import { getPayoutAccount } from "../payouts/get-payout-account.ts";
import { getPayoutRun } from "../payouts/get-payout-run.ts";
import { storeAccountFacts } from "../payouts/store-account-facts.ts";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { earnIn, enablePayouts } from "../testing/payees.ts";
import { newPerson, services, useVerbs } from "../testing/verbs.ts";
import { exportPayees } from "./export-payees.ts";
import { listPayees } from "./list-payees.ts";
import { recordTaxForm } from "./record-tax-form.ts";
import { setTaxFormRule } from "./set-tax-form-rule.ts";

useVerbs();

const USD = 1_000_000_000n;

async function finance() {
  return await (await newDutyHolder("finance")).ctx();
}

test("from the yearly amount that finance sets on, a payee without a seen tax form carries over, and says why", async () => {
  const ctx = await finance();
  const [payee, small] = [await newPerson("Payee"), await newPerson("Small")];
  for (const { workspaceId } of [payee, small]) await enablePayouts(workspaceId);
  await earnIn("2026-03", { provider: payee.workspaceId }, [1_000n * USD, 0n, 0n]);
  await earnIn("2026-03", { provider: small.workspaceId }, [100n * USD, 0n, 0n]);
  await setTaxFormRule(ctx, { fromUsd: "600", note: "Our accountant says so" });
  const reasons = async () => {
    const { run } = await computePayoutRun(system(), { month: "2026-03" });
    const { items } = await getPayoutRun(system(), { runId: run.id });
    const of = (id: string) => items.find((one) => one.payeeWorkspaceId === id)?.carryReason;
    return [of(payee.workspaceId), of(small.workspaceId)];
  };
  expect(await reasons()).toEqual(["tax_form", null]);
  await recordTaxForm(ctx, { payeeWorkspaceId: payee.workspaceId, kind: "w9", note: "In the safe" });
  expect(await reasons()).toEqual([null, null]);
  expect(await getPayoutAccount(await payee.ctx(), { workspaceId: payee.workspaceId })).toMatchObject({
    taxForm: "accepted",
    taxFormKind: "w9",
    taxFormFromNano: 600n * USD,
  });
  await recordTaxForm(ctx, { payeeWorkspaceId: payee.workspaceId, kind: null, note: "It has run out" });
  expect(await reasons()).toEqual(["tax_form", null]);
  // A month keeps the rule it closed with.
  await setTaxFormRule(ctx, { fromUsd: null, note: "No longer" });
  expect(await reasons()).toEqual(["tax_form", null]);
});

test("the processor's word moves the form between not given and given, and never takes back what was seen", async () => {
  const payee = await newPerson("Told");
  const { workspaceId } = payee;
  const told = async (missing: string[]) => {
    const facts = { accountId: `acct_${workspaceId.slice(4)}`, status: "enabled" as const, missing };
    await services.db.prisma.$transaction((tx) =>
      storeAccountFacts(tx, { workspaceId, country: "US", facts, now: new Date() }),
    );
    return (await getPayoutAccount(await payee.ctx(), { workspaceId })).taxForm;
  };
  expect(await told(["identity.individual.id_numbers"])).toBe("missing");
  expect(await told([])).toBe("submitted");
  await recordTaxForm(await finance(), { payeeWorkspaceId: workspaceId, kind: "w8ben", note: "Seen" });
  expect(await told(["identity.individual.id_numbers"])).toBe("accepted");
});

test("payees are listed by name and by what stands in their way, page by page, and exported", async () => {
  const ctx = await finance();
  const one = await newPerson("Zebra");
  await enablePayouts(one.workspaceId);
  await services.db.prisma.payoutAccount.update({
    where: { workspaceId: one.workspaceId },
    data: { status: "restricted", missing: ["default_payout_method"] },
  });
  const incomplete = await listPayees(ctx, { state: "incomplete" });
  expect(incomplete.payees.map(({ workspaceId }) => workspaceId)).toEqual([one.workspaceId]);
  expect(incomplete.payees[0]).toMatchObject({ missing: ["default_payout_method"], payableNano: 0n });
  const all = (await listPayees(ctx, { limit: 200 })).payees.map(({ workspaceId }) => workspaceId);
  const paged: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listPayees>> = await listPayees(ctx, { limit: 1, cursor });
    paged.push(...page.payees.map(({ workspaceId }) => workspaceId));
    cursor = page.nextCursor;
  } while (cursor);
  expect(paged).toEqual(all);
  let csv = "";
  for await (const piece of await exportPayees(ctx, {})) csv += piece;
  expect(csv).toContain(`# payees,${all.length}\r\n`);
  const stranger = await one.ctx();
  const { workspaceId: payeeWorkspaceId } = one;
  await expectRefused(
    [
      listPayees(stranger, {}),
      exportPayees(stranger, {}),
      recordTaxForm(stranger, { payeeWorkspaceId, kind: "w9", note: "Mine" }),
      setTaxFormRule(stranger, { fromUsd: null, note: "Mine" }),
    ],
    "forbidden",
  );
});
