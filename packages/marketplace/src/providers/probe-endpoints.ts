import { type ProbeServices, probeAndRecord } from "./probe-and-record.ts";

export interface ProbeEndpointsResult {
  readonly probed: number;
  readonly failed: number;
}

export interface ProbeEndpointsOptions {
  /** Probes at a time. */
  readonly concurrency: number;
  /** Endpoints probed more recently are left out. */
  readonly notSince: Date;
}

/** Probes endpoints that are routed to or wait for review, least recently probed first. */
export async function probeEndpoints(
  services: ProbeServices,
  { concurrency, notSince }: ProbeEndpointsOptions,
): Promise<ProbeEndpointsResult> {
  const due = await services.db.prisma.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM endpoint e JOIN provider p ON p.id = e.provider_id
      WHERE e.status IN ('approved', 'pending') AND p.status = 'active'
        AND (e.last_probe IS NULL OR (e.last_probe ->> 'at')::timestamptz < ${notSince}::timestamptz)
      ORDER BY e.last_probe ->> 'at' NULLS FIRST, e.id`;
  let next = 0;
  let failed = 0;
  const probeOnes = async () => {
    for (;;) {
      const endpoint = due[next++];
      if (!endpoint) return;
      const result = await probeAndRecord(services, endpoint.id, "light");
      if (result?.ok === false) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, probeOnes));
  return { probed: due.length, failed };
}
