import { expirePromotional } from "@tollgate/db/expire-promotional";
import { isEpochWhole } from "@tollgate/db/redis/epoch";
import { redisKeys } from "@tollgate/db/redis/shards";
import { loadActor } from "@tollgate/marketplace/access/load-actor";
import { buyWithCard } from "@tollgate/marketplace/billing/buy-with-card";
import { completePayment } from "@tollgate/marketplace/billing/complete-payment";
import { createCheckout } from "@tollgate/marketplace/billing/create-checkout";
import { finishRefunds } from "@tollgate/marketplace/billing/finish-refunds";
import { handleStripeEvent } from "@tollgate/marketplace/billing/handle-stripe-event";
import { refreshCheckouts } from "@tollgate/marketplace/billing/refresh-checkouts";
import { refreshPayment } from "@tollgate/marketplace/billing/refresh-payment";
import { requestRefund } from "@tollgate/marketplace/billing/request-refund";
import { resumeCharges } from "@tollgate/marketplace/billing/resume-charges";
import { topUpAutomatically } from "@tollgate/marketplace/billing/top-up-automatically";
import type { Context, Services } from "@tollgate/marketplace/context";
import { decideCorrection } from "@tollgate/marketplace/corrections/decide-correction";
import { refundCall } from "@tollgate/marketplace/corrections/refund-call";
import { requestAdjustment } from "@tollgate/marketplace/corrections/request-adjustment";
import type { CallGate } from "@tollgate/marketplace/inference/call-gate";
import type { Mailer } from "@tollgate/marketplace/mailer";
import { auditLedger } from "@tollgate/marketplace/operations/audit-ledger";
import { linkJournals } from "@tollgate/marketplace/operations/link-journals";
import { advancePayoutRuns, finishPayoutRun } from "@tollgate/marketplace/payouts/advance-payout-runs";
import { approvePayoutRun } from "@tollgate/marketplace/payouts/approve-payout-run";
import { closeMonth } from "@tollgate/marketplace/payouts/close-month";
import { computePayoutRun } from "@tollgate/marketplace/payouts/compute-payout-run";
import { payItem } from "@tollgate/marketplace/payouts/pay-item";
import { startPayoutRun } from "@tollgate/marketplace/payouts/start-payout-run";
import { expirePromotionalCredit } from "@tollgate/marketplace/promotions/expire-promotional-credit";
import { grantPromotion } from "@tollgate/marketplace/promotions/grant-promotion";
import { redeemPromotionalCode } from "@tollgate/marketplace/promotions/redeem-promotional-code";
import { resolveQuarantined } from "@tollgate/marketplace/quarantine/resolve-quarantined";
import { closeRiskCase } from "@tollgate/marketplace/risk/close-risk-case";
import { freezeCredit } from "@tollgate/marketplace/risk/freeze-credit";
import { rollUpCalls } from "@tollgate/marketplace/roll-ups/roll-up-calls";
import { projectCredit, reprojectRecentCredit } from "@tollgate/marketplace/settlement/project-credit";
import { sweepExpiredHolds } from "@tollgate/marketplace/settlement/sweep-expired-holds";
import { runSponsorships } from "@tollgate/marketplace/sponsorship/run-sponsorships";
import { withTwoFactors } from "@tollgate/marketplace/testing/two-factors";
import {
  finishLate,
  finishPastBoth,
  finishPastRedis,
  replaySpool,
  serveCall,
  serveMispriced,
  settleAll,
  streamCall,
} from "./crash-calls.ts";

/** What a process that may be killed works with. */
export interface ActStores {
  readonly services: Services;
  /** Opened when an act first asks for it, before its effects are counted. */
  readonly gate: () => Promise<CallGate>;
  /** Opens another one, as a proxy does that starts. */
  readonly openGate: () => Promise<CallGate>;
  /** Where ends of calls lie that no store took. */
  readonly spoolFolder: string;
  /** The only server that takes mail; what it took outlives the process. Others' mail goes nowhere. */
  readonly mailer: Mailer;
}

/** Everything an act may need; which of it, the act says. */
export interface ActInput {
  /** Who does it; empty for the platform itself. */
  readonly userId: string;
  /** How far the clock is ahead. */
  readonly aheadMs: number;
  readonly workspaceId: string;
  readonly callId: string;
  readonly keyId: string;
  readonly paymentId: string;
  readonly cardId: string;
  readonly correctionId: string;
  readonly quarantinedId: string;
  readonly caseId: string;
  readonly code: string;
  readonly month: string;
  readonly runId: string;
  readonly hash: string;
  readonly transferId: string;
  readonly rawBody: string;
  readonly signature: string;
}

export const NOTHING: ActInput = {
  ...{ userId: "", aheadMs: 0, workspaceId: "", callId: "", keyId: "", paymentId: "", cardId: "", correctionId: "" },
  ...{
    quarantinedId: "",
    caseId: "",
    code: "",
    month: "",
    runId: "",
    hash: "",
    transferId: "",
    rawBody: "",
    signature: "",
  },
};

/** Somebody at work: the services with who asks, a clock of their own, and what is asked. */
interface Work {
  readonly ctx: Context;
  readonly input: ActInput;
  /** Only where calls are served. */
  readonly gate: CallGate | null;
  readonly openGate: () => Promise<CallGate>;
  readonly spoolFolder: string;
  readonly mailer: Mailer;
}

const REASON = "Tried at every effect";

/** What the processes of an instance do with money, each as one piece of work that can be killed anywhere. */
const ACTS = {
  serveCall: async ({ gate, input }) => await serveCall(opened(gate), input),
  serveMispriced: async ({ gate, input }) => await serveMispriced(opened(gate), input),
  streamCall: async ({ gate, input }) => await streamCall(opened(gate), input),
  finishPastRedis: async ({ gate, input }) => await finishPastRedis(opened(gate), input),
  finishPastBoth: async ({ gate, input }) => await finishPastBoth(opened(gate), input),
  finishLate: async ({ ctx, gate, input }) => await finishLate(opened(gate), ctx, input),
  replaySpool: async ({ ctx, spoolFolder }) => await replaySpool(ctx, spoolFolder),
  voidQuarantined: async ({ ctx, input: { quarantinedId: id } }) =>
    await resolveQuarantined(ctx, { id, action: "void", reason: REASON }),
  /** Redis is another server process than before, from the first effect on. */
  async failOver({ ctx, openGate }) {
    await ctx.redis.hset(redisKeys.epoch(0), "run", "another");
    await startProxy(openGate);
  },
  settle: async ({ ctx }) => await settleAll(ctx),
  sweep: async ({ ctx }) => await sweepExpiredHolds(ctx),
  project: async ({ ctx, input }) => await projectCredit(ctx, input.workspaceId),
  linkJournals: async ({ ctx }) => await linkJournals(ctx),
  audit: async ({ ctx, mailer }) => await auditLedger({ ...ctx, mailer }),
  bookDifference: async ({ ctx, input: { quarantinedId: id } }) =>
    await resolveQuarantined(ctx, { id, action: "book_difference", reason: REASON }),
  rollUp: async ({ ctx }) => await rollUpCalls(ctx),
  openCheckout: async ({ ctx, input: { workspaceId } }) => await createCheckout(ctx, { workspaceId, amountUsd: "20" }),
  takeEvent: async ({ ctx, input: { rawBody, signature } }) => await handleStripeEvent(ctx, { rawBody, signature }),
  refreshPayment: async ({ ctx, input }) => await refreshPayment(ctx, input),
  refreshCheckouts: async ({ ctx }) => await refreshCheckouts(ctx),
  buyWithCard: async ({ ctx, input: { workspaceId, cardId } }) =>
    await buyWithCard(ctx, { workspaceId, cardId, amountUsd: "20" }),
  giveUpPayment: async ({ ctx, input: { workspaceId, paymentId } }) =>
    await completePayment(ctx, { workspaceId, paymentId, act: "cancel" }),
  topUp: async ({ ctx }) => await topUpAutomatically(ctx),
  refundPayment: async ({ ctx, input: { workspaceId, paymentId } }) =>
    await requestRefund(ctx, { workspaceId, paymentId, amountUsd: "15" }),
  freezeCredit: async ({ ctx, input: { caseId } }) => await freezeCredit(ctx, { caseId, reason: REASON }),
  closeRiskCase: async ({ ctx, input: { caseId } }) => await closeRiskCase(ctx, { caseId, note: REASON }),
  requestAdjustment: async ({ ctx, input: { workspaceId } }) =>
    await requestAdjustment(ctx, {
      ...{ accountType: "customer_credit", direction: "credit", amountUsd: "4.2", counterType: "bad_debt" },
      ...{ workspace: workspaceId, reason: REASON },
    }),
  decideCorrection: async ({ ctx, input: { correctionId } }) =>
    await decideCorrection(ctx, { correctionId, approve: true }),
  refundCall: async ({ ctx, input: { callId } }) => await refundCall(ctx, { callId, reason: REASON }),
  grantPromotion: async ({ ctx, input: { workspaceId } }) =>
    await grantPromotion(ctx, { workspace: workspaceId, amountUsd: "5", days: 1, reason: REASON }),
  redeemCode: async ({ ctx, input: { workspaceId, code } }) => await redeemPromotionalCode(ctx, { workspaceId, code }),
  /** Both steps at once; a worker books the rest an hour after the first. */
  async expirePromotional({ ctx }) {
    await expirePromotionalCredit(ctx);
    await expirePromotional(ctx.db.pool, 0);
  },
  /** Without the hour in which a closed allowance still settles calls. */
  sponsor: async ({ ctx }) => await runSponsorships(ctx, 0),
  closeMonth: async ({ ctx, input: { month } }) => await closeMonth(ctx, { month }),
  computeRun: async ({ ctx, input: { month } }) => await computePayoutRun(ctx, { month }),
  approveRun: async ({ ctx, input: { runId, hash } }) => await approvePayoutRun(ctx, { runId, hash }),
  startRun: async ({ ctx, input: { runId } }) => await startPayoutRun(ctx, { runId }),
  payRun: async ({ ctx }) => await payRuns(ctx),
  /** What workers do anyway, again and again: it must make good for whatever came before. */
  async recover({ ctx, openGate, spoolFolder }) {
    const today = { ...ctx, now: () => new Date() };
    if (!(await isEpochWhole(ctx.redis))) await startProxy(openGate);
    await replaySpool(ctx, spoolFolder);
    await sweepExpiredHolds(today);
    await settleAll(ctx);
    await resumeCharges(ctx);
    await finishRefunds(ctx);
    await topUpAutomatically(today);
    await expirePromotionalCredit(ctx);
    await runSponsorships(ctx, 0);
    await payRuns(ctx);
    await reprojectRecentCredit(today);
  },
} satisfies Record<string, (work: Work) => Promise<unknown>>;

export type ActName = keyof typeof ACTS;

const NEEDS_GATE: ReadonlySet<ActName> = new Set([
  ...(["serveCall", "serveMispriced", "streamCall", "finishPastRedis", "finishPastBoth", "finishLate"] as const),
]);

/** Looks up who asks and opens what is needed. @returns the piece of work, not yet begun. */
export async function prepareAct(stores: ActStores, act: ActName, input: ActInput): Promise<() => Promise<unknown>> {
  const services = { ...stores.services, now: () => new Date(Date.now() + input.aheadMs) };
  const actor =
    input.userId === "" ? ({ kind: "system" } as const) : withTwoFactors(await loadActor(services, input.userId));
  const gate = NEEDS_GATE.has(act) ? await stores.gate() : null;
  const { openGate, spoolFolder, mailer } = stores;
  return async () => await ACTS[act]({ ctx: { ...services, actor }, input, gate, openGate, spoolFolder, mailer });
}

/** A proxy that starts takes part in Redis' epoch, and begins one if Redis has lost writes. */
async function startProxy(openGate: () => Promise<CallGate>): Promise<void> {
  await (await openGate()).close();
}

async function payRuns(ctx: Context): Promise<void> {
  for (const { runId, itemIds } of await advancePayoutRuns(ctx)) {
    for (const itemId of itemIds) await payItem(ctx, { itemId });
    await finishPayoutRun(ctx, runId);
  }
}

function opened(gate: CallGate | null): CallGate {
  if (gate === null) throw new Error("this act serves calls and is not in NEEDS_GATE");
  return gate;
}
