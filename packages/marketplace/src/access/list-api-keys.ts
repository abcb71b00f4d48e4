import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type ApiKeyView, toApiKeyView, WITH_APP } from "./api-key-view.ts";
import { readKeyUsage } from "./key-usage.ts";

export const ListApiKeysInput = z.object({ workspaceId: z.string() });
export type ListApiKeysInput = z.input<typeof ListApiKeysInput>;

export interface ApiKeyWithUsage extends ApiKeyView {
  /** All that was ever charged to calls of this key. */
  readonly spentNano: bigint;
  /** Charged since the limit last started over; what `limitNano` is compared with. */
  readonly spentInWindowNano: bigint;
  /** When the window ends; `null` for limits that never start over. */
  readonly windowEndsAt: Date | null;
  readonly calls: number;
  readonly lastUsedAt: Date | null;
}

/** Every key people made in a workspace, newest first, with what was settled on it. Members may. */
export async function listApiKeys(ctx: Context, input: ListApiKeysInput): Promise<ApiKeyWithUsage[]> {
  const { workspaceId } = parseInput(ListApiKeysInput, input);
  requireWorkspace(ctx, workspaceId);
  const rows = await ctx.db.prisma.apiKey.findMany({
    where: { workspaceId, purpose: "standard" },
    include: WITH_APP,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const now = ctx.now();
  const usage = await readKeyUsage(ctx.db.pool, { workspaceId, keys: rows, now });
  return rows.map((row) => ({ ...toApiKeyView(row, now), ...usage(row.id) }));
}
