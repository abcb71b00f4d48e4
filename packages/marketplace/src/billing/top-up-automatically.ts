import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import { newId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import { readCreditState } from "@tollgate/db/redis/credit-state";
import { NANO_PER_CENT } from "@tollgate/money/nano";
import { isUniqueViolation } from "../access/unique-violation.ts";
import { recordAlerts } from "../alerts/record-alerts.ts";
import type { Services } from "../context.ts";
import { type ChargedCard, chargeCard } from "./charge-card.ts";
import { ceilingAlert, chargedThisMonth } from "./top-up-ceiling.ts";

/** Workspaces read at a time. */
const BATCH = 500;

/**
 * Starts a payment for every workspace whose credit fell below its threshold. @returns how many were charged.
 * @throws AggregateError after all others had their turn, when some could not be looked at.
 */
export async function topUpAutomatically(services: Services): Promise<number> {
  if (services.payments === null) return 0;
  const failures: unknown[] = [];
  let charged = 0;
  for await (const workspaceId of workspacesToTopUp(services)) {
    try {
      const outcome = await topUpWorkspace(services, workspaceId);
      if (outcome?.status === "succeeded") charged += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} workspaces could not be looked at for topping up`);
  return charged;
}

async function* workspacesToTopUp({ db, now }: Services): AsyncGenerator<string> {
  let after = "";
  for (;;) {
    const profiles = await db.prisma.billingProfile.findMany({
      where: {
        workspaceId: { gt: after },
        topUpEnabled: true,
        defaultCardId: { not: null },
        customerId: { not: null },
        OR: [{ topUpNotBefore: null }, { topUpNotBefore: { lte: now() } }],
      },
      select: { workspaceId: true },
      orderBy: { workspaceId: "asc" },
      take: BATCH,
    });
    for (const { workspaceId } of profiles) yield workspaceId;
    if (profiles.length < BATCH) return;
    after = profiles.at(-1)?.workspaceId ?? after;
  }
}

/**
 * Tops one workspace up if it is due. Any number of workers may try at once: the open payment is unique, and only who wrote it charges.
 * @returns `null` when nothing was due.
 */
export async function topUpWorkspace(services: Services, workspaceId: string): Promise<ChargedCard | null> {
  const { prisma } = services.db;
  const profile = await prisma.billingProfile.findUnique({ where: { workspaceId } });
  if (!profile?.topUpEnabled) return null;
  if (!(await isBelow(services, prisma, { workspaceId, thresholdNano: profile.topUpThresholdNano }))) return null;
  const due = await openPayment(services, workspaceId).catch((error: unknown) => {
    if (isUniqueViolation(error)) return null;
    throw error;
  });
  if (!due) return null;
  const { customerId, cardId } = due;
  return await chargeCard(services, due.payment, { customerId, cardId, returnUrl: null });
}

interface Inspection {
  readonly workspaceId: string;
  readonly thresholdNano: bigint;
}

/** Credit as booked, less what runs now: that comes back if it costs less. */
async function isBelow(services: Services, tx: Reader, { workspaceId, thresholdNano }: Inspection): Promise<boolean> {
  const live = await readCreditState(services.redis, workspaceId).catch(() => null);
  const rows = await tx.$queryRaw<{ posted: bigint }[]>`SELECT coalesce(sum(b.posted_nano), 0)::bigint AS posted
    FROM ledger_account a JOIN balance b ON b.account_id = a.id
    WHERE a.owner = ${workspaceId} AND a.type IN ('customer_credit', 'customer_promotional_credit')`;
  return (rows[0]?.posted ?? 0n) - (live?.heldNano ?? 0n) - (live?.unsettledNano ?? 0n) < thresholdNano;
}

type Reader = Pick<Transaction, "$queryRaw">;

interface DuePayment {
  readonly payment: PaymentModel;
  readonly customerId: string;
  readonly cardId: string;
}

/** Writes the payment that is about to be charged, unless a failure stands against it or the month's ceiling does, which is told once. */
async function openPayment(services: Services, workspaceId: string): Promise<DuePayment | null> {
  const now = services.now();
  return await services.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM billing_profile WHERE workspace_id = ${workspaceId} FOR UPDATE`;
    const profile = await tx.billingProfile.findUniqueOrThrow({ where: { workspaceId } });
    const { customerId, defaultCardId: cardId, topUpCents } = profile;
    if (!profile.topUpEnabled || customerId === null || cardId === null) return null;
    if (profile.topUpNotBefore !== null && profile.topUpNotBefore > now) return null;
    const chargedCents = await chargedThisMonth(tx, workspaceId, now);
    if (chargedCents + topUpCents > profile.topUpMonthlyCents) {
      await recordAlerts(tx, [ceilingAlert(profile, chargedCents, now)], now);
      return null;
    }
    const payment = await tx.payment.create({
      data: {
        id: newId("payment"),
        workspaceId,
        createdById: "platform",
        kind: "automatic",
        savedCardId: cardId,
        amountCents: topUpCents,
        creditNano: BigInt(topUpCents) * NANO_PER_CENT,
        createdAt: now,
      },
    });
    // Only now is it certain that no other payment is open. One that ended a moment ago has brought its credit: look again.
    if (await isBelow(services, tx, { workspaceId, thresholdNano: profile.topUpThresholdNano }))
      return { payment, customerId, cardId };
    await tx.payment.delete({ where: { id: payment.id } });
    return null;
  });
}
