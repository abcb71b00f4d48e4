import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type ProviderView, toProviderView } from "./provider-view.ts";

export const ListProvidersInput = z.object({ workspaceId: z.string() });
export type ListProvidersInput = z.input<typeof ListProvidersInput>;

/** The providers of a workspace, oldest first. Members may. */
export async function listProviders(ctx: Context, input: ListProvidersInput): Promise<ProviderView[]> {
  const { workspaceId } = parseInput(ListProvidersInput, input);
  requireWorkspace(ctx, workspaceId);
  const rows = await ctx.db.prisma.provider.findMany({
    where: { workspaceId },
    include: { _count: { select: { endpoints: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(toProviderView);
}
