import { z } from "zod";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { findRun } from "./get-payout-run.ts";
import { orRefusal } from "./refusals.ts";
import type { PayoutRunView } from "./run-view.ts";

export const ApprovePayoutRunInput = z.object({
  runId: z.string(),
  /** The hash the person looked at: another one is refused. */
  hash: z.string().regex(/^[0-9a-f]{64}$/, "Approve the hash that the run shows."),
});
export type ApprovePayoutRunInput = z.input<typeof ApprovePayoutRunInput>;

/**
 * Approves a run's hash. It takes two different people of finance; the same person counts once, and the platform itself never does.
 * The database holds all of that.
 */
export async function approvePayoutRun(ctx: Context, input: ApprovePayoutRunInput): Promise<PayoutRunView> {
  requirePlatformRole(ctx, "finance");
  const userId = requireUser(ctx);
  const { runId, hash } = parseInput(ApprovePayoutRunInput, input);
  await findRun(ctx, runId);
  await orRefusal(
    ctx.db.prisma.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT approve_payout_run(${runId}::text, ${userId}::text, ${hash}::text)`;
      await recordAudit(tx, ctx, { action: "approvePayoutRun", workspaceId: null, subjectId: runId, detail: { hash } });
    }),
  );
  return await findRun(ctx, runId);
}
