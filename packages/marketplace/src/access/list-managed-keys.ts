import { z } from "zod";
import { type AccountContext, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type ManagedKey, manageable, withUsage } from "./managed-key.ts";

const PAGE = 100;

export const ListManagedKeysInput = z.object({
  workspaceId: z.string(),
  /** How many keys to pass over. */
  offset: z.number("An offset is a whole number.").int("An offset is a whole number.").min(0).max(100_000).default(0),
  includeDisabled: z.boolean().default(false),
});
export type ListManagedKeysInput = z.input<typeof ListManagedKeysInput>;

/** A hundred keys of a workspace, newest first. Admins, owners and management keys may. */
export async function listManagedKeys(ctx: AccountContext, input: ListManagedKeysInput): Promise<ManagedKey[]> {
  const { workspaceId, offset, includeDisabled } = parseInput(ListManagedKeysInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const rows = await ctx.db.prisma.apiKey.findMany({
    where: { ...manageable(workspaceId), ...(!includeDisabled && { disabledAt: null }) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    skip: offset,
    take: PAGE,
  });
  return await withUsage(ctx, rows);
}
