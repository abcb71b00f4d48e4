import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { newSecretKey } from "../access/secret-key.ts";
import { tellKeysRevoked } from "../access/tell-keys-revoked.ts";
import { announceChange } from "../announce-change.ts";
import { actorId, type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

const SESSION_MS = 12 * 3_600_000;
/** Browsers of one person, and models side by side that open their session at the same moment. */
const MOST_SESSIONS = 6;

export const OpenPlaygroundInput = z.object({ workspaceId: z.string() });
export type OpenPlaygroundInput = z.input<typeof OpenPlaygroundInput>;

export interface PlaygroundKey {
  readonly keyId: string;
  /** For the console's server alone: it never reaches a browser. */
  readonly secret: string;
  readonly expiresAt: Date;
}

/**
 * Makes the key that a session of a person's playground calls with, at the workspace's expense, and revokes their oldest when there are many.
 * Members may: what they spend counts on every limit that holds for them.
 */
export async function openPlayground(ctx: Context, input: OpenPlaygroundInput): Promise<PlaygroundKey> {
  const { workspaceId } = parseInput(OpenPlaygroundInput, input);
  requireWorkspace(ctx, workspaceId);
  const createdById = actorId(ctx);
  if (createdById === null) throw new MarketplaceError("forbidden", "Only a signed-in person can open the playground.");
  const { secret, hash, hint } = newSecretKey();
  const keyId = newId("apiKey");
  const now = ctx.now();
  const expiresAt = new Date(now.getTime() + SESSION_MS);
  const replaced = await ctx.db.prisma.$transaction(async (tx) => {
    const open = { workspaceId, createdById, purpose: "playground" as const, revokedAt: null };
    const newestFirst = [{ createdAt: "desc" as const }, { id: "desc" as const }];
    const kept = MOST_SESSIONS - 1;
    const old = await tx.apiKey.findMany({ where: open, orderBy: newestFirst, skip: kept, select: { id: true } });
    const ids = old.map(({ id }) => id);
    await tx.apiKey.updateMany({ where: { id: { in: ids } }, data: { revokedAt: now } });
    const key = {
      id: keyId,
      workspaceId,
      createdById,
      name: "Playground",
      purpose: open.purpose,
      hash,
      hint,
      expiresAt,
    };
    await tx.apiKey.create({ data: key });
    await recordAudit(tx, ctx, { action: "openPlayground", workspaceId, subjectId: keyId, detail: {} });
    return ids;
  });
  await announceChange(ctx, { kind: "key", id: keyId });
  await tellKeysRevoked(ctx, workspaceId, replaced);
  return { keyId, secret, expiresAt };
}
