import type { Database } from "@tollgate/db/open-database";

export interface FailingClaim {
  readonly claim: string;
  readonly asked: string;
  readonly expected: string;
  readonly came: string;
  /** How often in a row it was untrue, counted up to two. */
  readonly times: number;
}

/** Claims of an endpoint that were untrue when they were last checked, with the newest evidence. */
export async function failingClaims(prisma: Pick<Database["prisma"], "$queryRaw">, endpointId: string) {
  return await prisma.$queryRaw<FailingClaim[]>`
    SELECT last.claim, last.asked, last.expected, last.came, CASE WHEN before.ok IS FALSE THEN 2 ELSE 1 END AS times
      FROM (SELECT DISTINCT ON (claim) claim, asked, expected, came, ok, at, id FROM endpoint_check
        WHERE endpoint_id = ${endpointId} ORDER BY claim, at DESC, id DESC) last
      LEFT JOIN LATERAL (SELECT ok FROM endpoint_check b
        WHERE b.endpoint_id = ${endpointId} AND b.claim = last.claim AND b.at < last.at ORDER BY b.at DESC LIMIT 1) before ON true
      WHERE NOT last.ok ORDER BY last.claim`;
}
