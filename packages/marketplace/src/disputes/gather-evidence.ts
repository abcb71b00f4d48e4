import { generationId } from "@tollgate/db/ids";
import { NANO_PER_CENT } from "@tollgate/money/nano";
import type { Context } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { SEEN_MS } from "../sessions/resume-session.ts";

/** What we hold about a disputed payment and whoever made it. Amounts are nano-USD. */
export interface EvidenceFacts {
  readonly dispute: { readonly id: string; readonly reason: string; readonly amountNano: bigint };
  readonly customer: EvidenceCustomer;
  readonly payment: EvidencePayment;
  /** The sign-in that was open when the payment was made, where one is known. */
  readonly buyerSession: EvidenceSession | null;
  readonly consents: readonly EvidenceConsent[];
  /** Earlier payments of the workspace that nobody contested. */
  readonly undisputed: { readonly count: number; readonly amountNano: bigint };
  readonly refundedNano: bigint;
  /** Newest first; sign-ins of the workspace's members. */
  readonly sessions: readonly EvidenceSession[];
  readonly usage: EvidenceUsage;
}

export interface EvidenceCustomer {
  readonly workspaceId: string;
  readonly name: string;
  readonly since: Date;
  readonly legalName: string;
  readonly address: string;
  readonly country: string;
}

export interface EvidencePayment {
  readonly id: string;
  readonly kind: string;
  readonly amountNano: bigint;
  readonly at: Date;
  readonly paidAt: Date | null;
  readonly invoiceNumber: number | null;
  readonly buyerName: string;
  readonly buyerEmail: string;
  readonly card: string | null;
}

export interface EvidenceSession {
  readonly who: string;
  readonly ip: string | null;
  readonly userAgent: string;
  readonly at: Date;
  readonly lastSeenAt: Date;
}

export interface EvidenceConsent {
  readonly appName: string;
  readonly marginVersion: number;
  readonly basisPoints: number;
  readonly acceptedAt: Date;
  readonly acceptedBy: string;
}

export interface EvidenceUsage {
  readonly calls: number;
  readonly chargeNano: bigint;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  /** By UTC day and model, newest first; at most `DAYS` of them. */
  readonly days: readonly {
    readonly day: string;
    readonly model: string;
    readonly calls: number;
    readonly chargeNano: bigint;
  }[];
  /** The newest calls, each with a receipt; at most `CALLS` of them. */
  readonly newest: readonly {
    readonly callId: string;
    readonly at: Date;
    readonly model: string;
    readonly key: string;
    readonly chargeNano: bigint;
  }[];
}

const DAYS = 120;
const CALLS = 200;
const SESSIONS = 60;
/** Sign-ins from this long before the payment on are part of the story. */
const BEFORE_MS = 30 * 24 * 60 * 60_000;

/** Gathers what speaks for a payment. @throws MarketplaceError `not_found` for an unknown dispute. */
export async function gatherEvidence(ctx: Context, disputeId: string): Promise<EvidenceFacts> {
  const { prisma } = ctx.db;
  const dispute = await prisma.dispute.findUnique({
    where: { id: disputeId },
    include: { payment: { include: { workspace: { include: { billingProfile: true } } } } },
  });
  if (!dispute) throw new MarketplaceError("not_found", "There is no such dispute.");
  const { payment } = dispute;
  const { workspace } = payment;
  const since = payment.completedAt ?? payment.createdAt;
  const [buyer, card, sessions, consents, undisputed, usage] = await Promise.all([
    prisma.user.findUnique({ where: { id: payment.createdById } }),
    payment.savedCardId ? prisma.savedCard.findUnique({ where: { id: payment.savedCardId } }) : null,
    readSessions(ctx, workspace.id, new Date(payment.createdAt.getTime() - BEFORE_MS)),
    readConsents(ctx, workspace.id),
    readUndisputed(ctx, workspace.id, payment.createdAt),
    readUsage(ctx, workspace.id, since),
  ]);
  // A session is noted as seen once a minute.
  const isOpenAt = (one: EvidenceSession) =>
    one.at <= payment.createdAt && one.lastSeenAt.getTime() + SEEN_MS >= payment.createdAt.getTime();
  const details = workspace.billingProfile;
  return {
    dispute: { id: dispute.id, reason: dispute.reason, amountNano: BigInt(dispute.amountCents) * NANO_PER_CENT },
    customer: {
      workspaceId: workspace.id,
      name: workspace.name,
      since: workspace.createdAt,
      legalName: details?.legalName ?? "",
      address: details?.address ?? "",
      country: details?.country ?? "",
    },
    payment: {
      id: payment.id,
      kind: payment.kind,
      amountNano: BigInt(payment.amountCents) * NANO_PER_CENT,
      at: payment.createdAt,
      paidAt: payment.completedAt,
      invoiceNumber: payment.invoiceNumber,
      buyerName: buyer?.name ?? "",
      buyerEmail: buyer?.email ?? "",
      card: card ? `${card.brand} ending in ${card.last4}` : null,
    },
    buyerSession: sessions.find((one) => one.userId === payment.createdById && isOpenAt(one)) ?? null,
    consents,
    undisputed,
    refundedNano: BigInt(payment.refundedCents) * NANO_PER_CENT,
    sessions,
    usage,
  };
}

async function readSessions({ db }: Context, workspaceId: string, since: Date) {
  const rows = await db.prisma.signInSession.findMany({
    where: { awaitsSecondFactor: false, lastSeenAt: { gte: since }, user: { memberships: { some: { workspaceId } } } },
    include: { user: { select: { email: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: SESSIONS,
  });
  return rows.map(({ userId, user, ip, userAgent, createdAt, lastSeenAt }) => ({
    userId,
    who: user.email,
    ip,
    userAgent,
    at: createdAt,
    lastSeenAt,
  }));
}

async function readConsents({ db }: Context, workspaceId: string): Promise<EvidenceConsent[]> {
  const grants = await db.prisma.grant.findMany({
    where: { workspaceId },
    include: { app: true, marginVersion: true },
    orderBy: [{ acceptedAt: "asc" }, { id: "asc" }],
  });
  const people = await db.prisma.user.findMany({ where: { id: { in: grants.map((grant) => grant.acceptedById) } } });
  const emails = new Map(people.map(({ id, email }) => [id, email]));
  return grants.map(({ app, marginVersion, acceptedAt, acceptedById }) => ({
    appName: app.name,
    marginVersion: marginVersion.version,
    basisPoints: marginVersion.basisPoints,
    acceptedAt,
    acceptedBy: emails.get(acceptedById) ?? acceptedById,
  }));
}

async function readUndisputed({ db }: Context, workspaceId: string, before: Date) {
  const { _count: count, _sum: sum } = await db.prisma.payment.aggregate({
    where: { workspaceId, status: "succeeded", createdAt: { lt: before }, disputes: { none: {} } },
    _count: true,
    _sum: { amountCents: true },
  });
  return { count, amountNano: BigInt(sum.amountCents ?? 0) * NANO_PER_CENT };
}

interface DayRow {
  readonly day: string;
  readonly model: string;
  readonly calls: number;
  readonly charge: bigint;
}

interface CallRow {
  readonly id: string;
  readonly at: Date;
  readonly model: string;
  readonly key: string | null;
  readonly charge: bigint;
}

/** Calls since the payment, whoever of the workspace made them. */
async function readUsage({ db }: Context, workspaceId: string, since: Date): Promise<EvidenceUsage> {
  const where = "c.workspace_id = $1 AND c.id >= uuid_v7_floor($2::timestamptz) AND c.charge_nano > 0";
  const [sums, days, calls] = await Promise.all([
    db.pool.query<{ calls: number; charge: bigint; first_at: Date | null; last_at: Date | null }>(
      `SELECT count(*)::integer AS calls, coalesce(sum(c.charge_nano), 0)::bigint AS charge, min(c.event_at) AS first_at,
          max(c.event_at) AS last_at FROM call c WHERE ${where}`,
      [workspaceId, since],
    ),
    db.pool.query<DayRow>(
      `SELECT to_char(c.event_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, c.model_id AS model, count(*)::integer AS calls,
          sum(c.charge_nano)::bigint AS charge FROM call c WHERE ${where} GROUP BY 1, 2 ORDER BY 1 DESC, 2 LIMIT ${DAYS}`,
      [workspaceId, since],
    ),
    db.pool.query<CallRow>(
      `SELECT c.id::text AS id, c.event_at AS at, c.model_id AS model, k.hint AS key, c.charge_nano AS charge
        FROM call c LEFT JOIN api_key k ON k.id = c.key_id WHERE ${where} ORDER BY c.id DESC LIMIT ${CALLS}`,
      [workspaceId, since],
    ),
  ]);
  const [all] = sums.rows;
  return {
    calls: all?.calls ?? 0,
    chargeNano: all?.charge ?? 0n,
    firstAt: all?.first_at ?? null,
    lastAt: all?.last_at ?? null,
    days: days.rows.map(({ charge, ...row }) => ({ ...row, chargeNano: charge })),
    newest: calls.rows.map(({ id, at, model, key, charge }) => ({
      callId: generationId(id),
      at,
      model,
      key: key ?? "",
      chargeNano: charge,
    })),
  };
}
