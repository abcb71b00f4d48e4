import { releaseQuarantined } from "@tollgate/db/redis/release-quarantined";
import { redisKeys, SHARDS } from "@tollgate/db/redis/shards";
import type { Services } from "../context.ts";
import { mailOperators } from "../operations/alert-operators.ts";
import { heldOn } from "./held-on.ts";

type Watched = Pick<Services, "db" | "redis" | "now" | "mailer" | "urls">;

/** Events told of in one e-mail. */
const LIMIT = 500;

/**
 * Tells operators of usage that went to quarantine since they were last told, and frees credit that a resolved call still keeps in Redis
 * because Redis was away when it was resolved.
 * @returns how many events are open.
 */
export async function watchQuarantine(services: Watched): Promise<{ open: number; told: number; released: number }> {
  const { quarantinedCall } = services.db.prisma;
  const fresh = await quarantinedCall.findMany({
    where: { resolvedAt: null, alertedAt: null },
    orderBy: { createdAt: "asc" },
    take: LIMIT,
    select: { id: true, reason: true },
  });
  if (fresh.length > 0) {
    await quarantinedCall.updateMany({
      where: { id: { in: fresh.map(({ id }) => id) } },
      data: { alertedAt: services.now() },
    });
    await mailOperators(services, {
      subject: `Quarantine: ${fresh.length} ${fresh.length === 1 ? "call" : "calls"} could not be settled`,
      text: `${summary(fresh)}\n\nNobody is charged and nobody earns until it is decided.\n\nSee the calls: ${services.urls.console}/operator/quarantine\n`,
    });
  }
  const released = await releaseResolved(services);
  return { open: await quarantinedCall.count({ where: { resolvedAt: null } }), told: fresh.length, released };
}

function summary(rows: readonly { readonly reason: string }[]): string {
  const counts = Map.groupBy(rows, ({ reason }) => reason);
  return [...counts].map(([reason, some]) => `- ${reason.replaceAll("_", " ")}: ${some.length}`).join("\n");
}

async function releaseResolved({ db, redis }: Watched): Promise<number> {
  let released = 0;
  for (let shard = 0; shard < SHARDS; shard++) {
    const kept = await redis.hkeys(redisKeys.quarantined(shard));
    if (kept.length === 0) continue;
    const resolved = await db.prisma.quarantinedCall.findMany({
      where: { id: { in: kept }, resolvedAt: { not: null } },
      select: { id: true, workspaceId: true, event: true },
    });
    for (const row of resolved) await releaseQuarantined(redis, { ...heldOn(row), callId: row.id });
    released += resolved.length;
  }
  return released;
}
