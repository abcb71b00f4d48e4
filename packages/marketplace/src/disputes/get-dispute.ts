import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { type JournalWithLegs, readJournals } from "../ledger/read-journals.ts";
import { parseInput } from "../parse-input.ts";
import { DISPUTE_SQL, type DisputeRow, type DisputeView, toDisputeView } from "./dispute-view.ts";
import { gatherEvidence } from "./gather-evidence.ts";

export const GetDisputeInput = z.object({ disputeId: z.string().max(100) });
export type GetDisputeInput = z.input<typeof GetDisputeInput>;

export interface DisputeDetail {
  readonly dispute: DisputeView;
  readonly payment: { readonly id: string; readonly amountNano: bigint; readonly paidAt: Date | null };
  /** Builders whose unpaid fees wait, or waited, for the outcome. */
  readonly builders: readonly { readonly id: string; readonly name: string; readonly amountNano: bigint }[];
  /** Everything it booked, oldest first. */
  readonly journals: readonly JournalWithLegs[];
  /** What would be, or was, said to the bank, in figures. */
  readonly pack: PackSummary;
  /** What was sent from here; `null` when nothing was. */
  readonly sent: SentEvidence | null;
}

export interface PackSummary {
  readonly consents: number;
  readonly calls: number;
  readonly usedNano: bigint;
  readonly sessions: number;
  readonly buyer: string;
  readonly buyerIp: string | null;
  readonly undisputedPayments: number;
  readonly hasInvoice: boolean;
}

export interface SentEvidence {
  readonly id: string;
  readonly by: string;
  readonly preparedAt: Date;
  readonly statement: string;
  readonly sha256: string;
}

/** A dispute with its journals and what speaks for the payment. Finance may. */
export async function getDispute(ctx: Context, input: GetDisputeInput): Promise<DisputeDetail> {
  requirePlatformRole(ctx, "finance");
  const { disputeId } = parseInput(GetDisputeInput, input);
  const { rows } = await ctx.db.pool.query<DisputeRow>(`${DISPUTE_SQL} WHERE q.id = $1`, [disputeId]);
  const [row] = rows;
  if (!row) throw new MarketplaceError("not_found", "There is no such dispute.");
  const [facts, builders, journals, sent] = await Promise.all([
    gatherEvidence(ctx, disputeId),
    readBuilders(ctx, disputeId),
    readJournals(ctx, await keysOf(ctx, row)),
    readSent(ctx, disputeId),
  ]);
  const { payment, usage } = facts;
  return {
    dispute: toDisputeView(row),
    payment: { id: payment.id, amountNano: payment.amountNano, paidAt: payment.paidAt },
    builders,
    journals,
    pack: {
      consents: facts.consents.length,
      calls: usage.calls,
      usedNano: usage.chargeNano,
      sessions: facts.sessions.length,
      buyer: [payment.buyerName, payment.buyerEmail].filter(Boolean).join(", "),
      buyerIp: facts.buyerSession?.ip ?? null,
      undisputedPayments: facts.undisputed.count,
      hasInvoice: payment.invoiceNumber !== null,
    },
    sent,
  };
}

async function keysOf({ db }: Context, { id, payment_id: paymentId }: DisputeRow): Promise<string[]> {
  const refunds = await db.prisma.refund.findMany({ where: { paymentId }, select: { id: true } });
  const frozen = refunds.map((refund) => `dispute_freeze:${id}:${refund.id}`);
  return [`dispute_open:${id}`, ...frozen, `dispute_closed:${id}`];
}

async function readBuilders({ db }: Context, disputeId: string) {
  const { rows } = await db.pool.query<{ id: string; name: string | null; amount: bigint }>(
    `SELECT f.builder_workspace_id AS id, w.name, f.amount_nano AS amount FROM dispute_builder_freeze f
      LEFT JOIN workspace w ON w.id = f.builder_workspace_id WHERE f.dispute_id = $1 ORDER BY f.amount_nano DESC, f.builder_workspace_id`,
    [disputeId],
  );
  return rows.map(({ id, name, amount }) => ({ id, name: name ?? id, amountNano: amount }));
}

async function readSent({ db }: Context, disputeId: string): Promise<SentEvidence | null> {
  const { rows } = await db.pool.query<{ id: string; by: string; at: Date; statement: string; sha256: string }>(
    `SELECT e.id, coalesce(u.name, e.prepared_by_id) AS by, e.prepared_at AS at, e.statement, e.sha256
      FROM dispute d JOIN dispute_evidence e ON e.id = d.evidence_id LEFT JOIN "user" u ON u.id = e.prepared_by_id WHERE d.id = $1`,
    [disputeId],
  );
  const [row] = rows;
  if (!row) return null;
  const { at: preparedAt, ...rest } = row;
  return { ...rest, preparedAt };
}
