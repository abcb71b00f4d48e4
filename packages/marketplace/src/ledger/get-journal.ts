import { generationId } from "@tollgate/db/ids";
import { z } from "zod";
import { namesOfWorkspaces } from "../access/names-of-workspaces.ts";
import type { ServedFrom } from "../calls/served-from.ts";
import { type Context, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { type JournalCause, readCause } from "./journal-cause.ts";
import { readServedFrom } from "./list-booked-calls.ts";

export const GetJournalInput = z.object({ journalId: z.uuid("There is no such journal.") });
export type GetJournalInput = z.input<typeof GetJournalInput>;

export interface JournalLeg {
  readonly accountId: string;
  readonly type: string;
  readonly owner: string;
  readonly ownerName: string;
  readonly amountNano: bigint;
  readonly balanceAfter: bigint;
}

export interface JournalCall {
  readonly generationId: string;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly modelId: string;
  /** Where the answer came from; `null` when nobody served. */
  readonly servedFrom: ServedFrom | null;
  readonly costNano: bigint;
  readonly feeNano: bigint;
  readonly surchargeNano: bigint;
  readonly chargeNano: bigint;
  readonly eventAt: Date;
}

export interface JournalView {
  readonly id: string;
  readonly kind: string;
  readonly memo: string;
  readonly idempotencyKey: string;
  /** UTC month it is booked into, `YYYY-MM`. */
  readonly period: string;
  readonly eventAt: Date;
  readonly bookedAt: Date;
  readonly reverses: string | null;
  readonly reversedBy: string | null;
  /** Where it stands in the hash chain; `null` in the moment before it is linked. */
  readonly link: { readonly position: bigint; readonly hash: string; readonly linkedAt: Date } | null;
  /** What was done by it, with the id to look further. */
  readonly causes: readonly JournalCause[];
  readonly legs: readonly JournalLeg[];
  /** The first of the calls it settled, oldest first, and how many there are. */
  readonly calls: readonly JournalCall[];
  readonly callCount: number;
}

const CALLS = 100;

/** A journal with its entries, its place in the hash chain, and what it was booked for. Finance may. */
export async function getJournal(ctx: Context, input: GetJournalInput): Promise<JournalView> {
  requirePlatformRole(ctx, "finance");
  const { journalId } = parseInput(GetJournalInput, input);
  const journal = await ctx.db.prisma.journal.findUnique({
    where: { id: journalId },
    include: { reversedBy: true, entries: { include: { account: true }, orderBy: { accountId: "asc" } } },
  });
  if (!journal) throw new MarketplaceError("not_found", "There is no such journal.");
  const [link, nameOf, causes, settled] = await Promise.all([
    ctx.db.prisma.journalLink.findUnique({ where: { journalId } }),
    namesOfWorkspaces(
      ctx,
      journal.entries.map(({ account }) => account.owner),
    ),
    readCause(ctx, journalId),
    journal.kind === "call_settlement" ? callsOf(ctx, journalId) : null,
  ]);
  return {
    ...{ id: journal.id, kind: journal.kind, memo: journal.memo, idempotencyKey: journal.idempotencyKey },
    period: journal.period.toISOString().slice(0, 7),
    ...{ eventAt: journal.eventAt, bookedAt: journal.bookedAt, reverses: journal.reverses },
    reversedBy: journal.reversedBy?.id ?? null,
    link: link && {
      position: link.position,
      hash: Buffer.from(link.hash).toString("hex"),
      linkedAt: link.linkedAt,
    },
    causes,
    legs: journal.entries.map(({ account, amountNano, balanceAfter }) => ({
      ...{ accountId: account.id.toString(), type: account.type, owner: account.owner },
      ownerName: account.owner === "platform" ? "Platform" : nameOf(account.owner),
      ...{ amountNano, balanceAfter },
    })),
    calls: settled?.calls ?? [],
    callCount: settled?.count ?? 0,
  };
}

interface CallRow {
  readonly id: string;
  readonly workspace_id: string;
  readonly name: string | null;
  readonly model_id: string;
  readonly served_from: string;
  readonly cost: bigint;
  readonly fee: bigint;
  readonly surcharge: bigint;
  readonly charge: bigint;
  readonly event_at: Date;
  readonly count: number;
}

/** A call is booked at most as long before its journal as its statement waited for locks: block ranges of that time narrow the search. */
async function callsOf({ db }: Context, journalId: string): Promise<{ calls: JournalCall[]; count: number }> {
  const { rows } = await db.pool.query<CallRow>(
    `SELECT c.id, c.workspace_id, w.name, c.model_id, served_from(c.endpoint_id, v.applies_to) AS served_from, c.cost_nano AS cost, c.fee_nano AS fee, c.surcharge_nano AS surcharge,
        c.charge_nano AS charge, c.event_at, count(*) OVER ()::integer AS count
      FROM call c LEFT JOIN fee_version v ON v.id = c.fee_version_id LEFT JOIN workspace w ON w.id = c.workspace_id
      WHERE c.journal_id = $1 AND c.booked_at <= (SELECT booked_at FROM journal WHERE id = $1)
        AND c.booked_at >= (SELECT booked_at - interval '1 hour' FROM journal WHERE id = $1)
      ORDER BY c.id LIMIT ${CALLS}`,
    [journalId],
  );
  const calls = rows.map((row) => ({
    ...{ generationId: generationId(row.id), workspaceId: row.workspace_id, modelId: row.model_id },
    workspaceName: row.name ?? row.workspace_id,
    ...{ costNano: row.cost, feeNano: row.fee, surchargeNano: row.surcharge, chargeNano: row.charge },
    ...{ servedFrom: readServedFrom(row.served_from), eventAt: row.event_at },
  }));
  return { calls, count: rows[0]?.count ?? 0 };
}
