import { z } from "zod";
import { namesOfWorkspaces } from "../access/names-of-workspaces.ts";
import { type Context, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { type PayoutItemView, type PayoutRunView, readCarryReason, toRunViews } from "./run-view.ts";

export const GetPayoutRunInput = z.object({
  runId: z.string(),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type GetPayoutRunInput = z.input<typeof GetPayoutRunInput>;

export interface PayoutRunPage {
  readonly run: PayoutRunView;
  /** Largest net first. */
  readonly items: (PayoutItemView & { readonly id: string })[];
  readonly nextCursor: string | null;
}

/** A run with a page of its statements. Finance may. */
export async function getPayoutRun(ctx: Context, input: GetPayoutRunInput): Promise<PayoutRunPage> {
  requirePlatformRole(ctx, "finance");
  const { runId, cursor, limit } = parseInput(GetPayoutRunInput, input);
  const after = cursor ? readCursor(cursor) : null;
  const run = await findRun(ctx, runId);
  const rows = await ctx.db.prisma.payoutItem.findMany({
    where: {
      runId,
      ...(after && {
        OR: [{ netNano: { lt: after.netNano } }, { netNano: after.netNano, payeeWorkspaceId: { gt: after.payee } }],
      }),
    },
    orderBy: [{ netNano: "desc" }, { payeeWorkspaceId: "asc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const nameOf = await namesOfWorkspaces(
    ctx,
    page.map((row) => row.payeeWorkspaceId),
  );
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    run,
    items: page.map((row) => ({
      ...row,
      carryReason: readCarryReason(row.carryReason),
      payeeName: nameOf(row.payeeWorkspaceId),
    })),
    nextCursor: last ? `${last.netNano}:${last.payeeWorkspaceId}` : null,
  };
}

/** @throws MarketplaceError `not_found`. */
export async function findRun(ctx: Context, runId: string): Promise<PayoutRunView> {
  const row = await ctx.db.prisma.payoutRun.findUnique({ where: { id: runId } });
  const [run] = row ? await toRunViews(ctx.db.prisma, [row]) : [];
  if (!run) throw new MarketplaceError("not_found", "This payout run does not exist.");
  return run;
}

function readCursor(cursor: string): { netNano: bigint; payee: string } {
  const match = /^(-?\d{1,19}):(\w{1,60})$/.exec(cursor);
  const [, net, payee] = match ?? [];
  if (net === undefined || payee === undefined)
    throw new MarketplaceError("invalid_input", "Start again from the first page.", { field: "cursor" });
  return { netNano: BigInt(net), payee };
}
