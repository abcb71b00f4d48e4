import { expirePromotional } from "@tollgate/db/expire-promotional";
import { generationId } from "@tollgate/db/ids";
import fc from "fast-check";
import { expect } from "vitest";
import { decideCorrection } from "../../corrections/decide-correction.ts";
import { refundCall } from "../../corrections/refund-call.ts";
import { requestAdjustment } from "../../corrections/request-adjustment.ts";
import { expirePromotionalCredit } from "../../promotions/expire-promotional-credit.ts";
import { grantPromotion } from "../../promotions/grant-promotion.ts";
import { least, type Model, type ModelCall, nanoOf, restOf } from "./model.ts";
import { chargeOf, type ModelLegs } from "./model-legs.ts";
import { expectRefusedUnchanged, pick, type Step, step, usdText } from "./step.ts";

const DAY_MS = 86_400_000;
const SECOND_PERSON_ABOVE = 25_000_000_000n;

export const grant = fc
  .record({ cents: fc.integer({ min: 1, max: 10_000 }), days: fc.integer({ min: 1, max: 365 }) })
  .map(
    (asked): Step =>
      step("grant", asked, async (model, { finance }) => {
        const amount = nanoOf(asked.cents);
        const { customer } = model.parties;
        const input = { workspace: customer, amountUsd: usdText(amount), days: asked.days, reason: "Model" };
        const { expiresAt } = await grantPromotion(finance[0], input);
        expect(expiresAt.getTime()).toBe(model.nowMs + asked.days * DAY_MS);
        model.lots.push({ amount, expiresAtMs: expiresAt.getTime(), spent: 0n, expired: 0n, closed: false });
        model.post("promotional_grant", model.nowMs, [
          ["customer_promotional_credit", customer, amount],
          ["breakage", "platform", -amount],
        ]);
      }),
  );

/** Credit whose time is over can no longer be spent; an hour later, here at once when told, the rest is booked as breakage. */
export const expireCredit = fc.boolean().map(
  (book): Step =>
    step("expireCredit", { book }, async (model, { fixture }) => {
      await Promise.all([expirePromotionalCredit(fixture), expirePromotionalCredit(fixture)]);
      for (const lot of model.lots.filter((one) => !one.closed && one.expiresAtMs <= Date.now())) {
        lot.closed = true;
        model.allowedDebt += restOf(lot);
      }
      if (!book) return;
      await expirePromotional(fixture.db.pool, 0);
      for (const lot of model.lots.filter((one) => one.closed && restOf(one) > 0n)) {
        const rest = restOf(lot);
        lot.expired += rest;
        model.post("promotional_expiry", Date.now(), [
          ["customer_promotional_credit", model.parties.customer, -rest],
          ["breakage", "platform", rest],
        ]);
      }
    }),
);

const ACCOUNTS = {
  customer_credit: "customer",
  provider_payable: "provider",
  builder_payable: "builder",
} as const;

/** Finance adjusts an account: whoever asked cannot approve, the second person decides, and deciding again changes nothing. */
export const adjust = fc
  .record({
    accountType: fc.constantFrom("customer_credit", "provider_payable", "builder_payable"),
    counterType: fc.constantFrom("platform_fee_revenue", "bad_debt", "rounding"),
    direction: fc.constantFrom("credit", "debit"),
    nano: fc.integer({ min: 1, max: 50_000_000 }),
    approve: fc.boolean(),
  })
  .map(
    (asked): Step =>
      step("adjust", asked, async (model, world) => {
        const { accountType, counterType, direction, approve } = asked;
        const [first, second] = world.finance;
        const owner = model.parties[ACCOUNTS[accountType]];
        const amount = BigInt(asked.nano) * 97n;
        const text = { amountUsd: usdText(amount), reason: "The model asks for it" };
        const { id } = await requestAdjustment(first, {
          accountType,
          counterType,
          direction,
          workspace: owner,
          ...text,
        });
        const alone = () => decideCorrection(first, { correctionId: id, approve: true });
        await expectRefusedUnchanged(world, alone, "forbidden");
        for (let turn = 0; turn < 2; turn++) await decideCorrection(second, { correctionId: id, approve });
        if (!approve) return;
        const signed = direction === "credit" ? amount : -amount;
        if (accountType === "customer_credit" && signed < 0n) model.allowedDebt += amount;
        model.post("adjustment", Date.now(), [
          [accountType, owner, signed],
          [counterType, "platform", -signed],
        ]);
      }),
  );

/** A call is refunded in full or in part: every leg in proportion, to where the credit came from. */
export const refundOfCall = fc.record({ index: fc.nat(), percent: fc.integer({ min: 1, max: 110 }) }).map(
  (asked): Step =>
    step("refundCall", asked, async (model, world) => {
      const call = pick(
        model.calls.filter((one) => one.state === "settled"),
        asked.index,
      );
      if (!call) return;
      const left = chargeOf(call.legs) - chargeOf(call.refunded);
      const amount = (left * BigInt(asked.percent) + 99n) / 100n;
      const [first, second] = world.finance;
      const input = {
        callId: generationId(call.id),
        amountUsd: usdText(amount > 0n ? amount : 1n),
        reason: "The model asks for it",
      };
      const ask = () => refundCall(first, input);
      if (left === 0n || amount > left) return await expectRefusedUnchanged(world, ask, "precondition_failed");
      const asking = await ask();
      expect(asking.status).toBe(amount > SECOND_PERSON_ABOVE ? "requested" : "posted");
      if (asking.status === "requested") {
        const alone = () => decideCorrection(first, { correctionId: asking.id, approve: true });
        await expectRefusedUnchanged(world, alone, "forbidden");
        await decideCorrection(second, { correctionId: asking.id, approve: true });
      }
      giveBack(model, call, amount);
    }),
);

function giveBack(model: Model, call: ModelCall, amount: bigint): void {
  const { customer, provider, builder } = model.parties;
  const parts = inProportion(call, amount);
  const promotional = call.promotional.reduce((sum, spend) => sum + spend.amount, 0n);
  const kept = call.promotional.reduce((sum, spend) => sum + spend.amount - spend.returned, 0n);
  const paid = least(chargeOf(call.legs) - call.sponsored - promotional - call.refundedPaid, amount);
  const toPromotional = least(kept, amount - paid);
  let toLots = toPromotional;
  for (const spend of call.promotional.toReversed()) {
    const back = least(spend.amount - spend.returned, toLots);
    spend.returned += back;
    spend.lot.spent -= back;
    toLots -= back;
  }
  call.refundedPaid += paid;
  const { refunded } = call;
  call.refunded = {
    cost: refunded.cost + parts.cost,
    fee: refunded.fee + parts.fee,
    surcharge: refunded.surcharge + parts.surcharge,
  };
  model.post("call_reversal", Date.now(), [
    ["customer_credit", customer, paid],
    ["customer_promotional_credit", customer, toPromotional],
    // What the builder paid goes back to the builder's credit: the month of the allowance may be over.
    ["customer_credit", builder, amount - paid - toPromotional],
    ["provider_payable", provider, -parts.cost],
    ["platform_fee_revenue", "platform", -parts.fee],
    ["builder_payable", builder, -parts.surcharge],
  ]);
}

/** Floors every leg; the nanos left over come from the first legs that have them. */
function inProportion({ legs, refunded }: ModelCall, amount: bigint): ModelLegs {
  const left = [legs.cost - refunded.cost, legs.fee - refunded.fee, legs.surcharge - refunded.surcharge];
  const total = left.reduce((sum, leg) => sum + leg, 0n);
  const parts = left.map((leg) => (amount * leg) / total);
  let rest = amount - parts.reduce((sum, part) => sum + part, 0n);
  const [cost = 0n, fee = 0n, surcharge = 0n] = parts.map((part, index) => {
    if (rest === 0n || part >= (left[index] ?? 0n)) return part;
    rest -= 1n;
    return part + 1n;
  });
  return { cost, fee, surcharge };
}
