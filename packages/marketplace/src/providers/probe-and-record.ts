import { modelKind } from "@tollgate/gateway/model-kind";
import { announceChange } from "../announce-change.ts";
import type { Services } from "../context.ts";
import { type FailingClaim, failingClaims } from "./failing-claims.ts";
import { type ProbeOptions, type ProbeResult, probeUpstream } from "./probe-upstream.ts";

export type ProbeServices = Pick<Services, "db" | "redis" | "keyRing" | "egressAllow" | "now">;

/**
 * Probes an endpoint and stores what was found. Proxies are told only when the answer turned, so that regular probes cause no reloads.
 * @returns `null` when the endpoint is gone.
 */
export async function probeAndRecord(
  services: ProbeServices,
  endpointId: string,
  depth: ProbeOptions["depth"],
): Promise<ProbeResult | null> {
  const { db, keyRing, egressAllow, now } = services;
  const endpoint = await db.prisma.endpoint.findUnique({
    where: { id: endpointId },
    include: { model: { select: { outputModalities: true } } },
  });
  if (!endpoint) return null;
  const { baseUrl, dialect, upstreamModel, credentialSealed } = endpoint;
  const credential = credentialSealed === null ? null : keyRing.open(credentialSealed, endpointId);
  const kind = modelKind(endpoint.model.outputModalities);
  const target = { baseUrl, dialect, upstreamModel, kind, credential };
  const probed = await probeUpstream(target, { depth, egressAllow, now });
  const result = probed.ok ? withClaims(probed, await failingClaims(db.prisma, endpointId)) : probed;
  // The condition keeps a slow probe from writing about an address that was changed meanwhile.
  const rows = await db.prisma.$queryRaw<{ turned: boolean }[]>`
    UPDATE endpoint e SET last_probe = ${JSON.stringify(result)}::jsonb
      FROM (SELECT id, last_probe FROM endpoint WHERE id = ${endpointId} FOR UPDATE) old
      WHERE e.id = old.id AND e.base_url = ${baseUrl} AND e.dialect = ${dialect} AND e.upstream_model = ${upstreamModel}
      RETURNING (old.last_probe ->> 'ok') IS DISTINCT FROM ${String(result.ok)} AS turned`;
  if (rows[0]?.turned) await announceChange(services, { kind: "endpoint", id: endpointId });
  return result;
}

/** An endpoint that answers but does not serve what it claims is held back: like one that fails its probe, it comes last. */
function withClaims(probed: ProbeResult, failing: readonly FailingClaim[]): ProbeResult {
  const [first] = failing;
  if (!first) return probed;
  const message = `It answers, but does not serve what it claims (${failing.map(({ claim }) => claim).join(", ")}). Expected: ${first.expected} Came: ${first.came}`;
  return { ...probed, ok: false, message };
}
