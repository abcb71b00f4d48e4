import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type AppView, toAppView, WITH_MARGINS } from "./app-view.ts";

export const ListAppsInput = z.object({ workspaceId: z.string() });
export type ListAppsInput = z.input<typeof ListAppsInput>;

/** A builder's apps, newest first. Members may. */
export async function listApps(ctx: Context, input: ListAppsInput): Promise<AppView[]> {
  const { workspaceId } = parseInput(ListAppsInput, input);
  requireWorkspace(ctx, workspaceId);
  const rows = await ctx.db.prisma.app.findMany({
    where: { workspaceId },
    include: WITH_MARGINS,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => toAppView(row, ctx.now()));
}
