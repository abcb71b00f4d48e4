import { newId } from "@tollgate/db/ids";
import fc from "fast-check";
import { expect } from "vitest";
import { refundPayment } from "../../billing/refund-payment.ts";
import { atLeastZero, least, type Model, type ModelDispute, type ModelPayment, nanoOf } from "./model.ts";
import { expectRefusedUnchanged, pick, type Step, step } from "./step.ts";
import type { World } from "./world.ts";

/** A checkout is paid: its event comes as often as told, and then another one about the same payment. */
export async function topUp(
  model: Model,
  world: World,
  { cents, times }: { cents: number; times: number },
): Promise<void> {
  const { customer } = model.parties;
  const id = newId("payment");
  const intent = `pi_${id}`;
  const data = { id, workspaceId: customer, createdById: "usr_model", amountCents: cents, creditNano: nanoOf(cents) };
  await world.fixture.db.prisma.payment.create({ data });
  const session = {
    ...{ id: `cs_${id}`, object: "checkout.session", payment_status: "paid", payment_intent: intent, currency: "usd" },
    metadata: { payment: id, workspace: customer },
  };
  const paid = (event: string) =>
    world.deliver({ id: event, type: "checkout.session.completed", object: { ...session, amount_total: cents } });
  for (let time = 0; time < times; time++) expect(await paid(`evt_${id}`)).toBe(time === 0 ? "credited" : "duplicate");
  expect(await paid(`evt_again_${id}`)).toBe("already_credited");
  model.payments.push({ id, intent, cents, completedAtMs: model.nowMs, refundedCents: 0, dispute: null });
  model.post("top_up", model.nowMs, [
    ["customer_credit", customer, nanoOf(cents)],
    ["processor_cash", "platform", -nanoOf(cents)],
  ]);
}

export const buy = fc
  .record({ cents: fc.integer({ min: 1, max: 5_000_000 }), times: fc.integer({ min: 1, max: 3 }) })
  .map((asked): Step => step("buy", asked, (model, world) => topUp(model, world, asked)));

const isDisputed = ({ dispute }: ModelPayment) => dispute?.state === "open" || dispute?.state === "lost";

export const refund = fc
  .record({
    index: fc.nat(),
    cents: fc.integer({ min: 1, max: 100_000 }),
    answer: fc.constantFrom("succeeded", "pending", "refused"),
  })
  .map(
    (asked): Step =>
      step("refund", asked, async (model, world) => {
        const payment = pick(model.payments, asked.index);
        if (!payment) return;
        const nano = nanoOf(asked.cents);
        world.refundAnswer = asked.answer;
        const { cents } = asked;
        const amountUsd = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
        const ask = () => refundPayment(world.finance[0], { paymentId: payment.id, amountUsd, note: "Model" });
        const isCovered = nano <= model.available && nano <= model.paid;
        if (isDisputed(payment) || cents > payment.cents - payment.refundedCents || !isCovered)
          return await expectRefusedUnchanged(world, ask, "conflict");
        const { id } = await ask();
        const state = asked.answer === "refused" ? "failed" : asked.answer;
        const kept = { id, payment, cents, state: "pending" as const };
        model.refunds.push(kept);
        payment.refundedCents += cents;
        postRefund(model, nano);
        if (state === "failed") failRefund(model, kept);
        else model.refunds[model.refunds.length - 1] = { ...kept, state };
      }),
  );

function postRefund(model: Model, nano: bigint): void {
  model.post("refund", model.nowMs, [
    ["customer_credit", model.parties.customer, -nano],
    ["processor_cash", "platform", nano],
  ]);
}

/** The credit returns, once; what a dispute of the same payment is owed is frozen again. */
function failRefund(model: Model, refunded: Model["refunds"][number]): void {
  const { payment, cents } = refunded;
  refunded.state = "failed";
  payment.refundedCents -= cents;
  postRefund(model, -nanoOf(cents));
  if (payment.dispute?.state !== "open") return;
  const frozen = atLeastZero(least(model.paid, nanoOf(cents)));
  payment.dispute.frozen += frozen;
  model.post("dispute_open", model.nowMs, [
    ["customer_credit", model.parties.customer, -frozen],
    ["dispute_clearing", "platform", frozen],
  ]);
}

/** The processor tells what became of a refund, twice, and late: a refund that failed stays failed. */
export const refundNews = fc.record({ index: fc.nat(), status: fc.constantFrom("succeeded", "failed") }).map(
  (asked): Step =>
    step("refundNews", asked, async (model, world) => {
      const known = pick(model.refunds, asked.index);
      if (!known) return;
      const object = {
        ...{ id: `re_${known.id}`, object: "refund", amount: known.cents, status: asked.status },
        ...{ payment_intent: known.payment.intent, metadata: { refund: known.id } },
      };
      const type = asked.status === "failed" ? "refund.failed" : "refund.updated";
      for (const turn of ["a", "b"])
        await world.deliver({ id: `evt_${known.id}_${model.nowMs}_${turn}`, type, object });
      if (known.state === "failed") return;
      if (asked.status === "failed") failRefund(model, known);
      else known.state = "succeeded";
    }),
);

const DISPUTE_FEE_CENTS = 1_500;

/** A dispute is opened or decided; the decision may come first, and each event comes twice. */
export const dispute = fc.record({ index: fc.nat(), stage: fc.constantFrom("needs_response", "won", "lost") }).map(
  (asked): Step =>
    step("dispute", asked, async (model, world) => {
      const payment = pick(model.payments, asked.index);
      if (!payment) return;
      const cents = payment.dispute?.cents ?? payment.cents - payment.refundedCents;
      if (cents <= 0) return;
      const object = {
        ...{
          id: `dp_${payment.id}`,
          object: "dispute",
          amount: cents,
          payment_intent: payment.intent,
          status: asked.stage,
        },
        ...{ reason: "fraudulent", created: Math.floor(model.nowMs / 1000), evidence_details: { due_by: null } },
        balance_transactions: [{ fee: DISPUTE_FEE_CENTS }],
      };
      const type = asked.stage === "needs_response" ? "charge.dispute.created" : "charge.dispute.closed";
      for (const turn of ["a", "b"])
        await world.deliver({ id: `evt_${object.id}_${model.nowMs}_${turn}`, type, object });
      payment.dispute ??= openDispute(model, payment, cents);
      if (asked.stage !== "needs_response" && payment.dispute.state === "open")
        closeDispute(model, payment.dispute, asked.stage === "won" ? "won" : "lost");
    }),
);

/** What the builder earned since the payment, less what refunds of calls took back and what other disputes of the customer hold or took. */
function unpaidFees({ calls, payments }: Model, { completedAtMs }: ModelPayment): bigint {
  const since = (ms: number) =>
    calls.reduce(
      (sum, { state, atMs, legs, refunded }) =>
        state === "settled" && atMs >= ms ? sum + legs.surcharge - refunded.surcharge : sum,
      0n,
    );
  const others = payments.filter(isDisputed);
  const first = Math.min(completedAtMs, ...others.map((payment) => payment.completedAtMs));
  const held = others.reduce((sum, { dispute: other }) => sum + (other?.builder ?? 0n), 0n);
  return atLeastZero(least(since(completedAtMs), since(first) - held));
}

function openDispute(model: Model, payment: ModelPayment, cents: number): ModelDispute {
  const [amount, fee] = [nanoOf(cents), nanoOf(DISPUTE_FEE_CENTS)];
  const { customer, builder: owner } = model.parties;
  const frozen = atLeastZero(model.paid - model.held - model.unsettled);
  const unpaid = least(unpaidFees(model, payment), atLeastZero(model.balance("builder_payable", owner)));
  const builder = least(unpaid, atLeastZero(amount - frozen));
  model.post("dispute_open", model.nowMs, [
    ["processor_cash", "platform", amount + fee],
    ["processor_fees", "platform", -fee],
    ["customer_credit", customer, -frozen],
    ["builder_payable", owner, -builder],
    ["dispute_clearing", "platform", frozen + builder - amount],
  ]);
  return { id: payment.id, cents, state: "open", frozen, builder };
}

function closeDispute(model: Model, known: ModelDispute, outcome: "won" | "lost"): void {
  const { customer, builder: owner } = model.parties;
  const { frozen, builder } = known;
  const amount = nanoOf(known.cents);
  const spendable = atLeastZero(model.paid - model.held - model.unsettled);
  known.state = outcome;
  const fromCustomer = outcome === "won" ? 0n : least(amount, frozen + spendable);
  const fromBuilder = outcome === "won" ? 0n : least(amount - fromCustomer, builder);
  model.post(`dispute_${outcome}`, model.nowMs, [
    ["processor_cash", "platform", outcome === "won" ? -amount : 0n],
    ["customer_credit", customer, frozen - fromCustomer],
    ["builder_payable", owner, builder - fromBuilder],
    ["bad_debt", "platform", outcome === "won" ? 0n : fromCustomer + fromBuilder - amount],
    ["dispute_clearing", "platform", amount - frozen - builder],
  ]);
}
