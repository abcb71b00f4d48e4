import {
  decideCorrection as decide,
  NOT_FOR_YOU,
  REFUND_TOO_HIGH,
  WRITE_OFF_TOO_HIGH,
} from "@tollgate/db/decide-correction";
import { rawState } from "@tollgate/db/raw-state";
import { z } from "zod";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import type { CorrectionView } from "./correction-view.ts";
import { projectCorrected } from "./project-corrected.ts";
import { readCorrection } from "./read-correction.ts";

export const DecideCorrectionInput = z.object({
  correctionId: z.string(),
  approve: z.boolean(),
  note: z.string().trim().max(500, "Keep the note within 500 characters.").nullish(),
});
export type DecideCorrectionInput = z.input<typeof DecideCorrectionInput>;

/**
 * Approves or rejects a correction that another person asked for; approving moves the money, once. Whoever asked may withdraw it by
 * rejecting only where no second person is needed. Finance may.
 */
export async function decideCorrection(ctx: Context, input: DecideCorrectionInput): Promise<CorrectionView> {
  requirePlatformRole(ctx, "finance");
  const { correctionId, approve, note } = parseInput(DecideCorrectionInput, input);
  const decidedById = requireUser(ctx);
  const before = await readCorrection(ctx, correctionId);
  const wanted = approve ? "posted" : "rejected";
  try {
    await ctx.db.prisma.$transaction(async (tx) => {
      const status = await decide(tx, { correctionId, decidedById, approve, note: note || null });
      if (status !== wanted)
        throw new MarketplaceError("conflict", `Somebody else has decided this already: it is ${status}.`);
      // Whoever decides holds the request's row until the end, so whoever comes second sees the first one's event.
      const deed = { action: "decideCorrection", workspaceId: before.owner, subjectId: correctionId };
      if (await tx.auditEvent.findFirst({ where: deed, select: { id: true } })) return;
      await recordAudit(tx, ctx, {
        ...deed,
        detail: { approve, note: note || null },
      });
    });
  } catch (error) {
    throw explained(error);
  }
  if (approve) await projectCorrected(ctx, correctionId);
  return await readCorrection(ctx, correctionId);
}

function explained(error: unknown): unknown {
  const state = rawState(error);
  if (state === NOT_FOR_YOU)
    return new MarketplaceError("forbidden", "Somebody else has to decide this: you asked for it.", { cause: error });
  if (state === REFUND_TOO_HIGH)
    return new MarketplaceError("precondition_failed", "The call has less left to refund by now. Reject it.", {
      cause: error,
    });
  if (state === WRITE_OFF_TOO_HIGH)
    return new MarketplaceError("precondition_failed", "Less is owed by now. Reject it and write off what is left.", {
      cause: error,
    });
  return error;
}
