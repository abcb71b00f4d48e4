import { type Load, readLoad } from "@tollgate/db/redis/read-load";
import { PAYOUT_FLOW } from "@tollgate/jobs/payout-flow";
import { JOBS_PREFIX, QUEUES } from "@tollgate/jobs/queues";
import { type Context, requirePlatformRole } from "../context.ts";
import { plusCounts, readCounted } from "../traffic/read-slot-days.ts";

/** Jobs of one queue by where they stand. */
export interface QueueDepth {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

/** What calls saw of an endpoint lately. */
export interface EndpointHealth {
  readonly endpointId: string;
  readonly modelId: string;
  readonly provider: string;
  readonly served: number;
  readonly failed: number;
  readonly rateLimited: number;
  /** Kind of failure → count. */
  readonly failures: Readonly<Record<string, number>>;
}

export interface PlatformHealth {
  readonly at: Date;
  /** `null` while Redis does not answer. */
  readonly load: Load | null;
  readonly queues: readonly QueueDepth[] | null;
  /** Endpoints with attempts in the last half hour, most failures first. */
  readonly endpoints: readonly EndpointHealth[];
  /** Endpoints that have failed or were busy at all, of those. */
  readonly troubled: number;
  /** When each periodic job last came to its end. */
  readonly watermarks: readonly { readonly job: string; readonly at: Date }[];
  /** What operators have to decide. */
  readonly open: { readonly quarantined: number; readonly reviews: number };
  readonly lastAudit: { readonly at: Date; readonly ok: boolean } | null;
}

const RECENT_MS = 30 * 60_000;
const MOST_ENDPOINTS = 100;

/** How the platform does at this moment. Each part is read by itself, so that one that does not answer hides no other. Operators may. */
export async function getPlatformHealth(ctx: Context): Promise<PlatformHealth> {
  requirePlatformRole(ctx, "operator");
  const { prisma } = ctx.db;
  const now = ctx.now();
  const [load, queues, endpoints, watermarks, quarantined, reviews, audit] = await Promise.all([
    orNull(readLoad(ctx.redis)),
    orNull(readQueues(ctx)),
    readEndpoints(ctx, new Date(now.getTime() - RECENT_MS)),
    prisma.jobWatermark.findMany({ orderBy: { job: "asc" } }),
    prisma.quarantinedCall.count({ where: { resolvedAt: null } }),
    prisma.endpoint.count({ where: { status: "pending" } }),
    prisma.ledgerAudit.findFirst({ orderBy: { id: "desc" }, select: { at: true, ok: true } }),
  ]);
  return {
    at: now,
    load,
    queues,
    endpoints: endpoints.slice(0, MOST_ENDPOINTS),
    troubled: endpoints.filter(({ failed, rateLimited }) => failed + rateLimited > 0).length,
    watermarks: watermarks.map(({ job, updatedAt }) => ({ job, at: updatedAt })),
    open: { quarantined, reviews },
    lastAudit: audit,
  };
}

/** A part of the picture, within a moment: a Redis that is away keeps commands waiting. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), 1_500);
  });
  return await Promise.race([asked.catch(() => null), late]).finally(() => clearTimeout(timer));
}

/** BullMQ's own keys: lists of what waits and runs, sorted sets of what is for later or has failed. */
async function readQueues({ redis }: Context): Promise<QueueDepth[]> {
  return await Promise.all(
    [...QUEUES, PAYOUT_FLOW.queue].map(async (name) => {
      const key = (part: string) => `${JOBS_PREFIX}:${name}:${part}`;
      const [wait, prioritized, active, delayed, failed] = await Promise.all([
        redis.llen(key("wait")),
        redis.zcard(key("prioritized")),
        redis.llen(key("active")),
        redis.zcard(key("delayed")),
        redis.zcard(key("failed")),
      ]);
      return { name, waiting: wait + prioritized, active, delayed, failed };
    }),
  );
}

async function readEndpoints({ db }: Context, since: Date): Promise<EndpointHealth[]> {
  const slots = await db.prisma.endpointSlot.findMany({ where: { since: { gte: since } } });
  const byEndpoint = Map.groupBy(slots, ({ endpointId }) => endpointId);
  const known = await db.prisma.endpoint.findMany({
    where: { id: { in: [...byEndpoint.keys()] } },
    select: { id: true, modelId: true, provider: { select: { name: true } } },
  });
  return known
    .map(({ id, modelId, provider }) => {
      const { served, failed, rateLimited, failures } = (byEndpoint.get(id) ?? [])
        .map(readCounted)
        .reduce(plusCounts, readCounted(null));
      return { endpointId: id, modelId, provider: provider.name, served, failed, rateLimited, failures };
    })
    .filter(({ served, failed, rateLimited }) => served + failed + rateLimited > 0)
    .sort((a, b) => b.failed - a.failed || b.rateLimited - a.rateLimited || b.served - a.served);
}
