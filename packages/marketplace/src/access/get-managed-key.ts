import { z } from "zod";
import { type AccountContext, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { type ManagedKey, manageable, withUsage } from "./managed-key.ts";

const HASH = /^[0-9a-f]{64}$/i;

export const GetManagedKeyInput = z.object({
  workspaceId: z.string(),
  /** SHA-256 of the key in hex, also of the secret before the last rotation; or the key's id. */
  key: z.string().max(100),
});
export type GetManagedKeyInput = z.input<typeof GetManagedKeyInput>;

/** One key of a workspace. Admins, owners and management keys may. */
export async function getManagedKey(ctx: AccountContext, input: GetManagedKeyInput): Promise<ManagedKey> {
  const { workspaceId, key } = parseInput(GetManagedKeyInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const row = await ctx.db.prisma.apiKey.findFirst({ where: { ...manageable(workspaceId), ...named(key) } });
  const [found] = row ? await withUsage(ctx, [row]) : [];
  if (!found) throw new MarketplaceError("not_found", "This key does not exist.");
  return found;
}

function named(key: string) {
  if (!HASH.test(key)) return { id: key };
  const hash = new Uint8Array(Buffer.from(key, "hex"));
  return { OR: [{ hash }, { previousHash: hash }] };
}
