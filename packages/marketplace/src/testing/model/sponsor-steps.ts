import { sponsoredLotId } from "@tollgate/db/sponsored-credit";
import { monthBounds, monthOf } from "@tollgate/payouts/months";
import fc from "fast-check";
import { expect } from "vitest";
import { fundSponsorships } from "../../sponsorship/fund-sponsorships.ts";
import { runSponsorships } from "../../sponsorship/run-sponsorships.ts";
import { leftOf, type Model } from "./model.ts";
import { type Step, step } from "./step.ts";

const LONG_SECONDS = 3_600;

/** The month's allowance is set aside by several passes at once; those of months that are over take no more calls, and give back what is left. */
export const sponsor = fc.constantFrom("fund", "fund", "close", "give back").map(
  (what): Step =>
    step("sponsor", { what }, async (model, { system }) => {
      if (what === "fund") {
        const passes = await Promise.all([1, 2, 3].map(() => fundSponsorships(system)));
        const funded = passes.reduce((sum, pass) => sum + pass.funded, 0);
        return expect(funded).toBe(setAside(model));
      }
      const pass = await runSponsorships(system, what === "close" ? LONG_SECONDS : 0);
      const closed = close(model);
      const returnedNano = what === "close" ? 0n : giveBack(model);
      expect(pass).toMatchObject({ closed, returnedNano, funded: setAside(model) });
    }),
);

/** @returns how many were set aside: one, or none where nothing is sponsored, it is there, or the builder has not the credit. */
function setAside(model: Model): number {
  const { builder, grant } = model.parties;
  const month = monthOf(new Date(model.nowMs));
  const amount = model.applied?.sponsoredNano ?? 0n;
  if (amount === 0n || model.allowances.some((one) => one.month === month)) return 0;
  if (model.balance("customer_credit", builder) < amount) return 0;
  const id = sponsoredLotId(grant, model.nowMs);
  model.allowances.push({ id, month, amount, spent: 0n, returned: 0n, closed: false });
  model.post("sponsorship_funding", Date.now(), [
    ["customer_credit", builder, -amount],
    ["sponsored_credit", grant, amount],
  ]);
  return 1;
}

function close(model: Model): number {
  const over = model.allowances.filter(
    ({ closed, month }) => !closed && monthBounds(month).end.getTime() <= Date.now(),
  );
  for (const allowance of over) allowance.closed = true;
  return over.length;
}

/** Calls that are open, or wait to be settled, are paid by the customer from then on. */
function giveBack(model: Model): bigint {
  const { builder, grant } = model.parties;
  let total = 0n;
  for (const allowance of model.allowances.filter(({ closed }) => closed)) {
    const rest = leftOf(allowance);
    allowance.returned += rest;
    total += rest;
    model.post("sponsorship_return", Date.now(), [
      ["sponsored_credit", grant, -rest],
      ["customer_credit", builder, rest],
    ]);
  }
  return total;
}
