import { setTimeout as delay } from "node:timers/promises";
import { readCreditState } from "@tollgate/db/redis/credit-state";
import { redisKeys, SHARDS } from "@tollgate/db/redis/shards";
import { readSpendableCredit } from "@tollgate/db/spendable-credit";
import type { Services } from "@tollgate/marketplace/context";

const POLL_MS = 250;

type Stores = Pick<Services, "db" | "redis">;

/** Waits until nothing is open and both stores say the same. @returns what is still open after the time, empty when all is at rest. */
export async function comeToRest(
  stores: Stores,
  workspaceIds: readonly string[],
  withinMs: number,
): Promise<readonly string[]> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const open = await openEnds(stores, workspaceIds);
    if (open.length === 0 || performance.now() > deadline) return open;
    await delay(POLL_MS);
  }
}

async function openEnds({ db, redis }: Stores, workspaceIds: readonly string[]): Promise<string[]> {
  const open: string[] = [];
  for (let shard = 0; shard < SHARDS; shard++) {
    const [holds, usage] = [await redis.zcard(redisKeys.holds(shard)), await redis.xlen(redisKeys.usage(shard))];
    if (holds > 0) open.push(`${holds} holds in shard ${shard}`);
    if (usage > 0) open.push(`${usage} unsettled ends of calls in shard ${shard}`);
  }
  const quarantined = await db.prisma.quarantinedCall.findMany({ where: { resolvedAt: null }, take: 20 });
  for (const { id, reason, detail } of quarantined) open.push(`call ${id} in quarantine: ${reason}, ${detail}`);
  const posted = new Map(
    (await readSpendableCredit(db.pool, [...workspaceIds])).map((one) => [one.workspaceId, one.postedNano]),
  );
  for (const workspaceId of workspaceIds) {
    const state = await readCreditState(redis, workspaceId);
    const inPostgres = posted.get(workspaceId) ?? 0n;
    // A workspace that Redis does not know is loaded from Postgres by its next call.
    if (state === null) continue;
    const { heldNano, unsettledNano, availableNano } = state;
    if (heldNano !== 0n || unsettledNano !== 0n || availableNano !== inPostgres)
      open.push(
        `credit of ${workspaceId}: Redis has ${availableNano} available, ${heldNano} held, ${unsettledNano} unsettled; Postgres ${inPostgres}`,
      );
  }
  return open;
}
