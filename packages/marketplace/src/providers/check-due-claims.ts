import type { Services } from "../context.ts";
import { checkClaims } from "./check-claims.ts";

/** Checks cost their providers a few thousand tokens, so one a day is enough; after an untrue one, the next comes sooner. */
const REST_MS = 24 * 3_600_000;
const REST_AFTER_UNTRUE_MS = 3_600_000;
/** Endpoints checked in one pass, so that a pass of the worker stays short. */
const PER_PASS = 4;

/** Checks the claims of endpoints that are routed to or wait for review, the longest unchecked first. @returns how many were checked. */
export async function checkDueClaims(services: Services): Promise<number> {
  const nowMs = services.now().getTime();
  const due = await services.db.prisma.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM endpoint e JOIN provider p ON p.id = e.provider_id JOIN model m ON m.id = e.model_id
      LEFT JOIN LATERAL (SELECT max(at) AS at, bool_and(ok) AS ok FROM endpoint_check c WHERE c.endpoint_id = e.id
        AND c.at = (SELECT max(at) FROM endpoint_check l WHERE l.endpoint_id = e.id)) last ON true
      WHERE e.status IN ('approved', 'pending') AND p.status = 'active' AND m.output_modalities @> ARRAY['text']
        AND (e.last_probe ->> 'ok' = 'true' OR last.ok IS FALSE)
        AND (last.at IS NULL OR last.at < (CASE WHEN last.ok THEN ${new Date(nowMs - REST_MS)}::timestamptz
          ELSE ${new Date(nowMs - REST_AFTER_UNTRUE_MS)}::timestamptz END))
      ORDER BY last.at NULLS FIRST, random() LIMIT ${PER_PASS}`;
  // Chance among the unchecked: one that never answers in time must not keep the others waiting for ever.
  await Promise.all(due.map(({ id }) => checkClaims(services, id)));
  return due.length;
}
