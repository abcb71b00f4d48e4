import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt } from "@tollgate/db/testing/settlement-row";
import { requestRefund } from "@tollgate/marketplace/billing/request-refund";
import { projectCredit } from "@tollgate/marketplace/settlement/project-credit";
import { accountBalance } from "@tollgate/marketplace/testing/books";
import { bought, contextOf, credit, paymentOf, USD } from "@tollgate/marketplace/testing/buyers";
import { control, processor, webhooksIdle } from "@tollgate/marketplace/testing/sandbox";
import { services } from "@tollgate/marketplace/testing/verbs";
import { expect } from "vitest";
import type { ActInput } from "../crash-acts.ts";
import type { WorkEnd } from "../crash-process.ts";
import type { Scenario, Scenarios } from "../crash-trials.ts";
import { events, fixture } from "../crash-world.ts";
import { servedRow } from "./served-row.ts";

const PAID_NANO = 20n * USD;
const REFUND_NANO = 15n * USD;
/** Four million tokens of a call: 10 USD to the provider, 0.5 to the platform, 2 to the builder. */
const SPENT = { inputTokens: 4_000_000, nano: 12_500_000_000n, builderNano: 2n * USD };
const LEFT_NANO = PAID_NANO - SPENT.nano;

/** Somebody who has paid 20 USD and spent nothing. */
async function paid(): Promise<Partial<ActInput>> {
  const { person, workspaceId, paymentId } = await bought();
  await webhooksIdle();
  return { userId: person.userId, workspaceId, paymentId };
}

async function intentOf(paymentId: string): Promise<string> {
  return (await paymentOf(paymentId)).paymentIntentId ?? "";
}

/** What the processor has given back of a payment. */
async function refundedCents(paymentId: string): Promise<number> {
  let cents = 0;
  const refunds = processor.stripe.refunds.list({ payment_intent: await intentOf(paymentId), limit: 100 });
  for await (const refund of refunds) if (refund.status === "succeeded") cents += refund.amount;
  return cents;
}

/** Credit left in the same step in which the processor gave money back, or nothing happened. */
async function checkRefund({ workspaceId, paymentId }: ActInput, end: WorkEnd): Promise<void> {
  const left = await credit(workspaceId);
  const isDone = end.kind === "returned" && end.ok;
  expect(isDone ? [PAID_NANO - REFUND_NANO] : [PAID_NANO, PAID_NANO - REFUND_NANO]).toContain(left);
  expect(BigInt(await refundedCents(paymentId)) * 10_000_000n).toBe(PAID_NANO - left);
  expect((await paymentOf(paymentId)).refundedCents).toBe(await refundedCents(paymentId));
}

/** The bank has sent a refund back; the event that says so is held. */
async function refundSentBack(): Promise<Partial<ActInput>> {
  const { person, workspaceId, paymentId } = await bought();
  const { id } = await requestRefund(await contextOf(person), { workspaceId, paymentId, amountUsd: "15" });
  await webhooksIdle();
  const { processorId } = await services.db.prisma.refund.findUniqueOrThrow({ where: { id } });
  events.hold();
  await control(`refunds/${processorId}`, { outcome: "failed" });
  return { ...(await events.newest("refund.failed")), workspaceId, paymentId };
}

let builderBefore = 0n;
let badDebtBefore = 0n;
const ofBuilder = async () => await accountBalance(services.db, fixture.builder.workspaceId, "builder_payable");
const badDebt = async () => await accountBalance(services.db, "platform", "bad_debt");

/** Somebody has paid 20 USD, spent some of it in a builder's app, and disputes the payment; the event is held. */
async function disputed(): Promise<Partial<ActInput>> {
  const { workspaceId, paymentId } = await bought();
  await webhooksIdle();
  const row = servedRow(callIdAt(Date.now()), { workspaceId, inputTokens: SPENT.inputTokens });
  await settleCalls(services.db.pool, [row]);
  await projectCredit(services, workspaceId);
  [builderBefore, badDebtBefore] = [await ofBuilder(), await badDebt()];
  events.hold();
  await control("disputes", { charge: await intentOf(paymentId) });
  return { ...(await events.newest("charge.dispute.created")), workspaceId, paymentId };
}

/** The bank has decided; the event is held, and the dispute's opening is known. */
function decided(outcome: "won" | "lost"): Scenario["prepare"] {
  return async () => {
    const { workspaceId = "", paymentId = "" } = await disputed();
    await events.deliver();
    const { id } = await services.db.prisma.dispute.findFirstOrThrow({ where: { paymentId } });
    events.release();
    events.hold();
    await control(`disputes/${id}`, { outcome });
    return { ...(await events.newest("charge.dispute.closed")), workspaceId, paymentId };
  };
}

interface Outcome {
  readonly creditNano: bigint;
  readonly builderNano: bigint;
  readonly badDebtNano: bigint;
  readonly disputedCents: number;
}

/** Credit, and what changed for the builder and the platform since the dispute. */
function endsWith(outcome: Outcome): Scenario["check"] {
  return async ({ workspaceId, paymentId }) =>
    expect({
      creditNano: await credit(workspaceId),
      builderNano: (await ofBuilder()) - builderBefore,
      badDebtNano: (await badDebt()) - badDebtBefore,
      disputedCents: (await paymentOf(paymentId)).disputedCents,
    }).toEqual(outcome);
}

const frozen = { creditNano: 0n, builderNano: -SPENT.builderNano, disputedCents: 2000 };
const lostNano = PAID_NANO - LEFT_NANO - SPENT.builderNano;

export const MONEY_BACK: Scenarios = {
  "unspent credit is refunded": { act: "refundPayment", prepare: paid, check: checkRefund },
  "a refund is sent back by the bank": {
    act: "takeEvent",
    prepare: refundSentBack,
    check: async ({ workspaceId, paymentId }) =>
      expect([await credit(workspaceId), (await paymentOf(paymentId)).refundedCents]).toEqual([PAID_NANO, 0]),
  },
  "a payment is disputed": { act: "takeEvent", prepare: disputed, check: endsWith({ ...frozen, badDebtNano: 0n }) },
  "a dispute is won": {
    act: "takeEvent",
    prepare: decided("won"),
    check: endsWith({ creditNano: LEFT_NANO, builderNano: 0n, badDebtNano: 0n, disputedCents: 0 }),
  },
  "a dispute is lost": {
    act: "takeEvent",
    prepare: decided("lost"),
    check: endsWith({ ...frozen, badDebtNano: -lostNano }),
  },
};
