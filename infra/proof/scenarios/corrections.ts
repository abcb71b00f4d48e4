import { loadActor } from "@tollgate/marketplace/access/load-actor";
import { createPromotionalCode } from "@tollgate/marketplace/promotions/create-promotional-code";
import { accountBalance } from "@tollgate/marketplace/testing/books";
import { USD } from "@tollgate/marketplace/testing/buyers";
import { withTwoFactors } from "@tollgate/marketplace/testing/two-factors";
import { newPerson, type Person, services } from "@tollgate/marketplace/testing/verbs";
import { expect } from "vitest";
import type { ActInput } from "../crash-acts.ts";
import type { WorkEnd } from "../crash-process.ts";
import { done, type Scenarios } from "../crash-trials.ts";
import { finance, fixture } from "../crash-world.ts";

const DAY_MS = 86_400_000;
const ADJUSTMENT_NANO = 4_200_000_000n;
const PROMOTION_NANO = 5n * USD;

const isDone = (end: WorkEnd) => end.kind === "returned" && end.ok;

interface Standing {
  readonly creditNano: bigint;
  readonly promotionalNano: bigint;
  readonly requests: number;
}

let before: Standing = { creditNano: 0n, promotionalNano: 0n, requests: 0 };

async function standing(workspaceId: string): Promise<Standing> {
  return {
    creditNano: await accountBalance(services.db, workspaceId, "customer_credit"),
    promotionalNano: await accountBalance(services.db, workspaceId, "customer_promotional_credit"),
    requests: await services.db.prisma.correction.count({ where: { owner: workspaceId } }),
  };
}

/** Expects one of these changes since the trial began. */
async function expectChange({ workspaceId }: ActInput, possible: readonly Partial<Standing>[]): Promise<void> {
  const now = await standing(workspaceId);
  const change = {
    creditNano: now.creditNano - before.creditNano,
    promotionalNano: now.promotionalNano - before.promotionalNano,
    requests: now.requests - before.requests,
  };
  const none = { creditNano: 0n, promotionalNano: 0n, requests: 0 };
  expect(possible.map((one) => ({ ...none, ...one }))).toContainEqual(change);
}

/** A person of finance about to work on the customer's account. */
async function asFinance(): Promise<Partial<ActInput>> {
  const { workspaceId } = fixture.customer;
  before = await standing(workspaceId);
  return { userId: finance[0], workspaceId };
}

async function requested(): Promise<Partial<ActInput>> {
  const input = await asFinance();
  await done("requestAdjustment", input);
  const where = { owner: fixture.customer.workspaceId, status: "requested" };
  const { id } = await services.db.prisma.correction.findFirstOrThrow({ where, orderBy: { requestedAt: "desc" } });
  return { ...input, userId: finance[1], correctionId: id };
}

let known: Person | undefined;

/** An admin who has just been given a code. */
async function withCode(): Promise<Partial<ActInput>> {
  known ??= await newPerson("Redeemer");
  const { userId, workspaceId } = known;
  const actor = withTwoFactors(await loadActor(services, finance[0]));
  const terms = { amountUsd: "5", maxRedemptions: 1, validDays: 30, creditDays: 30, reason: "Tried at every effect" };
  const { code } = await createPromotionalCode({ ...services, actor }, terms);
  before = await standing(workspaceId);
  return { userId, workspaceId, code };
}

/** Credit whose time is over since yesterday. */
async function overdueCredit(): Promise<Partial<ActInput>> {
  const input = await asFinance();
  await done("grantPromotion", { ...input, aheadMs: -2 * DAY_MS });
  return { workspaceId: fixture.customer.workspaceId };
}

export const CORRECTIONS: Scenarios = {
  "an adjustment is asked for": {
    act: "requestAdjustment",
    prepare: asFinance,
    check: async (input, end) => await expectChange(input, isDone(end) ? [{ requests: 1 }] : [{}, { requests: 1 }]),
  },
  "an adjustment is approved": {
    act: "decideCorrection",
    prepare: requested,
    insist: async (input) => await done("decideCorrection", input),
    check: async (input) => await expectChange(input, [{ creditNano: ADJUSTMENT_NANO, requests: 1 }]),
  },
  "promotional credit is granted": {
    act: "grantPromotion",
    prepare: asFinance,
    async check(input, end) {
      const granted = { promotionalNano: PROMOTION_NANO };
      await expectChange(input, isDone(end) ? [granted] : [{}, granted]);
    },
  },
  "a code is redeemed": {
    act: "redeemCode",
    prepare: withCode,
    // Once it is redeemed, whoever asks again is refused.
    insist: async (input) => await done("redeemCode", input).catch(() => undefined),
    check: async (input) => await expectChange(input, [{ promotionalNano: PROMOTION_NANO }]),
  },
  "promotional credit expires": {
    act: "expirePromotional",
    prepare: overdueCredit,
    insist: async (input) => await done("expirePromotional", input),
    check: async (input) => await expectChange(input, [{}]),
  },
};
