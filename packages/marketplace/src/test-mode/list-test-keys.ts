import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { requireOwnApp } from "./require-own-app.ts";
import { type TestKeyView, toTestKeyView } from "./test-key-view.ts";

export const ListTestKeysInput = z.object({ workspaceId: z.string(), appId: z.string() });
export type ListTestKeysInput = z.input<typeof ListTestKeysInput>;

/** Test keys of an app that work, newest first. Members of the builder's workspace may see them. */
export async function listTestKeys(ctx: Context, input: ListTestKeysInput): Promise<TestKeyView[]> {
  const { workspaceId, appId } = parseInput(ListTestKeysInput, input);
  requireWorkspace(ctx, workspaceId);
  await requireOwnApp(ctx.db.prisma, { workspaceId, appId });
  const rows = await ctx.db.prisma.testKey.findMany({
    where: { appId, revokedAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map(toTestKeyView);
}
