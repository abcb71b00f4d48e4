import { z } from "zod";
import { actorId, type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { findRun } from "./get-payout-run.ts";
import { orRefusal } from "./refusals.ts";
import { requirePayouts } from "./require-payouts.ts";
import type { PayoutRunView } from "./run-view.ts";

export const StartPayoutRunInput = z.object({ runId: z.string() });
export type StartPayoutRunInput = z.input<typeof StartPayoutRunInput>;

/** Lets an approved run pay; the worker does the rest. Starting twice changes nothing. Finance may. */
export async function startPayoutRun(ctx: Context, input: StartPayoutRunInput): Promise<PayoutRunView> {
  requirePlatformRole(ctx, "finance");
  const { runId } = parseInput(StartPayoutRunInput, input);
  requirePayouts(ctx);
  await findRun(ctx, runId);
  await orRefusal(
    ctx.db.prisma.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT start_payout_run(${runId}::text, ${actorId(ctx) ?? "system"}::text)`;
      await tx.$queryRaw`SELECT finish_payout_run(${runId}::text)`;
      await recordAudit(tx, ctx, { action: "startPayoutRun", workspaceId: null, subjectId: runId });
    }),
  );
  return await findRun(ctx, runId);
}
