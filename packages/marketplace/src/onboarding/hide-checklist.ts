import { z } from "zod";
import { type Context, requireUser, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { TRACKS } from "./get-onboarding.ts";

export const HideChecklistInput = z.object({ workspaceId: z.string(), track: z.enum(TRACKS), hidden: z.boolean() });
export type HideChecklistInput = z.input<typeof HideChecklistInput>;

/** Puts a checklist of the first days away for the person who asks, or brings it back. Members may. */
export async function hideChecklist(ctx: Context, input: HideChecklistInput): Promise<void> {
  const { workspaceId, track, hidden } = parseInput(HideChecklistInput, input);
  requireWorkspace(ctx, workspaceId);
  const row = { userId: requireUser(ctx), workspaceId, track };
  const { hiddenChecklist } = ctx.db.prisma;
  if (hidden) await hiddenChecklist.createMany({ data: [{ ...row, hiddenAt: ctx.now() }], skipDuplicates: true });
  else await hiddenChecklist.deleteMany({ where: row });
}
