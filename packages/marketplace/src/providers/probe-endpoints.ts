import { type ProbeServices, probeAndRecord } from "./probe-and-record.ts";

export interface ProbeEndpointsResult {
  readonly probed: number;
  readonly failed: number;
}

export interface ProbeEndpointsOptions {
  /** Probes at a time. */
  readonly concurrency?: number;
  /** Endpoints probed within this time are left out. */
  readonly restMs?: number;
}

/** A little less than the minute between passes, so that every pass finds every endpoint due. */
const REST_MS = 45_000;

/** Probes endpoints that are routed to or wait for review, least recently probed first. */
export async function probeDueEndpoints(
  services: ProbeServices,
  { concurrency = 8, restMs = REST_MS }: ProbeEndpointsOptions = {},
): Promise<ProbeEndpointsResult> {
  const notSince = new Date(services.now().getTime() - restMs);
  const due = await services.db.prisma.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM endpoint e JOIN provider p ON p.id = e.provider_id
      WHERE e.status IN ('approved', 'pending') AND p.status = 'active'
        AND (e.last_probe IS NULL OR (e.last_probe ->> 'at')::timestamptz < ${notSince}::timestamptz)
      ORDER BY e.last_probe ->> 'at' NULLS FIRST, e.id`;
  let next = 0;
  let failed = 0;
  const probeOnes = async () => {
    for (let endpoint = due[next++]; endpoint; endpoint = due[next++]) {
      const result = await probeAndRecord(services, endpoint.id, "light");
      if (result?.ok === false) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, probeOnes));
  return { probed: due.length, failed };
}
