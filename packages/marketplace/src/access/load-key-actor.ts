import type { Actor, Services } from "../context.ts";

/**
 * Who asks with a management key, read afresh: a proxy's memory may be some seconds old, and keys are made and ended with this.
 * A key that is none, is over or is off for now is a stranger.
 */
export async function loadKeyActor({ db, now }: Pick<Services, "db" | "now">, keyId: string): Promise<Actor> {
  const key = await db.prisma.apiKey.findUnique({ where: { id: keyId } });
  const over = key?.expiresAt != null && key.expiresAt <= now();
  if (key?.kind !== "management" || key.revokedAt || key.disabledAt || over) return { kind: "anonymous" };
  return { kind: "management_key", keyId, workspaceId: key.workspaceId, createdById: key.createdById };
}
