import type { Database } from "@tollgate/db/open-database";
import type { FeeVersion } from "@tollgate/pricing/versions";
import type { KeyRing } from "../key-ring.ts";
import { readUnitPrices } from "../settlement/read-unit-prices.ts";
import type { EndpointRecord, ModelRecord } from "./records.ts";

export interface CatalogueSource {
  readonly db: Database;
  readonly keyRing: KeyRing;
  readonly nowMs: number;
}

/**
 * Loads models with their routable endpoints: approved, of an active provider, with a price in force. An endpoint without a price does not
 * appear at all: unpriced is unroutable.
 * @param modelId one model, or all of them.
 */
export async function loadModels({ db, keyRing, nowMs }: CatalogueSource, modelId?: string): Promise<ModelRecord[]> {
  const rows = await db.prisma.model.findMany({
    where: modelId === undefined ? {} : { id: modelId },
    orderBy: { id: "asc" },
    include: {
      endpoints: {
        where: { status: "approved", provider: { status: "active" } },
        orderBy: { id: "asc" },
        include: {
          provider: true,
          priceVersions: {
            where: { effectiveAt: { lte: new Date(nowMs) } },
            orderBy: [{ effectiveAt: "desc" }, { createdAt: "desc" }],
            take: 1,
          },
        },
      },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    author: row.author,
    description: row.description,
    contextLength: row.contextLength,
    maxOutputTokens: row.maxOutputTokens,
    inputModalities: row.inputModalities,
    outputModalities: row.outputModalities,
    features: row.features,
    createdAtMs: (row.releasedAt ?? row.createdAt).getTime(),
    endpoints: row.endpoints.flatMap((endpoint): EndpointRecord[] => {
      const [price] = endpoint.priceVersions;
      if (!price) return [];
      return [
        {
          id: endpoint.id,
          modelId: row.id,
          providerId: endpoint.providerId,
          providerSlug: endpoint.provider.slug,
          providerName: endpoint.provider.name,
          providerWorkspaceId: endpoint.provider.workspaceId,
          isDemo: endpoint.provider.isDemo,
          dialect: endpoint.dialect,
          baseUrl: endpoint.baseUrl.replace(/\/+$/, ""),
          upstreamModel: endpoint.upstreamModel,
          credential: endpoint.credentialSealed === null ? null : keyRing.open(endpoint.credentialSealed, endpoint.id),
          contextLength: endpoint.contextLength ?? row.contextLength,
          maxOutputTokens: endpoint.maxOutputTokens ?? row.maxOutputTokens,
          maxConcurrency: endpoint.maxConcurrency,
          price: { id: price.id, prices: readUnitPrices(price.prices) },
          probeOk: readProbeOk(endpoint.lastProbe),
        },
      ];
    }),
  }));
}

function readProbeOk(probe: unknown): boolean | null {
  return typeof probe === "object" && probe !== null && "ok" in probe && typeof probe.ok === "boolean"
    ? probe.ok
    : null;
}

/** The platform fee in force. @throws when none is: without a fee version no call can be priced. */
export async function loadFee(db: Database, nowMs: number): Promise<FeeVersion> {
  const row = await db.prisma.feeVersion.findFirst({
    where: { effectiveAt: { lte: new Date(nowMs) } },
    orderBy: [{ effectiveAt: "desc" }, { createdAt: "desc" }],
  });
  if (!row) throw new Error("no platform fee is in force: publish a fee version");
  return { id: row.id, basisPoints: row.basisPoints, fixedNano: row.fixedNano };
}

/** Model an endpoint belongs to, or `null` when there is no such endpoint. */
export async function modelOfEndpoint(db: Database, endpointId: string): Promise<string | null> {
  const row = await db.prisma.endpoint.findUnique({ where: { id: endpointId }, select: { modelId: true } });
  return row?.modelId ?? null;
}
