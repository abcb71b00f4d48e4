import { expect, test } from "vitest";
import { readCredit } from "../billing/read-credit.ts";
import { expectRefused, newDutyHolder } from "../testing/duties.ts";
import { textOf } from "../testing/text-of.ts";
import { newPerson, services, useVerbs } from "../testing/verbs.ts";
import { createPromotionalCode } from "./create-promotional-code.ts";
import { expirePromotionalCredit } from "./expire-promotional-credit.ts";
import { exportPromotions } from "./export-promotions.ts";
import { grantPromotion } from "./grant-promotion.ts";
import { listPromotionalCredit } from "./list-promotional-credit.ts";
import { listPromotions, readLots } from "./list-promotions.ts";
import { redeemPromotionalCode } from "./redeem-promotional-code.ts";
import { withdrawPromotionalCode } from "./withdraw-promotional-code.ts";

useVerbs();

const TERMS = { amountUsd: "5", validDays: 30, creditDays: 90, reason: "Launch week" };

test("a grant can be spent at once and is shown with its expiry", async () => {
  const [operator, customer] = [await newDutyHolder("operator"), await newPerson()];
  const grant = { workspace: customer.slug, amountUsd: "12.5", days: 10, reason: "Sorry for the outage" };
  await grantPromotion(await operator.ctx(), grant);
  const credit = await readCredit(services, customer.workspaceId);
  expect(credit).toMatchObject({ promotionalNano: 12_500_000_000n, availableNano: 12_500_000_000n });
  const [lot] = await listPromotionalCredit(await customer.ctx(), { workspaceId: customer.workspaceId });
  expect(lot).toMatchObject({ remainingNano: 12_500_000_000n, reason: "Sorry for the outage", code: null });
  const { liabilityNano } = await listPromotions(await operator.ctx());
  expect(liabilityNano).toBeGreaterThanOrEqual(12_500_000_000n);
});

test("a code is redeemed once per workspace, whatever its case, and at most as often as it says, all at the same time", async () => {
  const operator = await newDutyHolder("operator");
  const { code } = await createPromotionalCode(await operator.ctx(), { ...TERMS, maxRedemptions: 2 });
  const people = await Promise.all([newPerson(), newPerson(), newPerson()]);
  const attempts = await Promise.allSettled(
    people.flatMap((person) =>
      [code, code.toLowerCase()].map(async (text) =>
        redeemPromotionalCode(await person.ctx(), { workspaceId: person.workspaceId, code: text }),
      ),
    ),
  );
  expect(attempts.filter((attempt) => attempt.status === "fulfilled")).toHaveLength(2);
  for (const attempt of attempts)
    if (attempt.status === "rejected") expect(attempt.reason).toMatchObject({ code: "precondition_failed" });
  const { codes, lots } = await listPromotions(await operator.ctx());
  expect(codes.find((one) => one.code === code)).toMatchObject({
    redeemed: 2,
    givenNano: 10_000_000_000n,
    spentNano: 0n,
    state: "used_up",
  });
  const [redeemed] = lots.filter((lot) => lot.code === code);
  expect(redeemed).toMatchObject({ by: "Ada", journalId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  const credits = await Promise.all(people.map((person) => readCredit(services, person.workspaceId)));
  expect(credits.map((credit) => credit.promotionalNano).sort()).toEqual([0n, 5_000_000_000n, 5_000_000_000n]);
});

test("an unknown and a withdrawn code are one answer, and a code exists once", async () => {
  const [operator, person] = [await newDutyHolder("operator"), await newPerson()];
  const ctx = await operator.ctx();
  const { id } = await createPromotionalCode(ctx, { ...TERMS, maxRedemptions: 5, code: "spring-26" });
  await expect(createPromotionalCode(ctx, { ...TERMS, maxRedemptions: 5, code: "SPRING-26" })).rejects.toMatchObject({
    code: "conflict",
    field: "code",
  });
  await withdrawPromotionalCode(ctx, { codeId: id });
  for (const code of ["SPRING-26", "NEVER-MADE"])
    await expect(
      redeemPromotionalCode(await person.ctx(), { workspaceId: person.workspaceId, code }),
    ).rejects.toMatchObject({ message: "This code is not valid, or no longer." });
});

test("credit whose time is over leaves what can be spent at once, and the books after the last call is settled", async () => {
  const [operator, customer] = [await newDutyHolder("operator"), await newPerson()];
  const ctx = { ...(await operator.ctx()), now: () => new Date(Date.now() - 2 * 86_400_000) };
  await grantPromotion(ctx, { workspace: customer.slug, amountUsd: "3", days: 1, reason: "A day of credit" });
  expect(await expirePromotionalCredit(services)).toEqual({ closed: 1, expiredNano: 0n });
  expect(await readCredit(services, customer.workspaceId)).toMatchObject({
    promotionalNano: 3_000_000_000n,
    availableNano: 0n,
  });
});

test("all credit that was given is a download, page by page without a gap, for finance and operators", async () => {
  const [operator, person] = [await newDutyHolder("operator"), await newPerson()];
  const ctx = await operator.ctx();
  for (const amountUsd of ["1", "2"])
    await grantPromotion(ctx, { workspace: person.slug, amountUsd, days: 3, reason: "Sorry, and thanks" });
  const { lots, grantedNano, liabilityNano } = await listPromotions(ctx);
  const [newest] = lots;
  expect(await readLots(services, { cursor: newest?.id ?? "", limit: 1 })).toEqual([lots[1]]);
  const lines = (await textOf(await exportPromotions(ctx))).split("\r\n");
  expect(lines[1]).toContain(`${newest?.id},`);
  expect(lines[1]).toContain(',"Sorry, and thanks",2000000000,2.000000000,0,');
  expect(lines.slice(lots.length + 1).join()).toContain(`# lots,${lots.length},# amount_nano,${grantedNano},`);
  expect(lines.join()).toContain(`# remaining_nano,${liabilityNano}`);
  await expectRefused([exportPromotions(await person.ctx())], "forbidden");
});
